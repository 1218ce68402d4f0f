import ExchangeSandbox
import Foundation
import Testing

@Suite struct AlgoOrderTests {
    private let state = """
        {"marks":{"BTCUSDT":"60000"},"positions":[{"symbol":"BTCUSDT","positionAmt":"0.010","entryPrice":"59000"}],
        "algoOrders":[{"symbol":"BTCUSDT","algoId":5,"clientAlgoId":"stop-1","side":"SELL","quantity":"0.010",
        "triggerPrice":"58000","reduceOnly":true,"createTime":"-1h"}]}
        """

    @Test func `a conditional order is placed, read and cancelled by its own endpoints only`() async throws {
        try await withExchange { _, client in
            let placed = try await client.signed(
                .post, "/fapi/v1/algoOrder",
                "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=STOP_MARKET&quantity=0.010&triggerPrice=58000"
                    + "&clientAlgoId=mine")
            #expect(placed.text("algoStatus") == "NEW")
            let id = try #require(placed.integer("algoId"))
            for path in ["/fapi/v1/openOrders", "/fapi/v1/allOrders"] {
                let rows = try await client.signed(.get, path, "symbol=BTCUSDT").rows
                #expect(rows.isEmpty)
            }
            let asOrder = try await client.signed(.get, "/fapi/v1/order", "symbol=BTCUSDT&orderId=\(id)")
            #expect(asOrder.code == -2013)
            let read = try await client.signed(.get, "/fapi/v1/algoOrder", "clientAlgoId=mine")
            #expect(read.integer("algoId") == id)
            #expect(read.text("actualOrderId")?.isEmpty == true)
            let cancelled = try await client.signed(.delete, "/fapi/v1/algoOrder", "algoId=\(id)")
            #expect(cancelled.text("code") == "200")
            #expect(cancelled.text("msg") == "success")
            let after = try await client.signed(.get, "/fapi/v1/algoOrder", "algoId=\(id)")
            #expect(after.text("algoStatus") == "CANCELED")
            let listed = try await client.signed(.get, "/fapi/v1/allAlgoOrders", "symbol=BTCUSDT").rows
            #expect(listed.count == 1)
        }
    }

    @Test func `a triggered stop becomes an order of another id under the same client id`() async throws {
        try await withExchange(state: state) { exchange, client in
            exchange.setMark("BTCUSDT", "57900")
            let algo = try await client.signed(.get, "/fapi/v1/algoOrder", "algoId=5")
            #expect(algo.text("algoStatus") == "FINISHED")
            let actual = try #require(algo.text("actualOrderId"))
            let order = try await client.signed(.get, "/fapi/v1/order", "symbol=BTCUSDT&orderId=\(actual)")
            #expect(order.text("clientOrderId") == "stop-1")
            #expect(order.text("type") == "MARKET")
            #expect(order.text("origType") == "STOP_MARKET")
            #expect(order.text("status") == "FILLED")
            let position = try await client.signed(.get, "/fapi/v3/positionRisk", "symbol=BTCUSDT").rows
            #expect(position.isEmpty)
            let cancel = try await client.signed(.delete, "/fapi/v1/algoOrder", "algoId=5")
            #expect(cancel.code == -2011)
        }
    }

    @Test func `a triggered stop limit rests until it is cancelled as an order`() async throws {
        let state = """
            {"marks":{"BTCUSDT":"60000"},"algoOrders":[{"symbol":"BTCUSDT","algoId":5,"clientAlgoId":"stop-2",
            "orderType":"STOP","side":"SELL","quantity":"0.010","triggerPrice":"58000","price":"58500"}]}
            """
        try await withExchange(state: state) { exchange, client in
            exchange.setMark("BTCUSDT", "58000")
            let open = try await client.signed(.get, "/fapi/v1/openOrders", "symbol=BTCUSDT").rows
            #expect(open.map { $0["clientOrderId"] as? String } == ["stop-2"])
            let before = try await client.signed(.get, "/fapi/v1/algoOrder", "algoId=5")
            #expect(before.text("algoStatus") == "TRIGGERED")
            let cancelled = try await client.signed(
                .delete, "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=stop-2")
            #expect(cancelled.text("status") == "CANCELED")
            let after = try await client.signed(.get, "/fapi/v1/algoOrder", "algoId=5")
            #expect(after.text("algoStatus") == "FINISHED")
        }
    }

