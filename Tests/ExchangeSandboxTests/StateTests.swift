import ExchangeSandbox
import Foundation
import Testing

@Suite struct StateTests {
    private let now: Int64 = 1_780_000_000_000

    @Test(arguments: [
        (#"{"order":[]}"#, "order: unknown; did you mean orders"),
        (#"{"marks":{"BTCUSDT":"x"}}"#, "marks.BTCUSDT.markPrice"),
        (
            #"{"orders":[{"symbol":"BTCUSDT","price":"1","origQty":"1"},{"symbol":"A","price":"a","origQty":"1"}]}"#,
            "orders[1].price"
        ),
        (#"{"orders":[{"symbol":"BTCUSDT","origQty":"-1"}]}"#, "orders[0].origQty"),
        (#"{"orders":[{"price":"1","origQty":"1"}]}"#, "orders[0].symbol"),
        (
            #"{"orders":[{"symbol":"BTCUSDT","clientOrderID":"x","price":"1","origQty":"1"}]}"#,
            "did you mean clientOrderId"
        ),
        (
            #"{"orders":[{"symbol":"BTCUSDT","price":"1","origQty":"1","status":"DONE"}]}"#,
            "orders[0].status: \"DONE\" is not known"
        ),
        (#"{"orders":[{"symbol":"BTCUSDT","price":"1","origQty":"1","time":"yesterday"}]}"#, "orders[0].time"),
        (#"{"orders":[{"symbol":"BTCUSDT","price":"1","origQty":"1","orderId":1.5}]}"#, "orders[0].orderId"),
        (
            #"{"orders":[{"symbol":"BTCUSDT","price":"1","origQty":"1","positionSide":"LONG"}]}"#,
            "orders[0].positionSide"
        ),
        (
            #"{"mode":"hedge","orders":[{"symbol":"BTCUSDT","price":"1","origQty":"1","positionSide":"BOTH"}]}"#,
            "LONG or SHORT"
        ),
        (
            #"{"orders":[{"symbol":"BTCUSDT","price":"1","origQty":"1","status":"PARTIALLY_FILLED"}]}"#,
            "orders[0].executedQty"
        ),
        (#"{"orders":[{"symbol":"BTCUSDT","price":"1","origQty":"1","time":9223372036854775807}]}"#, "orders[0].time"),
        (#"{"orders":[{"symbol":"BTCUSDT","price":"1","origQty":"1","time":"-9999999999d"}]}"#, "orders[0].time"),
        (#"{"orders":[{"symbol":"BTCUSDT","price":"1","origQty":"1","orderId":9223372036854775807}]}"#, "orderId"),
        (#"{"mode":"both"}"#, "mode"), (#"{"orders":{}}"#, "orders: an array"), ("[]", "a JSON object"),
        ("{\"orders\":[\n{]}", "not JSON, line 2"),
        (#"{"positions":[{"symbol":"BTCUSDT","positionAmt":"x"}]}"#, "positions[0].positionAmt"),
    ])
    func `a malformed state is named with its path`(json: String, words: String) {
        #expect {
            try SandboxState(json: Data(json.utf8), now: now)
        } throws: { error in
            error is StateProblem && "\(error)".contains(words)
        }
    }

    @Test(
        arguments: [
            (#""-2h""#, -7_200_000), (#""-90m""#, -5_400_000), (#""-3d""#, -259_200_000), (#""-1500ms""#, -1_500),
            (#""now""#, 0), ("1779999999000", -1_000), (#""2026-05-28T20:26:39Z""#, -1_000),
            (#""2026-05-28T20:26:39.250Z""#, -750),
        ] as [(String, Int64)])
    func `times may be spans, milliseconds or ISO 8601`(time: String, offset: Int64) async throws {
        let state = #"{"orders":[{"symbol":"BTCUSDT","price":"59000","origQty":"0.010","time":\#(time)}]}"#
        try await withExchange(state: state, clock: ManualClock(now).clock) { _, client in
            let rows = try await client.signed(.get, "/fapi/v1/openOrders").rows
            #expect(rows.map { ($0["time"] as? NSNumber)?.int64Value } == [now + offset])
        }
    }

    @Test func `an order keeps the numbers it was given as text`() async throws {
        let state = """
            {"orders":[{"symbol":"RSRUSDT","orderId":8389765612825190229,"price":"0.004321","origQty":"1500",
            "executedQty":"500","status":"PARTIALLY_FILLED","side":"SELL","clientOrderId":"r"}],"mode":"hedged"}
            """
            .replacing(#""mode":"hedged""#, with: #""mode":"one-way""#)
        try await withExchange(state: state) { _, client in
            let order = try await client.signed(
                .get, "/fapi/v1/order", "symbol=RSRUSDT&orderId=8389765612825190229")
            #expect(order.text("price") == "0.004321")
            #expect(order.text("origQty") == "1500")
            #expect(order.text("executedQty") == "500")
            #expect(order.text("cumQuote") == "2.16050")
            #expect(order.text.contains(#""orderId":8389765612825190229"#))
        }
    }

    @Test func `a row needs its symbol, and the rest has a default`() async throws {
        let state = """
            {"marks":{"BTCUSDT":"61000.5"},"orders":[{"symbol":"BTCUSDT"},
            {"symbol":"BTCUSDT","status":"FILLED","executedQty":"0.020"}],"trades":[{"symbol":"BTCUSDT"}],
            "positions":[{"symbol":"BTCUSDT"}],"forceOrders":[{"symbol":"BTCUSDT"}]}
            """
        try await withExchange(state: state) { _, client in
            let open = try await client.signed(.get, "/fapi/v1/openOrders").rows
            #expect(open.map { $0["price"] as? String } == ["61000.50"])
            #expect(open.map { $0["origQty"] as? String } == ["0.001"])
            let all = try await client.signed(.get, "/fapi/v1/allOrders", "symbol=BTCUSDT").rows
            #expect(all.compactMap { $0["origQty"] as? String }.sorted() == ["0.001", "0.001", "0.020"])
            let trades = try await client.signed(.get, "/fapi/v1/userTrades", "symbol=BTCUSDT").rows
            #expect(trades.map { $0["price"] as? String } == ["61000.50"])
            #expect(trades.map { $0["qty"] as? String } == ["0.001"])
            let positions = try await client.signed(.get, "/fapi/v3/positionRisk", "symbol=BTCUSDT").rows
            #expect(positions.map { $0["positionAmt"] as? String } == ["0.000"])
        }
    }

    @Test func `forced orders are listed as such and among all orders`() async throws {
        let state = """
            {"forceOrders":[{"symbol":"BTCUSDT","clientOrderId":"autoclose-1596107620040000020","price":"59000",
            "origQty":"0.010","side":"SELL","time":"-1h"},
            {"symbol":"BTCUSDT","clientOrderId":"adl_autoclose","price":"59000","origQty":"0.010","time":"-2h"}]}
            """
        try await withExchange(state: state) { _, client in
            let both = try await client.signed(.get, "/fapi/v1/forceOrders", "symbol=BTCUSDT").rows
            #expect(both.map { $0["clientOrderId"] as? String } == ["adl_autoclose", "autoclose-1596107620040000020"])
            let one = try await client.signed(.get, "/fapi/v1/forceOrders", "autoCloseType=LIQUIDATION").rows
            #expect(one.map { $0["status"] as? String } == ["FILLED"])
            let all = try await client.signed(.get, "/fapi/v1/allOrders", "symbol=BTCUSDT").rows
            #expect(all.count == 2)
        }
    }

    @Test func `v2 positionRisk has a row for a flat symbol where v3 has none`() async throws {
        try await withExchange { _, client in
            let three = try await client.signed(.get, "/fapi/v3/positionRisk", "symbol=BTCUSDT")
            let two = try await client.signed(.get, "/fapi/v2/positionRisk", "symbol=BTCUSDT").rows
            #expect(three.text == "[]")
            #expect(two.map { $0["positionAmt"] as? String } == ["0.000"])
        }
    }
}
