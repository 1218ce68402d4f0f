import FoundationEssentials

/// What the exchange told about an order or a symbol, of one symbol.
package struct ExchangeHistory: Sendable, Hashable {
    package private(set) var orders: [OrderID: Order] = [:]
    package private(set) var algoOrders: [AlgoOrderID: AlgoOrder] = [:]
    package private(set) var trades: [Int64: Trade] = [:]

    package init() {}

    package var isEmpty: Bool { orders.isEmpty && algoOrders.isEmpty && trades.isEmpty }

    /// Several answers may tell of one order: the one that saw its last change counts.
    package mutating func add(_ order: Order) {
        if let known = orders[order.orderID], Self.lastChange(known) > Self.lastChange(order) { return }
        orders[order.orderID] = order
    }

    package mutating func add(_ order: AlgoOrder) {
        if let known = algoOrders[order.algoID], Self.lastChange(known) > Self.lastChange(order) { return }
        algoOrders[order.algoID] = order
    }

    package mutating func add(_ trade: Trade) { trades[trade.id] = trade }

    /// When the exchange took the orders of each id that somebody sent: a triggered order bears its stop's id, and
    /// nobody sent it.
    package var placements: [ClientOrderID: [Timestamp]] {
        let triggered = Set(algoOrders.values.compactMap(\.actualOrderID))
        var moments: [ClientOrderID: [Timestamp]] = [:]
        for order in orders.values where !triggered.contains(order.orderID) {
            moments[order.clientOrderID, default: []] += [order.time].compactMap { $0 }
        }
        for order in algoOrders.values {
            moments[order.clientAlgoID, default: []] += [order.createTime].compactMap { $0 }
        }
        return moments
    }

    /// From the first placement to the last change; to `now` when something is still alive. `nil` for no order.
    package func life(until now: Timestamp) -> TimeSpan? {
        let starts = orders.values.compactMap(\.time) + algoOrders.values.compactMap(\.createTime)
        guard let first = starts.min() else { return nil }
        let isAlive = orders.values.contains { !$0.status.isFinal } || algoOrders.values.contains { !$0.status.isFinal }
        let changes = orders.values.compactMap(\.updateTime) + algoOrders.values.compactMap(\.updateTime)
        return TimeSpan(from: first, to: isAlive ? max(now, first) : (changes + starts).max() ?? first)
    }

    private static func lastChange(_ order: Order) -> Int64 { (order.updateTime ?? order.time)?.milliseconds ?? 0 }

    private static func lastChange(_ order: AlgoOrder) -> Int64 {
        (order.updateTime ?? order.createTime)?.milliseconds ?? 0
    }
}

extension ExchangeHistory {
    /// Orders, conditional orders and trades, each in the order of time.
    package var strands: [[TimelineEvent]] {
        [
            orders.sorted { $0.key < $1.key }.flatMap { Self.events($0.value) },
            algoOrders.sorted { $0.key < $1.key }.flatMap { Self.events($0.value) },
            trades.sorted { $0.key < $1.key }.map { event($0.value) },
        ].map { strand in strand.sorted { ($0.moment?.milliseconds ?? 0) < ($1.moment?.milliseconds ?? 0) } }
    }

    /// Orders of which the trades do not add up to what was filled; only orders placed within `span`, of which every
    /// trade was to be read.
    package func unexplainedFills(in span: TimeSpan) -> [TimelineGap] {
        var sums: [OrderID: Decimal] = [:]
        for trade in trades.values { sums[trade.orderID, default: 0] += trade.quantity.value }
        return orders.values.sorted { $0.orderID < $1.orderID }.compactMap { order in
            let sum = sums[order.orderID] ?? 0
            guard let placed = order.time, span.contains(placed), sum != order.executedQty.value else { return nil }
            return TimelineGap(
                .window, source: "GET /fapi/v1/userTrades",
                "the trades of order \(order.orderID) add up to \(sum), its executedQty is \(order.executedQty)")
        }
    }

    private static func events(_ order: Order) -> [TimelineEvent] {
        let state = "\(order.status), executedQty \(order.executedQty) of \(order.origQty)"
        func event(_ moment: Timestamp?, _ text: String) -> TimelineEvent {
            TimelineEvent(
                .order, at: moment, .exact, source: "orderId \(order.orderID)", clientOrderID: order.clientOrderID,
                text: text)
        }
        let placed = "placed: \(ObservedOrder.normal(order).sketch), orderId \(order.orderID)"
        guard let changed = order.updateTime, changed != order.time else {
            return [event(order.time, "\(placed); \(state)")]
        }
        return [event(order.time, placed), event(changed, "last change: \(state), orderId \(order.orderID)")]
    }

    private static func events(_ order: AlgoOrder) -> [TimelineEvent] {
        let child = order.actualOrderID.map { ", made orderId \($0)" } ?? ""
        func event(_ moment: Timestamp?, _ text: String) -> TimelineEvent {
            TimelineEvent(
                .algo, at: moment, .exact, source: "algoId \(order.algoID)", clientOrderID: order.clientAlgoID,
                text: text)
        }
        let placed = "placed: \(ObservedOrder.algo(order).sketch), algoId \(order.algoID)"
        guard let changed = order.updateTime, changed != order.createTime else {
            return [event(order.createTime, "\(placed); \(order.status)\(child)")]
        }
        return [
            event(order.createTime, placed),
            event(changed, "last change: \(order.status)\(child), algoId \(order.algoID)"),
        ]
    }

    private func event(_ trade: Trade) -> TimelineEvent {
        let side = trade.positionSide == .both ? "" : " \(trade.positionSide.rawValue)"
        return TimelineEvent(
            .trade, at: trade.time, .exact, source: "trade \(trade.id)",
            clientOrderID: orders[trade.orderID]?.clientOrderID,
            text: "fill: \(trade.side.rawValue)\(side) \(trade.quantity) \(trade.symbol) at \(trade.price), "
                + "trade \(trade.id) of orderId \(trade.orderID)")
    }
}

extension TimelineEvent {
    /// What `GET /fapi/v3/positionRisk` answered at that moment; no row means flat without open orders.
    package static func positions(_ positions: [Position], of symbol: Symbol, at now: Timestamp) -> [TimelineEvent] {
        let texts = positions.map { position in
            let changed = position.updateTime.map { ", last changed \($0)" } ?? ""
            return "now: \(position.side.rawValue) \(position.amount) \(position.symbol), "
                + "entry \(position.entryPrice), mark \(position.markPrice)\(changed)"
        }
        return (texts.isEmpty ? ["now: flat in \(symbol), without open orders"] : texts).map {
            TimelineEvent(
                .position, at: now, .exact, source: "GET /fapi/v3/positionRisk", clientOrderID: nil, text: $0)
        }
    }
}
