/// Which of the exchange's history is asked for, and what that leaves out.
package struct TimelineWindows: Sendable, Hashable {
    /// Orders and conditional orders are listed by when they were placed.
    package let orders: TimeSpan
    package let trades: TimeSpan
    package let gaps: [TimelineGap]

    /// Of each list, a window.
    private static let weight = 5
    /// Clock, symbols, open orders of both kinds and the position.
    private static let fixedWeight = 10

    /// All of a symbol within a span: as far back as the exchange keeps it and one minute's weight budget reaches.
    ///
    /// Orders are looked for over a whole window of seven days: it costs the same, and shows orders that were placed
    /// before the span and ended in it.
    package static func symbol(_ span: TimeSpan, now: Timestamp, budget: Int) -> TimelineWindows {
        var gaps = retention(span, now: now)
        let affordable = max(1, (budget - fixedWeight) / (3 * weight))
        var reach = TimeSpan.longestWindow
        // A window that is too long is halved.
        while windows(reach * 2) <= affordable, reach < 2 * Retention.orders { reach *= 2 }
        let kept = now.advanced(byMilliseconds: -Retention.trades)
        let oldest = max(span.to.advanced(byMilliseconds: -reach), min(kept, span.to))
        let from = max(span.from, oldest)
        if from > span.from, from > kept {
            gaps.append(
                TimelineGap(
                    .window, source: "GET /fapi/v1/allOrders, allAlgoOrders, userTrades",
                    "nothing was read before \(from): three lists over \(days(span)) days weigh "
                        + "\(3 * weight * windows(span.to.milliseconds(since: span.from))), and \(budget) a minute may "
                        + "be used here (--weight-budget)"))
        }
        let ordersFrom = min(from, max(span.to.advanced(byMilliseconds: -TimeSpan.longestWindow), min(kept, span.to)))
        gaps.append(
            TimelineGap(
                .window, source: "GET /fapi/v1/allOrders, allAlgoOrders",
                "orders placed before \(ordersFrom) show only if they are still open"))
        return TimelineWindows(
            orders: TimeSpan(from: ordersFrom, to: span.to), trades: TimeSpan(from: from, to: span.to), gaps: gaps)
    }

    /// Orders that bear one id: in the span that was asked for, else the seven days around the placement, else the last
    /// seven. Trades are read by order.
    package static func order(
        asked: TimeSpan?, placed: Timestamp?, now: Timestamp
    ) -> TimelineWindows {
        let around: TimeSpan
        if let asked {
            around = asked
        } else {
            let half = TimeSpan.longestWindow / 2
            let to = min(now, placed?.advanced(byMilliseconds: half) ?? now)
            around = TimeSpan(from: to.advanced(byMilliseconds: -TimeSpan.longestWindow), to: to)
        }
        let kept = min(now.advanced(byMilliseconds: -Retention.orders), around.to)
        let orders = TimeSpan(from: max(around.from, kept), to: around.to)
        let elsewhere = TimelineGap(
            .window, source: "GET /fapi/v1/allOrders, allAlgoOrders",
            "the id may have been used before: other orders with it were searched from \(orders.from) to "
                + "\(orders.to) only")
        return TimelineWindows(
            orders: orders, trades: orders, gaps: [elsewhere] + retention(around, now: now))
    }

    /// The fills of one order: from its placement to its last change, as far as trades are kept.
    package static func trades(of order: Order, now: Timestamp) -> TimeSpan? {
        guard order.hasFills, let placed = order.time else { return nil }
        let kept = now.advanced(byMilliseconds: -Retention.trades)
        let end = order.status.isFinal ? order.updateTime ?? now : now
        let last = min(max(end.advanced(byMilliseconds: 60_000), placed), max(now, placed))
        return last < kept ? nil : TimeSpan(from: max(placed, kept), to: last)
    }

    private static func windows(_ length: Int64) -> Int {
        length <= TimeSpan.longestWindow ? 1 : 2 * windows(length / 2)
    }

    private static func days(_ span: TimeSpan) -> Int64 {
        (span.to.milliseconds(since: span.from) + TimeSpan.day - 1) / TimeSpan.day
    }

    private static func retention(_ span: TimeSpan, now: Timestamp) -> [TimelineGap] {
        let kept: [(Int64, String, String)] = [
            (Retention.unfilled, "GET /fapi/v1/allOrders", "orders that ended without fills (kept 3 days)"),
            (Retention.orders, "GET /fapi/v1/allOrders", "any order (kept 90 days)"),
            (Retention.trades, "GET /fapi/v1/userTrades", "trades (kept 3 months)"),
        ]
        return kept.compactMap { length, source, what in
            let limit = now.advanced(byMilliseconds: -length)
            guard span.from < limit else { return nil }
            return TimelineGap(.retention, source: source, "the exchange no longer shows \(what) from before \(limit)")
        }
    }
}
