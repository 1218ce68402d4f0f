import BotEvidence
import Testing
import TriageCore

/// The bot's newest branch: no colon behind the logger's name, mixed with bare prints.
@Suite struct NewerBotTests {
    @Test func `its placement errors are seen, each behind its placement`() async throws {
        let history = try await history(
            sample("newer_rejected.log"), now: "2026-11-28T16:00:00Z", zone: .offset(seconds: 7_200))
        let errors = history.events.filter { if case .placementError = $0.meaning { true } else { false } }
        #expect(errors.count == 4)
        #expect(errors.map { $0.behind?.number ?? 0 } == errors.map { $0.number - 1 })
        #expect(errors.allSatisfy { if case .placementError(-4164, _, true) = $0.meaning { true } else { false } })
        let ids = errors.compactMap { $0.behind?.clientOrderID.rawValue.last }
        #expect(String(ids) == "1234")
        #expect(history.events.contains { $0.meaning == .event("ANCHOR_INIT") })
        #expect(history.events.contains { $0.meaning == .event("GRID_SHIFT_DEFERRED") })
        // The signing times prove UTC, whatever zone was given, and of the lines before them too.
        let times = history.events.compactMap(\.time)
        #expect(times.count > 10 && times.allSatisfy { $0.certainty == .exact })
        #expect(history.covered?.lowerBound == (try moment("2026-11-28T15:37:02.306Z")))
    }

    /// A POST whose answer was lost: the bot logs an error that names no order, and forgets it; it rests.
    @Test func `a placement whose answer was lost is nobody's for certain`() async throws {
        let id = ClientOrderID("grinder_d_BTCUSDT_1_1795881334_1")
        let symbol = try #require(Symbol("BTCUSDT"))
        let placed = try moment("2026-11-28T15:55:34.776Z")
        let log = try await history(
            sample("newer_lost_answer.log"), naming: [id], now: "2026-11-28T16:10:00Z",
            zone: .offset(seconds: 7_200))
        #expect(log.problems == [] && log.unclear(id).isEmpty)
        #expect(log.placements == 3)
        let bot = BotStatements(log, on: id, placedAt: placed)
        #expect(bot.accepted.isEmpty && bot.showsOnlyOthers)
        #expect(bot.failures.map(\.meaning).contains { if case .placementError = $0 { true } else { false } })
        let order = ObservedOrder.normal(
            Order(
                symbol: symbol, orderID: OrderID(7), clientOrderID: id, status: OrderStatus("NEW"), side: .sell,
                price: try #require(Price("60151.10")), origQty: try #require(Quantity("0.002")),
                executedQty: .zero, time: placed, updateTime: nil))
        let start = InstanceReport.Health(uptimeMilliseconds: 60_000, readAt: placed.advanced(byMilliseconds: 58_000))
        let instance = InstanceReport(
            name: "bot", health: .success(start),
            readiness: .success(InstanceReport.Readiness(isReady: true, mode: "trading_loop")))
        let verdict = OrphanRule(
            subject: Subject(.orderUnexpected, symbol: symbol, clientOrderID: id), order: order,
            ownership: Ownership.of(id, carrying: symbol, identity: Identity()), expected: [],
            instances: InstanceRule(instances: [instance], word: nil), unread: [], bot: bot
        ).judge()
        #expect(verdict.code == "expected" && verdict.confidence == .likely, "\(verdict)")
        #expect(verdict.summary.contains("Server disconnected") && verdict.summary.contains("none of this id"))
        // Were it not there, its log alone would leave open whether it arrived.
        let sibling = ClientOrderID("grinder_d_BTCUSDT_1_1795881334_2")
        let placement = try await history(
            sample("newer_lost_answer.log"), naming: [sibling], now: "2026-11-28T16:10:00Z")
        #expect(placement.events.contains { $0.clientOrderID == sibling && $0.meaning.isPlacement })
        #expect(!placement.events.contains { $0.clientOrderID == id })
    }

    @Test(arguments: [
        ("ANCHOR_RESET symbol=BTCUSDT old_anchor=1 reason=EXCHANGE_EMPTY_FLAT", "ANCHOR_RESET"),
        ("ANCHOR_RESET_BLOCKED symbol=BTCUSDT reason=x", "ANCHOR_RESET_BLOCKED"),
        ("ROLLING_FILL_OFFSET symbol=BTCUSDT fills=1 net_offset=-1", "ROLLING_FILL_OFFSET"),
        ("INFLIGHT_FILL_DETECTED symbol=BTCUSDT cid=@ side=BUY", "INFLIGHT_FILL_DETECTED"),
        ("INFLIGHT_STALE_CLEARED symbol=BTCUSDT sync_gen=2 inflight_gen=1", "INFLIGHT_STALE_CLEARED"),
        ("GRID_SHIFT_DEFERRED reason=INFLIGHT_GENERATION symbol=BTCUSDT", "GRID_SHIFT_DEFERRED"),
        ("CANCEL_SKIP_ALREADY_FAILED symbol=BTCUSDT order_id=@", "CANCEL_SKIP_ALREADY_FAILED"),
        ("CANCEL_FAILED_IDS_CLEARED count=1 gen=7", "CANCEL_FAILED_IDS_CLEARED"),
        ("PLACEMENT_DEFERRED reason=ACCOUNT_SYNC_NOT_CONVERGED symbol=BTCUSDT", "PLACEMENT_DEFERRED"),
        ("CANCEL_2011_DIAG order_id=@ parsed=ParsedOrderId(prefix='grinder_', symbol='BTCUSDT')", "CANCEL_2011_DIAG"),
        ("TP generated: src=@ side=SELL price=1 qty=2 -> tp_id=grinder_tp_BTCUSDT_1_1795881429_1", "TP generated: "),
        ("TP_SLOT_TAKEOVER symbol=BTCUSDT side=SELL tp_id=x removed_grid_id=@", "TP_SLOT_TAKEOVER"),
    ])
    func `its events are known, and of whom they tell`(template: String, name: String) async throws {
        let id = ClientOrderID("grinder_d_BTCUSDT_1_1795881390_1")
        let line = "2026-11-28 15:57:09,488 INFO grinder.live.engine " + template.replacing("@", with: id.rawValue)
        let events = try await history(line, naming: [id], now: "2026-11-28T16:00:00Z").events
        #expect(events.map(\.meaning) == [.event(name)])
        #expect(events.map(\.clientOrderID) == [template.contains("@") ? id : nil])
    }

