import ExchangeSandbox
import Testing

@testable import grinderctl

/// What a triage costs, seen from the exchange's side.
@Suite struct RoundTripTests {
    private static let id = "grinder_d_BTCUSDT_1_1772964000_61"

    /// Nobody knows the order, and three fills point to orders that no read lists: the dearest way there is.
    private static func dearest(_ now: Int64) -> (state: String, expected: String) {
        let trades = (1...3).map {
            #"{"symbol":"BTCUSDT","orderId":\#(8_389_765_612_825_190_500 + $0),"price":"59000.00","qty":"0.001","time":"-1h"}"#
        }
        let state = """
            {"marks":{"BTCUSDT":"60000"},"orders":[\(States.order(States.botsID, "58500.00", "0.005", "-10m"))],
            "trades":[\(trades.joined(separator: ","))]}
            """
        let expected =
            #"{"client_order_id":"\#(id)","expected_status":"OPEN","symbol":"BTCUSDT","ts_created":\#(now - 7_200_000)}"#
        return (state, expected)
    }

    @Test func `triage missing takes four round trips and weight 20 at most`() async throws {
        let clock = SteppedClock()
        let made = Self.dearest(clock.milliseconds)
        // Each round is answered once all of it has been asked.
        let meeting = RequestBarrier([
            ["/fapi/v1/time", "/fapi/v1/exchangeInfo"],
            ["/fapi/v1/order", "/fapi/v1/openOrders", "/fapi/v1/algoOrder", "/fapi/v1/openAlgoOrders"],
            ["/fapi/v1/allOrders", "/fapi/v1/userTrades"],
            ["/fapi/v1/order", "/fapi/v1/order", "/fapi/v1/order"],
        ])
        try await Stage.set(
            state: made.state, clock: clock, beforeAnswer: { await meeting.arrive($0) }
        ) { stage async throws in
            let file = try stage.write(made.expected + "\n", to: "expected.jsonl")
            let answer = await stage.run(["triage", "missing", Self.id, "--expected", file, "--json"])
            let seen = stage.exchange.seenRequests()
            #expect(seen.count { $0.path == "/fapi/v1/order" } == 4, "one by client id, three by fill: \(answer.all)")
            #expect(meeting.isComplete, "\(seen.map(\.path))")
            #expect(seen.count == 11, "and nothing beside the four rounds: \(seen.map(\.path))")
            #expect((answer.json["weight"].number ?? 99) <= 20)
        }
    }

    @Test func `what needs no other answer is asked at once`() async throws {
        let opening = ["/fapi/v1/order", "/fapi/v1/openOrders", "/fapi/v1/algoOrder", "/fapi/v1/openAlgoOrders"]
        let meeting = RequestBarrier([opening])
        try await Stage.set(beforeAnswer: { await meeting.arrive($0) }) { stage async throws in
            _ = await stage.run(["triage", "missing", States.orphanID, "--json"])
            #expect(meeting.isComplete)
            #expect(stage.exchange.seenRequests().count { opening.contains($0.path) } == 4)
        }
    }
}
