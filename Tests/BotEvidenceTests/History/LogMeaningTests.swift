import BotEvidence
import Testing
import TriageCore

@Suite struct LogMeaningTests {
    static let id = ClientOrderID("grinder_d_ETHUSDT_2_1772971200_7")

    @Test(
        arguments: [
            ("Non-retryable error on PLACE: Binance error -2019: Margin is insufficient.", -2019, true),
            (
                "Non-retryable error on PLACE: Binance error -4164: Order's notional must be no smaller than 100.",
                -4164, true
            ),
            ("Non-retryable error on PLACE: symbol not allowed", nil, true),
            (
                "Transient error on PLACE (attempt 1/3), retrying in 500ms: Binance server error (503): {'code': -1008, 'msg': 'x'}",
                -1008, false
            ),
            (
                "Transient error on PLACE (attempt 2/3), retrying in 1000ms: Binance transient error -1021: ahead",
                -1021, false
            ),
            ("Transient error on PLACE (attempt 1/3), retrying in 500ms: Request timeout: ", nil, false),
            (
                "Transient error on PLACE (attempt 1/3), retrying in 500ms: Binance rate limit: {\"code\":-1003}",
                -1003, false
            ),
            ("Max retries exceeded for PLACE: Binance server error (503): {'code': -1008, 'msg': 'x'}", -1008, true),
            ("Max retries exceeded for PLACE: Connection error: ", nil, true),
            ("Circuit breaker OPEN for PLACE: too many failures", nil, true),
            ("ORDER_BUDGET_LATCH activated — planner suppressed for remaining run", nil, true),
        ] as [(String, Int?, Bool)])
    func `an error of a placement is told with its code`(line: String, code: Int?, isFinal: Bool) async throws {
        for text in [line, "12:00:00 ERROR    grinder.live.engine: " + line] {
            let event = try #require(await history(text).events.first)
            guard case .placementError(let found, let message, let final) = event.meaning else {
                Issue.record("\(event.meaning)")
                continue
            }
            #expect(found == code)
            #expect(final == isFinal)
            #expect(line.hasSuffix(message))
            #expect(event.clientOrderID == nil)
            #expect(event.symbol == nil)
        }
    }

    @Test(arguments: [
        ("listenKey_expired", LogMeaning.stream("listenKey_expired")),
        ("ws_reconnected", .stream("ws_reconnected")), ("keepalive_failed", .stream("keepalive_failed")),
        ("unknown_event_type", .stream("unknown_event_type")),
        ("Reconnect attempt 2/5 failed: x", .stream("Reconnect attempt")),
        ("WS reconnect failed after max retries, exiting", .stream("WS reconnect failed")),
        ("Became ACTIVE (acquired lock)", .highAvailability("Became ACTIVE")),
        ("Lost lock, becoming STANDBY", .highAvailability("Lost lock, becoming STANDBY")),
        ("HA role changed: unknown -> active", .highAvailability("HA role changed")),
        ("Failed to connect to Redis: redis://:secretpw@host:6379", .highAvailability("Failed to connect to Redis")),
        ("Action blocked: KILL_SWITCH_ACTIVE (intent=x, action=PLACE)", .killSwitch),
        ("Action blocked: DRAWDOWN_BLOCKED (intent=x, reason=y)", .event("Action blocked")),
        ("EMERGENCY EXIT START: reason=x symbols=['BTCUSDT']", .event("EMERGENCY EXIT")),
        ("Account sync failed: boom", .event("Account sync failed")),
        ("Account sync mismatches detected: 2", .event("Account sync mismatches detected")),
        ("SNAPSHOT_FAILED", .event("SNAPSHOT_FAILED")),
        ("Non-retryable error on CANCEL: Binance error -2011: Unknown order sent.", .event("CANCEL_ERROR")),
        ("RECONCILE_MISMATCH", .mismatch(nil, plan: nil)),
    ])
    func `grinder's words are known`(message: String, meaning: LogMeaning) async throws {
        for text in [message, "12:00:00 WARNING  x: \(message)", #"{"message": "\#(message)"}"#] {
            let events = try await history(text).events
            #expect(events.map(\.meaning) == [meaning], "\(text)")
            #expect(!events.contains { $0.text.contains("secretpw") })
        }
    }

    @Test(arguments: [
        ("PLACE_INTENT order_id=ID symbol=ETHUSDT side=BUY price=1 qty=2 reduceOnly=False reason=GRID", "PLACE_INTENT"),
        ("CANCEL_INTENT order_id=ID symbol=ETHUSDT reason=x", "CANCEL_INTENT"),
        ("CANCEL_OK order_id=ID", "CANCEL_OK"),
        ("CANCEL_2011_DIAG order_id=ID parsed=ParsedOrderId(prefix='grinder_', symbol='ETHUSDT')", "CANCEL_2011_DIAG"),
        (
            "ORDER_LOOKUP clientOrderId=ID status=FILLED executed=1 orig=1 avgPrice=2 side=BUY updateTime=3",
            "ORDER_LOOKUP"
        ),
        ("ORDER_LOOKUP_NOT_FOUND clientOrderId=ID code=-2013 msg=Order does not exist.", "ORDER_LOOKUP_NOT_FOUND"),
        ("  MISSING: ID", "PLACE_CORRELATION MISSING"),
        ("TP_CLOSE_RETRY_EXHAUSTED sym=ETHUSDT id=ID corr=x retries=3", "TP_CLOSE_RETRY_EXHAUSTED"),
    ])
    func `a debug line is about the order it names`(template: String, name: String) async throws {
        let line = "12:00:00 WARNING  x: " + template.replacing("ID", with: Self.id.rawValue)
        for ids in [nil, Set([Self.id])] {
            let events = try await history(line, naming: ids).events
            #expect(events.map(\.meaning) == [.event(name)])
            #expect(events.map(\.clientOrderID) == [Self.id])
            #expect(events.map(\.symbol) == [Symbol("ETHUSDT")])
        }
        #expect(try await history(line, naming: [ClientOrderID("grinder_d_ETHUSDT_2_1772971200_77")]).events == [])
    }

