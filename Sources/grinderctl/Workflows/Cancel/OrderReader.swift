import TriageCore

/// Reads single orders on the way to an action and after it.
struct OrderReader: Sendable {
    let exchange: any ExchangeReading
    /// Exchange time, for the retention.
    let now: @Sendable () -> Timestamp

    /// One id before anything is sent: by client id and in both lists of open orders.
    func lookup(of id: ClientOrderID, symbol: Symbol) async -> (Result<OrderLookup, Unavailable>, [RequestRecord]) {
        async let byID = exchange.order(.client(id), symbol: symbol)
        async let open = exchange.openOrders(symbol)
        async let algoByID = exchange.algoOrder(.client(id))
        async let openAlgo = exchange.openAlgoOrders(symbol)
        let answers = await (byID, open, algoByID, openAlgo)
        let requests = answers.0.requests + answers.1.requests + answers.2.requests + answers.3.requests
        do throws(Unavailable) {
            let lookup = OrderLookup.of(
                id, order: try answers.0.value.get(), algoOrder: try answers.2.value.get(),
                openOrders: try answers.1.value.get(), openAlgoOrders: try answers.3.value.get())
            return (.success(lookup), requests)
        } catch {
            return (.failure(error), requests)
        }
    }

    /// By the exchange's id, as a plan stands on it.
    func again(_ order: ObservedOrder) async -> ExchangeAnswer<ObservedOrder?> {
        let (id, isAlgo) = order.key
        return await self.order(exchangeID: id, isAlgo: isAlgo, symbol: order.symbol)
    }

    func order(exchangeID id: Int64, isAlgo: Bool, symbol: Symbol) async -> ExchangeAnswer<ObservedOrder?> {
        isAlgo
            ? await exchange.algoOrder(.algo(AlgoOrderID(id))).map { $0.map(ObservedOrder.algo) }
            : await exchange.order(.order(OrderID(id)), symbol: symbol).map { $0.map(ObservedOrder.normal) }
    }

    /// What a cancel left behind. An order that ended without fills and is older than 3 days is known no more: only
    /// then do the lists of open orders decide.
    func readBack(_ order: ObservedOrder) async -> (CancelSettlement.ReadBack, [RequestRecord]) {
        let reread = await again(order)
        switch reread.value {
        case .success(let found?): return (.order(found), reread.requests)
        case .failure(let problem): return (.unanswered(problem), reread.requests)
        case .success(nil): break
        }
        let open = await isOpen(order)
        let requests = reread.requests + open.requests
        switch open.value {
        case .success(true): return (.order(order), requests)
        case .success(false): return (mayBeForgotten(order) ? .nowhere : .unanswered(Self.lost), requests)
        case .failure(let problem): return (.unanswered(problem), requests)
        }
    }

    private static let lost = Unavailable(
        .unusable, source: "GET /fapi/v1/order",
        detail: "neither known by its id nor open, though too young to be forgotten")

    /// A quarter of an hour early, so that neither clock decides.
    private func mayBeForgotten(_ order: ObservedOrder) -> Bool {
        guard let placed = order.placedAt else { return true }
        return now().milliseconds(since: placed) > Retention.unfilled - 900_000
    }

    private func isOpen(_ order: ObservedOrder) async -> ExchangeAnswer<Bool> {
        let (id, isAlgo) = order.key
        return await isOpen(exchangeID: id, isAlgo: isAlgo, symbol: order.symbol)
    }

    /// Whether the list of open orders holds it.
    func isOpen(exchangeID id: Int64, isAlgo: Bool, symbol: Symbol) async -> ExchangeAnswer<Bool> {
        isAlgo
            ? await exchange.openAlgoOrders(symbol).map { $0.contains { $0.algoID.rawValue == id } }
            : await exchange.openOrders(symbol).map { $0.contains { $0.orderID.rawValue == id } }
    }
}

extension ObservedOrder {
    /// What the exchange is asked for it by.
    fileprivate var key: (exchangeID: Int64, isAlgo: Bool) {
        switch self {
        case .normal(let order): (order.orderID.rawValue, false)
        case .algo(let order): (order.algoID.rawValue, true)
        }
    }
}
