/// What the exchange still knows, and the windows it lets a caller look through.
struct TimeWindow: Sendable {
    let start: Int64
    let end: Int64

    static let week = 7 * ExchangeBook.day

    func contains(_ time: Int64) -> Bool { start <= time && time <= end }

    /// `startTime` and `endTime`, by default the last seven days.
    ///
    /// - Parameters:
    ///   - longest: a longer interval is refused.
    ///   - history: nothing older is known.
    init(
        _ parameters: Parameters, now: Int64, longest: Int64 = week, history: Int64
    ) throws(Refusal) {
        let start = try parameters.integer("startTime")
        let end = try parameters.integer("endTime")
        let span = Self.week
        if let start, let end {
            guard start <= end else { throw .startAfterEnd }
            guard end - start <= longest else {
                throw Refusal(
                    -4165, "Invalid time interval. Maximum time interval is \((longest + 1) / ExchangeBook.day) days.")
            }
        }
        let first: Int64
        let last: Int64
        switch (start, end) {
        case (let start?, let end?): (first, last) = (start, end)
        case (let start?, nil): (first, last) = (start, start > .max - span ? .max : start + span)
        case (nil, let end?): (first, last) = (end - span, end)
        case (nil, nil): (first, last) = (now - span, now)
        }
        self.start = max(first, now - history)
        self.end = last
    }
}

extension ExchangeBook {
    static let tradeHistory = 90 * day
    static let orderHistory = 90 * day
    static let unfilledHistory = 3 * day

    /// CANCELED or EXPIRED without a fill is gone 3 days after its creation, everything after 90 days.
    func isKept(_ order: BookOrder, now: Int64) -> Bool {
        if order.status.isOpen { return true }
        let age = now - order.time
        if age > Self.orderHistory { return false }
        let unfilled = [.canceled, .expired, .expiredInMatch].contains(order.status) && order.executed.isZero
        return !(unfilled && age > Self.unfilledHistory)
    }
}
