import Testing
import TriageCore

@testable import Binance

@Suite struct ReadingTests {
    private let client = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_1")

    @Test func `a signed read sends exactly the bytes it signed, the signature last`() async throws {
        try await ClientFixture.working(offset: 7_000) { _, _ in
            .ok(orderJSON())
        } _: { fixture, client, exchange in
            let order = try await client.order(.client(self.client), symbol: ClientFixture.btc).value.get()
            #expect(order?.orderID == OrderID(851_230_066_701))
            let request = try #require(exchange.requests(to: "/fapi/v1/order").first)
            let signed =
                "symbol=BTCUSDT&origClientOrderId=grinder_d_BTCUSDT_1_1772971200_1&recvWindow=5000"
                + "&timestamp=\(ClientFixture.start + 7_000)"
            let signature = HMACSigner(secret: ClientFixture.secret).signature(over: Array(signed.utf8))
            #expect(request.method == "GET")
            #expect(request.query == "\(signed)&signature=\(signature)")
            #expect(request.header("X-MBX-APIKEY") == ClientFixture.key)
        }
    }

    @Test func `what must be encoded arrives as it was signed`() async throws {
        let symbol = try #require(Symbol("测试USDT"))
        try await ClientFixture.working { _, _ in
            .ok("[]")
        } _: { _, client, exchange in
            #expect(try await client.openOrders(symbol).value.get().isEmpty)
            let query = try #require(exchange.requests(to: "/fapi/v1/openOrders").first).query
            let parts = query.split(separator: "&signature=")
            #expect(parts.first?.hasPrefix("symbol=%E6%B5%8B%E8%AF%95USDT&recvWindow=5000&timestamp=") == true)
            let signature = HMACSigner(secret: ClientFixture.secret).signature(over: Array(parts[0].utf8))
            #expect(parts.count == 2 && parts[1] == signature)
        }
    }

