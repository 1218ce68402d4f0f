import AuditLog
import JSON
import TriageCore

/// One request that would change something, and what became of it: the answer to who did what, when and why.
struct ManualCancel {
    let intent: AuditEntry
    /// The last that was recorded of it; `nil` after a crash.
    let word: AuditEntry?

    /// - Parameter cancelsOnly: no closing orders.
    static func find(
        _ filter: EntryFilter, cancelsOnly: Bool = true, in store: AuditStore
    ) throws(AuditFailure) -> [ManualCancel] {
        var intents = filter
        // What became of it stands in later entries.
        intents.outcomes = []
        intents.actions = []
        intents.limit = nil
        var cancels: [ManualCancel] = []
        let words = try store.lastWords(on: intents)
        for (intent, word) in words {
            let cancel = ManualCancel(intent: intent, word: word)
            guard !cancelsOnly || cancel.isCancel,
                filter.actions.isEmpty || filter.actions.contains(cancel.meant.action?.rawValue ?? ""),
                filter.outcomes.isEmpty || filter.outcomes.contains(cancel.outcome)
            else { continue }
            cancels.append(cancel)
        }
        return filter.limit.map { Array(cancels.suffix($0)) } ?? cancels
    }

    private let meant: IntentRecord
    private let said: OutcomeRecord

    init(intent: AuditEntry, word: AuditEntry?) {
        self.intent = intent
        self.word = word
        meant = intent.understood()
        said = word?.understood() ?? OutcomeRecord()
    }

    private var isCancel: Bool { meant.request?.isCancel == true }
    private var orderID: String { meant.request?.exchangeID ?? "" }
    var outcome: String { isUnread ? "unknown" : (said.outcome ?? .unknown).rawValue }
    /// Binance confirmed it, and nobody has read it back yet: its intent is open.
    private var isUnread: Bool { said.outcome == .done && said.settled == false }
    private var status: String { said.status ?? "" }
    private var executed: String { said.executedQty ?? "" }
    private var overrides: [String] { meant.overrides ?? [] }

    /// What was done, by the last word on it: an order that filled or lives on was not cancelled by the request.
    private var deed: String {
        switch outcome {
        case "verified", "resolved":
            switch status {
            case "CANCELED", "CANCELLED", "": "cancelled"
            case "NEW", "PARTIALLY_FILLED", "WORKING": "did not cancel"
            default: "too late to cancel"
            }
        case "failed", "not-executed", "refused": "did not cancel"
        default: "may have cancelled"
        }
    }

    var line: String {
        let ticket = meant.ticket.map { "ticket \($0)" } ?? "no ticket"
        let state = [status, executed.isEmpty ? "" : "executedQty \(executed)"].filter { !$0.isEmpty }
        let word = isUnread ? "unknown: confirmed by Binance, not read back" : outcome
        let became = ([word] + state).joined(separator: ", ")
        let without = overrides.isEmpty ? "" : " (\(overrides.joined(separator: ", ")))"
        return Printable.line(
            "\(intent.ts)  \(intent.operator)@\(intent.host)  \(intent.environment)  \(deed) "
                + "\(intent.clientOrderID ?? "?") (\(orderID))  because: \(meant.reason ?? "")\(without)  \(ticket)  "
                + "-> \(became)  [seq \(intent.seq)]")
    }

    /// With what was done, the verdict it stood on and the ticket.
    var actionLine: String {
        let did = isCancel ? "cancel" : "close"
        let what = [meant.action.flatMap { $0 == .cancel ? nil : "\($0.rawValue):" }, did].compactMap(\.self)
        let stood = meant.verdict.map { "verdict seq \($0)" } ?? "no verdict"
        let without = overrides.isEmpty ? "" : " (\(overrides.joined(separator: ", ")))"
        let number = orderID.isEmpty ? "" : " (\(orderID))"
        let state = [status, executed.isEmpty ? "" : "executedQty \(executed)"].filter { !$0.isEmpty }
        return Printable.line(
            "\(intent.ts)  \(intent.operator)@\(intent.host)  \(intent.environment)  "
                + "\(what.joined(separator: " ")) \(intent.symbol ?? "") \(intent.clientOrderID ?? "?")\(number)  because: "
                + "\(meant.reason ?? "")\(without)  \(meant.ticket.map { "ticket \($0)" } ?? "no ticket")  \(stood)  "
                + "-> \(([outcome] + state).joined(separator: ", "))  [seq \(intent.seq)]")
    }

    static let actionTitles = titles + ["action", "verdict_seq"]

    var actionFields: [String] {
        fields + [meant.action?.rawValue ?? "", meant.verdict.map { String($0) } ?? ""]
    }

    static let titles = [
        "seq", "ts", "operator", "host", "environment", "symbol", "client_order_id", "order_id", "reason", "ticket",
        "overrides", "outcome", "status", "executed_qty",
    ]

    var fields: [String] {
        [
            String(intent.seq), intent.ts, intent.operator, intent.host, intent.environment, intent.symbol ?? "",
            intent.clientOrderID ?? "", orderID, meant.reason ?? "", meant.ticket ?? "",
            overrides.joined(separator: " "), outcome, status, executed,
        ]
    }

    var json: JSONValue {
        .object([
            ("seq", .integer(intent.seq)), ("ts", .string(intent.ts)), ("operator", .string(intent.operator)),
            ("host", .string(intent.host)), ("environment", .string(intent.environment)),
            ("action", .string(orNull: meant.action?.rawValue)),
            ("verdictSeq", meant.verdict.map { .integer($0) } ?? .null),
            ("symbol", .string(orNull: intent.symbol)), ("clientOrderId", .string(orNull: intent.clientOrderID)),
            ("orderId", .string(orderID)), ("reason", .string(orNull: meant.reason)),
            ("ticket", .string(orNull: meant.ticket)), ("overrides", .strings(overrides)),
            ("outcome", .string(outcome)), ("status", .string(orNull: said.status)),
            ("executedQty", .string(orNull: said.executedQty)),
        ])
    }
}
