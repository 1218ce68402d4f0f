import ExchangeSandbox
import Foundation
import Testing

@Suite struct OrderTests {
    @Test func `a limit order away from the mark rests and is found everywhere an open order is`() async throws {
        try await withExchange { _, client in
            let placed = try await client.signed(
                .post, "/fapi/v1/order",
                "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=59000.10&newClientOrderId=a-1")
            #expect(placed.status == 200)
            #expect(placed.text("status") == "NEW")
            let id = try #require(placed.integer("orderId"))
            #expect(id > 9_007_199_254_740_992)
            for path in ["/fapi/v1/order", "/fapi/v1/openOrder"] {
                let byId = try await client.signed(.get, path, "symbol=BTCUSDT&orderId=\(id)")
                #expect(byId.text("clientOrderId") == "a-1")
                let byClientId = try await client.signed(.get, path, "symbol=BTCUSDT&origClientOrderId=a-1")
                #expect(byClientId.integer("orderId") == id)
            }
            #expect(try await client.signed(.get, "/fapi/v1/openOrders").rows.count == 1)
            #expect(try await client.signed(.get, "/fapi/v1/allOrders", "symbol=BTCUSDT").rows.count == 1)
        }
    }

    @Test func `a cancelled order is gone from the open ones and cannot be cancelled twice`() async throws {
        try await withExchange(state: Seed.oneOrder) { _, client in
            let cancelled = try await client.signed(.delete, "/fapi/v1/order", "symbol=BTCUSDT&orderId=77")
            #expect(cancelled.text("status") == "CANCELED")
            #expect(cancelled.object["avgPrice"] == nil && cancelled.object["cumQuote"] == nil)
            #expect(try await client.signed(.get, "/fapi/v1/openOrders", "symbol=BTCUSDT").rows.isEmpty)
            let again = try await client.signed(.delete, "/fapi/v1/order", "symbol=BTCUSDT&orderId=77")
            #expect(again.code == -2011)
            #expect(again.message == "Unknown order sent.")
            let read = try await client.signed(.get, "/fapi/v1/order", "symbol=BTCUSDT&orderId=77")
            #expect(read.text("status") == "CANCELED")
        }
    }

    @Test func `cancel all touches one symbol and no conditional order`() async throws {
        try await withExchange(state: Seed.mixed) { _, client in
            let all = try await client.signed(.delete, "/fapi/v1/allOpenOrders", "symbol=BTCUSDT")
            #expect(all.code == 200)
            #expect(all.message == "The operation of cancel all open order is done.")
            let left = try await client.signed(.get, "/fapi/v1/openOrders").rows
            #expect(left.map { $0["symbol"] as? String } == ["ETHUSDT"])
            #expect(try await client.signed(.get, "/fapi/v1/openAlgoOrders").rows.count == 1)
        }
    }

    @Test func `a market order acknowledges as NEW, fills at the mark and opens a position`() async throws {
        try await withExchange(state: #"{"marks":{"BTCUSDT":"61234.5"}}"#) { _, client in
            let placed = try await client.signed(
                .post, "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.004")
            #expect(placed.text("status") == "NEW")
            #expect(placed.text("executedQty") == "0.000")
            #expect(placed.text("clientOrderId")?.count == 22)
            let id = try #require(placed.integer("orderId"))
            let order = try await client.signed(.get, "/fapi/v1/order", "symbol=BTCUSDT&orderId=\(id)")
            #expect(order.text("status") == "FILLED")
            #expect(order.text("avgPrice") == "61234.50000")
            #expect(order.text("cumQuote") == "244.93800")
            let trades = try await client.signed(.get, "/fapi/v1/userTrades", "symbol=BTCUSDT&orderId=\(id)").rows
            #expect(trades.map { $0["qty"] as? String } == ["0.004"])
            let position = try await client.signed(.get, "/fapi/v3/positionRisk", "symbol=BTCUSDT").rows
            #expect(position.map { $0["positionAmt"] as? String } == ["0.004"])
            #expect(position.map { $0["entryPrice"] as? String } == ["61234.50000"])
        }
    }

    @Test func `RESULT shows how a market order ended`() async throws {
        try await withExchange { _, client in
            let placed = try await client.signed(
                .post, "/fapi/v1/order",
                "symbol=ETHUSDT&side=SELL&type=MARKET&quantity=0.5&newOrderRespType=RESULT")
            #expect(placed.text("status") == "FILLED")
            #expect(placed.text("cumQty") == "0.500")
        }
    }

