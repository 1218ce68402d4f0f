import Testing
import TriageCore

/// What the bot's log proves of a placement: refused, accepted, unanswered, or not understood.
@Suite struct MissingRefusalTests {
    static func post(_ status: Int, line: Int, ago: Int64 = hour, id: ClientOrderID = Given.id) -> LogEvent {
        LogEvent(
            file: "grinder.log", number: line, text: "HTTP Request: POST /fapi/v1/order",
            time: LogTime(moment: Given.at(-ago), certainty: .exact),
            meaning: .request(method: "POST", path: "/fapi/v1/order", status: status), clientOrderID: id,
            symbol: Given.btc)
    }

    static func error(
        _ words: String, code: Int?, line: Int, behind: Int?, of id: ClientOrderID = Given.id, isFinal: Bool = true
    ) -> LogEvent {
        LogEvent(
            file: "grinder.log", number: line, text: "Non-retryable error on PLACE: \(words)",
            time: LogTime(moment: Given.at(-hour), certainty: .exact),
            meaning: .placementError(code: code, message: words, isFinal: isFinal), clientOrderID: nil, symbol: nil,
            behind: behind.map { LogEvent.Placement(clientOrderID: id, number: $0) })
    }

    static func event(_ meaning: LogMeaning, line: Int = 20, id: ClientOrderID = Given.id) -> LogEvent {
        LogEvent(
            file: "grinder.log", number: line, text: "line \(line)",
            time: LogTime(moment: Given.at(-hour), certainty: .exact), meaning: meaning, clientOrderID: id,
            symbol: Given.btc)
    }

    static func verdict(_ events: [LogEvent], change: (inout MissingExchange) -> Void = { _ in }) throws -> Verdict {
        var exchange = MissingExchange()
        exchange.events = events
        change(&exchange)
        return try #require(exchange.drive().verdict)
    }

    static let margin = "Binance error -2019: Margin is insufficient."

    @Test func `an error that names the order answers the placement before it, and no earlier one`() throws {
        let refused = Self.event(.placementError(code: -2019, message: Self.margin, isFinal: true), line: 9)
        #expect(try Self.verdict([Self.post(503, line: 3), refused]).code == "rejected")
        let twice = try Self.verdict([Self.post(503, line: 3, ago: 2 * hour), Self.post(503, line: 8), refused])
        #expect(twice.code != "rejected")
    }

    @Test func `a refusal directly behind its placement is the reason, with code and words`() throws {
        let verdict = try Self.verdict([
            Self.post(400, line: 7), Self.error(Self.margin, code: -2019, line: 8, behind: 7),
        ])
        #expect(verdict.code == "rejected")
        #expect(verdict.cause.contains("-2019 Margin is insufficient (grinder.log:8)"))
        #expect(verdict.confidence == .certain && verdict.action == .none && verdict.weight == .clear)
    }

    @Test func `an error that stands behind another placement is not this one's`() throws {
        let other = ClientOrderID("grinder_d_BTCUSDT_2_1772971200_2")
        let alone = try Self.verdict([
            Self.post(400, line: 7), Self.post(400, line: 8, id: other),
            Self.error(Self.margin, code: -2019, line: 9, behind: 8, of: other),
        ])
        #expect(alone.code == "rejected" && alone.confidence == .likely)
        #expect(!alone.cause.contains("-2019"))
        let unanswered = try Self.verdict([
            Self.post(503, line: 7), Self.post(400, line: 8, id: other),
            Self.error(Self.margin, code: -2019, line: 9, behind: 8, of: other),
        ])
        #expect(unanswered.code == "never-arrived")
        #expect(unanswered.cause.contains("HTTP 503"))
    }

    @Test(
        arguments: [
            (408, nil), (418, nil), (429, nil), (400, -1006), (400, -1007), (503, nil), (503, -1000),
            (503, -1008), (500, -1001), (503, -1007), (302, nil),
        ] as [(Int, Int?)])
    func `what leaves open whether it was placed is no refusal`(status: Int, code: Int?) throws {
        var events = [Self.post(status, line: 7)]
        if let code { events.append(Self.error("Binance error \(code): no", code: code, line: 8, behind: 7)) }
        #expect(try Self.verdict(events).code == "never-arrived")
    }