    @Test func `cancel all conditional orders leaves what is triggering and the normal orders`() async throws {
        try await withExchange(state: Seed.mixed) { exchange, client in
            try exchange.add(
                state: Data(
                    #"{"algoOrders":[{"symbol":"BTCUSDT","algoId":9,"triggerPrice":"1","algoStatus":"TRIGGERING"}]}"#
                        .utf8))
            let all = try await client.signed(.delete, "/fapi/v1/algoOpenOrders", "symbol=BTCUSDT")
            #expect(all.code == 200)
            let left = try await client.signed(.get, "/fapi/v1/openAlgoOrders").rows
            #expect(left.map { $0["algoStatus"] as? String } == ["TRIGGERING"])
            let orders = try await client.signed(.get, "/fapi/v1/openOrders").rows
            #expect(orders.count == 3)
        }
    }

    @Test func `a conditional order shows what its order filled, and nothing for one that was cancelled`() async throws
    {
        let state = """
            {"marks":{"BTCUSDT":"60000"},"depth":{"BTCUSDT":"0.004"},
            "positions":[{"symbol":"BTCUSDT","positionAmt":"0.010","entryPrice":"59000"}],
            "algoOrders":[{"symbol":"BTCUSDT","algoId":5,"side":"SELL","quantity":"0.010","triggerPrice":"58000",
            "reduceOnly":true},
            {"symbol":"BTCUSDT","algoId":6,"orderType":"STOP","side":"BUY","quantity":"0.010","triggerPrice":"62000",
            "price":"61500"},
            {"symbol":"BTCUSDT","algoId":7,"algoStatus":"FINISHED","actualOrderId":"900","triggerPrice":"1"}]}
            """
        try await withExchange(state: state) { exchange, client in
            let before = try await client.signed(.get, "/fapi/v1/algoOrder", "algoId=5")
            #expect(before.text("actualQty") == nil && before.text("actualPrice") == "0.00000")
            exchange.setMark("BTCUSDT", "57900")
            let part = try await client.signed(.get, "/fapi/v1/algoOrder", "algoId=5")
            #expect(part.text("algoStatus") == "FINISHED")
            #expect(part.text("actualQty") == "0.004" && part.text("actualPrice") == "57900.00000")
            exchange.setMark("BTCUSDT", "62000")
            let child = try #require(
                try await client.signed(.get, "/fapi/v1/algoOrder", "algoId=6").text("actualOrderId"))
            _ = try await client.signed(.delete, "/fapi/v1/order", "symbol=BTCUSDT&orderId=\(child)")
            let unfilled = try await client.signed(.get, "/fapi/v1/algoOrder", "algoId=6")
            #expect(unfilled.text("algoStatus") == "FINISHED" && unfilled.text("actualQty") == "0.000")
            // What a state does not say is not made up.
            let unsaid = try await client.signed(.get, "/fapi/v1/algoOrder", "algoId=7")
            #expect(unsaid.text("algoStatus") == "FINISHED" && unsaid.object["actualQty"] == nil)
        }
    }

    @Test func `a closing stop carries no quantity and closes what is open when it fires`() async throws {
        let state = #"{"positions":[{"symbol":"BTCUSDT","positionAmt":"2","entryPrice":"60000"}]}"#
        let stop =
            "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=STOP_MARKET&closePosition=true&triggerPrice=58000"
        try await withExchange(state: state) { exchange, client in
            #expect(try await client.signed(.post, "/fapi/v1/algoOrder", stop + "&quantity=1").code == -4137)
            let placed = try await client.signed(.post, "/fapi/v1/algoOrder", stop)
            #expect(placed.text("quantity") == "0.000" && placed.object["reduceOnly"] as? Bool == true)
            #expect(try await client.signed(.post, "/fapi/v1/algoOrder", stop).code == -4130)
            _ = try await client.signed(
                .post, "/fapi/v1/order", "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.5&reduceOnly=true")
            exchange.setMark("BTCUSDT", "57900")
            #expect(try await client.signed(.get, "/fapi/v3/positionRisk", "symbol=BTCUSDT").rows.isEmpty)
            let row = try await client.signed(.get, "/fapi/v1/algoOrder", "algoId=\(placed.integer("algoId") ?? 0)")
            #expect(row.text("actualQty") == "1.500" && row.text("quantity") == "0.000")
        }
    }

    @Test func `a closing stop of the other side opens nothing`() async throws {
        let state = """
            {"positions":[{"symbol":"BTCUSDT","positionAmt":"-2","entryPrice":"60000"}],
            "algoOrders":[{"symbol":"BTCUSDT","algoId":5,"side":"SELL","triggerPrice":"58000","closePosition":true}]}
            """
        try await withExchange(state: state) { exchange, client in
            exchange.setMark("BTCUSDT", "57900")
            let row = try await client.signed(.get, "/fapi/v1/algoOrder", "algoId=5")
            #expect(row.text("algoStatus") == "EXPIRED")
            let held = try await client.signed(.get, "/fapi/v3/positionRisk", "symbol=BTCUSDT").rows
            #expect(held.map { $0["positionAmt"] as? String } == ["-2.000"])
        }
    }
}
