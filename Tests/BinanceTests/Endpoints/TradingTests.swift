import Testing
import TriageCore

@testable import Binance

@Suite struct TradingTests {
    private static let cancel = MutatingRequest.cancelOrder(
        symbol: ClientFixture.btc, orderID: OrderID(851_230_066_701),
        clientOrderID: ClientOrderID("grinder_d_BTCUSDT_1_1772971200_1"))
    private static let cancelAlgo = MutatingRequest.cancelAlgoOrder(
        symbol: ClientFixture.btc, algoID: AlgoOrderID(2_146_760),
        clientAlgoID: ClientOrderID("grinder_d_BTCUSDT_1_1_1"))

    @Test func `an order is cancelled by its own id, in the query, once`() async throws {
        try await ClientFixture.working { _, _ in
            .ok(orderJSON(status: "CANCELED", executed: "0.001"))
        } _: {
            fixture, client, exchange in
            let answer = await client.perform(Self.cancel)
            #expect(answer.outcome == .done)
            #expect(answer.order?.status == .canceled && answer.order?.hasFills == true)
            #expect(answer.requests.map(\.path) == ["/fapi/v1/time", "/fapi/v1/order"])
            let sent = exchange.requests(to: "/fapi/v1/order")
            #expect(sent.map(\.method) == ["DELETE"])
            let signed = "symbol=BTCUSDT&orderId=851230066701&recvWindow=5000&timestamp=\(ClientFixture.start)"
            let signature = HMACSigner(secret: ClientFixture.secret).signature(over: Array(signed.utf8))
            #expect(sent.map(\.query) == ["\(signed)&signature=\(signature)"])
            #expect(fixture.shown.last?.method == "DELETE" && fixture.shown.last?.query == signed)
        }
    }

