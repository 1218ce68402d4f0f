import Testing
import TriageCore

/// `expected`: what the bot's own word adds to a placement after its start, and what it takes away.
struct BotStatementsTests {
    private static func event(
        _ meaning: LogMeaning, id: ClientOrderID? = Given.id, at moment: Timestamp? = Given.at(20),
        certainty: LogTime.Certainty = .exact, file: String = "grinder.log", number: Int = 7
    ) -> LogEvent {
        LogEvent(
            file: file, number: number, text: "a line", time: moment.map { LogTime(moment: $0, certainty: certainty) },
            meaning: meaning, clientOrderID: id, symbol: Given.btc)
    }

    private static func post(_ status: Int = 200, file: String = "grinder.log", at: Timestamp? = Given.at(20))
        -> LogEvent
    {
        event(.request(method: "POST", path: "/fapi/v1/order", status: status), at: at, file: file)
    }

    private static func flag(_ kind: Mismatch? = .orderUnexpected, file: String = "grinder.log") -> LogEvent {
        event(.mismatch(kind, plan: nil), at: Given.at(5_000), file: file, number: 9)
    }

    private static let lost = event(
        .placementError(code: nil, message: "Request error: Server disconnected", isFinal: true), id: nil)

    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        let events: [LogEvent]
        let placements: Int
        let code: String
        let confidence: Verdict.Confidence
        /// Named in the summary or the cause.
        let told: String?
        var testDescription: String { what }

