import Synchronization

/// What `/metrics` tells of the listening, in Prometheus' text format.
final class ListenMetrics: Sendable {
    /// What became of an alert.
    enum Fate: String, Sendable, CaseIterable { case queued, joined, repeated, resolved, skipped, refused }

    struct State: Sendable {
        var requests: [Int: Int] = [:]
        var alerts: [Fate: Int] = [:]
        var verdicts: [String: Int] = [:]
        var investigations = 0
        var failures = 0
        var notifyFailures = 0
        var isBusy = false
        /// Milliseconds of ``CommandContext/uptime``.
        var lastVerdict: Int64?
    }

    private let state = Mutex(State())

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    func count(_ fate: Fate) { change { $0.alerts[fate, default: 0] += 1 } }

    func answered(_ status: Int) { change { $0.requests[status, default: 0] += 1 } }

    /// - Parameters:
    ///   - queue: investigations that wait.
    ///   - uptime: milliseconds now.
    func text(queue: Int, uptime: Int64) -> String {
        let state = state.withLock { $0 }
        let age = state.lastVerdict.map { last in
            let milliseconds = max(0, uptime - last)
            return "\(milliseconds / 1_000)." + String(1_000 + milliseconds % 1_000).dropFirst()
        }
        var families = [
            Family(
                "requests_total", "counter", "HTTP requests by the status they were answered.",
                state.requests.sorted { $0.key < $1.key }.map { ("{status=\"\($0.key)\"}", String($0.value)) }),
            Family(
                "alerts_total", "counter", "Alerts received by what became of them.",
                Fate.allCases.map { ("{fate=\"\($0.rawValue)\"}", String(state.alerts[$0, default: 0])) }),
            Family(
                "verdicts_total", "counter", "Verdicts by their code.",
                state.verdicts.sorted { $0.key < $1.key }.map { ("{code=\"\($0.key)\"}", String($0.value)) }),
            Family(
                "investigations_total", "counter", "Investigations that came to an end.",
                [("", String(state.investigations))]),
            Family(
                "failures_total", "counter", "Investigations that could not be recorded or carried out.",
                [("", String(state.failures))]),
            Family(
                "notify_failures_total", "counter", "Runs of the notify command that failed.",
                [("", String(state.notifyFailures))]),
            Family("queue_length", "gauge", "Investigations that wait.", [("", String(queue))]),
            Family("busy", "gauge", "1 while an investigation runs.", [("", state.isBusy ? "1" : "0")]),
        ]
        families.append(
            Family(
                "last_verdict_age_seconds", "gauge", "Seconds since the last verdict; no sample before the first.",
                age.map { [("", $0)] } ?? []))
        return families.map(\.text).joined()
    }

    private struct Family {
        let name: String
        let type: String
        let help: String
        let samples: [(labels: String, value: String)]

        init(_ name: String, _ type: String, _ help: String, _ samples: [(String, String)]) {
            self.name = "grinderctl_listen_\(name)"
            self.type = type
            self.help = help
            self.samples = samples.map { (labels: $0.0, value: $0.1) }
        }

        var text: String {
            "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
                + samples.map { "\(name)\($0.labels) \($0.value)\n" }.joined()
        }
    }
}