    @Test func `a conditional order is cancelled by its algo id alone`() async throws {
        try await ClientFixture.working { _, _ in
            .ok(#"{"algoId":2146760,"clientAlgoId":"x","code":"200","msg":"success"}"#)
        } _: { _, client, exchange in
            let answer = await client.perform(Self.cancelAlgo)
            #expect(answer.outcome == .done && answer.order == nil)
            let sent = exchange.requests(to: "/fapi/v1/algoOrder")
            #expect(sent.map(\.method) == ["DELETE"])
            #expect(sent.first?.query.hasPrefix("algoId=2146760&recvWindow=5000&timestamp=") == true)
        }
    }

    @Test(arguments: [
        orderJSON(id: "1"), orderJSON(symbol: "ETHUSDT"), "{}", "", "<html>", #"{"code":-2011,"msg":"Unknown order"}"#,
    ])
    func `a success that is not about this order leaves it unknown`(body: String) async throws {
        try await ClientFixture.working { _, _ in
            .ok(body)
        } _: { _, client, _ in
            let answer = await client.perform(Self.cancel)
            #expect(isUnknown(answer.outcome))
            #expect(answer.order == nil)
        }
    }

    @Test(arguments: [#"{"algoId":1,"code":"200"}"#, #"{"algoId":2146760,"code":"500"}"#, #"{"algoId":2146760}"#])
    func `a success that is not about this conditional order leaves it unknown`(body: String) async throws {
        try await ClientFixture.working { _, _ in
            .ok(body)
        } _: { _, client, _ in
            #expect(isUnknown(await client.perform(Self.cancelAlgo).outcome))
        }
    }

    @Test(arguments: [
        ScriptedExchange.Reply.hangUp, .silence, .raw("nonsense\r\n\r\n"), .raw("HTTP/1.1 200 OK\r\nContent-"),
        .raw("HTTP/1.1 400 Bad Request\r\nContent-Length: 99\r\n\r\n{\"code\":-2011"), .answer(503, "<html>"),
        .answer(504, ""),
        .error(-1007, "Timeout waiting for response from backend server.", status: 408),
        .answer(503, #"{"msg":"Unknown error, please check your request or try again later."}"#),
    ])
    func `a write without a definite answer is unknown and never sent again`(
        reply: ScriptedExchange.Reply
    ) async throws {
        let timeouts = Timeouts(requestMilliseconds: 20_000)
        try await ClientFixture.working(policy: .wait, timeouts: timeouts) { _, _ in
            reply
        } _: { fixture, client, exchange in
            let answer = await client.perform(Self.cancel)
            #expect(isUnknown(answer.outcome))
            #expect(exchange.requests(to: "/fapi/v1/order").count == 1)
            #expect(fixture.slept.isEmpty)
        }
    }

    @Test(arguments: [-1021, -2011, -1022, -1121])
    func `a refused write is not executed and not sent again`(code: Int) async throws {
        try await ClientFixture.working { _, _ in
            .error(code, "No.")
        } _: { _, client, exchange in
            let answer = await client.perform(Self.cancel)
            #expect(refusal(answer.outcome)?.code == code)
            #expect(exchange.requests(to: "/fapi/v1/order").count == 1)
        }
    }

    @Test func `without the exchange's clock nothing is sent`() async throws {
        let fixture = ClientFixture()
        try await ScriptedExchange.serving { _, _ in
            .hangUp
        } _: { exchange, url in
            let client = try fixture.client(url)
            let answer = await client.perform(Self.cancel)
            await client.shutdown()
            #expect(refusal(answer.outcome)?.kind == .connection)
            #expect(exchange.requests(to: "/fapi/v1/order").isEmpty)
        }
    }

    @Test func `without room in the budget a write is not sent and does not wait`() async throws {
        let budget = try #require(WeightBudget(perMinute: 1))
        try await ClientFixture.working(budget: budget, policy: .wait) { _, _ in
            .ok("{}")
        } _: { fixture, client, exchange in
            _ = await client.clock()
            let answer = await client.perform(Self.cancel)
            #expect(refusal(answer.outcome)?.kind == .rateLimited(retryAfter: 40))
            #expect(exchange.requests(to: "/fapi/v1/order").isEmpty && fixture.waits.isEmpty)
        }
    }

    /// Interrupts the task right before the request to `path` leaves.
    private func interrupting(
        _ path: String, _ body: (BinanceClient, ScriptedExchange) async throws -> Void
    ) async throws {
        let fixture = ClientFixture()
        try await ScriptedExchange.serving { request, _ in
            request.path == "/fapi/v1/time"
                ? .ok(#"{"serverTime":\#(fixture.now)}"#) : .ok(orderJSON(status: "CANCELED"))
        } _: { exchange, url in
            let client = try fixture.client(url) { request in
                if request.url.contains(path) { withUnsafeCurrentTask { $0?.cancel() } }
            }
            try await body(client, exchange)
            await client.shutdown()
        }
    }

    @Test func `an interrupted write that has begun is seen through to its answer`() async throws {
        try await interrupting("/fapi/v1/order") { client, exchange in
            let answer = await Task { await client.perform(Self.cancel) }.value
            #expect(answer.outcome == .done)
            #expect(exchange.requests(to: "/fapi/v1/order").count == 1)
        }
    }

    @Test func `a write interrupted before it has begun is not sent`() async throws {
        try await interrupting("/fapi/v1/premiumIndex") { client, exchange in
            let answer = await Task {
                _ = await client.markPrice(ClientFixture.btc)
                return await client.perform(Self.cancel)
            }.value
            #expect(refusal(answer.outcome)?.kind == .connection)
            #expect(answer.requests.isEmpty && exchange.requests(to: "/fapi/v1/order").isEmpty)
        }
    }

    @Test func `without credentials nothing is sent`() async throws {
        try await ClientFixture.working(credentials: nil) { _, _ in
            .ok("{}")
        } _: { _, client, exchange in
            #expect(refusal(await client.perform(Self.cancel).outcome)?.kind == .credentials)
            #expect(exchange.requests.isEmpty)
        }
    }
}
