import Testing
import TriageCore

struct StalePlanTests {
    private static func judge(_ targets: [ObservedOrder], _ recheck: [Recheck]) -> GateResult? {
        var request = GateRequest()
        request.targets = targets.map { GateRequest.Target($0) }
        switch Gates.clear(request.facts, recheck: recheck) {
        case .refused(let results): return results.last
        case .cleared(let results, _): return results.last
        }
    }

    private static func judge(_ planned: ObservedOrder, now: ObservedOrder) -> GateResult? {
        judge([planned], [Recheck(exchangeID: planned.exchangeID, order: .success(now))])
    }

    @Test(arguments: [
        (Given.order(status: "FILLED"), "status NEW → FILLED"),
        (Given.order(status: "PARTIALLY_FILLED"), "status NEW → PARTIALLY_FILLED"),
        (Given.order(executedQty: "0.001"), "executedQty 0 → 0.001"),
        (Given.order(origQty: "0.011"), "origQty 0.010 → 0.011"),
        (Given.order(price: "67183.2"), "price 67183.1 → 67183.2"),
        (Given.order(orderID: 5), "orderId 851230066745 → 5"),
    ])
    func `each fact that differs is printed`(now: Order, difference: String) {
        let found = Self.judge(.normal(Given.order()), now: .normal(now))
        #expect(found?.code == .stalePlan)
        #expect(found?.isRefused == true)
        #expect(found?.detail == "\(Given.id): \(difference)")
        #expect(found?.remedy == .command(NextCommand("cancel", Given.id.rawValue)))
    }

    @Test(arguments: [
        (Given.algo(status: "TRIGGERING"), "algoStatus NEW → TRIGGERING"),
        (Given.algo(triggerPrice: "61000.1"), "price 61000.0 → 61000.1"),
        (Given.algo(quantity: "0"), "origQty 0.010 → 0"), (Given.algo(algoID: 1), "algoId 2146760 → 1"),
    ])
    func `each fact of a conditional order that differs is printed`(now: AlgoOrder, difference: String) {
        let found = Self.judge(.algo(Given.algo()), now: .algo(now))
        #expect(found?.isRefused == true)
        #expect(found?.detail == "\(Given.id): \(difference)")
    }

    @Test(arguments: [
        Given.order(), Given.order(executedQty: "0.000"), Given.order(price: "67183.10"),
        Given.order(origQty: "0.01"), Given.order(updateTime: Given.noon), Given.order(time: nil),
    ])
    func `another way to write an amount, or a later update time, is no difference`(now: Order) {
        #expect(Self.judge(.normal(Given.order()), now: .normal(now))?.isRefused == false)
    }

    @Test func `several differences are all printed`() {
        let now = Given.order(status: "PARTIALLY_FILLED", executedQty: "0.001")
        let detail = Self.judge(.normal(Given.order()), now: .normal(now))?.detail
        #expect(detail == "\(Given.id): status NEW → PARTIALLY_FILLED; \(Given.id): executedQty 0 → 0.001")
    }

    @Test func `an order that is not known, not answered or not asked is a stale plan`() {
        let order = ObservedOrder.normal(Given.order())
        let rechecks: [[Recheck]] = [
            [], [Recheck(exchangeID: order.exchangeID, order: .success(nil))],
            [Recheck(exchangeID: order.exchangeID, order: .failure(Given.unreachable))],
            [Recheck(exchangeID: "5", order: .success(order))],
            [Recheck(exchangeID: order.exchangeID, order: .success(.algo(Given.algo())))],
        ]
        for recheck in rechecks { #expect(Self.judge([order], recheck)?.isRefused == true) }
    }

    @Test func `orders of two symbols may share an order id`() {
        let other = ClientOrderID("grinder_tp_ETHUSDT_0_1772971200_12")
        let orders = [Given.order(orderID: 5), Given.order(other, symbol: Given.eth, orderID: 5)]
        func recheck(_ order: Order) -> Recheck { Recheck(exchangeID: "5", order: .success(.normal(order))) }
        let planned = orders.map(ObservedOrder.normal)
        #expect(Self.judge(planned, orders.map(recheck))?.isRefused == false)
        var filled = orders[1]
        filled.status = .filled
        #expect(Self.judge(planned, [recheck(orders[0]), recheck(filled)])?.detail == "\(other): status NEW → FILLED")
        let unread = Recheck(exchangeID: "5", order: .failure(Given.unreachable))
        #expect(Self.judge(planned, [recheck(orders[0]), unread])?.isRefused == true)
        #expect(Self.judge(planned, [recheck(orders[0])])?.isRefused == true)
    }
}
