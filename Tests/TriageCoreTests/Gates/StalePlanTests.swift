import Testing
import TriageCore

struct StalePlanTests {
    private static func judge(_ targets: [GateRequest.Target]) -> GateResult? {
        var request = GateRequest()
        request.targets = targets
        switch Gates.clear(request.facts) {
        case .refused(let results): return results.last
        case .cleared(let results, _): return results.last
        }
    }

    private static func judge(_ planned: ObservedOrder, _ reread: GateRequest.Target.Reread) -> GateResult? {
        var target = GateRequest.Target(planned)
        target.reread = reread
        return judge([target])
    }

    private static func judge(_ planned: ObservedOrder, now: ObservedOrder) -> GateResult? {
        judge(planned, .found(.success(now)))
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
        for reread in [GateRequest.Target.Reread.missing, .found(.success(nil)), .found(.failure(Given.unreachable))] {
            #expect(Self.judge(order, reread)?.isRefused == true)
        }
    }

    @Test func `what is told of another order is none of this one`() {
        let order = ObservedOrder.normal(Given.order())
        let (elsewhere, conditional) = (Given.order(symbol: Given.eth), Given.algo(algoID: 851_230_066_745))
        for other in [ObservedOrder.normal(elsewhere), .algo(conditional)] {
            #expect(other.exchangeID == order.exchangeID)
            let found = Self.judge(order, now: other)
            #expect(found?.isRefused == true)
            #expect(found?.detail == "\(Given.id): was not read again")
        }
    }

    @Test func `orders of two symbols may share an order id`() {
        let other = ClientOrderID("grinder_tp_ETHUSDT_0_1772971200_12")
        let orders = [Given.order(orderID: 5), Given.order(other, symbol: Given.eth, orderID: 5)]
        let planned = orders.map { GateRequest.Target(.normal($0)) }
        func judge(_ reread: GateRequest.Target.Reread) -> GateResult? {
            var targets = planned
            targets[1].reread = reread
            return Self.judge(targets)
        }
        #expect(judge(.unchanged)?.isRefused == false)
        var filled = orders[1]
        filled.status = .filled
        #expect(judge(.found(.success(.normal(filled))))?.detail == "\(other): status NEW → FILLED")
        #expect(judge(.found(.failure(Given.unreachable)))?.isRefused == true)
        #expect(judge(.found(.success(.normal(orders[0]))))?.isRefused == true)
        #expect(judge(.missing)?.isRefused == true)
    }
}
