import ExchangeSandbox
import Foundation
import Testing

@Suite struct LimitTests {
    private let start: Int64 = 1_780_000_020_000

    @Test(arguments: [
        ("/fapi/v1/order", "symbol=BTCUSDT&orderId=1", 1), ("/fapi/v1/openOrders", "symbol=BTCUSDT", 1),
        ("/fapi/v1/openOrders", "", 40), ("/fapi/v1/allOrders", "symbol=BTCUSDT", 5),
        ("/fapi/v1/userTrades", "symbol=BTCUSDT", 5), ("/fapi/v1/forceOrders", "symbol=BTCUSDT", 20),
        ("/fapi/v1/forceOrders", "", 50), ("/fapi/v3/positionRisk", "", 5), ("/fapi/v2/positionRisk", "", 5),
        ("/fapi/v1/accountConfig", "", 5), ("/fapi/v1/positionSide/dual", "", 30), ("/fapi/v1/income", "", 30),
        ("/fapi/v1/openAlgoOrders", "", 40), ("/fapi/v1/openAlgoOrders", "symbol=BTCUSDT", 1),
        ("/fapi/v1/allAlgoOrders", "symbol=BTCUSDT", 5), ("/fapi/v1/premiumIndex", "", 10),
        ("/fapi/v1/premiumIndex", "symbol=BTCUSDT", 1), ("/fapi/v1/ticker/bookTicker", "symbol=BTCUSDT", 2),
        ("/fapi/v1/apiTradingStatus", "", 10), ("/fapi/v1/symbolConfig", "", 5), ("/fapi/v1/exchangeInfo", "", 1),
    ])
    func `each endpoint costs its weight`(path: String, query: String, weight: Int) async throws {
        try await withExchange(clock: ManualClock(start).clock) { _, client in
            let answer = try await client.signed(.get, path, query)
            #expect(answer.header("X-MBX-USED-WEIGHT-1M") == String(weight))
        }
    }

    @Test func `weight adds up within a minute of the exchange's clock and starts again with the next`() async throws {
        let clock = ManualClock(start)
        try await withExchange(clock: clock.clock) { _, client in
            _ = try await client.signed(.get, "/fapi/v1/openOrders")
            let second = try await client.signed(.get, "/fapi/v1/openOrders")
            #expect(second.header("X-MBX-USED-WEIGHT-1M") == "80")
            clock.advance(60_000)
            let third = try await client.signed(.get, "/fapi/v1/openOrders", "symbol=BTCUSDT")
            #expect(third.header("X-MBX-USED-WEIGHT-1M") == "1")
        }
    }

    @Test func `over the limit comes 429, and 418 for going on, until the ban is over`() async throws {
        let clock = ManualClock(start)
        let limits = SandboxLimits(weightPerMinute: 10, toleratedAfterLimit: 2, banMilliseconds: 120_000)
        try await withExchange(clock: clock.clock, limits: limits) { _, client in
            var statuses: [Int] = []
            for _ in 0..<6 { statuses.append(try await client.signed(.get, "/fapi/v3/positionRisk").status) }
            #expect(statuses == [200, 200, 429, 429, 418, 418])
            let banned = try await client.signed(.get, "/fapi/v1/order", "symbol=BTCUSDT&orderId=1")
            #expect(banned.code == -1003)
            #expect(banned.header("Retry-After") == "120")
            clock.advance(120_000)
            let free = try await client.signed(.get, "/fapi/v3/positionRisk")
            #expect(free.status == 200)
        }
    }

    @Test func `orders have a limit of their own and cost no weight`() async throws {
        let limits = SandboxLimits(ordersPer10Seconds: 2)
        try await withExchange(clock: ManualClock(start).clock, limits: limits) { _, client in
            let query = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010"
            let first = try await client.signed(.post, "/fapi/v1/order", query)
            #expect(first.header("X-MBX-ORDER-COUNT-10S") == "1")
            #expect(first.header("X-MBX-ORDER-COUNT-1M") == "1")
            #expect(first.header("X-MBX-USED-WEIGHT-1M") == "0")
            _ = try await client.signed(.post, "/fapi/v1/order", query)
            let third = try await client.signed(.post, "/fapi/v1/order", query)
            #expect(third.status == 429)
            #expect(third.code == -1015)
            #expect(third.message == "Too many new orders; current limit is 2 orders per 10 SECOND.")
        }
    }
}