    @Test func `an error of another process, or behind another line, is nobody's`() async throws {
        let id = ShapeWorld.id
        let post = ShapeWorld.request(id, "503 Service Unavailable")
        let error = "Non-retryable error on PLACE: Binance error -2019: Margin is insufficient."
        let texts = [
            "[pod/grinder-0/grinder] 12:00:01 INFO     httpx: \(post)\n[pod/grinder-1/grinder] 12:00:01 ERROR    x: \(error)",
            "Mar 08 12:00:01 h grinder[1]: \(post)\nMar 08 12:00:01 h grinder[2]: \(error)",
            "12:00:01 INFO     httpx: \(post)\n12:00:01 INFO     x: something else\n12:00:01 ERROR    x: \(error)",
        ]
        for text in texts {
            let history = try await history(text, naming: [id], now: "2026-03-08T12:10:00Z")
            #expect(history.events.allSatisfy { $0.behind == nil })
            #expect(ShapeWorld.verdict(of: history)?.code == "never-arrived")
        }
        let own =
            "[pod/grinder-0/grinder] 12:00:01 INFO     httpx: \(post)\n[pod/grinder-0/grinder] 12:00:01 ERROR    x: \(error)"
        let history = try await history(own, naming: [id], now: "2026-03-08T12:10:00Z")
        #expect(ShapeWorld.verdict(of: history)?.code == "rejected")
    }

    @Test func `a request beside an id it does not name says nothing of that id`() async throws {
        let other = ClientOrderID("grinder_d_BTCUSDT_9_1772971200_9")
        let text =
            "12:00:01 INFO     httpx: \(ShapeWorld.request(other, "400 Bad Request")) instead of \(ShapeWorld.id)"
        let history = try await history(text, naming: [ShapeWorld.id], now: "2026-03-08T12:10:00Z")
        #expect(history.events.map(\.meaning) == [.other])
        #expect(ShapeWorld.verdict(of: history)?.code == "inconclusive")
    }

    @Test(arguments: [
        "curl -X POST 'https://fapi.binance.com/fapi/v1/order?newClientOrderId=ID&side=BUY'",
        "12:00:01 INFO     httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order?newClientOrderId=ID&timest",
        "12:00:01 INFO     grinder.x: order ID was seen", "{\"order\": \"ID\", \"state\":", "ID",
        "12:00:01 INFO     httpx: HTTP Request: POST https://h/fapi/v1/order?newClientOrderId=ID \"HTTP/1.1 2",
        "HTTP%20Request%3A%20POST%20https%3A%2F%2Fh%2Ffapi%2Fv1%2Forder%3FnewClientOrderId%3DID",
    ])
    func `a line that names it and is not understood is told`(template: String) async throws {
        let line = template.replacing("ID", with: ShapeWorld.id.rawValue)
        let history = try await history(line, naming: [ShapeWorld.id], now: "2026-03-08T12:10:00Z")
        #expect(history.unclear(ShapeWorld.id).count == 1)
        #expect(ShapeWorld.verdict(of: history)?.code == "inconclusive")
    }

    @Test func `mismatches and stream events are found in any wrapping`() async throws {
        let id = ShapeWorld.id
        let record =
            #"{"asctime": "2026-03-08 12:00:01,000", "levelname": "WARNING", "name": "grinder.reconcile.engine", "#
            + #""message": "RECONCILE_MISMATCH", "mismatch_type": "ORDER_MISSING_ON_EXCHANGE", "symbol": "BTCUSDT", "#
            + #""client_order_id": "\#(id)", "action_plan": "none"}"#
        let stream = ShapeWorld.formatted(("WARNING", "x", "listenKey_expired"), .json, second: 2)
        for shape in LogShape.all where !LogShapeLawTests.torn.contains(shape.tool) {
            let lines = [record, stream].enumerated().map { LogShape.Line(text: $1, second: $0 + 1) }
            let history = await LogShapeLawTests.history(shape, lines, naming: nil)
            let mismatch = history.events.first { $0.clientOrderID == id }
            guard case .mismatch(.orderMissing, _)? = mismatch?.meaning else {
                Issue.record("\(shape.tool): \(history.events.map(\.meaning))")
                continue
            }
            #expect(history.events.contains { $0.meaning == .stream("listenKey_expired") }, "\(shape.tool)")
        }
    }
}
