import ExchangeSandbox
import Testing

@testable import grinderctl

/// A symbol that takes no order: nothing is cancelled for a close that cannot come.
@Suite struct SymbolNotTradingTests {
    private static let profit = "grinder_tp_SOLUSDT_1_1772964000_472"

    private static func state(_ status: String, beside other: Bool = false) -> String {
        var state = FlattenState()
        state.marks = ["BTCUSDT": "60000", "SOLUSDT": "150"]
        state.positions = [.init("SOLUSDT", "BOTH", "2.00", "grinder_d_SOLUSDT_1_1772964000_471")]
        if other { state.positions.append(.init("BTCUSDT", "BOTH", "0.003", "grinder_d_BTCUSDT_1_1772964000_473")) }
        state.orders = [
            FlattenState.order(profit, "SELL", "160.0000", "2.00", reduceOnly: true).replacing(
                "BTCUSDT", with: "SOLUSDT", maxReplacements: 1)
        ]
        return state.json.replacing(
            #""marks""#, with: #""markets":{"SOLUSDT":{"status":"\#(status)"}},"marks""#, maxReplacements: 1)
    }

    @Test(arguments: ["SETTLING", "PRE_SETTLE", "CLOSE", "PENDING_TRADING"])
    func `a flatten is refused, as a plan too, and the take-profit stays`(_ status: String) async throws {
        try await Stage.set(state: Self.state(status)) { stage async throws in
            await stage.triagePosition("SOLUSDT")
            let plan = await stage.run(["flatten", "SOLUSDT", "--json"], with: Stage.botless)
            let answer = await stage.flatten("SOLUSDT", more: ["--without-triage", "--while-running"])
            for found in [plan, answer] {
                #expect(found.exit == 3, "\(found.all)")
                #expect(found.outcome == "refused")
                #expect(found.refusals.contains("symbol-not-trading"))
                #expect(found.gate("symbol-not-trading")["detail"].text?.hasPrefix("SOLUSDT is \(status)") == true)
                #expect(found.json["next"].elements.isEmpty)
            }
            #expect(stage.exchange.mutatingRequests().isEmpty)
            // The order itself can be cancelled, when that is what is wanted.
            let cancel = await stage.run(Stage.cancel(Self.profit, more: ["--without-triage"]))
            #expect(cancel.exit == 0, "\(cancel.all)")
        }
    }

    @Test func `the gate stands between instance-running and side-required`() async throws {
        try await Stage.set(state: Self.state("TRADING")) { stage async throws in
            await stage.triagePosition("SOLUSDT")
            let answer = await stage.run(["flatten", "SOLUSDT", "--json"], with: Stage.botless)
            let codes = answer.gateCodes
            let place = codes.firstIndex(of: "symbol-not-trading").map { codes[$0 - 1] }
            #expect(place == "instance-running")
            #expect(answer.gate("symbol-not-trading")["detail"].text == "SOLUSDT is TRADING")
        }
    }

    @Test func `a reset is refused as a whole, and proposes the rest by its symbols`() async throws {
        try await Stage.set(state: Self.state("SETTLING", beside: true)) { stage async throws in
            let plan = await stage.run(ResetTests.plan, with: ResetTests.silent)
            let answer = await stage.run(ResetTests.words, with: ResetTests.silent)
            for found in [plan, answer] {
                #expect(found.exit == 3, "\(found.all)")
                #expect(found.refusals.contains("symbol-not-trading"))
                let words = found.gate("symbol-not-trading")["detail"].text
                #expect(
                    words?.contains("leaves out 1 order on SOLUSDT, the position SOLUSDT 2.00") == true, "\(found.all)")
                #expect(found.json["next"].elements.count == 1)
            }
            #expect(stage.exchange.mutatingRequests().isEmpty)
            let proposed = try #require(answer.json["next"][0].text)
            #expect(proposed.contains("--symbol BTCUSDT") && !proposed.contains("SOLUSDT"))
            let rest = await stage.run(ResetTests.words + ["--symbol", "BTCUSDT"], with: ResetTests.silent)
            #expect(rest.exit == 0, "\(rest.all)")
            #expect(stage.exchange.mutatingRequests().map { $0.parameters["symbol"] } == ["BTCUSDT"])
        }
    }

    @Test func `a reset of orders alone needs no closing order`() async throws {
        try await Stage.set(state: Self.state("SETTLING")) { stage async throws in
            let answer = await stage.run(ResetTests.words + ["--only", "cancel"], with: ResetTests.silent)
            #expect(answer.exit == 0, "\(answer.all)")
            #expect(stage.exchange.mutatingRequests().map(\.method) == ["DELETE"])
        }
    }

    @Test func `exchangeInfo that cannot be read is never taken for TRADING`() async throws {
        try await Stage.set(
            state: Self.state("TRADING"), faults: ["503-unavailable@GET:/fapi/v1/exchangeInfo"]
        ) { stage async throws in
            let answer = await stage.flatten("SOLUSDT", more: ["--without-triage"])
            #expect(answer.exit == 69, "\(answer.all)")
            let reset = await stage.run(ResetTests.words + ["--without-triage"], with: ResetTests.silent)
            #expect(reset.exit == 69, "\(reset.all)")
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }
}
