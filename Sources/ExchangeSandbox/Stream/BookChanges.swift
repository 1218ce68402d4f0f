import JSON

/// What happened to a book between two moments, as the events of the user data stream tell it. Read off the book
/// itself, so that no change can go untold.
struct BookChanges {
    private let before: ExchangeBook
    private let after: ExchangeBook
    private let now: Int64
    private var events: [StreamEvent] = []
    private var holdings: [Holding.Key: Holding]
    private var wallets: [String: Amount] = [:]

    /// In the order in which they are sent.
    static func events(from before: ExchangeBook, to after: ExchangeBook, now: Int64) -> [StreamEvent] {
        var changes = BookChanges(before: before, after: after, now: now, holdings: before.holdings)
        changes.collect()
        return changes.events
    }

    private mutating func collect() {
        let known = Dictionary(
            before.algoOrders.map { ($0.algoId, $0) }, uniquingKeysWith: { _, last in last })
        let moved = after.algoOrders.filter { known[$0.algoId]?.status != $0.status }
        for algo in moved { appendAlgoStart(of: algo, before: known[algo.algoId]) }
        collectOrders()
        for algo in moved { appendAlgoEnd(of: algo, before: known[algo.algoId]) }
        collectLeverages()
    }

    private mutating func collectLeverages() {
        for (symbol, leverage) in after.leverages.sorted(by: { $0.key < $1.key })
        where before.leverage(symbol) != leverage {
            events.append(
                StreamEvent(
                    "ACCOUNT_CONFIG_UPDATE", sent: now, happened: now,
                    ["ac": .object(["s": .string(symbol), "l": .int(leverage)])]))
        }
    }

    // MARK: Conditional orders

    /// A conditional order that fired went through TRIGGERING and TRIGGERED before its order did anything.
    private mutating func appendAlgoStart(of algo: AlgoOrder, before: AlgoOrder?) {
        if before == nil { add(algo.withStatus(.new)) }
        guard !algo.actualOrderId.isEmpty, before?.actualOrderId.isEmpty ?? true else { return }
        add(algo.withStatus(.triggering))
        add(algo.withStatus(.triggered))
    }

    private mutating func appendAlgoEnd(of algo: AlgoOrder, before: AlgoOrder?) {
        if algo.status == .new || algo.status == .triggered && before?.status != .triggered { return }
        add(algo)
    }

    private mutating func add(_ algo: AlgoOrder) {
        events.append(
            StreamEvent("ALGO_UPDATE", sent: now, happened: algo.updateTime, ["o": algo.streamJSON]))
    }

    // MARK: Orders

    private struct OrderKey: Hashable {
        let symbol: String
        let id: Int64
        init(_ order: BookOrder) { (symbol, id) = (order.symbol, order.orderId) }
        init(_ fill: Fill) { (symbol, id) = (fill.symbol, fill.orderId) }
    }

    private mutating func collectOrders() {
        let known = Dictionary(before.orders.map { (OrderKey($0), $0) }, uniquingKeysWith: { _, last in last })
        let old = Set(before.fills.map(\.id))
        let fills = after.fills.filter { !old.contains($0.id) }
        let byOrder = Dictionary(grouping: fills) { OrderKey($0) }
        for order in after.orders {
            let was = known[OrderKey(order)]
            let mine = byOrder[OrderKey(order)] ?? []
            guard was?.status != order.status || !mine.isEmpty || Self.isAmended(order, was) else { continue }
            appendOrder(order, was: was, fills: mine)
        }
    }

    private static func isAmended(_ order: BookOrder, _ was: BookOrder?) -> Bool {
        was.map { $0.price != order.price || $0.quantity != order.quantity } ?? false
    }

    private mutating func appendOrder(_ order: BookOrder, was: BookOrder?, fills: [Fill]) {
        guard let market = after.markets[order.symbol] else { return }
        var shown = order
        shown.executed = was?.executed ?? .zero
        shown.quote = was?.quote ?? .zero
        shown.status = was?.status ?? .new
        if was == nil {
            add(shown, market, execution: "NEW", happened: order.time)
        }
        if Self.isAmended(order, was) {
            add(shown, market, execution: "AMENDMENT", happened: order.updateTime)
        }
        for fill in fills {
            guard let quantity = Amount(fill.quantity), let price = Amount(fill.price) else { continue }
            shown.executed = shown.executed + quantity
            shown.quote = shown.quote + quantity * price
            shown.status = shown.rest <= .zero ? .filled : .partiallyFilled
            add(fill, of: order)
            add(shown, market, execution: order.isForced ? "CALCULATED" : "TRADE", fill: fill, happened: fill.time)
            addAccount(after: fill, quantity, price, market)
        }
        guard order.status != shown.status else { return }
        switch order.status {
        case .canceled: add(order, market, execution: "CANCELED", happened: order.updateTime)
        case .expired, .expiredInMatch: add(order, market, execution: "EXPIRED", happened: order.updateTime)
        default: break
        }
    }

    private mutating func add(
        _ order: BookOrder, _ market: Market, execution: String, fill: Fill? = nil, happened: Int64
    ) {
        let resting = after.openOrders(order.symbol).filter { $0.positionSide == order.positionSide }
        func notional(_ side: OrderSide) -> String {
            let sum = resting.filter { $0.side == side && !$0.reduceOnly }.reduce(Amount.zero) {
                $0 + $1.rest * $1.limitPrice
            }
            return sum.isZero ? "0" : sum.text(atLeast: 5)
        }
        let json = order.streamJSON(
            market, execution: execution, fill: fill, happened: happened, bids: notional(.buy), asks: notional(.sell))
        events.append(StreamEvent("ORDER_TRADE_UPDATE", sent: now, happened: happened, ["o": json]))
    }

    /// Sent ahead of the full event, with fewer fields.
    private mutating func add(_ fill: Fill, of order: BookOrder) {
        events.append(
            StreamEvent(
                "TRADE_LITE", sent: now, happened: fill.time,
                [
                    "s": .string(fill.symbol), "q": .string(order.origQty), "p": .string(order.price),
                    "m": .bool(fill.maker), "c": .string(order.clientOrderId), "S": .string(fill.side.rawValue),
                    "L": .string(fill.price), "l": .string(fill.quantity), "t": .int(fill.id),
                    "i": .int(fill.orderId),
                ]))
    }

    // MARK: The account

    /// Sent for fills, never for orders that come and go without one.
    private mutating func addAccount(after fill: Fill, _ quantity: Amount, _ price: Amount, _ market: Market) {
        let key = Holding.Key(symbol: fill.symbol, side: fill.positionSide)
        var holding = holdings[key] ?? Holding(key: key, amount: .zero, entryPrice: .zero, updateTime: 0)
        let profit = holding.book(quantity, fill.side, at: price, time: fill.time)
        holdings[key] = holding
        let asset = fill.marginAsset
        let balance = (wallets[asset] ?? before.wallet(asset)) + profit - (Amount(fill.commission) ?? .zero)
        wallets[asset] = balance
        let wallet = JSONValue.string(balance.text(places: 8))
        events.append(
            StreamEvent(
                "ACCOUNT_UPDATE", sent: now, happened: fill.time,
                [
                    "a": .object([
                        "m": .string("ORDER"),
                        "B": .array([
                            .object(["a": .string(asset), "wb": wallet, "cw": wallet, "bc": .string("0")])
                        ]),
                        "P": .array([holding.streamJSON(market)]),
                    ])
                ]))
    }
}
