package enum Side: String, Sendable, Hashable { case buy = "BUY", sell = "SELL" }

package enum PositionSide: String, Sendable, Hashable, CaseIterable {
    case both = "BOTH", long = "LONG", short = "SHORT"
}

/// An order's `status` as the exchange names it.
package enum OrderStatus: Sendable, Hashable, CustomStringConvertible {
    case new, partiallyFilled, filled, canceled, rejected, expired, expiredInMatch
    /// A word this tool does not know (seen on the wire: `NEW_INSURANCE`, `NEW_ADL`): neither live nor final.
    case other(String)

    private static let words: [(OrderStatus, String)] = [
        (.new, "NEW"), (.partiallyFilled, "PARTIALLY_FILLED"), (.filled, "FILLED"), (.canceled, "CANCELED"),
        (.rejected, "REJECTED"), (.expired, "EXPIRED"), (.expiredInMatch, "EXPIRED_IN_MATCH"),
    ]

    package init(_ word: String) {
        self = Self.words.first { $0.1 == word }?.0 ?? .other(word)
    }

    package var description: String {
        if case .other(let word) = self { return word }
        return Self.words.first { $0.0 == self }?.1 ?? ""
    }

    package var isLive: Bool { self == .new || self == .partiallyFilled }

    package var isFinal: Bool {
        switch self {
        case .filled, .canceled, .rejected, .expired, .expiredInMatch: true
        case .new, .partiallyFilled, .other: false
        }
    }
}

/// A normal order: `GET /fapi/v1/order`, `openOrder`, `openOrders`, `allOrders`.
package struct Order: Sendable, Hashable {
    package var symbol: Symbol
    package var orderID: OrderID
    package var clientOrderID: ClientOrderID
    package var status: OrderStatus
    package var side: Side
    package var positionSide: PositionSide
    package var type: String
    package var origType: String
    package var timeInForce: String
    package var price: Price
    package var origQty: Quantity
    package var executedQty: Quantity
    package var reduceOnly: Bool
    package var closePosition: Bool
    /// When the exchange accepted it; absent from the answers to placing and cancelling.
    package var time: Timestamp?
    package var updateTime: Timestamp?

    package init(
        symbol: Symbol, orderID: OrderID, clientOrderID: ClientOrderID, status: OrderStatus, side: Side,
        positionSide: PositionSide = .both, type: String = "LIMIT", origType: String = "LIMIT",
        timeInForce: String = "GTC", price: Price, origQty: Quantity, executedQty: Quantity = .zero,
        reduceOnly: Bool = false, closePosition: Bool = false, time: Timestamp?, updateTime: Timestamp? = nil
    ) {
        self.symbol = symbol
        self.orderID = orderID
        self.clientOrderID = clientOrderID
        self.status = status
        self.side = side
        self.positionSide = positionSide
        self.type = type
        self.origType = origType
        self.timeInForce = timeInForce
        self.price = price
        self.origQty = origQty
        self.executedQty = executedQty
        self.reduceOnly = reduceOnly
        self.closePosition = closePosition
        self.time = time
        self.updateTime = updateTime
    }

    package var hasFills: Bool { !executedQty.isZero }
}
