import ExchangeSandbox
import Foundation
import Testing

@Suite struct SigningTests {
    private static let start: Int64 = 1_780_000_000_000

    /// Sends GET openOrders (or POST with a body) exactly as given; `SIG` stands for the signature of `signed`.
    private func ask(
        query: String, body: String? = nil, signed: String, verb: Verb = .get, key: String? = nil,
        path: String = "/fapi/v1/openOrders", contentType: String = "application/x-www-form-urlencoded"
    ) async throws -> WireAnswer {
        try await withExchange(clock: ManualClock(Self.start).clock) { _, client in
            let signature = client.sign(signed)
            func filled(_ text: String) -> String {
                text.replacing("SIG", with: signature).replacing("BIG", with: signature.uppercased())
            }
            return try await client.send(
                verb, query.isEmpty ? path : path + "?" + filled(query), body: body.map(filled), key: key,
                contentType: contentType)
        }
    }

    @Test func `the query as sent is what is signed, in either case of hexadecimal`() async throws {
        let payload = "symbol=BTCUSDT&recvWindow=5000&timestamp=\(Self.start)"
        #expect(try await ask(query: payload + "&signature=SIG", signed: payload).status == 200)
        #expect(try await ask(query: payload + "&signature=BIG", signed: payload).status == 200)
    }

    @Test func `raw bytes count: another encoding of the same value is another payload`() async throws {
        let raw = "symbol=%42TCUSDT&timestamp=\(Self.start)"
        #expect(try await ask(query: raw + "&signature=SIG", signed: raw).status == 200)
        let decoded = "symbol=BTCUSDT&timestamp=\(Self.start)"
        #expect(try await ask(query: raw + "&signature=SIG", signed: decoded).code == -1022)
    }

    @Test(
        arguments: [
            ("", "Q&B&signature=SIG", "QANDB"), ("Q&B&signature=SIG", nil, "QANDB"),
            ("Q", "B&signature=SIG", "QB"), ("Q&signature=SIG", "B", "QB"),
        ] as [(String, String?, String)])
    func `a write may carry its parameters in query, body or both, joined without an ampersand`(
        query: String, body: String?, signed: String
    ) async throws {
        let first = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC"
        let second = "quantity=0.010&price=59000&timestamp=\(Self.start)"
        let payload = signed == "QB" ? first + second : first + "&" + second
        let answer = try await ask(
            query: query.isEmpty ? "" : swap(query, first, second), body: body.map { swap($0, first, second) },
            signed: payload, verb: .post, path: "/fapi/v1/order")
        #expect(answer.status == 200, "\(answer.text)")
    }

    private func swap(_ text: String, _ first: String, _ second: String) -> String {
        text.split(separator: "&").map { $0 == "Q" ? first : $0 == "B" ? second : String($0) }
            .joined(separator: "&")
    }

    @Test func `joining with an ampersand, or signing only one part, is a bad signature`() async throws {
        let first = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC"
        let second = "quantity=0.010&price=59000&timestamp=\(Self.start)"
        for signed in [first + "&" + second, second, second + first] {
            let answer = try await ask(
                query: first, body: second + "&signature=SIG", signed: signed, verb: .post, path: "/fapi/v1/order")
            #expect(answer.code == -1022)
            #expect(answer.message == "Signature for this request is not valid.")
        }
    }

    @Test func `the signature must be last, and only once`() async throws {
        let payload = "symbol=BTCUSDT&timestamp=\(Self.start)"
        for query in ["signature=SIG&" + payload, "symbol=BTCUSDT&signature=SIG&timestamp=\(Self.start)"] {
            #expect(try await ask(query: query, signed: payload).code == -1022)
        }
        #expect(
            try await ask(query: payload + "&signature=" + String(repeating: "0", count: 64), signed: "").code == -1022)
        #expect(try await ask(query: payload + "&signature=short", signed: "").code == -1022)
    }

    @Test func `a body that is no form carries no parameters`() async throws {
        let payload = "symbol=BTCUSDT&timestamp=\(Self.start)"
        let answer = try await ask(
            query: "", body: payload + "&signature=SIG", signed: payload, verb: .delete, path: "/fapi/v1/allOpenOrders",
            contentType: "application/json")
        #expect(answer.code == -1102)
    }

    @Test func `the query wins over the body`() async throws {
        let query = "symbol=BTCUSDT"
        let body = "symbol=NOPE&timestamp=\(Self.start)"
        let answer = try await ask(
            query: query, body: body + "&signature=SIG", signed: query + body, verb: .delete,
            path: "/fapi/v1/allOpenOrders")
        #expect(answer.status == 200)
    }

    @Test(arguments: [
        ("symbol=BTCUSDT&timestamp=1780000000000", -1102, "'signature'"),
        ("symbol=BTCUSDT&signature=SIG", -1102, "'timestamp'"),
        ("timestamp=now&signature=SIG", -1102, "'timestamp'"),
        ("timestamp=1780000000999&signature=SIG", 0, ""),
        ("timestamp=1780000001000&signature=SIG", -1021, "1000ms ahead of the server's time."),
        ("timestamp=1779999995000&signature=SIG", 0, ""),
        ("timestamp=1779999994999&signature=SIG", -1021, "outside of the recvWindow."),
        ("recvWindow=60000&timestamp=1779999940000&signature=SIG", 0, ""),
        ("recvWindow=60000&timestamp=1780000001000&signature=SIG", -1021, "1000ms ahead of the server's time."),
        ("recvWindow=60001&timestamp=1780000000000&signature=SIG", -1131, "60000"),
        ("recvWindow=x&timestamp=1780000000000&signature=SIG", -1102, "'recvWindow'"),
        ("recvWindow=10&timestamp=1779999999989&signature=SIG", -1021, "outside of the recvWindow."),
    ])
    func `clock and window are held to the millisecond`(query: String, code: Int, words: String) async throws {
        let payload = query.replacing("&signature=SIG", with: "").replacing("signature=SIG", with: "")
        let answer = try await ask(query: query, signed: payload)
        if code == 0 {
            #expect(answer.status == 200, "\(answer.text)")
        } else {
            #expect(answer.code == code)
            #expect(answer.message.contains(words))
        }
    }

    @Test(arguments: [
        ("", 401, -2014), ("short", 401, -2014), (String(repeating: "k", count: 64), 400, -2008),
    ])
    func `a missing, malformed or unknown key is told apart`(key: String, status: Int, code: Int) async throws {
        let payload = "timestamp=\(Self.start)"
        let answer = try await ask(query: payload + "&signature=SIG", signed: payload, key: key)
        #expect(answer.status == status)
        #expect(answer.code == code)
    }

    @Test func `public endpoints need no key and the listen key no signature`() async throws {
        try await withExchange { _, client in
            #expect(try await client.send(.get, "/fapi/v1/ping", key: "").text == "{}")
            #expect(try await client.send(.get, "/fapi/v1/time", key: "").integer("serverTime") != nil)
            let created = try await client.send(.post, "/fapi/v1/listenKey")
            #expect(created.text("listenKey")?.count == 64)
            let kept = try await client.send(.put, "/fapi/v1/listenKey")
            #expect(kept.text("listenKey") == created.text("listenKey"))
            #expect(try await client.send(.delete, "/fapi/v1/listenKey").text == "{}")
            #expect(try await client.send(.put, "/fapi/v1/listenKey").code == -1125)
            #expect(try await client.send(.post, "/fapi/v1/listenKey", key: "").code == -2014)
        }
    }
}
