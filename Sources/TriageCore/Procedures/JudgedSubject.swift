/// What exactly a verdict is about, as the exchange numbers it. A client order id comes back under another order, and a
/// symbol under another position: neither arms an action.
package enum JudgedSubject: Sendable, Hashable {
    case order(id: String, isAlgo: Bool)
    case position(PositionVersion)

    package init(_ order: ObservedOrder) {
        if case .algo = order {
            self = .order(id: order.exchangeID, isAlgo: true)
        } else {
            self = .order(id: order.exchangeID, isAlgo: false)
        }
    }

    /// `orderId`, or `algo ALGOID`: as ``ObservedOrder/restingID``.
    package var restingID: String? {
        guard case .order(let id, let isAlgo) = self else { return nil }
        return isAlgo ? "algo \(id)" : id
    }
}

/// One moment of a position: every fill moves the exchange's `updateTime` on.
package struct PositionVersion: Sendable, Hashable {
    package let updateTime: Timestamp?
    /// The newest fill on its side that was read; `nil` where none was.
    package let lastFill: Int64?

    package init(updateTime: Timestamp?, lastFill: Int64?) {
        self.updateTime = updateTime
        self.lastFill = lastFill
    }
}
