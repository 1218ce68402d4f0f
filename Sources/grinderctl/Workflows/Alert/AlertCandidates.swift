import Binance
import BotEvidence
import TriageCore

/// The orders that an alert without an id may be about, and where each comes from: everything the bot placed, expects or
/// complains about, compared with what the exchange shows, a few lists a symbol.
struct AlertCandidates {
    let session: Session
    let inputs: TriageInputs
    let symbol: Symbol?
    let clock: ClockReading?

    /// Request weight of one symbol's lists: open orders, open conditional ones, and a week of the history of each.
    static let weight = 1 + 1 + 5 + 5
    /// Events of the logs; a day of a bot that places an order a second is told whole.
    private static let mostEvents = 200_000

    struct Found {
        let selection: CandidateSelection
        /// Orders of any kind that logs and expected state tell of.
        let known: Int
        /// No list of the exchange was answered.
        let isDeaf: Bool
        let requests: [RequestRecord]
        /// Keeps what was read for the triages that follow.
        let reads: SharedReads

        var subjects: [Subject] { selection.candidates.map(\.subject) }
        var unread: [Unavailable] { selection.unread }

        /// Where the candidate comes from, in a sentence; `nil` of a subject that is none.
        func provenance(of subject: Subject) -> String? {
            selection.candidates.first { $0.subject == subject }?.provenance
        }
    }

    /// As far back as one window of the exchange's lists goes, less what the clocks may differ.
    private static let reach = TimeSpan.longestWindow - TimeSpan.day

    /// Of a symbol: open orders and their history, normal and conditional.
    private static let lists = 4

    func find(_ mismatch: Mismatch) async -> Found {
        let reads = SharedReads(session, inputs.gatherer(session, clock: clock))
        let history = await inputs.history(
            session, symbol: symbol, clock: clock, limit: Self.mostEvents, reach: Self.reach)
        let known = KnownOrders(
            history: history, expected: inputs.expected?.orders ?? [], symbol: symbol,
            identity: session.settings.identity, now: now)
        let bySymbol = Dictionary(grouping: known.orders.filter { $0.symbol != nil }) { $0.symbol }
        let wanted = bySymbol.compactMap { symbol, orders in symbol.map { (symbol: $0, orders: orders) } }
            .sorted { $0.symbol < $1.symbol }
        if !wanted.isEmpty { announce(known.orders.count, wanted.count) }
        var books: [Symbol: OrderLists] = [:]
        var requests: [RequestRecord] = []
        for (symbol, orders) in wanted {
            let (book, asked) = await book(of: symbol, orders, reads)
            books[symbol] = book
            requests += asked
        }
        let selection = CandidateSelection(mismatch, among: known, books: books, now: clock == nil ? nil : now)
        await reads.share(selection.candidates.compactMap(\.subject.clientOrderID))
        let isDeaf = !books.isEmpty && books.values.allSatisfy { $0.unread.count == Self.lists }
        return Found(
            selection: selection, known: known.orders.count, isDeaf: isDeaf, requests: requests, reads: reads)
    }

    private var now: Timestamp { session.context.now(on: clock) }

    private func announce(_ orders: Int, _ symbols: Int) {
        let weight = symbols * Self.weight
        let budget = session.settings.weightBudget.perMinute
        let minutes = weight > budget ? "; at \(budget) a minute it spreads over minutes" : ""
        session.notes.note(
            "comparing \(Count.of(orders, "order")) on \(Count.of(symbols, "symbol")) with the exchange: weight "
                + "\(weight)\(minutes)")
    }

    private func book(
        of symbol: Symbol, _ orders: [KnownOrder], _ reads: SharedReads
    ) async -> (OrderLists, [RequestRecord]) {
        let span = OrderLists.span(of: orders, now: now)
        await reads.share(span, of: symbol)
        async let algoHistory = session.exchange.allAlgoOrders(symbol, from: span.from, to: span.to)
        var lists: [Evidence] = []
        for list in [EvidenceRequest.openOrders(symbol), .openAlgoOrders(symbol), .allOrders(symbol, span)] {
            lists.append(await reads.answer(list))
        }
        let algo = await algoHistory
        var unread = lists.compactMap(\.problem)
        if case .failure(let problem) = algo.value { unread.append(problem) }
        var open: [Order]?
        var openAlgo: [AlgoOrder]?
        var history: [Order]?
        for list in lists {
            switch list.content {
            case .success(.openOrders(let orders)): open = orders
            case .success(.openAlgoOrders(let orders)): openAlgo = orders
            case .success(.allOrders(let orders)): history = orders
            default: break
            }
        }
        let book = OrderLists(
            open: open, openAlgo: openAlgo, history: history, algoHistory: try? algo.value.get(), unread: unread)
        return (book, lists.flatMap(\.requests) + algo.requests)
    }
}

extension Evidence {
    fileprivate var problem: Unavailable? { if case .failure(let problem) = content { problem } else { nil } }
}
