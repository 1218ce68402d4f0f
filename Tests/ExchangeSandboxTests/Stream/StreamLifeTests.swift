import ExchangeSandbox
import Foundation
import NIOWebSocket
import Testing

/// Listen keys, pings, ends and faults of the stream; time is the sandbox's own.
@Suite(.timeLimit(.minutes(30))) struct StreamLifeTests {
    private let clock = ManualClock(1_780_000_000_000)
    private static let market = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010"

    private func open<Result>(
        faults: [String] = [], _ body: (SandboxExchange, WireClient, StreamClient) async throws -> Result
    ) async throws -> Result {
        try await withExchange(
            state: #"{"listenKey":"bot\#(String(repeating: "7", count: 61))"}"#, faults: faults, clock: clock.clock
        ) { exchange, client in
            let url = exchange.wsURL + "/private/ws/bot" + String(repeating: "7", count: 61)
            return try await StreamClient.open(url) { stream in try await body(exchange, client, stream) }
        }
    }

    private func key(_ client: WireClient, _ verb: Verb) async throws -> WireAnswer {
        try await client.send(verb, "/fapi/v1/listenKey")
    }

    @Test func `POST gives the key there is and extends it, PUT extends, and neither survives its 60 minutes`()
        async throws
    {
        try await withExchange(clock: clock.clock) { _, client async throws in
            #expect(try await key(client, .put).code == -1125)
            let first = try #require(try await key(client, .post).text("listenKey"))
            #expect(first.count == 64)
            clock.advance(3_599_999)
            #expect(try await key(client, .post).text("listenKey") == first)
            clock.advance(3_599_999)
            #expect(try await key(client, .put).text("listenKey") == first)
            clock.advance(3_600_000)
            #expect(try await key(client, .put).code == -1125)
            let second = try #require(try await key(client, .post).text("listenKey"))
            #expect(second != first)
            #expect(try await key(client, .delete).object.isEmpty)
            #expect(try await key(client, .put).code == -1125)
        }
    }

    @Test func `an expired key is told once, then nothing, whatever key comes after it`() async throws {
        try await open { exchange, client, stream async throws in
            for _ in 0..<11 {
                clock.advance(300_000)
                exchange.passTime()
                #expect(try await stream.next() == .ping(String(clock.now)))
                try await stream.send(.pong)
                #expect(try await stream.heardSoFar() == [])
            }
            clock.advance(299_000)
            clock.advance(1_000)
            exchange.passTime()
            #expect(try await stream.next() == .ping(String(clock.now)))
            let expired = try await stream.event()
            #expect(expired.name == "listenKeyExpired")
            #expect((expired.object["listenKey"] as? String)?.hasPrefix("bot7") == true)
            #expect(try await key(client, .post).status == 200)
            _ = try await client.signed(.post, "/fapi/v1/order", Self.market)
            exchange.passTime()
            #expect(try await stream.heardSoFar() == [])
        }
    }

    @Test func `DELETE closes the stream of everybody who has the key`() async throws {
        try await open { exchange, client, stream async throws in
            try await StreamClient.open(exchange.wsURL + "/private/ws/other") { other async throws in
                #expect(try await key(client, .delete).status == 200)
                #expect(try await stream.next() == .close(1000))
                #expect(try await stream.next() == .ended)
                #expect(exchange.openStreams == 1)
                #expect(try await other.heardSoFar() == [])
            }
        }
    }

    @Test func `whoever connects after a stream was closed by its key is answered`() async throws {
        let bot = "bot" + String(repeating: "7", count: 61)
        try await withExchange(state: #"{"listenKey":"\#(bot)"}"#) { exchange, client in
            for round in 0..<25 {
                let url = exchange.wsURL + "/private/ws/" + (try await key(client, .post).text("listenKey") ?? "")
                try await StreamClient.open(url) { stream async throws in
                    #expect(try await key(client, .delete).status == 200)
                    #expect(try await stream.next() == .close(1000))
                    #expect(try await stream.next() == .ended)
                }
                // A connection of its own each: one of them is given the number of the socket that was just closed.
                for _ in 0..<3 {
                    try await StreamClient.open(exchange.wsURL + "/private/ws") { stream async throws in
                        #expect(try await stream.heardSoFar() == [], "round \(round)")
                    }
                }
            }
        }
    }

    @Test func `the server pings every 3 minutes and gives up 10 minutes after the last pong`() async throws {
        try await open { exchange, client, stream async throws in
            for _ in 0..<5 {
                clock.advance(180_000)
                exchange.passTime()
                guard case .ping(let text) = try await stream.next() else {
                    Issue.record("no ping")
                    return
                }
                try await stream.send(.pong, text)
                _ = try await stream.heardSoFar()
            }
            for _ in 0..<3 {
                clock.advance(180_000)
                exchange.passTime()
                #expect(try await stream.next() == .ping(String(clock.now)))
            }
            clock.advance(60_000)
            exchange.passTime()
            #expect(try await stream.next() == .close(1008))
            #expect(try await stream.next() == .ended)
            #expect(exchange.openStreams == 0)
        }
    }

    @Test func `after 24 hours every connection is closed`() async throws {
        try await open { exchange, _, stream async throws in
            clock.advance(86_400_000)
            exchange.passTime()
            #expect(try await stream.next() == .close(1001))
            #expect(try await stream.next() == .ended)
        }
    }

    @Test func `a client's close is answered, and its going is noticed`() async throws {
        try await open { exchange, _, stream async throws in
            try await stream.send(.connectionClose)
            #expect(try await stream.next() == .close(1000))
            #expect(try await stream.next() == .ended)
            #expect(exchange.openStreams == 0)
        }
    }

    @Test(arguments: [
        ("stream-silence", 0), ("stream-silence*4", 4), ("stream-silence*2", 6), ("stream-slow+5", 8),
    ])
    func `silence loses events and keeps the connection`(fault: String, heard: Int) async throws {
        try await open(faults: [fault]) { exchange, client, stream async throws in
            _ = try await client.signed(.post, "/fapi/v1/order", Self.market)
            _ = try await client.signed(.post, "/fapi/v1/order", Self.market)
            let events = try await stream.events(heard)
            #expect(events.filter { $0.name == "TRADE_LITE" }.count == [0: 0, 4: 1, 6: 1, 8: 2][heard])
            clock.advance(180_000)
            exchange.passTime()
            #expect(try await stream.next() == .ping(String(clock.now)))
        }
    }

    @Test func `a drop ends the connection without a close frame, as a test's own does`() async throws {
        try await open(faults: ["stream-drop*1"]) { exchange, client, stream async throws in
            _ = try await client.signed(.post, "/fapi/v1/order", Self.market)
            #expect(try await stream.next() == .ended)
        }
        try await open { exchange, _, stream async throws in
            exchange.dropStreams()
            #expect(try await stream.next() == .ended)
        }
    }

    @Test func `a key can expire as soon as it is used, and a handshake be refused`() async throws {
        try await open(faults: ["stream-expiry"]) { exchange, client, stream async throws in
            #expect(try await stream.event().name == "listenKeyExpired")
            #expect(try await key(client, .put).code == -1125)
        }
        await #expect(throws: StreamClient.Refused.self) {
            try await open(faults: ["stream-refused*1"]) { _, _, _ in }
        }
    }

    @Test(arguments: [
        "stream-silence@GET:/fapi/v1/order", "stream-slow+5@GET:/fapi/v1/order", "stream-slow+5*2", "stream-slow",
    ])
    func `a fault of the stream is not a request's`(spec: String) {
        #expect(throws: FaultSpecProblem.self) { try Fault(spec: spec) }
    }
}
