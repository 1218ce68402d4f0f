import ExchangeSandbox
import Foundation
import Testing

/// Amending, batches and the depth of the book.
@Suite struct OrderChangeTests {
    private let state = """
        {"marks":{"BTCUSDT":"60000"},"positions":[{"symbol":"BTCUSDT","positionAmt":"0.010","entryPrice":"59000"}],
        "orders":[{"symbol":"BTCUSDT","orderId":77,"clientOrderId":"a","side":"BUY","origQty":"0.010","price":"59000"},
        {"symbol":"BTCUSDT","orderId":78,"clientOrderId":"half","side":"BUY","origQty":"0.010","executedQty":"0.004",
        "status":"PARTIALLY_FILLED","price":"58000"},
        {"symbol":"BTCUSDT","orderId":79,"clientOrderId":"tp","side":"SELL","origQty":"0.010","price":"62000",
        "reduceOnly":true},
        {"symbol":"BTCUSDT","orderId":80,"clientOrderId":"post","side":"BUY","origQty":"0.010","price":"57000",
        "timeInForce":"GTX"}]}
        """

    private func amend(_ client: WireClient, _ query: String) async throws -> WireAnswer {
        try await client.signed(.put, "/fapi/v1/order", "symbol=BTCUSDT&" + query)
    }

    @Test func `an amended order keeps its id and shows what it became, and what it was is kept`() async throws {
        try await withExchange(state: state) { _, client in
            let changed = try await amend(client, "orderId=77&side=BUY&quantity=0.020&price=59500.5")
            #expect(changed.status == 200)
            #expect(changed.text("price") == "59500.50" && changed.text("origQty") == "0.020")
            #expect(changed.text("status") == "NEW" && changed.integer("modifyId") == 1)
            _ = try await amend(client, "origClientOrderId=a&side=BUY&quantity=0.020&price=59400")
            let order = try await client.signed(.get, "/fapi/v1/order", "symbol=BTCUSDT&orderId=77")
            #expect(order.text("price") == "59400.00" && order.text("origQty") == "0.020")
            let rows = try await client.signed(.get, "/fapi/v1/orderAmendment", "symbol=BTCUSDT&orderId=77").rows
            let amendments = rows.compactMap { $0["amendment"] as? [String: Any] }
            #expect(amendments.map { $0["count"] as? Int } == [2, 1])
            let price = try #require(amendments.last?["price"] as? [String: Any])
            #expect(price["before"] as? String == "59000" && price["after"] as? String == "59500.50")
        }
    }

    @Test func `what cannot be amended is refused in Binance's words`() async throws {
        try await withExchange(state: state) { _, client in
            for (query, code) in [
                ("orderId=1&side=BUY&quantity=0.020&price=59500", -2013),
                ("orderId=77&side=SELL&quantity=0.020&price=59500", -2013),
                ("orderId=77&side=BUY&quantity=0.010&price=59000", -5027), ("orderId=77&side=BUY&price=59000", -1102),
                ("orderId=77&side=BUY&quantity=0.010", -1102), ("side=BUY&quantity=0.020&price=59500", -1102),
                ("orderId=77&side=BUY&quantity=0.010&price=59000.01", -4014),
                ("orderId=77&side=BUY&quantity=0.001&price=59000", -4164),
                ("orderId=77&side=BUY&quantity=50&price=59000", -2019),
                ("orderId=79&side=SELL&quantity=0.020&price=62000", -4118),
            ] {
                #expect(try await amend(client, query).code == code, "\(query)")
            }
            let order = try await client.signed(.get, "/fapi/v1/order", "symbol=BTCUSDT&orderId=77")
            #expect(order.text("price") == "59000" && order.text("origQty") == "0.010")
        }
    }

    @Test func `a quantity that is filled already cancels, and so does a post-only price that would take`() async throws
    {
        try await withExchange(state: state) { _, client in
            let filled = try await amend(client, "orderId=78&side=BUY&quantity=0.004&price=58000")
            #expect(filled.text("status") == "CANCELED" && filled.text("executedQty") == "0.004")
            let taking = try await amend(client, "orderId=80&side=BUY&quantity=0.010&price=60100")
            #expect(taking.text("status") == "CANCELED")
            let crossing = try await amend(client, "orderId=77&side=BUY&quantity=0.010&price=60100")
            #expect(crossing.text("status") == "FILLED")
        }
    }

