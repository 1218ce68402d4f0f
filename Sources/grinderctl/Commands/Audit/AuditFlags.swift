import ArgumentParser
import AuditLog
import Binance
import TriageCore

/// Which entries of the audit log.
struct AuditFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "From: 90m, 2h30m, 30d (ago), yesterday, or ISO 8601, by the recording host's clock.", valueName: "T"))
    var since: String?

    @Option(help: ArgumentHelp("Until: as --since.", valueName: "T"))
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
            "Only with this outcome: \(EntryFilter.outcomes.joined(separator: ", ")). Repeatable.",
            valueName: "WORD"),
        completion: .list(EntryFilter.outcomes))
    var outcome: [String] = []

    /// They name a case or a span of time, and so all of it is meant.
    var nameAllOfIt: Bool { since != nil || until != nil || order != nil }

    /// - Parameter limit: at most so many, the last ones.
    func filter(incident: String?, limit: Int?, at context: CommandContext) throws -> EntryFilter {
        let kinds = try ClosedWords.read(kind, of: "--kind", among: AuditKind.allCases.map(\.rawValue))
        let now = context.now()
        let from = try since.map { try TimeFlag.read($0, of: "--since").moment(now: now) }
        let to = try until.map { try TimeFlag.read($0, of: "--until").moment(now: now) }
        if let from, let to, from > to {
            throw CommandError(.usage, "the time range is empty: it begins \(from) and ends \(to)")
        }
        return EntryFilter(
            kinds: Set(kinds.compactMap(AuditKind.init(rawValue:))),
            incident: try incident.map { try IncidentID.read($0) },
            symbol: symbol, clientOrderID: order, operator: self.operator,
            environment: try ClosedWords.read(
                environment.map { [$0] } ?? [], of: "--environment", among: ExchangeEnvironment.allCases.map(\.rawValue)
            ).first,
            actions: Set(try ClosedWords.read(action, of: "--action", among: ActionKind.allCases.map(\.rawValue))),
            outcomes: Set(try ClosedWords.read(outcome, of: "--outcome", among: EntryFilter.outcomes)),
            since: from?.description, until: to?.description, limit: limit)
    }
}

/// Words of a flag that takes one of a few.
enum ClosedWords {
    static func read(_ words: [String], of flag: String, among known: [String]) throws(CommandError) -> [String] {
        for word in words where !known.contains(word) {
            let meant = known.first { $0.hasSuffix(".\(word)") } ?? Suggestion.closest(to: word, among: known)
            let hint = meant.map { "; did you mean \($0)?" } ?? ""
            throw CommandError(.usage, "\(flag) \(word) is not one of \(known.joined(separator: ", "))\(hint)")
        }
        return words
    }
}
