import Testing
import TriageCore

/// Values a test states in one word. Amounts and symbols are literals: a misspelt one stops the test run.
enum Given {
    static let id = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_1")
    static let btc = symbol("BTCUSDT")
    static let eth = symbol("ETHUSDT")
    /// 2026-03-08T12:00:00Z
    static let noon = Timestamp(milliseconds: 1_772_971_200_000)
    static let unreachable = Unavailable(.unreachable, source: "a source", detail: "connection refused")
    static let notAsked = Unavailable(.notAsked, source: "a source", detail: "none is named")

    static func symbol(_ text: String) -> Symbol { literal(Symbol(text), text) }
    static func price(_ text: String) -> Price { literal(Price(text), text) }
    static func quantity(_ text: String) -> Quantity { literal(Quantity(text), text) }
    static func amount(_ text: String) -> Amount { literal(Amount(text), text) }

    static func at(_ milliseconds: Int64) -> Timestamp { noon.advanced(byMilliseconds: milliseconds) }

    static func order(
        _ id: ClientOrderID = id, symbol: Symbol = btc, orderID: Int64 = 851_230_066_745, status: String = "NEW",
        price: String = "67183.1", origQty: String = "0.010", executedQty: String = "0", time: Timestamp? = noon,
        updateTime: Timestamp? = nil
    ) -> Order {
        Order(
            symbol: symbol, orderID: OrderID(orderID), clientOrderID: id, status: OrderStatus(status), side: .buy,
            price: Given.price(price), origQty: quantity(origQty), executedQty: quantity(executedQty), time: time,
            updateTime: updateTime)
    }

    static func algo(
        _ id: ClientOrderID = id, symbol: Symbol = btc, algoID: Int64 = 2_146_760, status: String = "NEW",
        price: String = "0", triggerPrice: String = "61000.0", quantity: String = "0.010", child: Int64? = nil,
        actualQty: String? = nil, createTime: Timestamp? = noon
    ) -> AlgoOrder {
        AlgoOrder(
            symbol: symbol, algoID: AlgoOrderID(algoID), clientAlgoID: id, status: AlgoStatus(status),
            orderType: "STOP_MARKET", side: .sell, price: Given.price(price), triggerPrice: Given.price(triggerPrice),
            quantity: Given.quantity(quantity), actualOrderID: child.map(OrderID.init),
            actualQty: actualQty.map { Given.quantity($0) }, createTime: createTime)
    }

    private static func literal<Value>(_ value: Value?, _ text: String) -> Value {
        guard let value else { preconditionFailure("not a literal: \(text)") }
        return value
    }
}
