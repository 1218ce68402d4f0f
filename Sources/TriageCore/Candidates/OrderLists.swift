/// What the lists of one symbol showed, read at about the same time: open orders, normal and conditional, and the history
/// of both.
package struct OrderLists: Sendable {
    /// The newest under each client order id; an open one counts before one that ended.
    package let orders: [ClientOrderID: ObservedOrder]
    /// Lists that were not answered.
    package let unread: [Unavailable]

    /// A list is `nil` where it was not answered, and then among `unread`.
    package init(
        open: [Order]?, openAlgo: [AlgoOrder]?, history: [Order]?, algoHistory: [AlgoOrder]?, unread: [Unavailable]
    ) {
        self.unread = unread
        var orders: [ClientOrderID: ObservedOrder] = [:]
        let past =
            (algoHistory ?? []).sorted { ($0.createTime ?? .zero) < ($1.createTime ?? .zero) }.map(ObservedOrder.algo)
            + (history ?? []).sorted { $0.orderID < $1.orderID }.map(ObservedOrder.normal)
        for order in past { orders[order.clientOrderID] = order }
        for order in openAlgo ?? [] { orders[order.clientAlgoID] = .algo(order) }
        for order in open ?? [] { orders[order.clientOrderID] = .normal(order) }
        self.orders = orders
    }

    /// How far back the history has to reach for these orders: to the earliest placement, at most as far as the exchange
    /// remembers. The clocks of bot and exchange may differ, and so it ends a little after `now`.
    package static func span(of orders: [KnownOrder], now: Timestamp) -> TimeSpan {
        let earliest = now.advanced(byMilliseconds: -TimeSpan.longestWindow)
        let wanted = orders.compactMap(\.placedFrom).min() ?? earliest
        let kept = max(wanted, now.advanced(byMilliseconds: -Retention.orders))
        return TimeSpan(
            from: min(kept, now.advanced(byMilliseconds: -PlacementTime.clockMargin)),
            to: now.advanced(byMilliseconds: PlacementTime.clockMargin))
    }
}

extension Timestamp {
    fileprivate static let zero = Timestamp(milliseconds: 0)
}