    @Test func `a public read carries neither key nor signature`() async throws {
        try await ClientFixture.working { _, _ in
            .ok(#"{"symbol":"BTCUSDT","markPrice":"61740.10000000"}"#)
        } _: {
            fixture, client, exchange in
            #expect((try? await client.markPrice(ClientFixture.btc).value.get())?.description == "61740.10000000")
            #expect(exchange.requests.map(\.target) == ["/fapi/v1/premiumIndex?symbol=BTCUSDT"])
            #expect(exchange.requests[0].header("X-MBX-APIKEY") == nil)
            #expect(!fixture.shown[0].isSigned)
        }
    }

    @Test func `what is shown of a request holds no key, secret or signature`() async throws {
        try await ClientFixture.working { _, _ in
            .ok("[]")
        } _: { fixture, client, exchange in
            _ = try await client.openOrders(ClientFixture.btc).value.get()
            let shown = try #require(fixture.shown.last)
            #expect(shown.address.hasSuffix("/fapi/v1/openOrders"))
            #expect(shown.parameters == "symbol=BTCUSDT")
            #expect(shown.url.hasSuffix("?symbol=BTCUSDT&recvWindow=5000&timestamp=\(ClientFixture.start)"))
            let signature = try #require(exchange.requests.last?.parameter("signature"))
            let all = fixture.shown.map { "\($0) \($0.url)" }.joined()
            for secret in [ClientFixture.key, ClientFixture.secret, signature] { #expect(!all.contains(secret)) }
        }
    }

    @Test func `without credentials nothing signed is asked`() async throws {
        try await ClientFixture.working(credentials: nil) { _, _ in
            .ok("[]")
        } _: { _, client, exchange in
            let answer = await client.positions(nil)
            #expect(throws: Unavailable.self) { try answer.value.get() }
            if case .failure(let unavailable) = answer.value { #expect(unavailable.kind == .notAsked) }
            #expect(exchange.requests.isEmpty && answer.requests.isEmpty)
        }
    }

    @Test func `an order the exchange does not know is nil, and nothing else is`() async throws {
        try await ClientFixture.working { request, _ in
            request.parameter("orderId") == "1"
                ? .error(-2013, "Order does not exist.") : .error(-1121, "Invalid symbol.")
        } _: { _, client, _ in
            let unknown = try await client.order(.order(OrderID(1)), symbol: ClientFixture.btc).value.get()
            #expect(unknown == nil)
            let refused = await client.order(.order(OrderID(2)), symbol: ClientFixture.btc).value
            #expect(kind(refused) == .refused(code: -1121))
        }
    }

    @Test func `an answer about another order is not an answer`() async throws {
        try await ClientFixture.working { _, _ in
            .ok(orderJSON())
        } _: { _, client, _ in
            let other = try #require(Symbol("ETHUSDT"))
            #expect(kind(await client.order(.order(OrderID(2)), symbol: ClientFixture.btc).value) == .unusable)
            #expect(kind(await client.order(.client(ClientOrderID("x")), symbol: ClientFixture.btc).value) == .unusable)
            #expect(kind(await client.order(.order(OrderID(851_230_066_701)), symbol: other).value) == .unusable)
            #expect(kind(await client.algoOrder(.algo(AlgoOrderID(1))).value) == .unusable)
            #expect(kind(await client.order(.order(OrderID(851_230_066_701)), symbol: ClientFixture.btc).value) == nil)
        }
    }

    @Test func `a list that holds another symbol is not the list asked for`() async throws {
        try await ClientFixture.working { _, _ in
            .ok("[\(orderJSON()),\(orderJSON(symbol: "ETHUSDT"))]")
        } _: {
            _, client, exchange in
            #expect(kind(await client.openOrders(ClientFixture.btc).value) == .unusable)
            #expect((try? await client.openOrders(nil).value.get())?.count == 2)
            #expect(exchange.requests.last?.parameter("symbol") == nil)
        }
    }

    @Test func `symbols are asked for once`() async throws {
        // The size of the real answer, so that it comes in many pieces.
        let padding = String(repeating: "x", count: 3_000_000)
        try await ClientFixture.working { _, _ in
            .ok(#"{"timezone":"UTC","padding":"\#(padding)","symbols":[{"symbol":"BTCUSDT","status":"TRADING"}]}"#)
        } _: { _, client, exchange in
            #expect(try await client.knowsSymbol(ClientFixture.btc).value.get())
            let unknown = try #require(Symbol("NOPEUSDT"))
            let answer = await client.knowsSymbol(unknown)
            #expect(try answer.value.get() == false)
            #expect(answer.requests.isEmpty)
            #expect(exchange.requests.count == 1)
        }
    }

    @Test func `a window that fills a page is halved until none is full`() async throws {
        let from = Timestamp(milliseconds: 1_780_000_000_000)
        try await ClientFixture.working { request, _ in
            let start = Int64(request.parameter("startTime") ?? "") ?? 0
            let end = Int64(request.parameter("endTime") ?? "") ?? 0
            // One order a second; the exchange gives the newest 1000 of the window.
            let times = (0..<1_500).map { 1_780_000_000_000 + $0 * 1_000 }.filter { (start...end).contains($0) }
            return .ok("[\(times.suffix(1_000).map { orderJSON(id: "\($0)") }.joined(separator: ","))]")
        } _: { _, client, exchange in
            let to = from.advanced(byMilliseconds: 1_500_000)
            let answer = await client.allOrders(ClientFixture.btc, from: from, to: to)
            let ids = try answer.value.get().map(\.orderID.rawValue)
            #expect(ids == (0..<1_500).map { 1_780_000_000_000 + $0 * 1_000 })
            // The clock, the full page, its two halves.
            #expect(answer.requests.map(\.weight) == [1, 5, 5, 5])
            #expect(exchange.requests.allSatisfy { $0.path == "/fapi/v1/time" || $0.parameter("limit") == "1000" })
        }
    }

    @Test func `a window of a week and more is asked in parts below a week`() async throws {
        try await ClientFixture.working { _, _ in
            .ok("[]")
        } _: { _, client, exchange in
            let to = Timestamp(milliseconds: ClientFixture.start)
            _ = try await client.trades(ClientFixture.btc, from: to.advanced(byMilliseconds: -7 * 86_400_000), to: to)
                .value
                .get()
            let windows = exchange.requests(to: "/fapi/v1/userTrades")
                .compactMap { request in
                    Int64(request.parameter("startTime") ?? "").map {
                        ($0, Int64(request.parameter("endTime") ?? "") ?? 0)
                    }
                }
            #expect(windows.count == 2)
            #expect(windows.allSatisfy { $0.1 - $0.0 < 7 * 86_400_000 })
            #expect(windows[0].1 + 1 == windows[1].0)
        }
    }

    @Test func `the clock is told with its error`() async throws {
        try await ClientFixture.working(offset: -61_000) { _, _ in
            .ok("[]")
        } _: { _, client, _ in
            let answer = await client.clock()
            let reading = try answer.value.get()
            #expect(reading.offsetMilliseconds == -61_000 && reading.errorMilliseconds == 0)
            #expect(reading.exchangeTime == Timestamp(milliseconds: ClientFixture.start - 61_000))
            #expect(answer.requests.count == 1)
        }
    }
}
