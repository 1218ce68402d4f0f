/// A conditional order's `algoStatus`: NEW → CANCELED | EXPIRED | TRIGGERING → TRIGGERED → FINISHED | REJECTED.
package enum AlgoStatus: Sendable, Hashable, CustomStringConvertible {
    case new, triggering, triggered, finished, canceled, expired, rejected
    case other(String)

    private static let words: [(AlgoStatus, String)] = [
        (.new, "NEW"), (.triggering, "TRIGGERING"), (.triggered, "TRIGGERED"), (.finished, "FINISHED"),
        (.canceled, "CANCELED"), (.expired, "EXPIRED"), (.rejected, "REJECTED"),
    ]

    package init(_ word: String) {
        self = Self.words.first { $0.1 == word }?.0 ?? .other(word)
    }

    package var description: String {
        if case .other(let word) = self { return word }
        return Self.words.first { $0.0 == self }?.1 ?? ""
    }

    /// Waiting for its trigger, or in the middle of it.
    package var isLive: Bool { self == .new || self == .triggering }

    /// Nothing of it can execute any more. TRIGGERED is not final: a normal order now lives in its place.
    package var isFinal: Bool {
        switch self {
        case .finished, .canceled, .expired, .rejected: true
        case .new, .triggering, .triggered, .other: false
        }
    }
}

/// A conditional order of the Algo Service: `GET /fapi/v1/algoOrder`, `openAlgoOrders`, `allAlgoOrders`.
package struct AlgoOrder: Sendable, Hashable {
    package var symbol: Symbol
    package var algoID: AlgoOrderID
    package var clientAlgoID: ClientOrderID
    package var status: AlgoStatus
    package var orderType: String
    package var side: Side
    package var positionSide: PositionSide
    package var price: Price
    package var triggerPrice: Price
    /// `0` for a closePosition order.
    package var quantity: Quantity
    package var reduceOnly: Bool
    package var closePosition: Bool
    /// The normal order that its trigger created; `nil` until then.
    package var actualOrderID: OrderID?
    package var createTime: Timestamp?
    package var updateTime: Timestamp?

    package init(
        symbol: Symbol, algoID: AlgoOrderID, clientAlgoID: ClientOrderID, status: AlgoStatus, orderType: String,
        side: Side, positionSide: PositionSide = .both, price: Price, triggerPrice: Price, quantity: Quantity,
        reduceOnly: Bool = false, closePosition: Bool = false, actualOrderID: OrderID? = nil,
        createTime: Timestamp?, updateTime: Timestamp? = nil
    ) {
        self.symbol = symbol
        self.algoID = algoID
        self.clientAlgoID = clientAlgoID
        self.status = status
        self.orderType = orderType
        self.side = side
        self.positionSide = positionSide
        self.price = price
        self.triggerPrice = triggerPrice
        self.quantity = quantity
        self.reduceOnly = reduceOnly
        self.closePosition = closePosition
        self.actualOrderID = actualOrderID
        self.createTime = createTime
        self.updateTime = updateTime
    }
}
