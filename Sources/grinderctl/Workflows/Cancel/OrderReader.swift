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
    func again(_ order: ObservedOrder) async -> (Result<ObservedOrder?, Unavailable>, [RequestRecord]) {
        switch order {
        case .normal(let known):
            let answer = await exchange.order(.order(known.orderID), symbol: known.symbol)
            return (answer.value.map { $0.map(ObservedOrder.normal) }, answer.requests)
        case .algo(let known):
            let answer = await exchange.algoOrder(.algo(known.algoID))
            return (answer.value.map { $0.map(ObservedOrder.algo) }, answer.requests)
        }
    }

    /// What a cancel left behind. An order that ended without fills and is older than 3 days is known no more: only
    /// then do the lists of open orders decide.
    func readBack(_ order: ObservedOrder) async -> (CancelSettlement.ReadBack, [RequestRecord]) {
        let (reread, requests) = await again(order)
        switch reread {
        case .success(let found?): return (.order(found), requests)
        case .failure(let problem): return (.unanswered(problem), requests)
        case .success(nil): break
        }
        let (open, more) = await isOpen(order)
        switch open {
        case .success(true): return (.order(order), requests + more)
        case .success(false): return (mayBeForgotten(order) ? .nowhere : .unanswered(Self.lost), requests + more)
        case .failure(let problem): return (.unanswered(problem), requests + more)
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

    private func isOpen(_ order: ObservedOrder) async -> (Result<Bool, Unavailable>, [RequestRecord]) {
        switch order {
        case .normal(let known):
            await isOpen(exchangeID: known.orderID.rawValue, isAlgo: false, symbol: known.symbol)
        case .algo(let known):
            await isOpen(exchangeID: known.algoID.rawValue, isAlgo: true, symbol: known.symbol)
        }
    }

    /// Whether the list of open orders holds it.
    func isOpen(
        exchangeID: Int64, isAlgo: Bool, symbol: Symbol
    ) async -> (Result<Bool, Unavailable>, [RequestRecord]) {
        if isAlgo {
            let answer = await exchange.openAlgoOrders(symbol)
            return (answer.value.map { $0.contains { $0.algoID.rawValue == exchangeID } }, answer.requests)
        }
        let answer = await exchange.openOrders(symbol)
        return (answer.value.map { $0.contains { $0.orderID.rawValue == exchangeID } }, answer.requests)
    }
}
