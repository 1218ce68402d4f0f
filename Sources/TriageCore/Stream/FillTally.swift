/// Counts each fill once, though TRADE_LITE and ORDER_TRADE_UPDATE both tell of it, and a new connection may tell it
/// again. Remembers the last ten thousand.
package struct FillTally: Sendable {
    private struct Trade: Hashable {
        let symbol: Symbol
        let id: Int64
    }

    private static let most = 10_000
    private var seen: Set<Trade> = []
    private var order: [Trade] = []
    package private(set) var count = 0

    package init() {}

    /// Whether this event's fill was told before; `false` of an event that tells of none.
    package mutating func repeats(_ event: StreamEvent) -> Bool {
        guard let fill = event.fill else { return false }
        let trade = Trade(symbol: fill.symbol, id: fill.tradeID)
        guard seen.insert(trade).inserted else { return true }
        count += 1
        order.append(trade)
        if order.count > 2 * Self.most {
            for old in order.prefix(Self.most) { seen.remove(old) }
            order.removeFirst(Self.most)
        }
        return false
    }
}
