import TriageCore

extension ReconcileMetrics {
    func highAvailability() -> [MetricFinding] {
        let name = "grinder_ha_role"
        let roles = page.samples(name).filter(\.isPositive)
        guard let sample = roles.first, let role = sample.labels["role"] else {
            return [missing(name, "the instance's role is unknown")]
        }
        guard roles.count == 1 else { return [finding(sample, "it claims \(roles.count) roles at once", .attention)] }
        let isLeader = page.sample("grinder_ha_is_leader")?.isPositive
        if let isLeader, isLeader != (role == "active") {
            let judgement = "the role is \(role), and grinder_ha_is_leader says \(isLeader ? 1 : 0)"
            return [finding(sample, judgement, .attention)]
        }
        switch role {
        case "active": return [finding(sample, "this instance leads", .note)]
        case "standby": return [finding(sample, "this instance is on standby; another one trades", .note)]
        default:
            return [
                finding(sample, "no election runs: it may still trade, and its remediation is blocked", .unknown)
            ]
        }
    }

    /// Nothing that grinder ships sets these gauges.
    func killSwitch() -> [MetricFinding] {
        let name = "grinder_kill_switch_triggered"
        guard let sample = page.sample(name) else { return [missing(name, "the kill switch's state is unknown")] }
        let trips = page.samples("grinder_kill_switch_trips_total").filter(\.isPositive).map {
            finding($0, "the kill switch was tripped", .attention)
        }
        guard !sample.isPositive else {
            return [finding(sample, "the kill switch is on; remediation is allowed under it", .attention)] + trips
        }
        return [
            finding(sample, "no shipped process sets this gauge: 0 does not prove that the switch is off", .unknown)
        ]
            + trips
    }

    /// The only comparison with the exchange that the trading process itself makes.
    func accountSync() -> [MetricFinding] {
        let mismatches = page.samples("grinder_account_sync_mismatches_total").filter(\.isPositive).map {
            finding($0, "account sync found mismatches", .attention)
        }
        let errors = page.samples("grinder_account_sync_errors_total").filter(\.isPositive).map {
            finding($0, "account sync failed", .attention)
        }
        return syncAge() + mismatches + errors
    }

    private func syncAge() -> [MetricFinding] {
        let name = "grinder_account_sync_last_wall_ts"
        guard let sample = page.sample(name), let moment = sample.whole else { return [] }
        guard moment > 0 else { return [finding(sample, "account sync does not run here", .unknown)] }
        let age = taken.milliseconds - moment
        let isStale = age > Self.staleAfter
        let judgement = "account sync ended last \(Self.duration(max(0, age))) before"
        return [finding(sample, judgement, isStale ? .attention : .ok)]
    }

    func streams() -> [MetricFinding] {
        let market = page.samples("grinder_ws_connected").filter { $0.labels["connector"] != "none" }.map { sample in
            sample.isPositive
                ? finding(sample, "the market stream is connected", .ok)
                : finding(sample, "the market stream is not connected", .attention)
        }
        return market + [
            MetricFinding(
                name: "user data stream", value: nil,
                judgement: "no metric shows whether the bot receives its order updates", severity: .unknown)
        ]
    }
}
