/// One row of `GET /fapi/v3/positionRisk`: one-way accounts have `BOTH`, hedge accounts `LONG` and `SHORT`.
package struct Position: Sendable, Hashable {
    package var symbol: Symbol
    package var side: PositionSide
    /// Signed: negative is short, also on a hedge account's SHORT row.
    package var amount: Quantity
    package var entryPrice: Price
    package var markPrice: Price
    package var updateTime: Timestamp?

    package init(
        symbol: Symbol, side: PositionSide, amount: Quantity, entryPrice: Price, markPrice: Price,
        updateTime: Timestamp?
    ) {
        self.symbol = symbol
        self.side = side
        self.amount = amount
        self.entryPrice = entryPrice
        self.markPrice = markPrice
        self.updateTime = updateTime
    }
}

/// One fill: `GET /fapi/v1/userTrades`. Carries no client order id; join on `orderID`.
package struct Trade: Sendable, Hashable {
    package var symbol: Symbol
    package var id: Int64
    package var orderID: OrderID
    package var side: Side
    package var positionSide: PositionSide
    package var price: Price
    package var quantity: Quantity
    package var time: Timestamp

    package init(
        symbol: Symbol, id: Int64, orderID: OrderID, side: Side, positionSide: PositionSide, price: Price,
        quantity: Quantity, time: Timestamp
    ) {
        self.symbol = symbol
        self.id = id
        self.orderID = orderID
        self.side = side
        self.positionSide = positionSide
        self.price = price
        self.quantity = quantity
        self.time = time
    }
}

/// `GET /fapi/v1/accountConfig`.
package struct AccountConfiguration: Sendable, Hashable {
    package var canTrade: Bool
    /// `dualSidePosition`: LONG and SHORT are held apart.
    package var isHedge: Bool

    package init(canTrade: Bool, isHedge: Bool) {
        self.canTrade = canTrade
        self.isHedge = isHedge
    }
}