    @Test(arguments: [
        ("POST", "/fapi/v1/order?symbol=ETHUSDT&newClientOrderId=ID&timestamp=1", 200, true),
        ("DELETE", "/fapi/v1/order?symbol=ETHUSDT&origClientOrderId=ID", 400, true),
        ("GET", "/fapi/v1/order?origClientOrderId=ID", 200, true),
        ("GET", "/fapi/v1/openOrders?timestamp=1", 200, false),
        ("GET", "/fapi/v1/openOrders?timestamp=1", 503, true),
        ("DELETE", "/fapi/v1/allOpenOrders?symbol=ETHUSDT", 200, true),
        ("PUT", "/fapi/v1/listenKey?listenKey=abcdefgh", 200, false),
        ("PUT", "/fapi/v1/listenKey?listenKey=abcdefgh", 400, true),
    ])
    func `a request proves something unless it only asked and was answered`(
        method: String, target: String, status: Int, isEvent: Bool
    ) async throws {
        let url = "https://fapi.binance.com" + target.replacing("ID", with: Self.id.rawValue)
        let events = try await history(
            "12:00:00 INFO     httpx: HTTP Request: \(method) \(url) \"HTTP/1.1 \(status) X\""
        ).events
        let path = String(target.prefix { $0 != "?" })
        #expect(events.map(\.meaning) == (isEvent ? [.request(method: method, path: path, status: status)] : []))
        #expect(
            events.allSatisfy {
                $0.clientOrderID == (target.contains("ID&") || target.hasSuffix("=ID") ? Self.id : nil)
            })
        #expect(events.allSatisfy { !$0.text.contains("abcdefgh") })
    }

    @Test func `an id in a request may be percent-encoded and need not be of grinder's form`() async throws {
        let line = #"HTTP Request: DELETE https://h/fapi/v1/order?origClientOrderId=web%5Fa%2Fb "HTTP/1.1 200 OK""#
        #expect(try await history(line).events.map(\.clientOrderID) == [ClientOrderID("web_a/b")])
        #expect(try await history(line, naming: [ClientOrderID("web_a/b")]).numbers == [1])
    }

    @Test func `what names no order is kept beside an id, and other orders are not`() async throws {
        let text = """
            12:00:00 INFO     x: order \(Self.id) seen
            12:00:01 INFO     x: order grinder_d_ETHUSDT_2_1772971200_8 seen
            12:00:02 ERROR    x: Non-retryable error on PLACE: Binance error -2019: Margin is insufficient.
            12:00:03 WARNING  x: CANCEL_OK order_id=grinder_d_ETHUSDT_2_1772971200_8
            12:00:04 WARNING  x: RECONCILE_MISMATCH
            12:00:05 WARNING  x: GRID_UNFREEZE symbol=BTCUSDT
            12:00:06 WARNING  x: GRID_UNFREEZE symbol=ETHUSDT
            """
        let one = try await history(text, naming: [Self.id], symbol: Symbol("ETHUSDT"))
        #expect(one.numbers == [1, 3, 5, 7])
        #expect(one.events.map(\.clientOrderID) == [Self.id, nil, nil, nil])
        #expect(one.events.first?.meaning == .other)
        #expect(try await history(text).numbers == [1, 2, 3, 4, 5, 6, 7])
        #expect(try await history(text, symbol: Symbol("BTCUSDT")).numbers == [3, 5, 6])
        #expect(
            try await history(text, naming: [ClientOrderID("grinder_d_ETHUSDT_2_1772971200")]).numbers == [3, 5, 6, 7])
    }

    @Test func `an id that no line can name is a problem`() async throws {
        let history = try await history("ws_connected", naming: [ClientOrderID("two words")])
        #expect(history.problems.map(\.kind) == [.unusable])
    }

    @Test func `a line of several orders is an event of each`() async throws {
        let ids = (1...3).map { ClientOrderID("grinder_d_BTCUSDT_1_1772971200_\($0)") }
        let line = "12:00:00 INFO     x: ids ['\(ids[0])', \"\(ids[1])\"] \\n\(ids[2]): \(ids[0])."
        #expect(try await history(line).events.map(\.clientOrderID) == ids)
        #expect(try await history(line, naming: [ids[2], ids[1]]).events.map(\.clientOrderID) == [ids[1], ids[2]])
    }
}
