import AuditLog
import Binance
import TriageCore

/// The order that a reading command is about, as it was typed or pasted.
struct TypedOrder {
    let text: String
    /// `triage missing`
    let command: String
    let identity: Identity

    /// Without quotes, blanks and colour codes. Several ids, or the exchange's number, are explained.
    func id() throws(CommandError) -> ClientOrderID {
        let word = PastedText.cleaned(text)
        if word.count >= 6, word.allSatisfy({ $0.isASCII && $0.isNumber }) {
            throw CommandError(
                .usage,
                "\(word) is the exchange's number of an order, not a client order id. Nothing was asked.",
                try: "grinderctl triage \(word)")
        }
        let parts = word.split { ",; \t\n".contains($0) }.map { PastedText.cleaned(String($0)) }.filter { !$0.isEmpty }
        guard parts.count > 1 else { return ClientOrderID(word) }
        if case .order(let id, _, _) = PastedText(text, identity: identity), id.rawValue.count < word.count {
            return id
        }
        throw CommandError(
            .usage, "\(command) takes one order, and this names \(parts.count). Nothing was asked.",
            try: parts.first.map { "grinderctl \(command) " + Printable.shellWord($0) })
    }
}

/// The whole id of one that was abbreviated.
struct WholeOrder: Sendable {
    let id: ClientOrderID
    /// Where the id itself does not tell it.
    let symbol: Symbol?
    let requests: [RequestRecord]
}

/// Completes an abbreviated id from the open orders and the audit log. What parses as a whole id is never abbreviated.
struct Abbreviation {
    let lookup: SubjectLookup

    /// Shorter ones would be guesses.
    static let shortest = 4
    private static let mostRemembered = 10_000

    /// Nothing is asked where the id is whole, or where its symbol is known and it is not of this tool's form: then it is
    /// somebody's whole id, and no part of another that happens to be open.
    /// - Parameter symbol: where it is known, only its orders are meant.
    /// - Returns: `nil` where no id is meant by it.
    func complete(_ id: ClientOrderID, symbol: Symbol?) async throws -> WholeOrder? {
        let text = id.rawValue.replacing("…", with: "")
        let prefix = lookup.settings.identity.prefix
        guard ClientOrderIDParts(id, prefix: prefix) == nil, text.count >= Self.shortest, text.count <= 36,
            text.unicodeScalars.allSatisfy(\.isASCII), symbol == nil || text.hasPrefix(prefix)
        else { return nil }
        let open = try await lookup.openIDs(on: symbol)
        // What was looked for under a part of an id is remembered, and is no order.
        let past = remembered(near: text, on: symbol).filter { $0 != text || !text.hasPrefix(prefix) }
        let found = Self.matches(text, among: Array(open.symbols.keys) + past)
        guard let whole = found.first else {
            if let problem = open.unread { try unmatched(text, problem) }
            return nil
        }
        guard found.count == 1 else {
            let shown = found.prefix(5).joined(separator: ", ")
            throw CommandError(
                .usage, "\(text) could be any of \(found.count) orders: \(shown). Nothing was investigated.",
                try: "grinderctl triage \(Printable.shellWord(whole))")
        }
        if let problem = open.unread, whole != text {
            throw CommandError(
                unanswered: problem, what: "\(text) could be \(whole), and another open order may begin so too",
                consequence: "Nothing was investigated.")
        }
        if whole != text { lookup.notes.note("\(text) is \(whole)") }
        return WholeOrder(id: ClientOrderID(whole), symbol: open.symbols[whole], requests: open.requests)
    }

    /// Those that begin so; without one, those that end so.
    static func matches(_ text: String, among ids: [String]) -> [String] {
        let known = Set(ids).sorted()
        if known.contains(text) { return [text] }
        let beginning = known.filter { $0.hasPrefix(text) }
        return beginning.isEmpty ? known.filter { $0.hasSuffix(text) } : beginning
    }

    /// What begins as this tool's ids do is part of one that may be open; anything else may be somebody's whole id.
    private func unmatched(_ text: String, _ problem: Unavailable) throws {
        guard text.hasPrefix(lookup.settings.identity.prefix) else {
            return try lookup.goOn(after: problem, takingFor: "\(text) is taken for a whole id")
        }
        throw CommandError.incomplete(text, problem, consequence: "Nothing was investigated.")
    }

    private func remembered(near text: String, on symbol: Symbol?) -> [String] {
        let (settings, context) = (lookup.settings, lookup.context)
        let identity = AuditIdentity(
            operator: context.operatorName, host: context.host, environment: settings.environment.rawValue)
        let store = try? AuditStore.open(
            path: settings.auditPath, access: .read, identity: identity, now: { "" })
        let ids = (try? store?.values(of: .order, near: text, limit: Self.mostRemembered)) ?? []
        guard let symbol else { return ids }
        return ids.filter { ClientOrderIDParts(ClientOrderID($0), prefix: settings.identity.prefix)?.symbol == symbol }
    }
}

/// The symbol an id is about: derived from it when it parses, else `--symbol`; differing is an error.
enum SymbolFlag {
    /// Of an action: in any case, and otherwise as Binance writes it.
    static func read(_ text: String) throws -> Symbol {
        guard let symbol = Symbol(text.uppercased()) else {
            throw CommandError(.usage, "\(text) isn't a symbol as Binance writes it, like BTCUSDT. Nothing was sent.")
        }
        return symbol
    }

    /// Of a command that reads: also `BTC/USDT`, `btc-usdt`, `BTCUSDT.P`, with what a copy brings along.
    static func reading(_ text: String) throws -> Symbol {
        let word = PastedText.cleaned(text)
        if let symbol = PastedText.symbol(typed: word) { return symbol }
        return try read(word)
    }

    /// - Parameter command: `triage missing`, for the line to type instead.
    static func symbol(
        of id: ClientOrderID, given: Symbol?, identity: Identity, command: String
    ) throws -> Symbol {
        guard !id.rawValue.isEmpty, id.rawValue.unicodeScalars.count <= 36 else {
            throw CommandError(.usage, "a client order id has 1 to 36 characters")
        }
        let derived = ClientOrderIDParts(id, prefix: identity.prefix)?.symbol
        switch (derived, given) {
        case (let derived?, let given?) where derived != given:
            throw CommandError(
                .usage, "\(id) is about \(derived), but --symbol says \(given). Nothing was sent.")
        case (let symbol?, _), (nil, let symbol?):
            return symbol
        case (nil, nil):
            throw CommandError(
                .usage,
                "can't work out the symbol from \(id): it isn't of the form \(identity.prefix)STRATEGY_SYMBOL_LEVEL_TS_SEQ",
                try: "grinderctl \(command) " + Printable.shellLine([id.rawValue, "--symbol", "SYMBOL"]))
        }
    }
}
