import ArgumentParser
import Binance
import BotEvidence
import TriageCore

/// `triage TEXT`: what is pasted is read for its subject, and the procedure it calls for is run as if it had been typed.
struct TriageText: ToolCommand {
    static let name = "triage"
    static let configuration = CommandConfiguration(
        commandName: "text", abstract: "Triage an id, an order number, a symbol or a pasted log line.",
        discussion: """
            You can leave out the word text.

            EXAMPLES
              grinderctl triage grinder_d_BTCUSDT_2_1772964000_17
              grinderctl triage btc/usdt
              grinderctl triage 'ORDER_MISSING_ON_EXCHANGE web_Kp3vLx9Q' \\
                  --symbol BTCUSDT
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions

    @Argument(help: ArgumentHelp("Text to triage, quoted.", valueName: "TEXT"), completion: .ordersAndSymbols)
    var words: [String] = []

    func run(at context: CommandContext) async throws -> Int32 {
        let text = words.joined(separator: " ")
        let settings = try SettingsReader(shared, environment: context.environment).settings(evidence: evidence)
        try refuseSlip(context.arguments, settings.identity)
        let (call, requests) = try await call(for: PastedText(text, identity: settings.identity), settings, context)
        var context = context
        context.askedBefore += requests
        if LogSource.isLine(text) { context.pastedLine = text }
        Notes(console: context.console, isQuiet: shared.quiet).note("recognised \(call.recognised): \(call.words)")
        context.arguments = call.arguments(insteadOf: words, in: context.arguments, hasSymbol: evidence.symbol != nil)
        return try await Shell.command(at: context)
    }

    /// The procedure that the text calls for, with the requests it took to know.
    private func call(
        for text: PastedText, _ settings: Settings, _ context: CommandContext
    ) async throws -> (ProcedureCall, [RequestRecord]) {
        switch text {
        case .nothing:
            throw CommandError(
                .usage,
                words.isEmpty
                    ? "give something to triage: an id, a symbol or a log line"
                    : "no order or symbol found in this text. Nothing was asked.", try: "grinderctl help triage")
        case .several(let names):
            throw CommandError(
                .usage, "this text names more than one subject: \(names.joined(separator: ", ")). Nothing was asked.",
                try: names.first { Mismatch(rawValue: $0) == nil }.map {
                    "grinderctl triage " + Printable.shellLine([$0])
                })
        case .symbol(let symbol, let mismatch):
            return (ProcedureCall(symbol, mismatch), [])
        case .order(let id, let symbol, let mismatch?):
            return (ProcedureCall(mismatch, id, symbol: Self.unsaid(symbol, by: id, settings.identity)), [])
        case .order(let id, let symbol, nil):
            return try await call(for: id, on: symbol, settings, context)
        case .orderNumber(let number):
            return try await call(for: number, settings, context)
        }
    }

    /// - Parameter said: the symbol, where the text says it.
    private func call(
        for typed: ClientOrderID, on said: Symbol?, _ settings: Settings, _ context: CommandContext
    ) async throws -> (ProcedureCall, [RequestRecord]) {
        let given = try evidence.symbol.map(SymbolFlag.reading)
        let lookup = lookup(settings, context)
        let whole = try await Abbreviation(lookup: lookup).complete(typed, symbol: said ?? given)
        let (id, stated) = whole.map { ($0.id, $0.symbol) } ?? (typed, said)
        let symbol = ClientOrderIDParts(id, prefix: settings.identity.prefix)?.symbol ?? given ?? stated
        // Without a symbol nothing is asked.
        let open = symbol == nil ? OpenIDs() : try await lookup.openIDs(on: symbol)
        let isOpen = open.symbols[id.rawValue] != nil
        if !isOpen, let problem = open.unread {
            try lookup.goOn(after: problem, takingFor: "\(id) is taken for open")
        }
        let call = ProcedureCall(
            isOpen || open.unread != nil ? .orderUnexpected : .orderMissing, id,
            symbol: Self.unsaid(stated, by: id, settings.identity))
        return (call, (whole?.requests ?? []) + open.requests)
    }

    private func call(
        for number: OrderID, _ settings: Settings, _ context: CommandContext
    ) async throws -> (ProcedureCall, [RequestRecord]) {
        let given = try evidence.symbol.map(SymbolFlag.reading)
        let found = try await lookup(settings, context).ask { exchange in
            await exchange.order(numbered: number, on: given)
        }
        let order: ObservedOrder?
        switch found.value {
        case .success(let answer): order = answer
        case .failure(let problem):
            throw CommandError(
                unanswered: problem, what: "order \(number.rawValue) could not be looked up",
                consequence: "Nothing was investigated.")
        }
        guard let order else {
            throw CommandError(
                .usage,
                given.map { "the exchange knows no order \(number.rawValue) on \($0)" }
                    ?? "no open order has the number \(number.rawValue); of an ended one the symbol is needed too",
                try: given == nil ? "grinderctl triage \(number.rawValue) --symbol SYMBOL" : nil)
        }
        if let given, order.symbol != given {
            throw CommandError(
                .usage,
                "order \(number.rawValue) is about \(order.symbol), but --symbol says \(given). Nothing was investigated."
            )
        }
        let call = ProcedureCall(
            order.isLive ? .orderUnexpected : .orderMissing, order.clientOrderID,
            symbol: Self.unsaid(order.symbol, by: order.clientOrderID, settings.identity))
        return (call, found.requests)
    }

    /// `triage mising CID` is a slip, no text.
    private func refuseSlip(_ typed: [String], _ identity: Identity) throws(CommandError) {
        let procedures = Triage.configuration.subcommands.map(Shell.name).filter { $0 != "text" }
        // A sentence may begin with the name of a procedure, and an id may be called so.
        let mayBeCalled = words.count == 2 || words.count == 1 && evidence.symbol == nil
        if mayBeCalled, let first = words.first, let meant = procedures.first(where: { $0 == first.lowercased() }) {
            throw CommandError(
                .usage, "\(first) is read as text here; did you mean the procedure \(meant)? Nothing was asked.",
                try: Printable.shellLine(["grinderctl"] + Self.arguments(typed, saying: meant, insteadOf: first)))
        }
        guard let first = words.first, ClientOrderIDParts(ClientOrderID(first), prefix: identity.prefix) == nil,
            PastedText.symbol(typed: first) == nil, first.allSatisfy({ $0.isLowercase && $0.isASCII }),
            let meant = Suggestion.closest(to: first, among: procedures)
        else { return }
        throw CommandError(
            .usage, "there is no triage \(first); did you mean \(meant)? Nothing was asked.",
            try: Printable.shellLine(["grinderctl", "triage", meant] + words.dropFirst()))
    }

    private static func arguments(_ typed: [String], saying name: String, insteadOf word: String) -> [String] {
        guard let place = typed.firstIndex(of: word) else { return typed }
        let before = typed[..<place].filter { $0 != "text" && $0 != "--" }
        return before + [name] + typed[(place + 1)...]
    }

    /// A symbol that the id itself tells is not said again.
    private static func unsaid(_ symbol: Symbol?, by id: ClientOrderID, _ identity: Identity) -> Symbol? {
        ClientOrderIDParts(id, prefix: identity.prefix) == nil ? symbol : nil
    }

    private func lookup(_ settings: Settings, _ context: CommandContext) -> SubjectLookup {
        SubjectLookup(shared: shared, settings: settings, context: context, recording: !evidence.noAudit)
    }
}

extension BinanceClient {
    /// By the exchange's number: on that symbol, else among all open orders; conditional ones, too.
    fileprivate func order(
        numbered number: OrderID, on symbol: Symbol?
    ) async -> ExchangeAnswer<ObservedOrder?> {
        let normal =
            if let symbol { await order(.order(number), symbol: symbol) } else {
                await openOrders(nil).map { $0.first { $0.orderID == number } }
            }
        guard case .success(nil) = normal.value else { return normal.map { $0.map(ObservedOrder.normal) } }
        let conditional = await algoOrder(.algo(AlgoOrderID(number.rawValue)))
        return ExchangeAnswer(
            conditional.value.map { $0.map(ObservedOrder.algo) }, source: conditional.source,
            requests: normal.requests + conditional.requests)
    }
}

/// The words a procedure is typed with.
private struct ProcedureCall {
    let procedure: String
    let subject: String
    let symbol: Symbol?

    init(_ mismatch: Mismatch, _ id: ClientOrderID, symbol: Symbol?) {
        switch mismatch {
        case .orderUnexpected: procedure = "unexpected"
        case .orderMissing: procedure = "missing"
        case .statusDivergence: procedure = "divergence"
        // A line about a position names no order; one that does is about that order.
        case .positionNonzero: procedure = "missing"
        }
        subject = id.rawValue
        self.symbol = symbol
    }

    init(_ symbol: Symbol, _ mismatch: Mismatch?) {
        let isAllOrders = mismatch == .orderUnexpected
        procedure = isAllOrders ? "unexpected" : "position"
        subject = isAllOrders ? "" : symbol.rawValue
        self.symbol = isAllOrders ? symbol : nil
    }

    var recognised: String { subject.isEmpty ? symbol?.rawValue ?? "every open order" : subject }

    var words: String { (["triage", procedure] + [subject].filter { !$0.isEmpty }).joined(separator: " ") }

    func arguments(insteadOf text: [String], in typed: [String], hasSymbol: Bool) -> [String] {
        var left = text[...]
        var kept: [String] = []
        var isChosen = false
        for word in typed {
            if word == left.first {
                left.removeFirst()
            } else if !isChosen, word == "triage" {
                kept += ["triage", procedure] + [subject].filter { !$0.isEmpty }
                isChosen = true
            } else if word != "text" || kept.last?.hasPrefix("-") == true {
                kept.append(word)
            }
        }
        return kept + (hasSymbol ? [] : symbol.map { ["--symbol", $0.rawValue] } ?? [])
    }
}
