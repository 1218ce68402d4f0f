/// An order as the exchange shows it: a normal one, or a conditional one of the Algo Service.
package enum ObservedOrder: Sendable, Hashable {
    case normal(Order)
    case algo(AlgoOrder)

    package var symbol: Symbol {
        switch self {
        case .normal(let order): order.symbol
        case .algo(let order): order.symbol
        }
    }

    package var clientOrderID: ClientOrderID {
        switch self {
        case .normal(let order): order.clientOrderID
        case .algo(let order): order.clientAlgoID
        }
    }

    /// `orderId`, or `algoId`.
    package var exchangeID: String {
        switch self {
        case .normal(let order): order.orderID.description
        case .algo(let order): order.algoID.description
        }
    }

    /// `status`, or `algoStatus`.
    package var status: String {
        switch self {
        case .normal(let order): order.status.description
        case .algo(let order): order.status.description
        }
    }

    package var isLive: Bool {
        switch self {
        case .normal(let order): order.status.isLive
        case .algo(let order): order.status.isLive
        }
    }

    /// A status word this tool does not know: listed as open, it is not passed over.
    package var hasUnknownStatus: Bool {
        switch self {
        case .normal(let order): if case .other = order.status { true } else { false }
        case .algo(let order): if case .other = order.status { true } else { false }
        }
    }

    /// Nothing more of it can execute.
    package var isFinal: Bool {
        switch self {
        case .normal(let order): order.status.isFinal
        case .algo(let order): order.status.isFinal
        }
    }

    /// When the exchange accepted it; never read from the id.
    package var placedAt: Timestamp? {
        switch self {
        case .normal(let order): order.time
        case .algo(let order): order.createTime
        }
    }

    package var side: Side {
        switch self {
        case .normal(let order): order.side
        case .algo(let order): order.side
        }
    }

    package var origQty: Quantity {
        switch self {
        case .normal(let order): order.origQty
        case .algo(let order): order.quantity
        }
    }

    /// What is known to be filled: `executedQty`, of a conditional order what its triggered order has filled.
    package var executedQty: Quantity { sentFill?.quantity ?? .zero }

    /// The field that says what is filled, `executedQty` or `actualQty`; `nil` where the exchange sent none.
    package var sentFill: (name: String, quantity: Quantity)? {
        switch self {
        case .normal(let order): ("executedQty", order.executedQty)
        case .algo(let order): order.actualQty.map { ("actualQty", $0) }
        }
    }

    package var price: Price {
        switch self {
        case .normal(let order): order.price
        case .algo(let order):
            [order.price, order.triggerPrice].compactMap(\.self).first { !$0.isZero } ?? Price(.zero)
        }
    }

    package var hasFills: Bool { !executedQty.isZero }

    /// `BUY 0.010 at 67183.1`: its id tells the symbol, and a resting order is a LIMIT one unless it says otherwise.
    package var sketchWithoutSymbol: String {
        switch self {
        case .normal(let order):
            "\(order.side.rawValue) \(order.origQty) at \(order.price)"
                + (order.type == "LIMIT" ? "" : " (\(order.type))")
        case .algo(let order): order.sketch(namesSymbol: false)
        }
    }

    /// `BUY 0.010 BTCUSDT at 67183.1 (LIMIT)`
    package var sketch: String {
        switch self {
        case .normal(let order):
            "\(order.side.rawValue) \(order.origQty) \(order.symbol) at \(order.price) (\(order.type))"
        case .algo(let order): order.sketch
        }
    }

    /// The request that would cancel it, by the exchange's id.
    package var cancelRequest: MutatingRequest {
        switch self {
        case .normal(let order):
            .cancelOrder(symbol: order.symbol, orderID: order.orderID, clientOrderID: order.clientOrderID)
        case .algo(let order):
            .cancelAlgoOrder(symbol: order.symbol, algoID: order.algoID, clientAlgoID: order.clientAlgoID)
        }
    }
}
