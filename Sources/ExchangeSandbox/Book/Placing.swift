/// Placing and cancelling normal orders.
extension ExchangeBook {
    static let maximumOpenOrders = 200

    /// Puts an order on the book, or refuses it. With `test` nothing changes.
    mutating func place(_ ticket: OrderTicket, now: Int64, test: Bool = false) throws(Refusal) -> BookOrder {
        let market = try market(ticket.symbol)
        try market.status.check(
            reduces: ticket.reduceOnly || ticket.positionSide.opens.map { $0 != ticket.side } == true)
        try checkDuplicate(ticket.clientOrderId, symbol: ticket.symbol)
        if let price = ticket.price { try market.checkPercent(price: price, side: ticket.side) }
        let reduces = try checkReducing(ticket)
        if !reduces { try market.checkNotional(ticket.quantity, price: ticket.price) }
        guard openOrders(ticket.symbol).count < Self.maximumOpenOrders else {
            throw Refusal(-2025, "Reach max open order limit.")
        }
        let clientOrderId = ticket.clientOrderId ?? nextClientId()
        let order = BookOrder(
            orderId: test ? 0 : nextOrderId(ticket.symbol), clientOrderId: clientOrderId, symbol: ticket.symbol,
            side: ticket.side, positionSide: ticket.positionSide, type: ticket.type, origType: ticket.type,
            status: .new, price: ticket.price.map { market.price($0) } ?? "0", quantity: ticket.quantity,
            origQty: market.quantity(ticket.quantity), reduceOnly: ticket.reduceOnly,
            timeInForce: ticket.timeInForce, time: now, updateTime: now,
            selfTradePrevention: ticket.selfTradePrevention, goodTillDate: ticket.goodTillDate)
        let taking = order.type == "MARKET" || crosses(order)
        if order.timeInForce == "FOK" && !taking { throw .fillOrKill }
        if order.timeInForce == "GTX" && taking { throw .postOnly }
        guard !test else { return order }
        orders.append(order)
        let index = orders.count - 1
        if taking {
            execute(index, now: now)
        } else if order.timeInForce == "IOC" {
            orders[index].status = .expired
        }
        return shown(orders[index], asPlaced: order, ticket)
    }

    /// ACK shows NEW and nothing executed, whatever happened; RESULT shows the end of MARKET, IOC and FOK.
    private func shown(_ order: BookOrder, asPlaced: BookOrder, _ ticket: OrderTicket) -> BookOrder {
        let final = ticket.type == "MARKET" || ["IOC", "FOK"].contains(ticket.timeInForce)
        return ticket.resultAsked && final ? order : asPlaced
    }

    /// A client order id is unique among open orders only.
    func checkDuplicate(_ clientOrderId: String?, symbol: String) throws(Refusal) {
        guard let clientOrderId else { return }
        guard !openOrders(symbol).contains(where: { $0.clientOrderId == clientOrderId }) else {
            throw .duplicateClientId
        }
    }

    /// Whether the order can only reduce; -2022 when it says so and cannot.
    private func checkReducing(_ ticket: OrderTicket) throws(Refusal) -> Bool {
        let held = holding(ticket.symbol, ticket.positionSide).amount
        if let opens = ticket.positionSide.opens {
            guard ticket.side != opens else { return false }
            let resting = resting(ticket) { $0.positionSide == ticket.positionSide }
            guard resting + ticket.quantity <= held.magnitude else { throw .reduceOnlyRejected }
            return true
        }
        guard ticket.reduceOnly else { return false }
        guard !held.isZero, (ticket.side == .sell) != held.isNegative else { throw .reduceOnlyRejected }
        let resting = resting(ticket, where: \.reduceOnly)
        if !resting.isZero && resting + ticket.quantity > held.magnitude { throw .reduceOnlyConflict }
        return true
    }

    /// What open orders of the ticket's symbol and side still ask for.
    private func resting(_ ticket: OrderTicket, where holds: (BookOrder) -> Bool) -> Amount {
        openOrders(ticket.symbol).filter { $0.side == ticket.side && holds($0) }.reduce(.zero) { $0 + $1.rest }
    }

    /// The place of an order by orderId or client order id; an open one first, then the newest.
    func find(_ parameters: Parameters) throws(Refusal) -> (symbol: String, index: Int?) {
        let symbol = try parameters.mandatory("symbol")
        _ = try market(symbol)
        if let id = try parameters.integer("orderId") {
            return (symbol, orders.lastIndex { $0.symbol == symbol && $0.orderId == id })
        }
        guard let id = try parameters.optional("origClientOrderId") else { throw .orderIdentityMissing }
        let matches = orders.indices.filter { orders[$0].symbol == symbol && orders[$0].clientOrderId == id }
        return (symbol, matches.last { orders[$0].status.isOpen } ?? matches.last)
    }

    /// -2011 unless the order is open.
    mutating func cancel(_ parameters: Parameters, now: Int64) throws(Refusal) -> BookOrder {
        guard let index = try find(parameters).index, orders[index].status.isOpen else { throw .unknownOrder }
        cancel(index, now: now)
        return orders[index]
    }
}
