import Testing
import TriageCore

@testable import Binance

/// The reads that look back: forced orders and conditional orders of the past.
@Suite struct HistoryTests {
    private func forced(_ id: Int64, symbol: String = "BTCUSDT", executed: String = "0.001") -> String {
        """
        {"orderId":\(id),"symbol":"\(symbol)","status":"FILLED","clientOrderId":"autoclose-1596107620040000020",\
        "price":"10871.09","avgPrice":"10913.21000","origQty":"0.001","executedQty":"\(executed)","cumQuote":"10.9",\
        "timeInForce":"IOC","type":"LIMIT","reduceOnly":false,"closePosition":false,"side":"SELL",\
        "positionSide":"BOTH","stopPrice":"0","workingType":"CONTRACT_PRICE","origType":"LIMIT",\
        "time":1596107620044,"updateTime":1596107620087}
        """
    }

    private func algo(_ id: Int64, symbol: String = "BTCUSDT") -> String {
        """
        {"algoId":\(id),"clientAlgoId":"6B2I9XVcJpCjqPAJ4YoFX7","algoType":"CONDITIONAL","orderType":"TAKE_PROFIT",\
        "symbol":"\(symbol)","side":"SELL","positionSide":"BOTH","timeInForce":"GTC","quantity":"0.01",\
        "algoStatus":"FINISHED","actualOrderId":"8389765612825190229","triggerPrice":"750.000","price":"750.000",\
        "icebergQuantity":null,"closePosition":false,"reduceOnly":false,"createTime":1750485492076,\
        "updateTime":1750514545091}
        """
    }

    private let end = Timestamp(milliseconds: ClientFixture.start)

    @Test func `forced orders are read with their own limit, at weight 20, up to 90 days in one window`() async throws {
        try await ClientFixture.working { _, _ in
            .ok("[\(forced(6_071_832_819))]")
        } _: { _, client, exchange in
            let from = end.advanced(byMilliseconds: -80 * TimeSpan.day)
            let answer = await client.forceOrders(ClientFixture.btc, from: from, to: end)
            let order = try #require(try answer.value.get().first)
            #expect(order.orderID == OrderID(6_071_832_819))
            #expect(order.clientOrderID == ClientOrderID("autoclose-1596107620040000020"))
            #expect(order.executedQty.description == "0.001")
            #expect(order.time == Timestamp(milliseconds: 1_596_107_620_044))
            let asked = exchange.requests(to: "/fapi/v1/forceOrders")
            #expect(asked.count == 1 && asked[0].parameter("limit") == "100")
            #expect(asked[0].parameter("startTime") == from.milliseconds.description)
            #expect(answer.requests.last?.weight == 20)
        }
    }

    @Test func `a full page of forced orders is halved`() async throws {
        try await ClientFixture.working { request, earlier in
            let rows = earlier.isEmpty ? 100 : 1
            return .ok("[\((0..<rows).map { forced(Int64($0 + earlier.count * 1_000)) }.joined(separator: ","))]")
        } _: { _, client, exchange in
            let from = end.advanced(byMilliseconds: -TimeSpan.day)
            let orders = try await client.forceOrders(ClientFixture.btc, from: from, to: end).value.get()
            #expect(orders.count == 2)
            #expect(exchange.requests(to: "/fapi/v1/forceOrders").count == 3)
        }
    }

    @Test func `conditional orders of the past keep all digits of the order they made`() async throws {
        try await ClientFixture.working { _, _ in
            .ok("[\(algo(2_146_760))]")
        } _: { _, client, exchange in
            let from = end.advanced(byMilliseconds: -7 * TimeSpan.day)
            let answer = await client.allAlgoOrders(ClientFixture.btc, from: from, to: end)
            let orders = try answer.value.get()
            #expect(orders.allSatisfy { $0.actualOrderID == OrderID(8_389_765_612_825_190_229) })
            #expect(orders.first?.status == .finished)
            let asked = exchange.requests(to: "/fapi/v1/allAlgoOrders")
            #expect(asked.count == 2 && answer.requests.map(\.weight) == [1, 5, 5])
        }
    }

    @Test func `a list that holds another symbol is not the list asked for`() async throws {
        try await ClientFixture.working { request, _ in
            .ok(
                request.path.hasSuffix("forceOrders")
                    ? "[\(forced(1, symbol: "ETHUSDT"))]" : "[\(algo(1, symbol: "ETHUSDT"))]")
        } _: { _, client, _ in
            let from = end.advanced(byMilliseconds: -TimeSpan.day)
            #expect(kind(await client.forceOrders(ClientFixture.btc, from: from, to: end).value) == .unusable)
            #expect(kind(await client.allAlgoOrders(ClientFixture.btc, from: from, to: end).value) == .unusable)
        }
    }

    @Test func `a row without its amounts cannot be used`() async throws {
        try await ClientFixture.working { _, _ in
            .ok("[\(forced(1, executed: "1e5"))]")
        } _: { _, client, _ in
            let from = end.advanced(byMilliseconds: -TimeSpan.day)
            #expect(kind(await client.forceOrders(ClientFixture.btc, from: from, to: end).value) == .unusable)
        }
    }
}
