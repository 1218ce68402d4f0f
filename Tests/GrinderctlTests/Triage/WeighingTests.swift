import ExchangeSandbox
import Testing

@testable import grinderctl

/// `notional-cap`: what an action trades or leaves unprotected, in USDT.
@Suite struct WeighingTests {
    private static let stop = "grinder_s_BTCUSDT_1_1772964000_452"
    private static let profit = "grinder_tp_BTCUSDT_1_1772964000_453"

    private static func words(_ answer: Answer) -> String? { answer.gate("notional-cap")["detail"].text }

    private static func held(_ amount: String) -> FlattenState {
        var state = FlattenState()
        state.positions = [.init("BTCUSDT", "BOTH", amount, "grinder_d_BTCUSDT_1_1772964000_451")]
        return state
    }

    @Test func `an orphan that protects nothing weighs nothing, however large`() async throws {
        let state =
            #"{"marks":{"BTCUSDT":"67200"},"orders":[\#(States.order(States.orphanID, "66000.00", "0.010", "-2h"))]}"#
        try await Stage.set(state: state) { stage async throws in
            _ = await stage.triage(States.orphanID)
            let answer = await stage.run(Stage.cancel(States.orphanID))
            #expect(answer.exit == 0, "\(answer.all)")
            #expect(Self.words(answer) == "0 USDT at mark price, cap 500")
        }
    }

    @Test func `a closePosition stop weighs the position it protects, and nothing once that is closed`() async throws {
        var state = Self.held("2.000")
        state.algos = [
            #"{"algoId":4000000230629001,"clientAlgoId":"\#(Self.stop)","orderType":"STOP_MARKET","symbol":"BTCUSDT","#
                + #""side":"SELL","closePosition":true,"triggerPrice":"55000.00","createTime":"-2h"}"#
        ]
        try await Stage.set(state: state.json) { stage async throws in
            _ = await stage.triage(Self.stop)
            let answer = await stage.run(Stage.cancel(Self.stop, more: ["--without-triage"]))
            #expect(answer.exit == 3, "\(answer.all)")
            #expect(answer.refusals == ["notional-cap"])
            #expect(Self.words(answer) == "120000 USDT at mark price, cap 500")
            #expect(answer.gate("notional-cap")["try"].text?.contains("--max-notional 121200") == true)
            #expect(answer.json["next"].elements.count == 1)
            #expect(answer.json["next"][0].text?.contains("--max-notional 121200 --env") == false)
            #expect(stage.exchange.mutatingRequests().isEmpty)
            let flat = #"{"positions":[{"symbol":"BTCUSDT","positionAmt":"0","entryPrice":"60000"}]}"#
            try stage.exchange.add(state: .init(flat.utf8))
            let later = await stage.run(Stage.cancel(Self.stop, more: ["--without-triage"]))
            #expect(later.exit == 0, "\(later.all)")
            #expect(Self.words(later) == "0 USDT at mark price, cap 500")
        }
    }

    @Test func `two protections of one position weigh it once; a position that grew meanwhile is weighed again`()
        async throws
    {
        var state = Self.held("0.008")
        state.orders = [
            FlattenState.order(Self.profit, "SELL", "64000.00", "0.008", reduceOnly: true),
            FlattenState.order(Self.stop, "SELL", "65000.00", "0.008", reduceOnly: true),
        ]
        try await Stage.set(state: state.json) { stage async throws in
            let words = Stage.cancel(Self.profit, Self.stop, more: ["--without-triage"])
            let grown = #"{"positions":[{"symbol":"BTCUSDT","positionAmt":"0.009","entryPrice":"60000"}]}"#
            let answer = await stage.run(words) { phase in
                if phase == .planned { try stage.exchange.add(state: .init(grown.utf8)) }
            }
            #expect(answer.refusals == ["notional-cap"], "\(answer.all)")
            #expect(stage.exchange.mutatingRequests().isEmpty)
            let fits = await stage.run(words + ["--max-notional", "540"])
            #expect(fits.exit == 0, "\(fits.all)")
            #expect(Self.words(fits) == "540 USDT at mark price, cap 540")
        }
    }

