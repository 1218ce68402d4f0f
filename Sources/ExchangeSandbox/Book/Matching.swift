/// Fills against the mark: an order that crosses it fills whole, a MARKET order as far as the book's depth reaches.
extension ExchangeBook {
    /// Fills `quantity` of an order at `price` and books the position and the trade.
    mutating func fill(_ index: Int, quantity: Amount, at price: Amount, maker: Bool, now: Int64) {
        guard let market = markets[orders[index].symbol], quantity > .zero else { return }
        let order = orders[index]
        orders[index].executed = order.executed + quantity
        orders[index].quote = order.quote + price * quantity
        orders[index].status = orders[index].rest <= .zero ? .filled : .partiallyFilled
        orders[index].updateTime = now
        var holding = holding(order.symbol, order.positionSide)
        let profit = holding.book(quantity, order.side, at: price, time: now)
        holdings[holding.key] = holding
        let quote = price * quantity
        let commission = quote * (maker ? Amount.known("0.0002") : .known("0.0004"))
        wallets[market.marginAsset] = wallet(market.marginAsset) + profit - commission
        fills.append(
            Fill(
                id: nextTradeId(), orderId: order.orderId, symbol: order.symbol, side: order.side,
                positionSide: order.positionSide, price: market.price(price),
                quantity: market.quantity(quantity), quoteQuantity: quote.text(atLeast: 5),
                commission: commission.text(places: 8), commissionAsset: market.marginAsset,
                realizedPnl: profit.isZero ? "0" : profit.text(places: 8), maker: maker, time: now,
                marginAsset: market.marginAsset))
        notifyParent(of: orders[index], now: now)
        knockOut(order.symbol, order.positionSide, now: now)
    }

    /// Reduce-only orders that could only open a position expire, and so do GTE_GTC stops of a closed one.
    private mutating func knockOut(_ symbol: String, _ side: PositionSide, now: Int64) {
        let held = holding(symbol, side).amount
        for index in orders.indices
        where orders[index].symbol == symbol && orders[index].positionSide == side && orders[index].reduceOnly
            && orders[index].status.isOpen && (held.isZero || held.isNegative == (orders[index].side == .sell))
        {
            orders[index].status = .expired
            orders[index].updateTime = now
            notifyParent(of: orders[index], now: now)
        }
        guard held.isZero else { return }
        for index in algoOrders.indices
        where algoOrders[index].symbol == symbol && algoOrders[index].positionSide == side
            && algoOrders[index].timeInForce == "GTE_GTC" && algoOrders[index].status == .new
        {
            algoOrders[index].status = .expired
            algoOrders[index].updateTime = now
        }
    }

    /// Moves the mark: reached conditional orders trigger, then resting orders it passed fill.
    mutating func setMark(_ symbol: String, to mark: Amount, now: Int64) {
        markets[symbol]?.mark = mark
        markets[symbol]?.markTime = now
        for index in algoOrders.indices
        where algoOrders[index].symbol == symbol && algoOrders[index].status == .new
            && algoOrders[index].isReached(by: mark)
        {
            trigger(index, now: now)
        }
        for index in orders.indices
        where orders[index].symbol == symbol && orders[index].status.isOpen && crosses(orders[index]) {
            let order = orders[index]
            let held = holding(symbol, order.positionSide).amount.magnitude
            let quantity = order.reduceOnly ? min(order.rest, held) : order.rest
            fill(index, quantity: quantity, at: order.limitPrice, maker: true, now: now)
        }
    }

    /// Whether a LIMIT order's price reaches the mark.
    func crosses(_ order: BookOrder) -> Bool {
        guard order.type == "LIMIT", let mark = markets[order.symbol]?.mark else { return false }
        return order.side == .buy ? order.limitPrice >= mark : order.limitPrice <= mark
    }

    /// A conditional order becomes a normal one: another orderId, its clientAlgoId as client order id.
    private mutating func trigger(_ index: Int, now: Int64) {
        let algo = algoOrders[index]
        guard let market = markets[algo.symbol] else { return }
        let isMarket = algo.orderType.hasSuffix("MARKET")
        let holding = holding(algo.symbol, algo.positionSide).amount
        let held = holding.magnitude
        let quantity = algo.closePosition ? held : Amount(algo.quantity) ?? .zero
        algoOrders[index].triggerTime = now
        algoOrders[index].updateTime = now
        if algo.reducesOnly, held.isZero || holding.isNegative == (algo.side == .sell) {
            algoOrders[index].status = .expired
            return
        }
        let order = BookOrder(
            orderId: nextOrderId(algo.symbol), clientOrderId: algo.clientAlgoId, symbol: algo.symbol,
            side: algo.side, positionSide: algo.positionSide, type: isMarket ? "MARKET" : "LIMIT",
            origType: algo.orderType, status: .new, price: isMarket ? "0" : algo.price, quantity: quantity,
            origQty: market.quantity(quantity), reduceOnly: algo.reducesOnly && !hedge,
            closePosition: algo.closePosition,
            stopPrice: algo.triggerPrice, timeInForce: algo.timeInForce, time: now, updateTime: now,
            workingType: algo.workingType, priceProtect: algo.priceProtect)
        // Margin is looked at when the order is made, not when the conditional one was placed.
        if !algo.reducesOnly, algo.positionSide.opens.map({ $0 == algo.side }) ?? true,
            (try? checkMargin(order, market)) == nil
        {
            algoOrders[index].status = .rejected
            algoOrders[index].rejectReason = Refusal.marginInsufficient.message
            return
        }
        orders.append(order)
        algoOrders[index].status = .triggered
        algoOrders[index].actualOrderId = String(order.orderId)
        if isMarket || crosses(order) { execute(orders.count - 1, now: now) }
    }

    /// Fills an order at the mark as taker; what reduce-only or a thin book (er 9) leaves over expires.
    mutating func execute(_ index: Int, now: Int64) {
        guard let market = markets[orders[index].symbol] else { return }
        let order = orders[index]
        var quantity = order.rest
        if order.reduceOnly { quantity = min(quantity, holding(order.symbol, order.positionSide).amount.magnitude) }
        if order.type == "MARKET", let depth = depths[order.symbol] { quantity = min(quantity, depth) }
        fill(index, quantity: quantity, at: market.tradePrice, maker: false, now: now)
        guard orders[index].status.isOpen else { return }
        orders[index].status = .expired
        notifyParent(of: orders[index], now: now)
    }

    /// A conditional order shows what its order came to. FINISHED means that it was filled, cancelled or expired.
    mutating func notifyParent(of order: BookOrder, now: Int64) {
        guard let market = markets[order.symbol] else { return }
        let id = String(order.orderId)
        for index in algoOrders.indices
        where algoOrders[index].symbol == order.symbol && algoOrders[index].actualOrderId == id {
            if !order.status.isOpen { algoOrders[index].status = .finished }
            algoOrders[index].actualPrice = market.average(order.averagePrice)
            algoOrders[index].actualQty = market.quantity(order.executed)
            algoOrders[index].updateTime = now
        }
    }

    /// GTD orders whose time has come expire.
    mutating func expire(now: Int64) {
        for index in orders.indices where orders[index].status.isOpen && orders[index].goodTillDate > 0 {
            guard orders[index].goodTillDate <= now else { continue }
            orders[index].status = .expired
            orders[index].updateTime = orders[index].goodTillDate
            notifyParent(of: orders[index], now: orders[index].goodTillDate)
        }
    }

    mutating func cancel(_ index: Int, now: Int64) {
        orders[index].status = .canceled
        orders[index].updateTime = now
        notifyParent(of: orders[index], now: now)
    }
}
