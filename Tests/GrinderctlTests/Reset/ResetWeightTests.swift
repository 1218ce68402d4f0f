import ExchangeSandbox
import Testing

@testable import grinderctl

/// What a reset costs, and what its gate says it will.
@Suite struct ResetWeightTests {
    struct Load: Sendable, CustomTestStringConvertible {
        let orders: Int
        let stops: Int
        let positions: Int
        var testDescription: String { "\(orders) orders, \(stops) stops, \(positions) positions" }

        var state: String {
            let symbols = ["BTCUSDT", "ETHUSDT", "SOLUSDT"]
            var state = FlattenState()
            state.marks = ["BTCUSDT": "60000", "ETHUSDT": "3000", "SOLUSDT": "150"]
            let amounts = ["0.002", "0.030", "0.50"]
            state.positions = (0..<positions).map { index in
                .init(symbols[index], "BOTH", amounts[index], "grinder_d_\(symbols[index])_1_1772964000_\(480 + index)")
            }
            state.orders = (0..<orders).map { index in
                let id = "grinder_d_\(symbols[index % 2])_\(index)_1772964000_\(500 + index)"
                return FlattenState.order(id, "BUY", index % 2 == 0 ? "50000.00" : "2500.00", "0.010")
                    .replacing("BTCUSDT", with: symbols[index % 2], maxReplacements: 1)
            }
            state.algos = (0..<stops).map { index in
                #"{"clientAlgoId":"grinder_s_BTCUSDT_\#(index)_1772964000_\#(600 + index)","orderType":"STOP_MARKET","#
                    + #""symbol":"BTCUSDT","side":"SELL","quantity":"0.001","triggerPrice":"50000.00","createTime":"-2h"}"#
            }
            return state.json
        }
    }

    private static let loads = [
        Load(orders: 0, stops: 0, positions: 0), Load(orders: 1, stops: 0, positions: 0),
        Load(orders: 0, stops: 0, positions: 1), Load(orders: 7, stops: 0, positions: 2),
        Load(orders: 5, stops: 3, positions: 3), Load(orders: 9, stops: 0, positions: 0),
    ]

    @Test(arguments: loads)
    func `the gate announces, within a quarter, what the reset will use, and the budget that holds`(
        _ load: Load
    ) async throws {
        try await Stage.set(state: load.state) { stage async throws in
            let words = ResetTests.words + ["--max-orders", "20", "--max-notional", "100000"]
            let answer = await stage.run(words, with: ResetTests.silent)
            #expect(answer.exit == 0, "\(answer.all)")
            let detail = try #require(answer.gate("weight-budget")["detail"].text)
            let numbers = detail.matches(of: /[0-9]+/).compactMap { Int($0.output) }
            let announced = try #require(numbers.first)
            let used = try #require(answer.json["weight"].number.map { Int($0) })
            let difference = abs(used - announced)
            #expect(difference * 4 <= used, "\(detail); used \(used)")
            // Every instance is stopped: 80 % of the limit.
            #expect(detail.contains("of 1920 request weight"), "\(detail)")
        }
    }

    @Test func `seven orders and two positions are read once a step, and wait for no minute`() async throws {
        try await Stage.set(state: Load(orders: 7, stops: 0, positions: 2).state) { stage async throws in
            let words = ResetTests.words + ["--max-notional", "100000"]
            let before = stage.clock.milliseconds
            let answer = await stage.run(words, with: ResetTests.silent)
            #expect(answer.exit == 0, "\(answer.all)")
            #expect(!answer.error.contains("waiting"))
            #expect(stage.clock.milliseconds - before < 30_000)
            let lists = answer.json["requests"].elements.filter { $0["path"].text == "/fapi/v1/openOrders" }
            // The survey; after the cancels and after the closings, of two symbols; before each of two closings.
            #expect(lists.count == 7, "\(lists.count)")
            #expect(stage.exchange.mutatingRequests().count == 9)
        }
    }

    @Test func `a budget that somebody named is never widened`() async throws {
        try await Stage.set(state: Load(orders: 1, stops: 0, positions: 0).state) { stage async throws in
            let answer = await stage.run(ResetTests.words + ["--weight-budget", "300"], with: ResetTests.silent)
            #expect(
                answer.gate("weight-budget")["detail"].text?.contains("of 300 request weight") == true, "\(answer.all)")
        }
    }
}
