import Testing
import TriageCore

struct ExchangeHistoryTests {
    private static func trade(_ id: Int64, _ quantity: String, order: Int64 = 7, at offset: Int64 = 10) -> Trade {
        Trade(
            symbol: Given.btc, id: id, orderID: OrderID(order), side: .buy, positionSide: .both,
            price: Given.price("67183.10"), quantity: Given.quantity(quantity), time: Given.at(offset))
    }

    private static func history(
        _ orders: [Order] = [], _ algoOrders: [AlgoOrder] = [], _ trades: [Trade] = []
    ) -> ExchangeHistory {
        var history = ExchangeHistory()
        for order in orders { history.add(order) }
        for order in algoOrders { history.add(order) }
        for trade in trades { history.add(trade) }
        return history
    }

    private static func texts(_ history: ExchangeHistory) -> [String] {
        Timeline(merging: history.strands).events.map { "\($0.kind.rawValue) \($0.text)" }
    }

    @Test func `an order is its placement, its fills and its last change`() {
        let order = Given.order(
            orderID: 7, status: "FILLED", executedQty: "0.010", updateTime: Given.at(20))
        let history = Self.history([order], [], [Self.trade(1, "0.004"), Self.trade(2, "0.006", at: 20)])
        #expect(
            Self.texts(history) == [
                "order placed: BUY 0.010 BTCUSDT at 67183.1 (LIMIT), orderId 7",
                "trade fill: BUY 0.004 BTCUSDT at 67183.10, trade 1 of orderId 7",
                "order last change: FILLED, executedQty 0.010 of 0.010, orderId 7",
                "trade fill: BUY 0.006 BTCUSDT at 67183.10, trade 2 of orderId 7",
            ])
        #expect(Timeline(merging: history.strands).events.allSatisfy { $0.clientOrderID == Given.id })
    }

    @Test func `an order that never changed is one event with its state`() {
        let history = Self.history([Given.order(orderID: 7, updateTime: Given.noon)], [Given.algo()])
        #expect(
            Self.texts(history) == [
                "order placed: BUY 0.010 BTCUSDT at 67183.1 (LIMIT), orderId 7; NEW, executedQty 0 of 0.010",
                "algo placed: SELL 0.010 BTCUSDT, trigger price 61000.0 (STOP_MARKET, conditional), algoId 2146760; NEW",
            ])
    }

    @Test func `of an order told twice the later state counts, in any order`() {
        let old = Given.order(orderID: 7)
        let new = Given.order(orderID: 7, status: "CANCELED", updateTime: Given.at(5))
        for orders in [[old, new], [new, old]] {
            #expect(Self.history(orders).orders.values.map(\.status) == [.canceled])
        }
    }

    @Test func `orders with the same id are told apart by orderId`() {
        let history = Self.history([Given.order(orderID: 7), Given.order(orderID: 8, time: Given.at(50))])
        #expect(history.strands[0].map(\.source) == ["orderId 7", "orderId 8"])
        #expect(
            history.placements == [Given.id: [Given.noon, Given.at(50)]] || history.placements[Given.id]?.count == 2)
    }

    @Test func `what a trigger made was placed by nobody`() {
        let history = Self.history([Given.order(orderID: 7, time: Given.at(50))], [Given.algo(child: 7)])
        #expect(history.placements == [Given.id: [Given.noon]])
    }

    @Test func `a fill of an order that was not read names no id`() {
        #expect(Self.history([], [], [Self.trade(1, "1", order: 9)]).strands[2].map(\.clientOrderID) == [nil])
    }

    @Test(arguments: [
        ("0.010", ["0.004", "0.006"], 0), ("0.010", ["0.004"], 1), ("0.010", [], 1), ("0", [], 0), ("0", ["0.1"], 1),
    ])
    func `trades that do not add up are a gap`(executed: String, quantities: [String], gaps: Int) {
        let trades = quantities.enumerated().map { Self.trade(Int64($0.offset), $0.element) }
        let history = Self.history([Given.order(orderID: 7, executedQty: executed)], [], trades)
        let span = TimeSpan(from: Given.at(-1), to: Given.at(1))
        #expect(history.unexplainedFills(in: span).count == gaps)
        // Of an order placed before, earlier trades were not read.
        #expect(history.unexplainedFills(in: TimeSpan(from: Given.at(1), to: Given.at(2))).isEmpty)
    }

    @Test func `an order lives until its last change, and until now while it can`() {
        let ended = Given.order(orderID: 7, status: "CANCELED", updateTime: Given.at(5))
        #expect(Self.history([ended]).life(until: Given.at(99)) == TimeSpan(from: Given.noon, to: Given.at(5)))
        #expect(
            Self.history([ended, Given.order(orderID: 8)]).life(until: Given.at(99))
                == TimeSpan(from: Given.noon, to: Given.at(99)))
        #expect(Self.history().life(until: Given.noon) == nil)
    }

    @Test func `no row of a position is said to be flat`() {
        let flat = TimelineEvent.positions([], of: Given.btc, at: Given.noon)
        #expect(flat.map(\.text) == ["now: flat in BTCUSDT, without open orders"])
        let short = Position(
            symbol: Given.btc, side: .short, amount: Given.quantity("-0.010"), entryPrice: Given.price("61000.0"),
            markPrice: Given.price("61001.5"), updateTime: Given.noon)
        #expect(
            TimelineEvent.positions([short], of: Given.btc, at: Given.at(1)).map(\.text) == [
                "now: SHORT -0.010 BTCUSDT, entry 61000.0, mark 61001.5, last changed 2026-03-08T12:00:00.000Z"
            ])
    }
}
