/// The instances that one page tells of. grinder's own page has no label that names it; what collects the pages of
/// several (Prometheus' /federate, an exporter in front of two bots) adds labels such as `instance` and `job`.
extension MetricsPage {
    struct Part: Sendable, Hashable {
        /// The labels that are not grinder's own; empty on its own page.
        let target: [String: String]
        let page: MetricsPage

        /// `{instance="bot-1:9090",job="grinder"}`
        var words: String {
            "{"
                + target.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.debugDescription)" }
                .joined(separator: ",") + "}"
        }
    }

    /// grinder's families that are read here, with the labels it writes itself.
    private static let own: [String: Set<String>] = [
        "grinder_up": [], "grinder_uptime_seconds": [], "grinder_readyz_ready": [], "grinder_ha_is_leader": [],
        "grinder_ha_role": ["role"], "grinder_kill_switch_triggered": [],
        "grinder_kill_switch_trips_total": ["reason"], "grinder_reconcile_runs_total": [],
        "grinder_reconcile_runs_with_mismatch_total": [], "grinder_reconcile_last_snapshot_ts_ms": [],
        "grinder_reconcile_last_snapshot_age_seconds": [], "grinder_reconcile_mismatch_total": ["type"],
        "grinder_reconcile_action_planned_total": ["action"], "grinder_reconcile_action_executed_total": ["action"],
        "grinder_reconcile_action_blocked_total": ["reason"], "grinder_reconcile_budget_configured": [],
        "grinder_reconcile_budget_calls_remaining_day": [], "grinder_reconcile_budget_notional_remaining_day": [],
        "grinder_account_sync_last_ts": [], "grinder_account_sync_last_wall_ts": [],
        "grinder_account_sync_mismatches_total": ["rule"], "grinder_account_sync_errors_total": ["reason"],
        "grinder_ws_connected": ["connector"], "grinder_port_http_requests_total": ["port", "method", "route"],
    ]

    /// One part an instance, in the order they first appear. What it passed over may be of any of them, and is told with
    /// each.
    var instances: [Part] {
        var order: [[String: String]] = []
        var byTarget: [[String: String]: [MetricSample]] = [:]
        var rest: [MetricSample] = []
        for sample in samples {
            guard let own = Self.own[sample.name] else {
                rest.append(sample)
                continue
            }
            let target = sample.labels.filter { !own.contains($0.key) }
            if byTarget[target] == nil { order.append(target) }
            byTarget[target, default: []].append(sample)
        }
        guard order.count > 1 else {
            return order.map { Part(target: $0, page: MetricsPage(samples: samples, passedOver: passedOver)) }
        }
        for sample in rest {
            for target in order where target.allSatisfy({ sample.labels[$0.key] == $0.value }) {
                byTarget[target]?.append(sample)
            }
        }
        return order.map { Part(target: $0, page: MetricsPage(samples: byTarget[$0] ?? [], passedOver: passedOver)) }
    }
}
