import JSON

/// One change of a resting order's price or quantity: a row of orderAmendment.
struct Amendment: Sendable {
    let id: Int64
    let symbol: String
    let orderId: Int64
    let clientOrderId: String
    let time: Int64
    let price: (before: String, after: String)
    let quantity: (before: String, after: String)
    /// How many times this order has been changed, this time included.
    let count: Int

    var json: JSONValue {
        func change(_ values: (before: String, after: String)) -> JSONValue {
            .object(["before": .string(values.before), "after": .string(values.after)])
        }
        return .object([
            "amendmentId": .int(id), "symbol": .string(symbol), "pair": .string(symbol), "orderId": .int(orderId),
            "clientOrderId": .string(clientOrderId), "time": .int(time),
            "amendment": .object([
                "price": change(price), "origQty": change(quantity), "count": .int(count),
            ]),
        ])
    }
}

/// What PUT order asks for.
struct AmendmentTicket: Sendable {
    let symbol: String
    let side: OrderSide
    let quantity: Amount
    let price: Amount

    init(_ parameters: Parameters, _ book: ExchangeBook) throws(Refusal) {
        symbol = try parameters.mandatory("symbol")
        let market = try book.market(symbol)
        guard let side = OrderSide(rawValue: try parameters.mandatory("side")) else { throw .badSide }
        self.side = side
        let (quantity, quantityText) = try parameters.mandatoryAmount("quantity")
        try market.check(quantity: quantity, text: quantityText, type: "LIMIT")
        let (price, priceText) = try parameters.mandatoryAmount("price")
        try market.check(price: price, text: priceText)
        (self.quantity, self.price) = (quantity, price)
    }
}

extension ExchangeBook {
    /// Changes a resting LIMIT order in place: the id stays, the newest price and quantity hold. A quantity that is
    /// filled already, or a post-only order that would take, cancels it.
    mutating func amend(_ parameters: Parameters, now: Int64) throws(Refusal) -> BookOrder {
        let ticket = try AmendmentTicket(parameters, self)
        let market = try market(ticket.symbol)
        guard let index = try find(parameters).index, orders[index].status.isOpen else { throw .orderDoesNotExist }
        guard market.status == .trading else {
            throw Refusal(-5024, "Symbol is not in trading status. Order amendment is not permitted.")
        }
        let old = orders[index]
        guard old.type == "LIMIT" else { throw Refusal(-5025, "Only limit order is supported.") }
        guard old.side == ticket.side else { throw .orderDoesNotExist }
        guard old.limitPrice != ticket.price || old.quantity != ticket.quantity else {
            throw Refusal(-5027, "No need to modify the order.")
        }
        var changed = old
        changed.price = market.price(ticket.price)
        changed.quantity = ticket.quantity
        changed.origQty = market.quantity(ticket.quantity)
        changed.updateTime = now
        guard changed.rest > .zero, !(old.timeInForce == "GTX" && crosses(changed)) else {
            cancel(index, now: now)
            return orders[index]
        }
        try checkAmended(changed, old: old, market, at: index)
        orders[index] = changed
        remember(changed, old: old, now: now)
        if crosses(changed) { fill(index, quantity: changed.rest, at: market.tradePrice, maker: false, now: now) }
        return orders[index]
    }

    private func checkAmended(
        _ order: BookOrder, old: BookOrder, _ market: Market, at index: Int
    ) throws(Refusal) {
        try market.checkPercent(price: order.limitPrice, side: order.side)
        if order.reduceOnly {
            let held = holding(order.symbol, order.positionSide).amount.magnitude
            let resting = openOrders(order.symbol)
                .filter { $0.side == order.side && $0.reduceOnly && $0.orderId != order.orderId }
                .reduce(Amount.zero) { $0 + $1.rest }
            guard resting + order.rest <= held || order.quantity <= old.quantity else { throw .reduceOnlyConflict }
            return
        }
        try market.checkNotional(order.quantity, price: order.limitPrice)
        if let opens = order.positionSide.opens, opens != order.side { return }
        let before = margin(of: market.marginAsset)
        var changed = self
        changed.orders[index] = order
        let needed = changed.margin(of: market.marginAsset).initial - before.initial
        guard needed <= .zero || needed <= before.available else { throw .marginInsufficient }
    }

    private mutating func remember(_ order: BookOrder, old: BookOrder, now: Int64) {
        let earlier = amendments.filter { $0.symbol == order.symbol && $0.orderId == order.orderId }.count
        amendments.append(
            Amendment(
                id: Int64(amendments.count) + 5_301, symbol: order.symbol, orderId: order.orderId,
                clientOrderId: order.clientOrderId, time: now, price: (old.price, order.price),
                quantity: (old.origQty, order.origQty), count: earlier + 1))
    }
}
