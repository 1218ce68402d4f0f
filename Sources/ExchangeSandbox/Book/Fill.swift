import JSON

/// One trade of the account: a row of userTrades. Trades carry no client order id.
struct Fill: Sendable {
    let id: Int64
    let orderId: Int64
    let symbol: String
    let side: OrderSide
    let positionSide: PositionSide
    let price: String
    let quantity: String
    let quoteQuantity: String
    let commission: String
    let commissionAsset: String
    let realizedPnl: String
    let maker: Bool
    let time: Int64
    var marginAsset = "USDT"

    var json: JSONValue {
        .object([
            "buyer": .bool(side == .buy), "commission": .string(commission),
            "commissionAsset": .string(commissionAsset), "id": .int(id), "maker": .bool(maker),
            "orderId": .int(orderId), "price": .string(price), "qty": .string(quantity),
            "quoteQty": .string(quoteQuantity), "baseQty": .string("0"), "marginAsset": .string(marginAsset),
            "realizedPnl": .string(realizedPnl), "side": .string(side.rawValue),
            "positionSide": .string(positionSide.rawValue), "symbol": .string(symbol), "pair": .string(symbol),
            "time": .int(time),
        ])
    }
}