        init(
            _ what: String, _ events: [LogEvent], placements: Int? = nil, _ code: String,
            _ confidence: Verdict.Confidence, telling told: String? = nil
        ) {
            self.what = what
            self.events = events
            self.placements = placements ?? events.count { $0.meaning.isPlacement }
            self.code = code
            self.confidence = confidence
            self.told = told
        }
    }

    private static let cases = [
        Case("its accepted placement", [post()], "expected", .certain),
        Case("no line of it", [], "expected", .likely, telling: "no log shows that the exchange accepted it"),
        Case("placements, none of this id", [], placements: 3, "expected", .likely, telling: "none of this id"),
        Case("a placement whose answer was lost", [lost], placements: 1, "expected", .likely, telling: "grinder.log:7"),
        Case(
            "an error on placing, hours away",
            [
                event(
                    .placementError(code: nil, message: "Request timeout: ", isFinal: true), id: nil,
                    at: Given.at(7_200_000))
            ], "expected", .likely),
        Case("a placement that was answered 503", [post(503)], "expected", .likely, telling: "HTTP 503"),
        Case(
            "flagged, with its accepted placement in the same log", [post(), flag()], "expected", .likely,
            telling: "grinder.log:9"),
        Case("flagged without a type that can be read", [post(), flag(nil)], "expected", .likely, telling: "flags"),
        Case("flagged, and no placement", [flag()], "inconclusive", .unknown, telling: "grinder.log:9"),
        Case("flagged in one log, placed in another", [post(file: "old.log"), flag()], "inconclusive", .unknown),
        Case(
            "flagged in a pasted line, placed in a log", [post(), flag(file: LogEvent.pasted)], "expected", .likely,
            telling: "pasted line:9"),
        Case("flagged in a pasted line alone", [flag(file: LogEvent.pasted)], "inconclusive", .unknown),
        Case("flagged as something else", [post(), flag(.statusDivergence)], "expected", .certain),
        Case("the placement of an older order under this id", [post(at: Given.at(-3_600_000))], "expected", .likely),
        Case(
            "its placement, in a time whose zone is assumed",
            [
                event(
                    .request(method: "POST", path: "/fapi/v1/order", status: 200), at: Given.at(3_600_020),
                    certainty: .zoneAssumed)
            ], "expected", .likely, telling: "grinder.log:7"),
        Case(
            "a placement at the same minute two days ago, in a time whose zone is assumed",
            [
                event(
                    .request(method: "POST", path: "/fapi/v1/order", status: 200), at: Given.at(-172_800_000),
                    certainty: .zoneAssumed), flag(),
            ], "inconclusive", .unknown),
        Case("a placement without a time", [post(at: nil)], "expected", .likely, telling: "grinder.log:7"),
        Case(
            "its conditional placement",
            [
                event(.request(method: "POST", path: "/fapi/v1/algoOrder", status: 200))
            ], "expected", .certain),
        Case(
            "its cancel alone",
            [
                event(.request(method: "DELETE", path: "/fapi/v1/order", status: 200))
            ], "expected", .likely),
    ]

    @Test(arguments: cases)
    func `placed after a running bot's start, it is certain by the bot's own word alone`(given: Case) {
        var world = World(instances: .success([Instance(start: -1).report]))
        world.events = given.events
        world.placements = given.placements
        for scope in [UnexpectedOrders.Scope.one(Given.btc, Given.id), .all(nil)] {
            let verdict = Walk(scope, in: world).verdicts.first
            #expect(verdict?.code == given.code)
            #expect(verdict?.confidence == given.confidence)
            guard let told = given.told else { continue }
            let words = [verdict?.cause, verdict?.summary].compactMap(\.self).joined(separator: " ")
            #expect(words.contains(told), "\(words)")
        }
    }

    private static let handlings: [LogMeaning] = [
        .request(method: "PUT", path: "/fapi/v1/order", status: 200),
        .request(method: "DELETE", path: "/fapi/v1/order", status: 400),
        .request(method: "POST", path: "/fapi/v1/order", status: 200), .event("CANCEL_INTENT"), .event("PLACE_INTENT"),
        .event("TP_SLOT_TAKEOVER"), .event("INFLIGHT_FILL_DETECTED"), .event("ORDER_LOOKUP"),
        .event("ACCOUNT_SYNC_DEBUG"), .event("TP generated: "), .event("TP expired: "), .event("Replenish generated: "),
    ]

    @Test func `a cancel the bot tried counts where its time is certain`() {
        let diagnosis = { (certainty: LogTime.Certainty) in
            Self.verdict([Self.event(.event("CANCEL_2011_DIAG"), at: Given.at(3_600_001), certainty: certainty)])
        }
        #expect(diagnosis(.exact)?.code == "inconclusive")
        #expect(diagnosis(.dateInferred)?.code == "orphaned")
    }

    @Test(arguments: ["AccountSyncer enabled", "Account sync failed", "Account sync mismatches detected"])
    func `a bot whose log tells of its account sync takes over what it finds`(name: String) {
        let line = { (at: Int64?) in Self.event(.event(name), id: nil, at: at.map(Given.at)) }
        for at in [3_600_001, 3_590_001] as [Int64] {
            let since = Self.verdict([line(at)])
            #expect(since?.code == "inconclusive" && since?.cause.contains("grinder.log:7") == true)
            #expect(since?.summary.contains("takes over the orders it finds") == true)
        }
        // Of the run before, which has ended.
        #expect(Self.verdict([line(3_000_000)])?.confidence == .certain)
        let undated = Self.verdict([line(nil)])
        #expect(undated?.code == "orphaned" && undated?.confidence == .likely)
    }

    @Test func `a placement that was refused is no other order's`() {
        let world = World(instances: .success([Instance(start: -1).report]))
        var refused = world
        refused.events = [Self.post(503)]
        let summary = Walk(in: refused).verdicts.first?.summary ?? ""
        #expect(summary.contains("HTTP 503") && !summary.contains("none of this id"), "\(summary)")
        var flagged = world
        flagged.events = [Self.post(), Self.event(.mismatch(.orderUnexpected, plan: nil), number: 9)]
        let told = Walk(in: flagged).verdicts.first
        #expect(told?.confidence == .likely && told?.summary.contains("no log shows") == false)
    }

    @Test func `in a list orders with one contradiction stand together, and it is named`() {
        var world = World(instances: .success([Instance(start: -1).report]))
        world.events = [Self.post(503)]
        let brief = Walk(.all(nil), in: world).verdicts.first?.brief
        #expect(brief?.shared.contains("however") == true, "\(brief?.shared ?? "none")")
    }

    private static func verdict(
        _ events: [LogEvent], instance: Instance = Instance(start: 3_600_000)
    ) -> Verdict? {
        var world = World(instances: .success([instance.report]))
        world.events = events
        return Walk(in: world).verdicts.first
    }

    @Test(arguments: handlings) func `what a bot handles since its start is not called an orphan`(meaning: LogMeaning) {
        let line = { (at: Int64, certainty: LogTime.Certainty) in
            Self.event(meaning, at: Given.at(at), certainty: certainty)
        }
        let since = Self.verdict([line(3_600_001, .exact)])
        #expect(since?.code == "inconclusive" && since?.action == .escalate)
        #expect(since?.cause.contains("may have taken it over") == true)
        #expect(since?.cause.contains("grinder.log:7") == true)
        let before = Self.verdict([line(3_000_000, .exact)])
        #expect(before?.code == "orphaned" && before?.confidence == .certain)
        let perhaps = Self.verdict([line(2_950_000, .zoneAssumed)])
        #expect(perhaps?.code == "orphaned" && perhaps?.confidence == .likely)
        #expect(perhaps?.summary.contains("grinder.log:7") == true)
        let stopped = Self.verdict([line(3_600_001, .exact)], instance: .silent(service: .stopped))
        #expect(stopped?.code == "orphaned" && stopped?.confidence == .likely)
        #expect(stopped?.summary.contains("grinder.log:7") == true)
    }

    @Test func `a placement that is this order's only in another zone leaves it likely`() {
        let post = LogMeaning.request(method: "POST", path: "/fapi/v1/order", status: 200)
        let placed = { (at: Int64) in Self.event(post, at: Given.at(at), certainty: .zoneAssumed) }
        let displaced = Self.verdict([placed(7_200_020)])
        #expect(displaced?.code == "orphaned" && displaced?.confidence == .likely)
        #expect(Self.verdict([placed(20)])?.confidence == .certain)
    }

    @Test func `what speaks against an earlier run's having placed it is named, and leaves it likely`() {
        let refused = Self.verdict([Self.post(400), Self.lost])
        let stopped = Self.verdict([Self.post(400)], instance: .silent(service: .stopped))
        for verdict in [refused, stopped] {
            #expect(verdict?.code == "orphaned" && verdict?.confidence == .likely)
            #expect(verdict?.summary.contains("However: the log shows its placement at that time") == true)
            #expect(verdict?.brief?.shared.contains("however") == true)
        }
        // A placement whose answer was lost is how an order becomes an orphan.
        for lost in [[Self.post(503)], [Self.post(429)], [Self.lost]] {
            #expect(Self.verdict(lost)?.confidence == .certain)
        }
        // The log has lines from before the placement and from after it, and placements, none of which is this one.
        for (covered, confidence) in [
            (Given.at(-60_000)...Given.at(60_000), Verdict.Confidence.likely),
            (Given.at(3_600_000)...Given.at(3_700_000), .certain),
        ] {
            var world = World(instances: .success([Instance(start: 3_600_000).report]))
            world.placements = 2
            world.covered = covered
            world.hasLines = false
            let verdict = Walk(in: world).verdicts.first
            #expect(verdict?.code == "orphaned" && verdict?.confidence == confidence)
            #expect(verdict?.summary.contains("none of this id") == (confidence == .likely))
        }
    }

    @Test func `a row and an accepted placement without a known instance are likely at most`() {
        var world = World(instances: .failure(Given.notAsked))
        world.expected = .success([Self.row()])
        world.events = [Self.post()]
        let verdict = Walk(in: world).verdicts.first
        #expect(verdict?.code == "expected" && verdict?.confidence == .likely)
        #expect(verdict?.summary.contains("no instance is known") == true)
    }

    @Test func `a request without a time may be of any run`() {
        let line = Self.event(.request(method: "DELETE", path: "/fapi/v1/order", status: 200), at: nil)
        #expect(Self.verdict([line])?.code == "inconclusive")
    }

    @Test(arguments: [
        LogMeaning.request(method: "GET", path: "/fapi/v1/order", status: 200),
        .mismatch(.orderUnexpected, plan: nil), .request(method: "POST", path: "/fapi/v1/order/test", status: 200),
    ])
    func `what only looks at the order handles nothing`(meaning: LogMeaning) {
        let verdict = Self.verdict([Self.event(meaning, at: Given.at(3_600_001))])
        #expect(verdict?.code == "orphaned" && verdict?.confidence == .certain)
    }

    @Test(arguments: [
        (LogWindow(leftOut: 1), "inconclusive"), (LogWindow(leftOut: 1, leftOutByID: [Given.id: 1]), "inconclusive"),
        (LogWindow(outside: [.init(source: "grinder.log", detail: "older")]), "inconclusive"),
        (LogWindow(leftOut: 1, leftOutByID: [ClientOrderID("another"): 1]), "orphaned"), (LogWindow(), "orphaned"),
    ])
    func `what since and until leave out of it is not read`(window: LogWindow, code: String) {
        var world = World()
        world.window = window
        #expect(Walk(in: world).codes == [code])
        #expect(Walk(.all(nil), in: world).codes == [code])
    }

    @Test func `without a log it is likely`() {
        let world = World(
            logs: .failure(Given.notAsked), instances: .success([Instance(start: -1).report]))
        #expect(Walk(in: world).verdicts.map(\.confidence) == [.likely])
    }

    private static func row(
        _ status: String = "OPEN", created: Int64? = 61_000, written: Int64? = nil
    ) -> ExpectedOrder {
        ExpectedOrder(
            clientOrderID: Given.id, symbol: nil, status: status, createdAt: created.map(Given.at),
            file: "expected.jsonl", writtenAt: written.map(Given.at))
    }

    @Test(
        arguments: [
            (61_000, 61_000, Verdict.Confidence.certain, false), (nil, 61_000, .certain, false),
            (60_000, nil, .certain, false), (59_999, 61_000, .likely, true), (61_000, 59_999, .likely, true),
            (nil, 1, .likely, true), (nil, nil, .likely, false),
        ] as [(Int64?, Int64?, Verdict.Confidence, Bool)])
    func `a row or a file older than the bot's start is of an earlier run`(
        created: Int64?, written: Int64?, confidence: Verdict.Confidence, isOld: Bool
    ) {
        var world = World(instances: .success([Instance(start: 60_000).report]))
        world.expected = .success([Self.row(created: created, written: written)])
        let verdicts = Walk(in: world).verdicts
        #expect(verdicts.map(\.code) == ["expected"] && verdicts.map(\.confidence) == [confidence])
        #expect(verdicts.allSatisfy { $0.summary.contains("of an earlier run") == isOld })
        // Another file's row may be the running bot's.
        world.expected = .success([Self.row(created: 1), Self.row()])
        #expect(Walk(in: world).verdicts.map(\.confidence) == [.certain])
    }

    @Test(arguments: [
        ([Instance(start: 60_000)], nil as String?, "expected", Verdict.Confidence.certain),
        ([.standby()], nil, "expected", .likely), ([], nil, "expected", .likely),
        ([.silent()], nil, "expected", .likely), ([.silent()], "yes", "orphaned", .likely),
        ([], "yes", "orphaned", .likely), ([.silent(service: .stopped)], nil, "orphaned", .likely),
        ([Instance(start: 60_000)], "yes", "expected", .certain),
    ])
    func `a row of the expected state protects only what a running bot may mean`(
        instances: [Instance], answer: String?, code: String, confidence: Verdict.Confidence
    ) {
        let world = World(
            instances: .success(instances.map(\.report)), expected: .success([Self.row()]), answer: answer)
        var procedure = UnexpectedOrders(scope: .one(Given.btc, Given.id), identity: Identity())
        if let answer {
            procedure.receive(Answer(step: UnexpectedOrders.instanceStopped, text: answer))
        }
        while case .gather(let requests) = procedure.next() {
            for evidence in requests.map(world.evidence) { procedure.receive(evidence) }
        }
        guard case .conclude(let found) = procedure.next() else {
            Issue.record("it asks for more")
            return
        }
        #expect(found.findings.map(\.verdict.code) == [code])
        #expect(found.findings.map(\.verdict.confidence) == [confidence])
    }

    @Test
    func `what the log flags is flagged, whatever grinder's parser would make of the id; a conditional order never is`()
    {
        let take = ClientOrderID("grinder_tp_BTCUSDT_1_1772971200_1")
        func flagged(_ world: World, _ id: ClientOrderID) -> String? {
            let step = Walk(.one(Given.btc, id), in: world).step("owner")
            return step?.facts.first { $0.name == "flagged by grinder" }?.value
        }
        var world = World()
        #expect(flagged(world, Given.id) == "yes")
        world.order = .success(Given.order(take))
        world.openOrders = .success([Given.order(take)])
        #expect(flagged(world, take) == "no")
        world.events = [Self.event(.mismatch(.orderUnexpected, plan: nil), id: take)]
        #expect(flagged(world, take) == "yes")
        let stop = World(
            order: .success(nil), openOrders: .success([]), algoOrder: .success(Given.algo()),
            openAlgoOrders: .success([Given.algo()]))
        #expect(flagged(stop, Given.id) == "no")
    }
}
