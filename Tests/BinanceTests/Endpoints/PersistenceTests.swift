import Testing
import TriageCore

@testable import Binance

/// Asking again, not following, not waiting, keeping connections.
@Suite struct PersistenceTests {
    private static let unknown503 = #"{"msg":"Unknown error, please check your request or try again later."}"#

    @Test func `a read is asked again after a 503, with a new timestamp and signature`() async throws {
        try await ClientFixture.working { _, earlier in
            earlier.count < 2 ? .answer(503, Self.unknown503) : .ok("[]")
        } _: { fixture, client, exchange in
            let answer = await client.openOrders(ClientFixture.btc)
            #expect(kind(answer.value) == nil)
            let asked = exchange.requests(to: "/fapi/v1/openOrders")
            #expect(fixture.slept == [.milliseconds(200), .milliseconds(400)])
            #expect(
                asked.map { $0.parameter("timestamp") }
                    == [0, 200, 600].map { String(ClientFixture.start + $0) })
            #expect(Set(asked.map { $0.parameter("signature") }).count == 3)
            #expect(answer.requests.map(\.status) == [200, 503, 503, 200])
            #expect(answer.requests.map(\.path).first == "/fapi/v1/time")
        }
    }

    @Test func `a read is asked three times and no more`() async throws {
        try await ClientFixture.working { _, _ in
            .hangUp
        } _: { _, client, exchange in
            let answer = await client.openOrders(ClientFixture.btc)
            #expect(kind(answer.value) == .unreachable)
            #expect(exchange.requests(to: "/fapi/v1/openOrders").count == 3)
            #expect(answer.requests.map(\.status) == [200, nil, nil, nil])
        }
    }

    @Test(arguments: [
        (400, -2013, "Order does not exist."), (400, -1121, "Invalid symbol."), (401, -2015, "Invalid API-key"),
        (500, -1000, "x"), (403, -1, "x"),
    ])
    func `an answer is not asked for again`(status: Int, code: Int, message: String) async throws {
        try await ClientFixture.working { _, _ in
            .error(code, message, status: status)
        } _: { fixture, client, exchange in
            _ = await client.openOrders(ClientFixture.btc)
            #expect(exchange.requests(to: "/fapi/v1/openOrders").count == 1)
            #expect(fixture.slept.isEmpty)
        }
    }

    @Test func `silence ends with the deadline`() async throws {
        let timeouts = Timeouts(requestMilliseconds: 300)
        try await ClientFixture.working(timeouts: timeouts) { _, _ in
            .silence
        } _: { _, client, _ in
            let answer = await client.markPrice(ClientFixture.btc)
            #expect(kind(answer.value) == .unreachable)
            #expect(answer.requests.map(\.status) == [nil, nil, nil])
        }
    }

    @Test func `a refused clock is measured again once`() async throws {
        let words = "Timestamp for this request is outside of the recvWindow."
        try await ClientFixture.working { _, earlier in
            earlier.isEmpty ? .error(-1021, words) : .ok("[]")
        } _: {
            _, client, exchange in
            #expect(kind(await client.openOrders(ClientFixture.btc).value) == nil)
            let paths = ["/fapi/v1/time", "/fapi/v1/openOrders", "/fapi/v1/time", "/fapi/v1/openOrders"]
            #expect(exchange.requests.map(\.path) == paths)
        }
        try await ClientFixture.working { _, _ in
            .error(-1021, words)
        } _: { _, client, exchange in
            #expect(kind(await client.openOrders(ClientFixture.btc).value) == .unusable)
            #expect(exchange.requests(to: "/fapi/v1/openOrders").count == 2)
        }
    }

    @Test func `the clock is measured once for many reads at the same time`() async throws {
        try await ClientFixture.working { _, _ in
            .ok("[]")
        } _: { _, client, exchange in
            let answers = await withTaskGroup(of: ExchangeAnswer<[Order]>.self) { group in
                for _ in 0..<8 { group.addTask { await client.openOrders(ClientFixture.btc) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { kind($0.value) == nil })
            #expect(exchange.requests(to: "/fapi/v1/time").count == 1)
            #expect(answers.flatMap(\.requests).count == 9)
        }
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect is not followed`(status: Int) async throws {
        try await ScriptedExchange.serving { _, _ in
            .ok("[]")
        } _: { other, otherURL in
            try await ClientFixture.working { request, _ in
                .answer(status, "", headers: ["Location: \(otherURL)\(request.target)"])
            } _: { _, client, exchange in
                #expect(kind(await client.openOrders(ClientFixture.btc).value) == .unusable)
                let write = await client.perform(
                    .cancelOrder(symbol: ClientFixture.btc, orderID: OrderID(1), clientOrderID: ClientOrderID("c")))
                #expect(isUnknown(write.outcome))
                #expect(exchange.requests.count == 3)
                #expect(other.requests.isEmpty && other.connectionCount == 0)
            }
        }
    }

    @Test func `one connection serves one read after the other`() async throws {
        try await ClientFixture.working { _, _ in
            .ok("[]")
        } _: { _, client, exchange in
            for _ in 0..<5 { _ = try await client.openOrders(ClientFixture.btc).value.get() }
            #expect(exchange.requests.count == 6)
            #expect(exchange.connectionCount == 1)
        }
    }

    @Test func `a refused connection is known at once, asked again, and was never sent`() async throws {
        let fixture = ClientFixture()
        // A port that was free a moment ago may be another test's server by now; nothing listens on the discard port.
        let client = try fixture.client("http://127.0.0.1:9")
        let read = await client.markPrice(ClientFixture.btc)
        #expect(kind(read.value) == .unreachable)
        #expect(read.requests.map(\.status) == [nil, nil, nil])
        #expect(await client.weight().usedHere == 0)
        if case .failure(let unavailable) = read.value { #expect(unavailable.detail == "no connection: refused") }
        await client.shutdown()
    }
}
