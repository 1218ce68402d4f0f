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
}
