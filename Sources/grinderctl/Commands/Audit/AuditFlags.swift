import ArgumentParser
import AuditLog
import Binance
import TriageCore

/// Which entries of the audit log.
struct AuditFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp("From when: 90m, 2h, 30d ago, or ISO 8601; by the clock of who wrote it.", valueName: "T"))
    var since: String?

    @Option(help: ArgumentHelp("Until when.", valueName: "T"))
    var until: String?

    @Option(help: ArgumentHelp("Only by this operator, as recorded.", valueName: "NAME"), completion: .operators)
    var `operator`: String?

    @Option(help: ArgumentHelp("Only this symbol.", valueName: "S"), completion: .symbols)
    var symbol: String?

    @Option(
        name: [.customLong("order"), .customLong("id")],
        help: ArgumentHelp("Only this client order id.", valueName: "CID"), completion: .orders)
    var order: String?

    @Option(
        help: ArgumentHelp("Only this kind, like verdict or action.intent. Repeatable.", valueName: "KIND"),
        completion: .list(of: AuditKind.self))
    var kind: [String] = []

    @Option(
        help: ArgumentHelp("Only about this action, like cancel or flatten. Repeatable.", valueName: "ACTION"),
        completion: .list(["cancel", "flatten", "reset", "reconnect"]))
    var action: [String] = []

    @Option(
        help: ArgumentHelp("Only of this environment.", valueName: "ENV"),
        completion: .list(of: ExchangeEnvironment.self))
    var environment: String?

    @Option(
        help: ArgumentHelp(
            "Only with this outcome: planned, refused, done, not-executed, verified, failed, unknown. Repeatable.",
            valueName: "WORD"),
        completion: .list(["planned", "refused", "done", "not-executed", "verified", "failed", "unknown"]))
    var outcome: [String] = []

    /// - Parameter standard: how many when neither `--limit` nor `--all` says.
    func filter(incident: String?, limit: Int?, at bench: Bench) throws -> EntryFilter {
        let kinds = try kind.map { word in
            guard let kind = AuditKind(rawValue: word) else {
                let hint = Suggestion.closest(to: word, among: AuditKind.allCases.map(\.rawValue))
                throw Complaint(.usage, "there is no kind \(word)" + (hint.map { "; did you mean \($0)?" } ?? ""))
            }
            return kind
        }
        let now = bench.now()
        let from = try since.map { try TimeFlag.read($0, of: "--since").moment(now: now) }
        let to = try until.map { try TimeFlag.read($0, of: "--until").moment(now: now) }
        if let from, let to, from > to {
            throw Complaint(.usage, "the time span is empty: it begins \(from) and ends \(to)")
        }
        return EntryFilter(
            kinds: Set(kinds), incident: incident, symbol: symbol, clientOrderID: order, operator: self.operator,
            environment: environment, actions: Set(action), outcomes: Set(outcome), since: from?.description,
            until: to?.description, limit: limit)
    }
}
