import ExchangeSandbox
import Testing

/// What closing a position meets: reduce-only, hedge sides, lots, a thin book.
@Suite struct ClosingTests {
    private static let long = #"{"marks":{"BTCUSDT":"60000"},"positions":[{"symbol":"BTCUSDT","positionAmt":"0.005"}]"#
    private static let close = "symbol=BTCUSDT&side=SELL&type=MARKET&reduceOnly=true"

    @Test func `a thin book fills a part and the rest of a market order expires`() async throws {
        try await withExchange(state: Self.long + #","depth":{"BTCUSDT":"0.003"}}"#) { _, client in
            let placed = try await client.signed(
                .post, "/fapi/v1/order", Self.close + "&quantity=0.005&newOrderRespType=RESULT")
            #expect(placed.text("status") == "EXPIRED")
            #expect(placed.text("executedQty") == "0.003")
            #expect(placed.object["avgPrice"] == nil)
            let rows = try await client.signed(.get, "/fapi/v3/positionRisk", "symbol=BTCUSDT").rows
            #expect(rows.first?["positionAmt"] as? String == "0.002")
            let rest = try await client.signed(
                .post, "/fapi/v1/order", Self.close + "&quantity=0.002&newOrderRespType=RESULT")
            #expect(rest.text("status") == "FILLED")
            #expect(try await client.signed(.get, "/fapi/v3/positionRisk", "symbol=BTCUSDT").rows.isEmpty)
        }
    }

    @Test func `a book without depth fills nothing`() async throws {
        try await withExchange(state: Self.long + #","depth":{"BTCUSDT":"0"}}"#) { _, client in
            let placed = try await client.signed(
                .post, "/fapi/v1/order", Self.close + "&quantity=0.005&newOrderRespType=RESULT")
            #expect(placed.text("status") == "EXPIRED" && placed.text("executedQty") == "0.000")
        }
    }

    @Test func `reduce-only is clamped to what is held, and refused where nothing is`() async throws {
        try await withExchange(state: Self.long + "}") { _, client in
            let placed = try await client.signed(
                .post, "/fapi/v1/order", Self.close + "&quantity=0.009&newOrderRespType=RESULT")
            #expect(placed.text("executedQty") == "0.005" && placed.text("status") == "EXPIRED")
            #expect(try await client.signed(.post, "/fapi/v1/order", Self.close + "&quantity=0.001").code == -2022)
        }
    }

    @Test func `a resting reduce-only order competes`() async throws {
        let state =
            Self.long
            + #","orders":[{"symbol":"BTCUSDT","side":"SELL","price":"64000","origQty":"0.005","reduceOnly":true}]}"#
        try await withExchange(state: state) { _, client in
            let refused = try await client.signed(.post, "/fapi/v1/order", Self.close + "&quantity=0.005")
            #expect(refused.code == -4118)
        }
    }

    @Test(arguments: [
        ("symbol=BTCUSDT&side=SELL&positionSide=LONG&type=MARKET&quantity=0.006", -2022),
        ("symbol=BTCUSDT&side=SELL&positionSide=LONG&type=MARKET&quantity=0.005&reduceOnly=true", -1106),
        ("symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.005", -4061),
        ("symbol=BTCUSDT&side=SELL&positionSide=LONG&type=MARKET&quantity=121", -4005),
        ("symbol=BTCUSDT&side=SELL&positionSide=LONG&type=MARKET&quantity=0.0005", -1111),
    ])
    func `a hedge account refuses what does not only reduce`(_ order: String, _ code: Int) async throws {
        let state =
            #"{"mode":"hedge","marks":{"BTCUSDT":"60000"},"positions":[{"symbol":"BTCUSDT","positionSide":"LONG","positionAmt":"0.005"}]}"#
        try await withExchange(state: state) { _, client in
            let refused = try await client.signed(.post, "/fapi/v1/order", order)
            #expect(refused.code == code)
        }
    }

    @Test func `reduce-only is exempt from the minimum notional`() async throws {
        try await withExchange(
            state: #"{"marks":{"BTCUSDT":"60000"},"positions":[{"symbol":"BTCUSDT","positionAmt":"0.001"}]}"#
        ) { _, client in
            let plain = "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.001"
            let refused = try await client.signed(.post, "/fapi/v1/order", plain)
            #expect(refused.code == -4164)
            let closed = try await client.signed(.post, "/fapi/v1/order", Self.close + "&quantity=0.001")
            #expect(closed.status == 200)
        }
    }
}
