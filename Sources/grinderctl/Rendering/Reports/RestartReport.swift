import JSON
import TriageCore

/// The part of a report that a restart of the bot's connector adds.
struct RestartReport: Sendable, Hashable {
    struct Result: Sendable, Hashable {
        let instance: String
        let stop: String
        let start: String
        var outcome: ActionReport.Outcome
        var detail: String
    }

    var gates: [GateResult]
    var results: [Result]
    var outcome: ActionReport.Outcome
    var typed: [String]
    var next: [NextCommand] = []

    /// planned 0, verified 0, failed 1, refused 3 (75 when the weight budget alone refuses), unknown 5.
    var exit: Int32 {
        switch outcome {
        case .planned, .verified: return 0
        case .failed: return 1
        case .unknown: return 5
        case .refused: return gates.filter(\.isRefused).map(\.code) == [.weightBudget] ? 75 : 3
        }
    }
}

extension Report {
    func json(_ restart: RestartReport) -> [(String, JSONValue)] {
        let steps = restart.results.map { result in
            JSONValue.object([
                ("action", "restart"), ("instance", .string(result.instance)), ("stop", .string(result.stop)),
                ("start", .string(result.start)),
            ])
        }
        let results = restart.results.map { result in
            JSONValue.object([
                ("instance", .string(result.instance)), ("outcome", .string(result.outcome.rawValue)),
                ("detail", .string(result.detail)),
            ])
        }
        return [
            ("plan", .object([("steps", .array(steps)), ("preconditions", .object([]))])),
            ("gates", .array(restart.gates.map { json($0, typed: restart.typed) })),
            ("outcome", .string(restart.outcome.rawValue)), ("results", .array(results)),
            ("next", .strings(restart.next.map(commandLine))),
        ]
    }
}
