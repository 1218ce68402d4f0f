import Testing
import TriageCore

/// What the limits' gates count over several orders, and how far a flag raises a limit.
struct GateLimitTests {
    private static func stop(_ orderID: Int64, _ quantity: String, held: String, symbol: Symbol = Given.btc)
        -> GateRequest.Target
    {
        let id = ClientOrderID("grinder_tp_\(symbol)_1_1772971200_\(orderID)")
        var order = Given.order(id, symbol: symbol, orderID: orderID, origQty: quantity)
        order.side = .sell
        order.reduceOnly = true
        var target = GateRequest.Target(.normal(order))
        target.held = Given.quantity(held)
        return target
    }

    @Test func `the cap is on the sum of all positions that are left unprotected`() {
        var request = GateRequest()
        request.targets = [
            Self.stop(1, "0.010", held: "0.010"), Self.stop(2, "0.010", held: "0.010", symbol: Given.eth),
        ]
        request.maxNotional = Given.amount("400")
        #expect(request.refusals.isEmpty)
        request.maxNotional = Given.amount("399.9999999999")
        #expect(request.refusals == [.notionalCap])
    }

    @Test func `two orders in front of one position count as one position`() {
        var request = GateRequest()
        request.targets = [Self.stop(1, "0.010", held: "0.010"), Self.stop(2, "0.010", held: "0.010")]
        request.maxNotional = Given.amount("200")
        #expect(request.refusals.isEmpty)
        request.targets[0].held = Given.quantity("0.012")
        request.targets[1].held = Given.quantity("0.012")
        request.maxNotional = Given.amount("240")
        #expect(request.refusals.isEmpty)
        request.maxNotional = Given.amount("239")
        #expect(request.refusals == [.notionalCap])
    }

    @Test(
        arguments: [
            // needed, cap in force, configured, remedy
            ("600", "500", nil, Remedy.again(["--max-notional", "606"])),
            ("600.01", "500", nil, .again(["--max-notional", "607"])),
            ("300", "299", nil, .leavingOut("--max-notional")),
            ("600", "500", "500", nil),
            ("600", "100", "1000", .leavingOut("--max-notional")),
            ("0.5", "0.3", "0.4", nil),
        ] as [(String, String, String?, Remedy?)])
    func `a cap is raised by 1 % at least, where the default refuses, and never beyond the configuration`(
        _ needed: String, _ cap: String, _ configured: String?, _ remedy: Remedy?
    ) {
        var request = GateRequest()
        request.targets = [Self.stop(1, needed, held: needed)]
        request.targets[0].worth = UnitValue(mark: Given.price("1"), quoteAsset: "USDT")
        request.maxNotional = Given.amount(cap)
        request.ceilings.notional = configured.map(Given.amount)
        let gate = Gates.judge(request.facts).first { $0.code == .notionalCap }
        #expect(gate?.isRefused == true)
        #expect(gate?.remedy == remedy)
        #expect(gate?.detail.contains("limits.max-notional") == (remedy == nil))
    }

    @Test func `more orders are allowed by the flag, up to what the configuration says`() {
        var request = GateRequest()
        request.targets = (1...12).map { .init(.normal(Given.order(orderID: $0))) }
        func remedy() -> Remedy? { Gates.judge(request.facts).first { $0.code == .orderLimit }?.remedy }
        #expect(remedy() == .again(["--max-orders", "12"]))
        request.ceilings.orders = 10
        #expect(remedy() == nil)
        request.ceilings.orders = 20
        #expect(remedy() == .leavingOut("--max-orders"))
    }

    @Test func `the weight gate names what is needed in all, what is still to come, and the budget`() {
        var request = GateRequest()
        request.weightSpent = 15
        request.weightNeeded = 18
        let gate = Gates.judge(request.facts).first { $0.code == .weightBudget }
        #expect(gate?.detail == "33 of 480 request weight per minute, 18 from here on")
    }
}
