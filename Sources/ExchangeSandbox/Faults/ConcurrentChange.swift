/// What others do to the account between a triage and the action it armed.
enum ConcurrentChange: String, Sendable, CaseIterable {
    case reuseID = "reuse-id"
    case reopenPosition = "reopen-position"

    func happen(to book: inout ExchangeBook, now: Int64) {
        switch self {
        case .reuseID: book.reuseIDs(now: now)
        case .reopenPosition: book.reopenPositions(now: now)
        }
    }
}

extension ExchangeBook {
    /// Every open order is cancelled, and the bot places another under the same client order id: allowed, since ids are
    /// unique among open orders only.
    fileprivate mutating func reuseIDs(now: Int64) {
        for index in orders.indices where orders[index].status.isOpen {
            let order = orders[index]
            cancel(index, now: now)
            orders.append(
                BookOrder(
                    orderId: nextOrderId(order.symbol), clientOrderId: order.clientOrderId, symbol: order.symbol,
                    side: order.side, positionSide: order.positionSide, type: order.type, origType: order.origType,
                    status: .new, price: order.price, quantity: order.quantity, origQty: order.origQty,
                    reduceOnly: order.reduceOnly, timeInForce: order.timeInForce, time: now, updateTime: now,
                    selfTradePrevention: order.selfTradePrevention, goodTillDate: order.goodTillDate))
        }
    }

    /// Every position is closed by hand at its mark, and the same amount is opened again by a person.
    fileprivate mutating func reopenPositions(now: Int64) {
        for holding in holdings.values.filter({ !$0.amount.isZero })
            .sorted(by: { ($0.key.symbol, $0.key.side.rawValue) < ($1.key.symbol, $1.key.side.rawValue) })
        {
            guard let market = markets[holding.key.symbol] else { continue }
            let isShort = holding.amount.isNegative
            for side in [isShort ? OrderSide.buy : .sell, isShort ? .sell : .buy] {
                orders.append(
                    BookOrder(
                        orderId: nextOrderId(holding.key.symbol), clientOrderId: "web_" + nextClientId(length: 20),
                        symbol: holding.key.symbol, side: side, positionSide: holding.key.side, type: "MARKET",
                        origType: "MARKET", status: .new, price: "0", quantity: holding.amount.magnitude,
                        origQty: market.quantity(holding.amount.magnitude), reduceOnly: false, timeInForce: "GTC",
                        time: now, updateTime: now, selfTradePrevention: "EXPIRE_MAKER", goodTillDate: 0))
                fill(
                    orders.count - 1, quantity: holding.amount.magnitude, at: market.mark, maker: false, now: now)
            }
        }
    }
}
