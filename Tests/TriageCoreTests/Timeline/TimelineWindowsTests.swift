import Testing
import TriageCore

struct TimelineWindowsTests {
    private static let day = TimeSpan.day

    /// The last `days` days before noon.
    private static func last(_ days: Int64) -> TimeSpan { TimeSpan(from: Given.at(-days * day), to: Given.noon) }

    private static func length(_ span: TimeSpan) -> Int64 { span.to.milliseconds(since: span.from) }

    @Test func `a day of a symbol reads its trades, and the orders of seven days`() {
        let windows = TimelineWindows.symbol(Self.last(1), now: Given.noon, budget: 480)
        #expect(windows.trades == Self.last(1))
        #expect(windows.orders == TimeSpan(from: Given.at(-TimeSpan.longestWindow), to: Given.noon))
        #expect(windows.gaps.map(\.kind) == [.window])
    }

    @Test(arguments: [(480, 28), (64, 21), (40, 14), (25, 7), (5, 7)])
    func `a budget cuts a long span, and says so`(budget: Int, atMost days: Int64) {
        let windows = TimelineWindows.symbol(Self.last(28), now: Given.noon, budget: budget)
        #expect(Self.length(windows.trades) <= days * Self.day)
        let isCut = windows.trades.from > Self.last(28).from
        #expect(isCut == windows.gaps.contains { $0.detail.contains("--weight-budget") })
        #expect(isCut == (budget < 70))
    }

    @Test(arguments: [(1, 0), (4, 1), (89, 1), (91, 3)])
    func `what the exchange no longer keeps is named`(days: Int64, gaps: Int) {
        let windows = TimelineWindows.symbol(Self.last(days), now: Given.noon, budget: 2_400)
        #expect(windows.gaps.count { $0.kind == .retention } == gaps)
        #expect(!windows.gaps.contains { $0.detail.contains("--weight-budget") })
    }

    @Test func `an order's list is one window around its placement, up to now`() {
        let old = TimelineWindows.order(asked: nil, placed: Given.at(-30 * Self.day), now: Given.noon)
        #expect(old.orders.contains(Given.at(-30 * Self.day)))
        #expect(Self.length(old.orders) <= TimeSpan.longestWindow)
        let fresh = TimelineWindows.order(asked: nil, placed: Given.at(-1_000), now: Given.noon)
        #expect(fresh.orders.to == Given.noon)
        let unknown = TimelineWindows.order(asked: nil, placed: nil, now: Given.noon)
        #expect(unknown.orders == fresh.orders)
        let asked = TimelineWindows.order(asked: Self.last(2), placed: Given.at(-30 * Self.day), now: Given.noon)
        #expect(asked.orders == Self.last(2))
        #expect(asked.gaps.map(\.kind) == [.window])
    }

    @Test(arguments: [
        ("FILLED", "0.010", -2, Int64?(-1), true), ("NEW", "0", -2, nil, false), ("FILLED", "0.010", -120, -119, false),
        ("PARTIALLY_FILLED", "0.004", -120, -119, true),
    ])
    func `fills are read from the placement to the last change, as far as they are kept`(
        status: String, executed: String, placed: Int64, changed: Int64?, isRead: Bool
    ) {
        let order = Given.order(
            status: status, executedQty: executed, time: Given.at(placed * Self.day),
            updateTime: changed.map { Given.at($0 * Self.day) })
        let span = TimelineWindows.trades(of: order, now: Given.noon)
        #expect((span != nil) == isRead)
        #expect(span.map { $0.from <= $0.to && $0.to <= Given.noon } ?? true)
    }
}
