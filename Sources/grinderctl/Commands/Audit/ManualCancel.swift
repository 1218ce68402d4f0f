import AuditLog
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
                filter.actions.isEmpty || filter.actions.contains(cancel.text("action") ?? ""),
                filter.outcomes.isEmpty || filter.outcomes.contains(cancel.outcome)
            else { continue }
            cancels.append(cancel)
        }
        return filter.limit.map { Array(cancels.suffix($0)) } ?? cancels
    }

    private var payload: JSONValue { (try? intent.payload()) ?? .null }
    private var request: JSONValue { payload["request"] ?? .null }
    private var said: JSONValue { word.flatMap { try? $0.payload() } ?? .null }

    private func text(_ name: String) -> String? { payload[name]?.stringValue }

    private var isCancel: Bool { endpoint.hasPrefix("DELETE ") }
    private var verdictSeq: Int64? { payload["verdict"]?.integerValue }
    private var endpoint: String { request["endpoint"]?.stringValue ?? "" }
    private var orderID: String { request["orderId"]?.stringValue ?? request["algoId"]?.stringValue ?? "" }
    var outcome: String { isUnread ? "unknown" : said["outcome"]?.stringValue ?? "unknown" }
    /// Binance confirmed it, and nobody has read it back yet: its intent is open.
    private var isUnread: Bool { said["outcome"]?.stringValue == "done" && said["settled"]?.boolValue == false }
    private var status: String { said["status"]?.stringValue ?? "" }
    private var executed: String { said["executedQty"]?.stringValue ?? "" }
    private var overrides: [String] { (payload["overrides"]?.arrayValue ?? []).compactMap(\.stringValue) }

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
        let ticket = text("ticket").map { "ticket \($0)" } ?? "no ticket"
        let state = [status, executed.isEmpty ? "" : "executedQty \(executed)"].filter { !$0.isEmpty }
        let word = isUnread ? "unknown: confirmed by Binance, not read back" : outcome
        let became = ([word] + state).joined(separator: ", ")
        let without = overrides.isEmpty ? "" : " (\(overrides.joined(separator: ", ")))"
        return Printable.line(
            "\(intent.ts)  \(intent.operator)@\(intent.host)  \(intent.environment)  \(deed) "
                + "\(intent.clientOrderID ?? "?") (\(orderID))  because: \(text("reason") ?? "")\(without)  \(ticket)  "
                + "-> \(became)  [seq \(intent.seq)]")
    }

    /// With what was done, the verdict it stood on and the ticket.
    var actionLine: String {
        let did = isCancel ? "cancel" : "close"
        let what = [text("action").flatMap { $0 == "cancel" ? nil : "\($0):" }, did].compactMap(\.self)
        let stood = verdictSeq.map { "verdict seq \($0)" } ?? "no verdict"
        let without = overrides.isEmpty ? "" : " (\(overrides.joined(separator: ", ")))"
        let number = orderID.isEmpty ? "" : " (\(orderID))"
        let state = [status, executed.isEmpty ? "" : "executedQty \(executed)"].filter { !$0.isEmpty }
        return Printable.line(
            "\(intent.ts)  \(intent.operator)@\(intent.host)  \(intent.environment)  "
                + "\(what.joined(separator: " ")) \(intent.symbol ?? "") \(intent.clientOrderID ?? "?")\(number)  because: "
                + "\(text("reason") ?? "")\(without)  \(text("ticket").map { "ticket \($0)" } ?? "no ticket")  \(stood)  "
                + "-> \(([outcome] + state).joined(separator: ", "))  [seq \(intent.seq)]")
    }

    static let actionTitles = titles + ["action", "verdict_seq"]

    var actionFields: [String] {
        fields + [text("action") ?? "", verdictSeq.map { String($0) } ?? ""]
    }

    static let titles = [
        "seq", "ts", "operator", "host", "environment", "symbol", "client_order_id", "order_id", "reason", "ticket",
        "overrides", "outcome", "status", "executed_qty",
    ]

    var fields: [String] {
        [
            String(intent.seq), intent.ts, intent.operator, intent.host, intent.environment, intent.symbol ?? "",
            intent.clientOrderID ?? "", orderID, text("reason") ?? "", text("ticket") ?? "",
            overrides.joined(separator: " "), outcome, status, executed,
        ]
    }

    var json: OrderedJSON {
        .object([
            ("seq", .integer(intent.seq)), ("ts", .string(intent.ts)), ("operator", .string(intent.operator)),
            ("host", .string(intent.host)), ("environment", .string(intent.environment)),
            ("action", .string(orNull: text("action"))), ("verdictSeq", verdictSeq.map { .integer($0) } ?? .null),
            ("symbol", .string(orNull: intent.symbol)), ("clientOrderId", .string(orNull: intent.clientOrderID)),
            ("orderId", .string(orderID)), ("reason", .string(orNull: text("reason"))),
            ("ticket", .string(orNull: text("ticket"))), ("overrides", .strings(overrides)),
            ("outcome", .string(outcome)), ("status", .string(orNull: said["status"]?.stringValue)),
            ("executedQty", .string(orNull: said["executedQty"]?.stringValue)),
        ])
    }
}