    @Test(arguments: [400, 503], [true, false])
    func `an id that an open order had did rest`(status: Int, isFinal: Bool) throws {
        let words = "Binance error -4116: ClientOrderId is duplicated."
        let verdict = try Self.verdict([
            Self.post(status, line: 7), Self.error(words, code: -4116, line: 8, behind: 7, isFinal: isFinal),
        ])
        #expect(verdict.code == "inconclusive")
        #expect(verdict.cause.contains("-4116 (grinder.log:8)"))
    }

    @Test(arguments: [(400, -2019), (400, -4164), (400, -1021), (401, -2015), (503, -2019), (500, -4131)])
    func `a refusal is one by its code, whatever the status of the answer`(status: Int, code: Int) throws {
        let events = [
            Self.post(status, line: 7), Self.error("Binance error \(code): no", code: code, line: 8, behind: 7),
        ]
        #expect(try Self.verdict(events).code == "rejected")
    }

    @Test func `one placement that was not refused is enough`() throws {
        let refused = [Self.post(400, line: 7), Self.error(Self.margin, code: -2019, line: 8, behind: 7)]
        #expect(try Self.verdict(refused + [Self.post(503, line: 12)]).code == "never-arrived")
        #expect(try Self.verdict([Self.post(200, line: 3)] + refused).code == "inconclusive")
        let again = [Self.post(400, line: 12), Self.error(Self.margin, code: -2019, line: 13, behind: 12)]
        #expect(try Self.verdict(refused + again).code == "rejected")
    }

    @Test func `a log read partly refuses nothing`() throws {
        let verdict = try Self.verdict([
            Self.post(400, line: 7), Self.error(Self.margin, code: -2019, line: 8, behind: 7),
        ]) { $0.logProblems = [Given.unreachable] }
        #expect(verdict.code == "inconclusive")
    }

    @Test(arguments: [400, 503]) func `a line that names it and is not understood leaves it open`(status: Int) throws {
        let verdict = try Self.verdict([Self.post(status, line: 7), Self.event(.other, line: 9)])
        #expect(verdict.code == "inconclusive")
        #expect(verdict.cause.contains("grinder.log:9"))
    }

    @Test(arguments: [
        LogMeaning.request(method: "DELETE", path: "/fapi/v1/order", status: 200),
        .request(method: "GET", path: "/fapi/v1/order", status: 200), .event("ORDER_LOOKUP"), .event("CANCEL_OK"),
        .event("INFLIGHT_FILL_DETECTED"), .mismatch(.orderUnexpected, plan: nil),
    ])
    func `a line that says the exchange knew it is never absence`(meaning: LogMeaning) throws {
        #expect(try Self.verdict([Self.post(503, line: 7), Self.event(meaning)]).code == "inconclusive")
        #expect(try Self.verdict([Self.post(400, line: 7), Self.event(meaning)]).code == "inconclusive")
    }

    @Test(arguments: [
        LogMeaning.event("CANCEL_2011_DIAG"), .event("CANCEL_INTENT"), .event("TP_SLOT_TAKEOVER"),
        .request(method: "DELETE", path: "/fapi/v1/order", status: 400),
    ])
    func `a bot that tried to cancel it lowers the confidence`(meaning: LogMeaning) throws {
        for status in [400, 503] {
            let verdict = try Self.verdict([Self.post(status, line: 7), Self.event(meaning)])
            #expect(verdict.code == (status == 400 ? "rejected" : "never-arrived"))
            #expect(verdict.confidence == .likely)
            #expect(verdict.summary.contains("grinder.log:20"))
        }
    }

    @Test(arguments: [
        LogWindow(since: Given.at(-minute)), LogWindow(until: Given.at(-2 * hour)),
        LogWindow(since: Given.at(-10 * hour), leftOut: 1),
        LogWindow(since: Given.at(-10 * hour), outside: [.init(source: "grinder.log", detail: "older")]),
    ])
    func `what the window leaves out is not read`(window: LogWindow) throws {
        let events = [Self.post(503, line: 7)]
        #expect(try Self.verdict(events).code == "never-arrived")
        #expect(try Self.verdict(events) { $0.window = window }.code == "inconclusive")
        #expect(
            try Self.verdict(events) { $0.window = LogWindow(since: Given.at(-10 * hour)) }.code == "never-arrived")
    }

    @Test func `a bot's intent to place it dates the placement`() throws {
        let verdict = try Self.verdict([Self.event(.event("PLACE_INTENT"))])
        #expect(verdict.code == "never-arrived" && verdict.confidence == .certain)
    }
}
