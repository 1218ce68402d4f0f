import Testing
import TriageCore

struct WireWordTests {
    @Test(arguments: [
        ("NEW", true, false), ("PARTIALLY_FILLED", true, false), ("FILLED", false, true), ("CANCELED", false, true),
        ("REJECTED", false, true), ("EXPIRED", false, true), ("EXPIRED_IN_MATCH", false, true),
        ("NEW_INSURANCE", false, false), ("NEW_ADL", false, false), ("CANCELLED", false, false), ("", false, false),
        ("new", false, false),
    ])
    func `an order is live, final, or neither`(word: String, isLive: Bool, isFinal: Bool) {
        let status = OrderStatus(word)
        #expect(status.description == word)
        #expect(status.isLive == isLive)
        #expect(status.isFinal == isFinal)
        let order = ObservedOrder.normal(Given.order(status: word))
        #expect(order.hasUnknownStatus == (!isLive && !isFinal))
    }

    @Test(arguments: [
        ("NEW", true, false), ("TRIGGERING", true, false), ("TRIGGERED", false, false), ("FINISHED", false, true),
        ("CANCELED", false, true), ("EXPIRED", false, true), ("REJECTED", false, true), ("WAITING", false, false),
        ("", false, false),
    ])
    func `a conditional order is live, final, or neither`(word: String, isLive: Bool, isFinal: Bool) {
        let status = AlgoStatus(word)
        #expect(status.description == word)
        #expect(status.isLive == isLive)
        #expect(status.isFinal == isFinal)
    }

    @Test(arguments: [
        ("BTCUSDT", true), ("1000PEPEUSDT", true), ("BTCUSDT_260327", true), ("\u{6d4b}\u{8bd5}USDT", true),
        (String(repeating: "A", count: 40), true), (String(repeating: "A", count: 41), false), ("", false),
        ("btcusdt", false), ("BTC-USDT", false), ("BTC USDT", false), ("BTCUSDT\n", false), ("BTC/USDT", false),
        ("\u{e9}USDT", false), ("BTCUSDT\u{0}", false), ("BTC\u{200b}USDT", false), ("../BTC", false),
    ])
    func `a symbol is upper-case letters, digits and underscores`(text: String, isSymbol: Bool) {
        #expect(Symbol(text)?.rawValue == (isSymbol ? text : nil))
    }

    @Test func `order ids beyond 2^53 keep their last digit`() {
        let id = OrderID(8_389_765_612_825_190_229)
        #expect(id.description == "8389765612825190229")
        #expect(OrderID(8_389_765_612_825_190_230) > id)
        #expect(ObservedOrder.normal(Given.order(orderID: id.rawValue)).exchangeID == "8389765612825190229")
    }

    @Test func `a conditional order is priced by its trigger when it has no limit`() {
        #expect(ObservedOrder.algo(Given.algo()).price == Given.price("61000.0"))
        #expect(ObservedOrder.algo(Given.algo(price: "60990")).price == Given.price("60990"))
        #expect(ObservedOrder.algo(Given.algo()).executedQty.isZero)
    }
}
