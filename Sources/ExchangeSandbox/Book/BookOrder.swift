import JSON

enum OrderSide: String, Sendable {
    case buy = "BUY"
    case sell = "SELL"
}

enum PositionSide: String, Sendable, CaseIterable {
    case both = "BOTH"
    case long = "LONG"
    case short = "SHORT"

    /// The side that opens a position; nil in one-way mode, where either may.
    var opens: OrderSide? {
        switch self {
        case .both: nil
        case .long: .buy
        case .short: .sell
        }
    }
}

enum OrderStatus: String, Sendable, CaseIterable {
    case new = "NEW"
    case partiallyFilled = "PARTIALLY_FILLED"
    case filled = "FILLED"
    case canceled = "CANCELED"
    case rejected = "REJECTED"
    case expired = "EXPIRED"
    case expiredInMatch = "EXPIRED_IN_MATCH"

    var isOpen: Bool { self == .new || self == .partiallyFilled }
}

/// A normal order: what GET /fapi/v1/order shows.
struct BookOrder: Sendable {
    let orderId: Int64
    let clientOrderId: String
    let symbol: String
    let side: OrderSide
    let positionSide: PositionSide
    let type: String
    var origType: String
    var status: OrderStatus
    /// Printed as given; only an amendment changes it, as it does the quantity.
    var price: String
    var quantity: Amount
    var origQty: String
    var executed: Amount = .zero
    /// Sum of price times quantity of the fills.
    var quote: Amount = .zero
    let reduceOnly: Bool
    var closePosition = false
    var stopPrice = "0"
    let timeInForce: String
    let time: Int64
    var updateTime: Int64
    var workingType = "CONTRACT_PRICE"
    var priceProtect = false
    var priceMatch = "NONE"
    var selfTradePrevention = "EXPIRE_MAKER"
    var goodTillDate: Int64 = 0

    var limitPrice: Amount { Amount(price) ?? .zero }
    var rest: Amount { quantity - executed }
    var averagePrice: Amount { executed.isZero ? .zero : quote / executed }
}

extension BookOrder {
    /// The answer of GET order, openOrder, openOrders; `listed` adds what allOrders and forceOrders carry.
    func json(_ market: Market, listed: Bool = false) -> JSONValue {
        let read: JSONValue.Members = [
            "avgPrice": .string(market.average(averagePrice)), "clientOrderId": .string(clientOrderId),
            "cumQuote": .string(quote.isZero ? "0" : quote.text(atLeast: 5)),
            "executedQty": .string(executed.isZero ? "0" : market.quantity(executed)),
            "orderId": .int(orderId), "origQty": .string(origQty), "origType": .string(origType),
            "price": .string(price), "reduceOnly": .bool(reduceOnly), "side": .string(side.rawValue),
            "positionSide": .string(positionSide.rawValue), "status": .string(status.rawValue),
            "stopPrice": .string(stopPrice), "closePosition": .bool(closePosition), "symbol": .string(symbol),
            "time": .int(time), "timeInForce": .string(timeInForce), "type": .string(type),
            "updateTime": .int(updateTime), "workingType": .string(workingType),
            "priceProtect": .bool(priceProtect), "priceMatch": .string(priceMatch),
            "selfTradePreventionMode": .string(selfTradePrevention), "goodTillDate": .int(goodTillDate),
        ]
        return .object(listed ? read + ["pair": .string(symbol), "cumBase": .string("0")] : read)
    }

    /// The answer of POST and DELETE order since 2026-06-30: neither avgPrice nor cumQuote.
    func writeJSON(_ market: Market) -> JSONValue {
        .object([
            "clientOrderId": .string(clientOrderId), "cumQty": .string(market.quantity(executed)),
            "executedQty": .string(market.quantity(executed)), "orderId": .int(orderId),
            "origQty": .string(origQty), "price": .string(price), "reduceOnly": .bool(reduceOnly),
            "side": .string(side.rawValue), "positionSide": .string(positionSide.rawValue),
            "status": .string(status.rawValue), "stopPrice": .string(market.price(Amount(stopPrice) ?? .zero)),
            "closePosition": .bool(closePosition), "symbol": .string(symbol),
            "timeInForce": .string(timeInForce), "type": .string(type), "origType": .string(origType),
            "updateTime": .int(updateTime), "workingType": .string(workingType),
            "priceProtect": .bool(priceProtect), "priceMatch": .string(priceMatch),
            "selfTradePreventionMode": .string(selfTradePrevention), "goodTillDate": .int(goodTillDate),
        ])
    }
}
