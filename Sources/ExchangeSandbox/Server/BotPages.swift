/// What a bot instance's pages say, in the shapes grinder serves: ``BotEndpoint`` without its network.
package struct BotPages: Sendable {
    /// When the instance started, milliseconds since 1970.
    let born: Int64
    /// `/readyz`'s `mode`, such as `trading_loop`; nil answers as the daemon that does not trade.
    let mode: String?
    /// `/readyz` answers 200 when true and 503 when not.
    let ready: Bool
    /// `active` or `standby`; nil without high availability.
    let role: String?
    /// Whether it syncs the account: the gauge of its last sync is the present then, else 0; nil leaves the gauge out.
    let syncs: Bool?

    package init(
        born: Int64, mode: String? = "trading_loop", ready: Bool = true, role: String? = nil, syncs: Bool? = false
    ) {
        self.syncs = syncs
        self.role = role == "n/a" ? nil : role
        self.born = born
        self.mode = mode
        self.ready = ready
    }

    /// `/healthz`, `/readyz` or `/metrics` as they stand at `now`; nil for any other path.
    package func page(_ path: String, now: Int64) -> (status: Int, body: String)? {
        switch path {
        case "/healthz": (200, #"{"status": "ok", "uptime_s": \#(Self.seconds(now - born))}"#)
        case "/readyz": (ready ? 200 : 503, readiness)
        case "/metrics": (200, metrics(now: now))
        default: nil
        }
    }

    /// Seconds with two places.
    private static func seconds(_ milliseconds: Int64) -> String {
        let hundredths = milliseconds / 10
        return "\(hundredths / 100)." + String(100 + hundredths % 100).dropFirst()
    }

    private var readiness: String {
        guard let mode else {
            return #"{"ready": \#(ready), "role": "\#(ready ? "active" : "unknown")"}"#
        }
        if let role {
            return #"{"ready": \#(ready), "loop_ready": \#(ready), "ha_enabled": true, "ha_role": "\#(role)", "#
                + #""mode": "\#(mode)"}"#
        }
        return #"{"ready": \#(ready), "loop_ready": \#(ready), "ha_enabled": false, "ha_role": "n/a", "#
            + #""mode": "\#(mode)"}"#
    }

    /// The families a triage looks at; as in the shipped process nothing ever reconciled.
    private func metrics(now: Int64) -> String {
        var gauges = [
            ("grinder_up", "Whether grinder is running", "gauge", "1"),
            ("grinder_uptime_seconds", "Uptime in seconds", "gauge", "0.00"),
            ("grinder_readyz_ready", "Whether trading loop is ready (1=yes, 0=no)", "gauge", ready ? "1" : "0"),
            ("grinder_kill_switch_triggered", "Whether kill-switch is active", "gauge", "0"),
            ("grinder_reconcile_last_snapshot_ts_ms", "Timestamp of last REST snapshot", "gauge", "0"),
            ("grinder_reconcile_last_snapshot_age_seconds", "Age of last REST snapshot", "gauge", "0.0"),
            ("grinder_reconcile_runs_total", "Total reconcile runs", "counter", "0"),
        ]
        if let syncs {
            gauges.append(
                (
                    "grinder_account_sync_last_wall_ts", "Wall-clock ms when sync last completed (liveness)", "gauge",
                    syncs ? "\(now - 2_000)" : "0"
                ))
        }
        return gauges.map { name, help, type, value in
            "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n\(name) \(value)"
        }
        .joined(separator: "\n")
    }
}