    @Test func `a reduce-only market order closes no more than there is and the rest expires`() async throws {
        let state = #"{"positions":[{"symbol":"BTCUSDT","positionAmt":"-0.006","entryPrice":"61000"}]}"#
        try await withExchange(state: state) { _, client in
            let placed = try await client.signed(
                .post, "/fapi/v1/order",
                "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010&reduceOnly=true&newOrderRespType=RESULT")
            #expect(placed.text("status") == "EXPIRED")
            #expect(placed.text("executedQty") == "0.006")
            #expect(try await client.signed(.get, "/fapi/v3/positionRisk", "symbol=BTCUSDT").rows.isEmpty)
            let trades = try await client.signed(.get, "/fapi/v1/userTrades", "symbol=BTCUSDT").rows
            #expect(trades.map { $0["realizedPnl"] as? String } == ["6.00000000"])
        }
    }

    @Test func `a resting order fills as maker at its own price when the mark passes it`() async throws {
        try await withExchange(state: Seed.oneOrder) { exchange, client in
            exchange.setMark("BTCUSDT", "58000")
            let order = try await client.signed(.get, "/fapi/v1/order", "symbol=BTCUSDT&orderId=77")
            #expect(order.text("status") == "FILLED")
            #expect(order.text("avgPrice") == "59000.10000")
            let trades = try await client.signed(.get, "/fapi/v1/userTrades", "symbol=BTCUSDT").rows
            #expect(trades.map { $0["maker"] as? Bool } == [true])
        }
    }

    @Test func `in hedge mode what already rests to close counts against the position`() async throws {
        let state = """
            {"mode":"hedge","positions":[{"symbol":"BTCUSDT","positionSide":"LONG","positionAmt":"0.010"}],
            "orders":[{"symbol":"BTCUSDT","orderId":9,"side":"SELL","positionSide":"LONG","price":"62000",
            "origQty":"0.004","time":"-1h"}]}
            """
        let close = "symbol=BTCUSDT&side=SELL&positionSide=LONG&type=MARKET&quantity=0.010"
        try await withExchange(state: state) { _, client in
            let refused = try await client.signed(.post, "/fapi/v1/order", close)
            #expect(refused.code == -2022)
            _ = try await client.signed(.delete, "/fapi/v1/order", "symbol=BTCUSDT&orderId=9")
            let closed = try await client.signed(.post, "/fapi/v1/order", close)
            #expect(closed.status == 200)
        }
    }

    @Test func `numbers with more places than the market's are never cut`() async throws {
        let state = """
            {"positions":[{"symbol":"BTCUSDT","positionAmt":"0.0015","entryPrice":"59000.123456"},
            {"symbol":"RSRUSDT","positionAmt":"1500","entryPrice":"0.004321"}]}
            """
        try await withExchange(state: state) { _, client in
            let rows = try await client.signed(.get, "/fapi/v3/positionRisk").rows
            #expect(rows.map { $0["positionAmt"] as? String } == ["0.0015", "1500"])
            #expect(rows.map { $0["entryPrice"] as? String } == ["59000.123456", "0.004321"])
        }
    }

    @Test func `closing the position expires what was only there to reduce it`() async throws {
        let state = """
            {"positions":[{"symbol":"BTCUSDT","positionAmt":"0.010","entryPrice":"59000"}],
            "orders":[{"symbol":"BTCUSDT","clientOrderId":"tp","side":"SELL","reduceOnly":true,"price":"62000",
            "origQty":"0.010","time":"-1h"}],
            "algoOrders":[{"symbol":"BTCUSDT","algoId":5,"timeInForce":"GTE_GTC","quantity":"0","closePosition":true,
            "triggerPrice":"58000"}]}
            """
        try await withExchange(state: state) { _, client in
            let close = try await client.signed(
                .post, "/fapi/v1/order", "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.010")
            #expect(close.status == 200)
            let order = try await client.signed(.get, "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=tp")
            #expect(order.text("status") == "EXPIRED")
            let stop = try await client.signed(.get, "/fapi/v1/algoOrder", "algoId=5")
            #expect(stop.text("algoStatus") == "EXPIRED")
        }
    }