    @Test func `without the position behind a reduce-only order nothing is cancelled`() async throws {
        var state = Self.held("0.005")
        state.orders = [FlattenState.order(Self.profit, "SELL", "64000.00", "0.005", reduceOnly: true)]
        try await Stage.set(state: state.json, faults: ["503-unavailable@GET:/fapi/v3/positionRisk"]) {
            stage async throws in
            let answer = await stage.run(Stage.cancel(Self.profit, more: ["--without-triage"]))
            #expect(answer.exit == 69, "\(answer.all)")
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    struct Quote: Sendable {
        let marks: [String: String]
        let words: String
        let exit: Int32
    }

    private static let quotes = [
        Quote(
            marks: ["ETHBTC": "0.05", "BTCUSDT": "60000"], words: "12000 USDT at mark price, cap 500", exit: 3),
        Quote(
            marks: ["ETHBTC": "0.0005", "BTCUSDT": "60000"], words: "120 USDT at mark price, cap 500", exit: 0),
    ]

    @Test(arguments: quotes)
    func `a position quoted in another asset is weighed in USDT`(_ quote: Quote) async throws {
        var state = FlattenState()
        state.marks = quote.marks
        state.positions = [.init("ETHBTC", "BOTH", "4.000", "grinder_d_ETHBTC_1_1772964000_461")]
        try await Stage.set(state: state.json) { stage async throws in
            await stage.triagePosition("ETHBTC")
            let answer = await stage.flatten("ETHBTC")
            #expect(answer.exit == quote.exit, "\(answer.all)")
            #expect(Self.words(answer) == quote.words)
            #expect(stage.placed.count == (quote.exit == 0 ? 1 : 0))
        }
    }

    @Test func `quoted in an asset without a mark of its own it is refused, and no flag helps`() async throws {
        var state = FlattenState()
        state.marks = ["AAABBB": "1"]
        state.positions = [.init("AAABBB", "BOTH", "4", "grinder_d_AAABBB_1_1772964000_462")]
        let json = state.json.replacing(
            #""marks""#, with: #""markets":{"AAABBB":{"quoteAsset":"BBB"}},"marks""#, maxReplacements: 1)
        try await Stage.set(state: json) { stage async throws in
            await stage.triagePosition("AAABBB")
            let answer = await stage.flatten("AAABBB")
            #expect(answer.exit == 3, "\(answer.all)")
            #expect(Self.words(answer) == "AAABBB is quoted in BBB, and there is no mark price of BBBUSDT")
            #expect(answer.gate("notional-cap")["try"] == .missing)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `a reset weighs all of it together, the protections it takes away included`() async throws {
        var state = FlattenState()
        state.positions = [
            .init("BTCUSDT", "BOTH", "0.005", "grinder_d_BTCUSDT_1_1772964000_451"),
            .init("ETHUSDT", "BOTH", "0.100", "grinder_d_ETHUSDT_1_1772964000_454"),
        ]
        state.marks = ["BTCUSDT": "60000", "ETHUSDT": "3000"]
        state.orders = [
            FlattenState.order(Self.profit, "SELL", "64000.00", "0.005", reduceOnly: true),
            FlattenState.order(States.orphanID, "BUY", "50000.00", "3.000"),
        ]
        try await Stage.set(state: state.json) { stage async throws in
            let answer = await stage.run(ResetTests.words, with: ResetTests.silent)
            #expect(answer.refusals == ["notional-cap"], "\(answer.all)")
            #expect(Self.words(answer) == "600 USDT at mark price, cap 500")
            #expect(stage.exchange.mutatingRequests().isEmpty)
            let fits = await stage.run(ResetTests.words + ["--max-notional", "600"], with: ResetTests.silent)
            #expect(fits.exit == 0, "\(fits.all)")
        }
    }
}
