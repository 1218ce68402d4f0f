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
    let shared: SharedOptions
    let settings: Settings
    let context: CommandContext

    /// Shorter ones would be guesses.
    static let shortest = 4
    private static let mostRemembered = 10_000

    /// Nothing is asked where the id is whole, or its symbol known.
    /// - Returns: `nil` where no id is meant by it.
    func complete(_ id: ClientOrderID, symbol: Symbol?) async throws -> WholeOrder? {
        let text = id.rawValue.replacing("…", with: "")
        guard symbol == nil, ClientOrderIDParts(id, prefix: settings.identity.prefix) == nil,
            text.count >= Self.shortest, text.unicodeScalars.allSatisfy(\.isASCII)
        else { return nil }
        let open = try await openOrders()
        let found = Self.matches(text, among: Array(open.symbols.keys) + remembered(near: text))
        guard let whole = found.first else { return nil }
        guard found.count == 1 else {
            let shown = found.prefix(5).joined(separator: ", ")
            throw CommandError(
                .usage, "\(text) could be any of \(found.count) orders: \(shown). Nothing was investigated.",
                try: "grinderctl triage \(Printable.shellWord(whole))")
        }
        guard open.isWhole else {
            throw CommandError(
                .exchangeUnavailable,
                "\(text) could be \(whole), but the open orders could not be read, and another may begin so too. Nothing "
                    + "was investigated.", try: "grinderctl triage \(Printable.shellWord(whole))")
        }
        Notes(console: context.console, isQuiet: shared.quiet).note("\(text) is \(whole)")
        return WholeOrder(id: ClientOrderID(whole), symbol: open.symbols[whole], requests: open.requests)
    }

    /// Those that begin so; without one, those that end so.
    static func matches(_ text: String, among ids: [String]) -> [String] {
        let known = Set(ids).sorted()
        if known.contains(text) { return [text] }
        let beginning = known.filter { $0.hasPrefix(text) }
        return beginning.isEmpty ? known.filter { $0.hasSuffix(text) } : beginning
    }

    private func remembered(near text: String) -> [String] {
        let identity = AuditIdentity(
            operator: context.operatorName, host: context.host, environment: settings.environment.rawValue)
        let store = try? AuditStore.open(
            path: settings.auditPath, access: .read, identity: identity, now: { "" })
        return (try? store?.values(of: .order, near: text, limit: Self.mostRemembered)) ?? []
    }

    private func openOrders() async throws -> (symbols: [String: Symbol], isWhole: Bool, requests: [RequestRecord]) {
        let session = try Session.open(
            "triage", shared: shared, settings: settings, at: context, recording: false, reads: true)
        async let normal = session.exchange.openOrders(nil)
        async let conditional = session.exchange.openAlgoOrders(nil)
        let (orders, algoOrders) = await (normal, conditional)
        await session.exchange.shutdown()
        session.progress.end()
        var symbols: [String: Symbol] = [:]
        let (some, others) = (try? orders.value.get(), try? algoOrders.value.get())
        for order in some ?? [] { symbols[order.clientOrderID.rawValue] = order.symbol }
        for order in others ?? [] { symbols[order.clientAlgoID.rawValue] = order.symbol }
        return (symbols, some != nil && others != nil, orders.requests + algoOrders.requests)
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
