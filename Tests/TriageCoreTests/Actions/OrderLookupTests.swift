import Testing
import TriageCore

struct OrderLookupTests {
    enum Outcome: Sendable { case live(String), ended(String), unknown, unclear }

    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        let expected: Outcome
        var order: Order?
        var algo: AlgoOrder?
        var open: [Order] = []
        var openAlgo: [AlgoOrder] = []
        var testDescription: String { what }
    }

    private static let stranger = Given.order(ClientOrderID("web_1"), orderID: 6)
    private static let reused = Given.order(orderID: 1, status: "FILLED", executedQty: "0.010")

    private static let cases = [
        Case(what: "open", expected: .live("851230066745"), order: Given.order(), open: [stranger, Given.order()]),
        Case(
            what: "open with fills", expected: .live("851230066745"),
            open: [Given.order(status: "PARTIALLY_FILLED", executedQty: "0.001")]),
        Case(what: "open, the read by id lags", expected: .live("851230066745"), open: [Given.order()]),
        Case(
            what: "open, an older order had the same id", expected: .live("851230066745"), order: reused,
            open: [Given.order()]),
        Case(what: "a waiting conditional order", expected: .live("2146760"), openAlgo: [Given.algo()]),
        Case(
            what: "a conditional order being triggered", expected: .live("2146760"),
            openAlgo: [Given.algo(status: "TRIGGERING")]),
        Case(what: "filled", expected: .ended("1"), order: reused),
        Case(what: "cancelled", expected: .ended("851230066745"), order: Given.order(status: "CANCELED")),
        Case(
            what: "expired in match", expected: .ended("851230066745"), order: Given.order(status: "EXPIRED_IN_MATCH")),
        Case(what: "a finished conditional order", expected: .ended("2146760"), algo: Given.algo(status: "FINISHED")),
        Case(
            what: "a fired conditional order whose normal order is over", expected: .ended("1"), order: reused,
            algo: Given.algo(status: "TRIGGERED")),
        Case(what: "nothing at all", expected: .unknown),
        Case(what: "somebody else's order alone", expected: .unknown, open: [stranger]),
        Case(what: "live by id, in no list", expected: .unclear, order: Given.order()),
        Case(what: "an unknown status by id", expected: .unclear, order: Given.order(status: "NEW_ADL")),
        Case(what: "an unknown status in the list", expected: .unclear, open: [Given.order(status: "NEW_ADL")]),
        Case(what: "filled in the list of open orders", expected: .unclear, open: [Given.order(status: "FILLED")]),
        Case(what: "a waiting conditional order in no list", expected: .unclear, algo: Given.algo()),
        Case(what: "fired, its order not known", expected: .unclear, algo: Given.algo(status: "TRIGGERED")),
        Case(what: "two open", expected: .unclear, open: [Given.order(), Given.order(orderID: 2)]),
        Case(what: "two open, of both kinds", expected: .unclear, open: [Given.order()], openAlgo: [Given.algo()]),
    ]

    @Test(arguments: cases)
    func `what is seen of an id before anything is sent`(given: Case) {
        let found = OrderLookup.of(
            Given.id, order: given.order, algoOrder: given.algo, openOrders: given.open,
            openAlgoOrders: given.openAlgo)
        switch (given.expected, found) {
        case (.live(let id), .live(let order)), (.ended(let id), .ended(let order)):
            #expect(order.exchangeID == id)
            #expect(order.clientOrderID == Given.id)
        case (.unknown, .unknownToExchange): break
        case (.unclear, .unclear(let why)): #expect(!why.isEmpty)
        default: Issue.record("\(found), expected \(given.expected)")
        }
    }
}
