import TriageCore

/// The exchange's side of a timeline, as far as it answered.
struct TimelineReads: Sendable {
    private(set) var history = ExchangeHistory()
    /// The position at the end, of a symbol.
    private(set) var positions: [TimelineEvent] = []
    private(set) var gaps: [TimelineGap] = []
    private(set) var requests: [RequestRecord] = []
    private(set) var failures: [Unavailable] = []
    private var answered = 0

    /// 4, 75 and 69 as the contract has it, 2 for another read that failed, 0 when all was read.
    var exit: Int32 {
        let exits = failures.compactMap(\.kind.exit)
        if let worst = exits.min() { return worst }
        if failures.isEmpty { return 0 }
        return answered == 0 ? 69 : 2
    }

    /// Everything of a symbol within a span.
    static func symbol(
        _ symbol: Symbol, span: TimeSpan, at exchange: any ExchangeReading, now: Timestamp, budget: Int
    ) async -> TimelineReads {
        let windows = TimelineWindows.symbol(span, now: now, budget: budget)
        async let orders = exchange.allOrders(symbol, from: windows.orders.from, to: windows.orders.to)
        async let algoOrders = exchange.allAlgoOrders(symbol, from: windows.orders.from, to: windows.orders.to)
        async let trades = exchange.trades(symbol, from: windows.trades.from, to: windows.trades.to)
        async let open = exchange.openOrders(symbol)
        async let openAlgo = exchange.openAlgoOrders(symbol)
        async let positions = exchange.positions(symbol)
        var reads = TimelineReads()
        for order in reads.take(await orders) ?? [] { reads.history.add(order) }
        for order in reads.take(await algoOrders) ?? [] { reads.history.add(order) }
        let readTrades = reads.take(await trades)
        for trade in readTrades ?? [] { reads.history.add(trade) }
        for order in reads.take(await open) ?? [] { reads.history.add(order) }
        for order in reads.take(await openAlgo) ?? [] { reads.history.add(order) }
        if let held = reads.take(await positions) {
            reads.positions = TimelineEvent.positions(held, of: symbol, at: now)
        }
        reads.gaps += windows.gaps
        if readTrades != nil { reads.gaps += reads.history.unexplainedFills(in: windows.trades) }
        return reads
    }

    /// Every order that bears an id, by the id and in the lists around its placement, with its fills.
    /// - Parameter hint: when a log says it was placed, for an id the exchange does not know.
    static func order(
        _ id: ClientOrderID, symbol: Symbol, asked: TimeSpan?, hint: Timestamp?,
        at exchange: any ExchangeReading, now: Timestamp
    ) async -> TimelineReads {
        var reads = TimelineReads()
        async let byID = exchange.order(.client(id), symbol: symbol)
        async let algoByID = exchange.algoOrder(.client(id))
        let order = reads.take(await byID) ?? nil
        let algo = reads.take(await algoByID) ?? nil
        if let order { reads.history.add(order) }
        if let algo, algo.symbol == symbol { reads.history.add(algo) }

        let placed = order?.time ?? algo?.createTime ?? hint
        let windows = TimelineWindows.order(asked: asked, placed: placed, now: now)
        async let orders = exchange.allOrders(symbol, from: windows.orders.from, to: windows.orders.to)
        async let algoOrders = exchange.allAlgoOrders(symbol, from: windows.orders.from, to: windows.orders.to)
        for order in reads.take(await orders) ?? [] where order.clientOrderID == id { reads.history.add(order) }
        for order in reads.take(await algoOrders) ?? [] where order.clientAlgoID == id { reads.history.add(order) }
        reads.gaps += windows.gaps

        await reads.readTriggered(symbol, at: exchange)
        await reads.readTrades(symbol, at: exchange, now: now)
        if reads.history.isEmpty, reads.failures.isEmpty {
            reads.gaps.append(
                TimelineGap(
                    .retention, source: "GET /fapi/v1/order, algoOrder",
                    "the exchange knows no \(id) on \(symbol): it never rested there, or ended without fills more "
                        + "than 3 days ago, or is older than 90 days"))
        }
        return reads
    }

    /// The normal orders that triggers made.
    private mutating func readTriggered(_ symbol: Symbol, at exchange: any ExchangeReading) async {
        let made = history.algoOrders.values.compactMap(\.actualOrderID)
        for orderID in made.sorted() where history.orders[orderID] == nil {
            let answer = await exchange.order(.order(orderID), symbol: symbol)
            if let order = take(answer) ?? nil { history.add(order) }
        }
    }

    private mutating func readTrades(_ symbol: Symbol, at exchange: any ExchangeReading, now: Timestamp) async {
        let before = failures.count
        for order in history.orders.values.sorted(by: { $0.orderID < $1.orderID }) {
            guard let span = TimelineWindows.trades(of: order, now: now) else { continue }
            let trades = take(await exchange.trades(symbol, from: span.from, to: span.to)) ?? []
            for trade in trades where trade.orderID == order.orderID { history.add(trade) }
        }
        guard failures.count == before else { return }
        let kept = TimeSpan(from: now.advanced(byMilliseconds: -Retention.trades), to: now)
        gaps += history.unexplainedFills(in: kept)
    }

    /// `nil` for a read that failed; it is noted.
    private mutating func take<Value>(_ answer: ExchangeAnswer<Value>) -> Value? {
        requests += answer.requests
        switch answer.value {
        case .success(let value):
            answered += 1
            return value
        case .failure(let problem):
            failures.append(problem)
            gaps.append(TimelineGap(failed: problem))
            return nil
        }
    }
}
