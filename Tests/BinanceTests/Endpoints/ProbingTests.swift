import Testing
import TriageCore

@testable import Binance

struct ProbingTests {
    @Test func `a ping that fails is not asked again, and two without an answer end it`() async throws {
        try await ClientFixture.working({ _, _ in .error(0, "Service Unavailable.", status: 503) }) {
            _, client, exchange in
            let reading = try await client.latency(samples: 5).value.get()
            #expect(reading.answered.isEmpty)
            #expect(reading.failures.map(\.trouble) == [.serviceUnavailable, .serviceUnavailable])
            #expect(exchange.requests.count == 2)
        }
        try await ClientFixture.working({ _, earlier in earlier.count == 1 ? .hangUp : .ok("{}") }) {
            _, client, exchange in
            let reading = try await client.latency(samples: 4).value.get()
            #expect(reading.answered.count == 3)
            #expect(reading.failures.count == 1)
            #expect(exchange.requests(to: "/fapi/v1/ping").count == 4)
        }
    }

    /// Bodies of 503, with and without a code, and what they are.
    @Test(arguments: [
        (#"{"msg":"Unknown error, please check your request or try again later."}"#, ExchangeTrouble.executionUnknown),
        (#"{"code":-1000,"msg":"Unknown error, please check your request or try again later."}"#, .executionUnknown),
        (#"{"code":0,"msg":"Service Unavailable."}"#, .serviceUnavailable),
        (#"{"code":-1008,"msg":"Request throttled by system-level protection. Reduce-only…"}"#, .throttled),
        (#"{"code":-1001,"msg":"Internal error; unable to process your request. Please try again."}"#, .internalError),
        ("<html>ERROR: The request could not be satisfied</html>", .foreignPage),
    ])
    func `the kinds of 503 are told apart`(body: String, trouble: ExchangeTrouble) async throws {
        try await ClientFixture.working({ _, _ in .answer(503, body) }) { _, client, _ in
            let reading = try await client.latency(samples: 1).value.get()
            #expect(reading.failures.map(\.trouble) == [trouble])
        }
    }

    @Test(arguments: [
        (-1022, ExchangeTrouble.signature), (-2008, .keyUnknown), (-2014, .keyFormat), (-2015, .keyRefused),
    ])
    func `the refusals of a key are told apart`(code: Int, trouble: ExchangeTrouble) async throws {
        try await ClientFixture.working({ _, _ in .error(code, "no", status: 401) }) { _, client, _ in
            guard case .failure(let problem) = await client.orderLimits().value else { throw Wrong(code) }
            #expect(problem.kind == .credentialsRefused)
            #expect(problem.trouble == trouble)
        }
    }

    @Test func `clock samples know offset and round trip; none is a failure`() async throws {
        try await ClientFixture.working(offset: -700, { _, _ in .ok("{}") }) { _, client, exchange in
            let samples = try await client.clockSamples(5).value.get()
            #expect(samples == Array(repeating: ClockSample(offset: -700, roundTrip: 0), count: 5))
            #expect(exchange.requests.count == 5)
        }
    }

    @Test func `limits, locks and restrictions are read`() async throws {
        let bodies = [
            "/fapi/v1/rateLimit/order":
                #"[{"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,"limit":300}]"#,
            "/fapi/v1/apiTradingStatus":
                #"{"indicators":{"ACCOUNT":[{"indicator":"TMV","value":10,"triggerValue":1,"plannedRecoverTime":1644919865000,"isLocked":true}]},"updateTime":1}"#,
        ]
        try await ClientFixture.working({ request, _ in .ok(bodies[request.path] ?? "{}") }) { _, client, exchange in
            let limits = try await client.orderLimits().value.get()
            #expect(limits == [OrderLimit(interval: "10 SECOND", limit: 300)])
            let lock = TradingLock(
                scope: "ACCOUNT", indicator: "TMV", isLocked: true,
                recovers: Timestamp(milliseconds: 1_644_919_865_000))
            let locks = try await client.tradingStatus().value.get()
            #expect(locks == [lock])
            // There is no /sapi but on mainnet.
            let none = await client.keyRestrictions()
            #expect(kind(none.value) == .notAsked)
            #expect(exchange.requests(to: "/sapi/v1/account/apiRestrictions").isEmpty)
        }
    }

    @Test func `on mainnet's label a loopback stands in for the wallet, and a refusal decides nothing`() async throws {
        let restrictions = #"{"ipRestrict":true,"enableReading":true,"enableFutures":false}"#
        try await ScriptedExchange.serving({ request, _ in
            request.path == "/fapi/v1/time" ? .ok(#"{"serverTime":\#(ClientFixture.start)}"#) : .ok(restrictions)
        }) { exchange, url in
            let client = BinanceClient(
                baseURL: try HostRule.rest(url, environment: .mainnet).get(),
                credentials: Credentials(apiKey: ClientFixture.key, secret: ClientFixture.secret),
                now: { ClientFixture.start })
            let read = try await client.keyRestrictions().value.get()
            #expect(read == KeyRestrictions(allowsReading: true, allowsFutures: false, isBoundToIP: true))
            #expect(exchange.requests.allSatisfy { $0.header("Host")?.hasPrefix("127.0.0.1") == true })
            await client.shutdown()
        }
        #expect(try HostRule.rest(nil, environment: .mainnet).get().wallet == "https://api.binance.com")
    }

    @Test func `the listenKey is asked for with the key alone, once, and -1125 is an answer`() async throws {
        try await ClientFixture.working({ request, _ in
            request.method == "PUT"
                ? .error(-1125, "This listenKey does not exist.") : .ok(#"{"listenKey":"\#(StreamSamples.key)"}"#)
        }) { fixture, client, exchange in
            let none = try await client.extendListenKey().value.get()
            #expect(none == nil)
            let made = try await client.createListenKey().value.get()
            #expect(made == ListenKey(StreamSamples.key))
            #expect(exchange.requests.map(\.method) == ["PUT", "POST"])
            for request in exchange.requests {
                #expect(request.query.isEmpty)
                #expect(request.header("X-MBX-APIKEY") == ClientFixture.key)
            }
            #expect(fixture.shown.allSatisfy { $0.namesKey && !$0.isSigned })
            #expect(!"\(fixture.shown)".contains(StreamSamples.key))
        }
    }

    @Test func `a PUT that is not answered is not sent again`() async throws {
        try await ClientFixture.working({ _, _ in .hangUp }) { _, client, exchange in
            let answer = await client.extendListenKey()
            #expect(kind(answer.value) == .unreachable)
            #expect(exchange.requests.count == 1)
        }
    }
}