    @Test func `a batch cancel answers each id on its own, ten at most`() async throws {
        try await withExchange(state: Seed.oneOrder) { _, client in
            let mixed = try await client.signed(
                .delete, "/fapi/v1/batchOrders", "symbol=BTCUSDT&orderIdList=%5B77%2C78%5D"
            ).rows
            #expect(mixed.map { $0["status"] as? String } == ["CANCELED", nil])
            #expect(mixed.map { $0["code"] as? Int } == [nil, -2011])
            let many = (1...11).map(String.init).joined(separator: "%2C")
            let refused = try await client.signed(
                .delete, "/fapi/v1/batchOrders", "symbol=BTCUSDT&orderIdList=%5B\(many)%5D")
            #expect(refused.code == -4032)
        }
    }

    @Test func `the position mode changes only on a flat account`() async throws {
        try await withExchange(state: Seed.oneOrder) { _, client in
            let blocked = try await client.signed(.post, "/fapi/v1/positionSide/dual", "dualSidePosition=true")
            #expect(blocked.code == -4067)
            _ = try await client.signed(.delete, "/fapi/v1/order", "symbol=BTCUSDT&orderId=77")
            let same = try await client.signed(.post, "/fapi/v1/positionSide/dual", "dualSidePosition=false")
            #expect(same.code == -4059)
            let changed = try await client.signed(.post, "/fapi/v1/positionSide/dual", "dualSidePosition=true")
            #expect(changed.code == 200)
        }
    }

    @Test func `a hedge account keeps long and short apart`() async throws {
        try await withExchange(state: #"{"mode":"hedge","marks":{"BTCUSDT":"60000"}}"#) { _, client in
            for side in ["side=BUY&positionSide=LONG", "side=SELL&positionSide=SHORT"] {
                let placed = try await client.signed(
                    .post, "/fapi/v1/order", "symbol=BTCUSDT&\(side)&type=MARKET&quantity=0.002")
                #expect(placed.status == 200)
            }
            let rows = try await client.signed(.get, "/fapi/v3/positionRisk").rows
            #expect(rows.map { $0["positionSide"] as? String } == ["LONG", "SHORT"])
            #expect(rows.map { $0["positionAmt"] as? String } == ["0.002", "-0.002"])
            let closed = try await client.signed(
                .post, "/fapi/v1/order", "symbol=BTCUSDT&side=SELL&positionSide=LONG&type=MARKET&quantity=0.002")
            #expect(closed.status == 200)
            #expect(try await client.signed(.get, "/fapi/v3/positionRisk").rows.count == 1)
            let dual = try await client.signed(.get, "/fapi/v1/positionSide/dual")
            #expect(dual.object["dualSidePosition"] as? Bool == true)
        }
    }

    @Test func `a client order id may be used again once its order is no longer open`() async throws {
        try await withExchange { _, client in
            let order =
                "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=59000&newClientOrderId=x"
            #expect(try await client.signed(.post, "/fapi/v1/order", order).status == 200)
            #expect(try await client.signed(.post, "/fapi/v1/order", order).code == -4116)
            _ = try await client.signed(.delete, "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=x")
            #expect(try await client.signed(.post, "/fapi/v1/order", order).status == 200)
        }
    }
}

/// Small states.
enum Seed {
    static let oneOrder = """
        {"marks":{"BTCUSDT":"60000"},"orders":[{"symbol":"BTCUSDT","orderId":77,
        "clientOrderId":"grinder_d_BTCUSDT_1_1_1",
        "side":"BUY","price":"59000.10","origQty":"0.010","time":"-2h"}]}
        """
    static let mixed = """
        {"orders":[
        {"symbol":"BTCUSDT","clientOrderId":"a","price":"59000","origQty":"0.010","time":"-2h"},
        {"symbol":"BTCUSDT","clientOrderId":"b","side":"SELL","price":"61000","origQty":"0.010","time":"-1h"},
        {"symbol":"ETHUSDT","clientOrderId":"c","price":"2900","origQty":"0.100","time":"-1h"}],
        "algoOrders":[{"symbol":"BTCUSDT","algoId":5,"clientAlgoId":"stop","side":"SELL","quantity":"0.010",
        "triggerPrice":"58000","reduceOnly":true,"createTime":"-1h"}]}
        """
}
