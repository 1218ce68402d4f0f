/// Both ends are included, as in the exchange's `startTime` and `endTime`.
package struct TimeSpan: Sendable, Hashable {
    package let from: Timestamp
    package let to: Timestamp

    package init(from: Timestamp, to: Timestamp) {
        self.from = from
        self.to = to
    }

    package static let day = CivilDay.milliseconds
    /// `allOrders` takes less than 7 days, `userTrades` at most 7.
    package static let longestWindow = 7 * day - 1

    package func contains(_ moment: Timestamp) -> Bool { from <= moment && moment <= to }
}

/// For how long the exchange can still be asked (Binance: Query-Order, All-Orders, Account-Trade-List).
package enum Retention {
    /// CANCELED and EXPIRED without fills are gone this long after their creation.
    package static let unfilled = 3 * TimeSpan.day
    /// Every order is gone this long after its creation.
    package static let orders = 90 * TimeSpan.day
    /// "3 months", counted as the shortest three months are.
    package static let trades = 89 * TimeSpan.day
}
