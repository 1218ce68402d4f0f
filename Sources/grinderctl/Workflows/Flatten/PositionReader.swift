import TriageCore

/// Reads a position on the way to an action and after it.
struct PositionReader: Sendable {
    /// Six looks at an answer that is not definite, userTrades 5 and allOrders 5 with each.
    static let doubtWeight = 100
    /// A reading to draw the plan by, and the mark price.
    static let planWeight = FlattenPlan.readingWeight + 1
    /// One request of a plan: everything read again, sent, read back.
    static let stepWeight = FlattenPlan.readingWeight + FlattenPlan.lookWeight
    /// Orders behind new fills that are read one by one to tell whose they are.
    private static let singlesLimit = 10

    let exchange: any ExchangeReading

    /// Position, mode and resting orders, all asked at once. Mode by accountConfig: positionSide/dual weighs 30.
    func reading(of symbol: Symbol) async -> (Result<PositionReading, Unavailable>, [RequestRecord]) {
        async let account = exchange.accountConfiguration()
        async let positions = exchange.positions(symbol)
        async let open = exchange.openOrders(symbol)
        async let openAlgo = exchange.openAlgoOrders(symbol)
        let answers = await (account, positions, open, openAlgo)
        let requests = answers.0.requests + answers.1.requests + answers.2.requests + answers.3.requests
        do throws(Unavailable) {
            let reading = PositionReading(
                symbol: symbol, isHedge: try answers.0.value.get().isHedge, rows: try answers.1.value.get(),
                openOrders: try answers.2.value.get(), openAlgoOrders: try answers.3.value.get())
            return (.success(reading), requests)
        } catch {
            return (.failure(error), requests)
        }
    }

    /// What a closing order left behind: the order by the id that was sent and the position. Where the exchange knows no
    /// such order, the orders of fresh fills are read too: a trade carries no client order id.
    /// - Parameter now: exchange time.
    func readBack(_ sent: ClosingOrder, now: Timestamp) async -> (FlattenSettlement.ReadBack, [RequestRecord]) {
        async let byID = exchange.order(.client(sent.clientOrderID), symbol: sent.symbol)
        async let positions = exchange.positions(sent.symbol)
        let (order, rows) = await (byID, positions)
        var requests = order.requests + rows.requests
        let amount = rows.value.map { rows in rows.first { $0.side == sent.positionSide }?.amount ?? .zero }
        guard case .success(nil) = order.value else {
            return (FlattenSettlement.ReadBack(order: order.value, amount: amount), requests)
        }
        let placed = UnresolvedIntent.Placed(
            side: sent.side, positionSide: sent.positionSide, quantity: sent.quantity)
        let span = TimeSpan(from: now.advanced(byMilliseconds: -60_000), to: now.advanced(byMilliseconds: 60_000))
        let (found, more) = await orderByTrades(sent.clientOrderID, placed, sent.symbol, span)
        requests += more
        return (FlattenSettlement.ReadBack(order: found, amount: amount), requests)
    }

    /// The order with this client id behind one of the trades of that side; `nil` when none of them is its. What is not
    /// in the list of orders of that time is read one by one.
    func orderByTrades(
        _ id: ClientOrderID, _ placed: UnresolvedIntent.Placed, _ symbol: Symbol, _ span: TimeSpan
    ) async -> (Result<Order?, Unavailable>, [RequestRecord]) {
        async let filled = exchange.trades(symbol, from: span.from, to: span.to)
        async let listed = exchange.allOrders(symbol, from: span.from, to: span.to)
        let (trades, all) = await (filled, listed)
        var requests = trades.requests + all.requests
        do throws(Unavailable) {
            let fills = try trades.value.get().filter {
                $0.side == placed.side && $0.positionSide == placed.positionSide
            }
            let known = try all.value.get()
            if let found = known.first(where: { $0.clientOrderID == id }) { return (.success(found), requests) }
            let orders = Set(fills.map(\.orderID)).subtracting(known.map(\.orderID)).sorted(by: >)
            for order in orders.prefix(Self.singlesLimit) {
                let answer = await exchange.order(.order(order), symbol: symbol)
                guard let found = try requests.take(answer) else {
                    throw Unavailable(
                        .unusable, source: answer.source, detail: "the order \(order) behind a fill is unknown")
                }
                if found.clientOrderID == id { return (.success(found), requests) }
            }
            guard orders.count <= Self.singlesLimit else {
                throw Unavailable(
                    .unusable, source: trades.source, detail: "\(orders.count) orders filled at about that time")
            }
            return (.success(nil), requests)
        } catch {
            return (.failure(error), requests)
        }
    }
}