    @Test func `each order of a batch is answered by its own row or its own refusal`() async throws {
        try await withExchange { _, client in
            let list = """
                [{"symbol":"BTCUSDT","side":"BUY","type":"LIMIT","timeInForce":"GTC","quantity":"0.010","price":"59000",\
                "newClientOrderId":"b-1"},{"symbol":"BTCUSDT","side":"BUY","type":"MARKET","quantity":"50"},\
                {"symbol":"BTCUSDT","side":"SELL","type":"MARKET","quantity":"0.010","reduceOnly":"true"},\
                {"symbol":"BTCUSDT","side":"BUY","type":"LIMIT","timeInForce":"GTC","quantity":0.010,"price":58000,\
                "newClientOrderId":"b-1"}]
                """
            let rows = try await client.signed(.post, "/fapi/v1/batchOrders", "batchOrders=" + Self.encoded(list)).rows
            #expect(rows.map { $0["clientOrderId"] as? String } == ["b-1", nil, nil, nil])
            #expect(rows.map { $0["code"] as? Int } == [nil, -2019, -2022, -4116])
            let id = try #require(rows.first?["orderId"] as? NSNumber)
            let changes =
                #"[{"symbol":"BTCUSDT","orderId":\#(id),"side":"BUY","quantity":"0.011","price":"59000"},"#
                + #"{"symbol":"BTCUSDT","orderId":"5","side":"BUY","quantity":"0.011","price":"59000"}]"#
            let changed = try await client.signed(
                .put, "/fapi/v1/batchOrders", "batchOrders=" + Self.encoded(changes)
            ).rows
            #expect(changed.map { $0["origQty"] as? String } == ["0.011", nil])
            #expect(changed.map { $0["code"] as? Int } == [nil, -2013])
            let cancelled = try await client.signed(
                .delete, "/fapi/v1/batchOrders",
                "symbol=BTCUSDT&origClientOrderIdList=" + Self.encoded(#"["b-1","b-2"]"#)
            ).rows
            #expect(cancelled.map { $0["status"] as? String } == ["CANCELED", nil])
            #expect(cancelled.map { $0["code"] as? Int } == [nil, -2011])
        }
    }

    @Test func `a batch that is none, or too long, is refused as a whole`() async throws {
        try await withExchange { _, client in
            let six = "[" + Array(repeating: "{}", count: 6).joined(separator: ",") + "]"
            for (list, code) in [("[]", -4082), (six, -4082), ("x", -1130), ("[1]", -1130)] {
                let answer = try await client.signed(
                    .post, "/fapi/v1/batchOrders", "batchOrders=" + Self.encoded(list))
                #expect(answer.code == code, "\(list)")
            }
            #expect(try await client.signed(.post, "/fapi/v1/batchOrders").code == -1102)
        }
    }

    @Test func `a client order id may come back once its order is not open any more`() async throws {
        try await withExchange { _, client in
            let order =
                "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=59000&newClientOrderId=x"
            let first = try await client.signed(.post, "/fapi/v1/order", order)
            #expect(try await client.signed(.post, "/fapi/v1/order", order).code == -4116)
            _ = try await client.signed(.delete, "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=x")
            let second = try await client.signed(.post, "/fapi/v1/order", order)
            #expect(second.status == 200 && second.integer("orderId") != first.integer("orderId"))
            let read = try await client.signed(.get, "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=x")
            #expect(read.integer("orderId") == second.integer("orderId"))
        }
    }

    @Test func `the depth shows prices on both sides of the mark and this account's orders among them`() async throws {
        try await withExchange(state: state) { _, client in
            let depth = try await client.send(.get, "/fapi/v1/depth?symbol=BTCUSDT&limit=100")
            let bids = try #require(depth.object["bids"] as? [[String]])
            let asks = try #require(depth.object["asks"] as? [[String]])
            #expect(bids.first?.first == "60000.00" && asks.first?.first == "60000.10")
            #expect(bids.contains(["59000.00", "0.010"]) && bids.contains(["58000.00", "0.006"]))
            #expect(asks.contains(["62000.00", "0.010"]))
            let five = try await client.send(.get, "/fapi/v1/depth?symbol=BTCUSDT&limit=5")
            #expect((five.object["bids"] as? [[String]])?.count == 5)
            #expect(try await client.send(.get, "/fapi/v1/depth?symbol=BTCUSDT&limit=7").code == -4021)
        }
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
