import ExchangeSandbox
import Foundation
import NIOWebSocket
import Testing

/// The user data stream over a real WebSocket.
@Suite(.timeLimit(.minutes(30))) struct StreamTests {
    /// An exchange, a listen key, and a stream opened with it at a path in which `KEY` stands for the key.
    private func listen<Result>(
        _ path: String = "/private/ws/KEY", state: String? = nil, faults: [String] = [],
        clock: SandboxClock = ManualClock(1_780_000_000_000).clock,
        _ body: (SandboxExchange, WireClient, StreamClient) async throws -> Result
    ) async throws -> Result {
        try await withExchange(state: state, faults: faults, clock: clock) { exchange, client in
            let key = try #require(try await client.send(.post, "/fapi/v1/listenKey").text("listenKey"))
            let url = exchange.wsURL + path.replacing("KEY", with: key)
            return try await StreamClient.open(url) { stream in try await body(exchange, client, stream) }
        }
    }

    private static let limit = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=59000"

    @Test func `an order is told from its placing to its end`() async throws {
        try await listen { exchange, client, stream async throws in
            let placed = try await client.signed(.post, "/fapi/v1/order", Self.limit + "&newClientOrderId=mine")
            let id = try #require(placed.integer("orderId"))
            let new = try await stream.event()
            #expect(new.told == "ORDER_TRADE_UPDATE NEW NEW")
            #expect(new.order["c"] as? String == "mine")
            #expect((new.order["i"] as? NSNumber)?.int64Value == id)
            _ = try await client.signed(.delete, "/fapi/v1/order", "symbol=BTCUSDT&orderId=\(id)")
            let cancelled = try await stream.event()
            #expect(cancelled.told == "ORDER_TRADE_UPDATE CANCELED CANCELED")
            #expect(cancelled.order["z"] as? String == "0")
            // An order without a fill changes no account.
            #expect(try await stream.heardSoFar() == [])
        }
    }

    @Test func `fills are told three times: briefly, in full, and as a position`() async throws {
        try await listen { exchange, client, stream async throws in
            _ = try await client.signed(.post, "/fapi/v1/order", Self.limit)
            exchange.setMark("BTCUSDT", "58900")
            let events = try await stream.events(4)
            #expect(
                events.map(\.told) == [
                    "ORDER_TRADE_UPDATE NEW NEW", "TRADE_LITE", "ORDER_TRADE_UPDATE TRADE FILLED", "ACCOUNT_UPDATE",
                ])
            let account = try #require(events[3].object["a"] as? [String: Any])
            let position = try #require((account["P"] as? [[String: Any]])?.first)
            #expect(account["m"] as? String == "ORDER")
            #expect(position["pa"] as? String == "0.010")
            #expect(position["ep"] as? String == "59000.00000")
            #expect(events[2].order["z"] as? String == "0.010")
            #expect(events[2].order["ap"] as? String == "59000.00000")
            #expect(events[2].order["m"] as? Bool == true)
        }
    }

    @Test func `a market order is new and then filled, a stop triggers, makes its order and finishes`() async throws {
        try await listen { exchange, client, stream async throws in
            _ = try await client.signed(.post, "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010")
            let stop =
                "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=STOP_MARKET&quantity=0.010&triggerPrice=59000"
            let placed = try await client.signed(
                .post, "/fapi/v1/algoOrder", stop + "&clientAlgoId=stop&reduceOnly=true")
            #expect(placed.status == 200)
            exchange.setMark("BTCUSDT", "58900")
            let events = try await stream.events(12)
            #expect(
                events.map(\.told) == [
                    "ORDER_TRADE_UPDATE NEW NEW", "TRADE_LITE", "ORDER_TRADE_UPDATE TRADE FILLED", "ACCOUNT_UPDATE",
                    "ALGO_UPDATE NEW", "ALGO_UPDATE TRIGGERING", "ALGO_UPDATE TRIGGERED", "ORDER_TRADE_UPDATE NEW NEW",
                    "TRADE_LITE", "ORDER_TRADE_UPDATE TRADE FILLED", "ACCOUNT_UPDATE", "ALGO_UPDATE FINISHED",
                ])
            let child = try #require(events[7].order["i"] as? NSNumber).stringValue
            #expect(events[5].order["ai"] as? String == "")
            #expect(events[6].order["ai"] as? String == child)
            #expect(events[7].order["c"] as? String == "stop")
            let position = ((events[10].object["a"] as? [String: Any])?["P"] as? [[String: Any]])?.first
            #expect(position?["pa"] as? String == "0")
        }
    }

    @Test func `what a state adds is told: a liquidation is calculated, not traded`() async throws {
        try await listen { exchange, _, stream async throws in
            try exchange.add(
                state: Data(
                    #"""
                    {"forceOrders":[{"symbol":"BTCUSDT","orderId":5,"clientOrderId":"autoclose-1","side":"SELL",
                    "price":"59000","origQty":"0.010"}],"trades":[{"symbol":"BTCUSDT","orderId":5,"price":"59000",
                    "qty":"0.010","side":"SELL"}],"positions":[{"symbol":"BTCUSDT","positionAmt":"0"}]}
                    """#.utf8))
            let told = try await stream.events(4).map(\.told)
            #expect(told[2] == "ORDER_TRADE_UPDATE CALCULATED FILLED")
        }
    }

    @Test func `events have the shape of Binance's`() async throws {
        try await listen(clock: ManualClock(1_780_000_000_000).clock) { exchange, client, stream async throws in
            let stop =
                "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=STOP&quantity=0.010&triggerPrice=58000&price=58000"
            _ = try await client.signed(.post, "/fapi/v1/algoOrder", stop)
            _ = try await client.signed(.post, "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010")
            var events = try await stream.events(5)
            exchange.expireListenKey()
            events.append(try await stream.event())
            #expect(
                Set(events.map(\.name)) == [
                    "ALGO_UPDATE", "ORDER_TRADE_UPDATE", "TRADE_LITE", "ACCOUNT_UPDATE", "listenKeyExpired",
                ])
            for event in events {
                #expect(Shapes.of(event.object) == Shapes.events[event.name], "\(event.name)")
                if !event.order.isEmpty { #expect(Shapes.of(event.order) == Shapes.events[event.name + ".o"]) }
                guard let account = event.object["a"] as? [String: Any] else { continue }
                #expect(Shapes.of(account) == Shapes.events["ACCOUNT_UPDATE.a"])
                for name in ["B", "P"] {
                    let row = try #require((account[name] as? [[String: Any]])?.first)
                    #expect(Shapes.of(row) == Shapes.events["ACCOUNT_UPDATE." + name])
                }
            }
        }
    }

    @Test(arguments: [
        ("/private/ws?listenKey=KEY&events=ORDER_TRADE_UPDATE", ["ORDER_TRADE_UPDATE", "ORDER_TRADE_UPDATE"]),
        ("/private/ws?listenKey=KEY&events=ACCOUNT_UPDATE/TRADE_LITE", ["TRADE_LITE", "ACCOUNT_UPDATE"]),
        ("/private/ws?listenKey=other&listenKey=KEY&events=ALGO_UPDATE/TRADE_LITE", ["TRADE_LITE"]),
    ])
    func `only the events a URL names are delivered`(path: String, names: [String]) async throws {
        try await listen(path) { _, client, stream async throws in
            _ = try await client.signed(.post, "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010")
            #expect(try await stream.events(names.count).map(\.name) == names)
            #expect(try await stream.heardSoFar() == [])
        }
    }

    @Test func `a combined stream wraps its events`() async throws {
        try await listen("/private/stream?listenKey=KEY&events=TRADE_LITE") { _, client, stream async throws in
            _ = try await client.signed(.post, "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010")
            let wrapped = try await stream.event().object
            #expect(Set(wrapped.keys) == ["stream", "data"])
            #expect((wrapped["data"] as? [String: Any])?["e"] as? String == "TRADE_LITE")
            #expect((wrapped["stream"] as? String)?.count == 64)
        }
    }

    @Test(arguments: [
        "/ws/KEY", "/ws", "/stream?streams=KEY", "/public/ws/KEY", "/market/stream?streams=btcusdt@markPrice",
        "/private/ws/anotherKey", "/private/ws?listenKey=anotherKey", "/private/ws",
    ])
    func `an old URL or a wrong key opens without error and stays silent`(path: String) async throws {
        try await listen(path) { exchange, client, stream async throws in
            _ = try await client.signed(.post, "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010")
            #expect(try await stream.heardSoFar() == [])
            try await stream.send(.text, #"{"method":"SUBSCRIBE","params":["x"],"id":7}"#)
            #expect(try await stream.next() == .text(#"{"result":null,"id":7}"#))
            #expect(exchange.openStreams == 1)
        }
    }

    @Test(arguments: ["/private/stream", "/private/ws"])
    func `a key may be subscribed on an open connection, and taken off again`(path: String) async throws {
        let market = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010"
        try await withExchange { exchange, client async throws in
            let key = try #require(try await client.send(.post, "/fapi/v1/listenKey").text("listenKey"))
            try await StreamClient.open(exchange.wsURL + path) { stream async throws in
                try await stream.send(.text, #"{"method":"SUBSCRIBE","params":["\#(key)"],"id":"a"}"#)
                #expect(try await stream.next() == .text(#"{"result":null,"id":"a"}"#))
                _ = try await client.signed(.post, "/fapi/v1/order", market)
                #expect(try await stream.heardSoFar().count == 4)
                try await stream.send(.text, #"{"method":"UNSUBSCRIBE","params":["\#(key)"],"id":2}"#)
                #expect(try await stream.next() == .text(#"{"result":null,"id":2}"#))
                _ = try await client.signed(.post, "/fapi/v1/order", market)
                #expect(try await stream.heardSoFar() == [])
            }
        }
    }

    @Test func `an amendment and another leverage are told`() async throws {
        try await listen { exchange, client, stream async throws in
            let placed = try await client.signed(.post, "/fapi/v1/order", Self.limit)
            _ = try await stream.event()
            _ = try await client.signed(
                .put, "/fapi/v1/order",
                "symbol=BTCUSDT&orderId=\(placed.integer("orderId") ?? 0)&side=BUY&quantity=0.020&price=58000")
            let amended = try await stream.event()
            #expect(amended.told == "ORDER_TRADE_UPDATE AMENDMENT NEW")
            #expect(amended.order["q"] as? String == "0.020" && amended.order["p"] as? String == "58000.00")
            _ = try await client.signed(.post, "/fapi/v1/leverage", "symbol=ETHUSDT&leverage=7")
            let configured = try await stream.event()
            #expect(configured.name == "ACCOUNT_CONFIG_UPDATE")
            let change = try #require(configured.object["ac"] as? [String: Any])
            #expect(change["s"] as? String == "ETHUSDT" && change["l"] as? Int == 7)
        }
    }

    @Test func `a path without a stream is refused, and a plain GET of a stream too`() async throws {
        try await withExchange { exchange, client async throws in
            await #expect(throws: StreamClient.Refused.self) {
                try await StreamClient.open(exchange.wsURL + "/private/nothing") { _ in }
            }
            #expect(try await client.send(.get, "/private/ws/KEY").status == 404)
        }
    }
}
