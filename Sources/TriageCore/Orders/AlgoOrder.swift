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
    /// What it will ask for once it is triggered; `nil` when it was not sent.
    package var price: Price?
    /// `nil` when it was not sent, as for a trailing stop.
    package var triggerPrice: Price?
    /// `0` for a closePosition order.
    package var quantity: Quantity
    package var reduceOnly: Bool
    package var closePosition: Bool
    /// The normal order that its trigger created; `nil` until then.
    package var actualOrderID: OrderID?
    /// What that order has filled, and at what price on average; `nil` when they were not sent.
    package var actualQty: Quantity?
    package var actualPrice: Price?
    /// Of a trailing stop, as sent: `1.0` is one percent.
    package var callbackRate: String?
    package var activationPrice: Price?
    /// When it was placed; the order its trigger makes carries the time of the trigger.
    package var createTime: Timestamp?
    package var updateTime: Timestamp?

    package init(
        symbol: Symbol, algoID: AlgoOrderID, clientAlgoID: ClientOrderID, status: AlgoStatus, orderType: String,
        side: Side, positionSide: PositionSide = .both, price: Price?, triggerPrice: Price?, quantity: Quantity,
        reduceOnly: Bool = false, closePosition: Bool = false, actualOrderID: OrderID? = nil,
        actualQty: Quantity? = nil, actualPrice: Price? = nil, createTime: Timestamp?, updateTime: Timestamp? = nil
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
        self.actualQty = actualQty
        self.actualPrice = actualPrice
        self.createTime = createTime
        self.updateTime = updateTime
    }
}

extension AlgoOrder {
    package static let trailing = "TRAILING_STOP_MARKET"

    /// Its trigger has fired: what lives on, if anything does, is a normal order.
    package var hasFired: Bool { status == .triggered || status == .finished }

    /// What its order has filled; `nil` while nothing says so. Before the trigger the exchange writes 0 or nothing.
    package var fill: Quantity? { actualQty.flatMap { $0.isZero ? nil : $0 } }

    /// All of what it asked for is filled. A closePosition order asks for whatever is open.
    package var isFilledWhole: Bool {
        guard let fill else { return false }
        return status == .finished && fill.value >= quantity.value
    }

    /// Whether `order` is the one its trigger made.
    package func made(_ order: Order) -> Bool {
        guard symbol == order.symbol, hasFired else { return false }
        return actualOrderID.map { $0 == order.orderID } ?? (clientAlgoID == order.clientOrderID)
    }

    /// `SELL 0.010 BTCUSDT, trigger price 61000.0 (STOP_MARKET, conditional)`; a field that was not sent is not named.
    var sketch: String { sketch(namesSymbol: true) }

    func sketch(namesSymbol: Bool) -> String {
        let isWhole = closePosition && quantity.isZero
        let size = isWhole ? "the whole position" : quantity.description
        let of = namesSymbol ? (isWhole ? " of \(symbol)" : " \(symbol)") : ""
        let words = [trigger, isTrailing ? trail : nil].compactMap(\.self).map { ", \($0)" }.joined()
        return "\(side.rawValue) \(size)\(of)\(words) (\(orderType), conditional)"
    }

    private var isTrailing: Bool { orderType == Self.trailing }

    private var trigger: String? {
        guard let triggerPrice, !triggerPrice.isZero else { return nil }
        return "trigger price \(triggerPrice)"
    }

    private var trail: String {
        let rate = callbackRate.flatMap { $0.isEmpty ? nil : " by \($0) %" } ?? ""
        let active = activationPrice.flatMap { $0.isZero ? nil : " from \($0)" } ?? ""
        return "trailing the price\(rate)\(active)"
    }
}
