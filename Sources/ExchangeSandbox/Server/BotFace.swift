import Foundation

/// A bot instance's own HTTP face: `/healthz`, `/readyz` and `/metrics` in the shapes grinder serves.
package struct BotFace: Sendable {
    /// `http://127.0.0.1:PORT`
    package let baseURL: String
    private let server: LoopbackServer

    /// - Parameters:
    ///   - uptimeSeconds: what `/healthz` says at the start; it grows from there.
    ///   - mode: `/readyz`'s `mode`, such as `trading_loop`; nil answers as the daemon that does not trade.
    ///   - ready: `/readyz` answers 200 when true and 503 when not.
    package static func start(
        uptimeSeconds: Double = 1800, mode: String? = "trading_loop", ready: Bool = true,
        clock: SandboxClock = .system
    ) async throws -> BotFace {
        let born = clock.now() - Int64(uptimeSeconds * 1000)
        let server = try await LoopbackServer.start(port: 0) { request in
            guard request.method == "GET" else { return SandboxResponse(status: 405, body: "") }
            let age = clock.now() - born
            switch request.path {
            case "/healthz": return SandboxResponse(body: #"{"status": "ok", "uptime_s": \#(seconds(age))}"#)
            case "/readyz": return readiness(mode: mode, ready: ready)
            case "/metrics":
                return SandboxResponse(body: metrics(ready: ready), contentType: "text/plain; charset=utf-8")
            default: return SandboxResponse(status: 404, body: "Not Found", contentType: "text/plain")
            }
        }
        return BotFace(baseURL: "http://127.0.0.1:\(server.port)", server: server)
    }

    /// Plays an instance of a scenario; nil where nothing listens.
    package static func start(_ instance: ScenarioBot.Instance) async throws -> BotFace? {
        guard let uptime = instance.uptimeSeconds.flatMap(Double.init) else { return nil }
        return try await start(uptimeSeconds: uptime, mode: instance.mode, ready: instance.ready)
    }

    package func stop() async { await server.stop() }

    /// Seconds with two places.
    private static func seconds(_ milliseconds: Int64) -> String {
        let hundredths = milliseconds / 10
        return "\(hundredths / 100)." + String(100 + hundredths % 100).dropFirst()
    }

    private static func readiness(mode: String?, ready: Bool) -> SandboxResponse {
        guard let mode else {
            let role = ready ? "active" : "unknown"
            return SandboxResponse(status: ready ? 200 : 503, body: #"{"ready": \#(ready), "role": "\#(role)"}"#)
        }
        return SandboxResponse(
            status: ready ? 200 : 503,
            body: #"{"ready": \#(ready), "loop_ready": \#(ready), "ha_enabled": false, "ha_role": "n/a", "#
                + #""mode": "\#(mode)"}"#)
    }

    /// The families a triage looks at; as in the shipped process nothing ever reconciled.
    private static func metrics(ready: Bool) -> String {
        let gauges = [
            ("grinder_up", "Whether grinder is running", "gauge", "1"),
            ("grinder_uptime_seconds", "Uptime in seconds", "gauge", "0.00"),
            ("grinder_readyz_ready", "Whether trading loop is ready (1=yes, 0=no)", "gauge", ready ? "1" : "0"),
            ("grinder_kill_switch_triggered", "Whether kill-switch is active", "gauge", "0"),
            ("grinder_reconcile_last_snapshot_ts_ms", "Timestamp of last REST snapshot", "gauge", "0"),
            ("grinder_reconcile_last_snapshot_age_seconds", "Age of last REST snapshot", "gauge", "0.0"),
            ("grinder_reconcile_runs_total", "Total reconcile runs", "counter", "0"),
        ]
        return gauges.map { name, help, type, value in
            "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n\(name) \(value)"
        }
        .joined(separator: "\n")
    }
}
