import Testing
import TriageCore

struct UnexpectedOrdersTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        let world: World
        let code: String
        /// In both scopes, or for one id only.
        let one: Bool
        var testDescription: String { what }

        init(_ what: String, _ code: String, one: Bool = false, _ change: (inout World) -> Void) {
            self.what = what
            self.code = code
            self.one = one
            var world = World()
            change(&world)
            self.world = world
        }
    }

    /// A world whose log shows the placement, and whose exchange knows nothing.
    private static func accepted(
        at moment: Timestamp? = Given.noon, certainty: LogTime.Certainty = .exact, status: Int = 200
    ) -> World {
        var world = World()
        world.order = .success(nil)
        world.openOrders = .success([])
        world.events = [
            LogEvent(
                file: "grinder.log", number: 7, text: "a line",
                time: moment.map { LogTime(moment: $0, certainty: certainty) },
                meaning: .request(method: "POST", path: "/fapi/v1/order", status: status), clientOrderID: Given.id,
                symbol: Given.btc)
        ]
        return world
    }

    private static let cases = [
        Case("open, older than every start", "orphaned") { _ in },
        Case("a conditional order, older than every start", "orphaned") {
            $0.order = .success(nil)
            $0.openOrders = .success([])
            $0.algoOrder = .success(Given.algo())
            $0.openAlgoOrders = .success([Given.algo()])
        },
        Case("open, though the read by id knows an older order of that id", "orphaned") {
            $0.order = .success(Given.order(orderID: 1, status: "FILLED", executedQty: "0.010"))
        },
        Case("placed by a running bot", "expected") { $0.instances = .success([Instance(start: -1).report]) },
        Case("active in the expected state", "expected") {
            $0.expected = .success([
                ExpectedOrder(clientOrderID: Given.id, symbol: nil, status: "OPEN", createdAt: nil, file: "e")
            ])
        },
        Case("known to a log alone", "gone", one: true) {
            $0.order = .success(nil)
            $0.openOrders = .success([])
        },
        Case("accepted by a log an hour ago, and not known", "inconclusive", one: true) { $0 = accepted() },
        Case("accepted four days ago, and forgotten", "gone", one: true) {
            $0 = accepted()
            $0.now = .success(Given.at(4 * day))
        },
        Case("accepted at a time that is not told", "inconclusive", one: true) {
            $0 = accepted(at: nil)
            $0.now = .success(Given.at(4 * day))
        },
        Case("accepted three days ago by a clock of an assumed zone", "inconclusive", one: true) {
            $0 = accepted(certainty: .zoneAssumed)
            $0.now = .success(Given.at(3 * day + 60_000))
        },
        Case("accepted, and the exchange's time is unknown", "inconclusive", one: true) {
            $0 = accepted()
            $0.now = .failure(Given.unreachable)
        },
        Case("known to the audit log, and a log cannot be read", "inconclusive", one: true) {
            $0.order = .success(nil)
            $0.openOrders = .success([])
            $0.hasLines = false
            $0.mentions = .success([AuditMention(seq: 7, kind: "verdict", exchangeID: "5")])
            $0.logs = .success([Given.unreachable])
        },
        Case("refused when it was placed", "gone", one: true) { $0 = accepted(status: 400) },
        Case("known to the expected state alone", "gone", one: true) {
            $0.order = .success(nil)
            $0.openOrders = .success([])
            $0.hasLines = false
            $0.expected = .success([
                ExpectedOrder(clientOrderID: Given.id, symbol: nil, status: "CANCELLED", createdAt: nil, file: "e")
            ])
        },
        Case("known to the audit log alone", "gone", one: true) {
            $0.order = .success(nil)
            $0.openOrders = .success([])
            $0.hasLines = false
            $0.mentions = .success([AuditMention(seq: 7, kind: "verdict", exchangeID: "5")])
        },
        Case("not known at all", "inconclusive", one: true) {
            $0.order = .success(nil)
            $0.openOrders = .success([])
            $0.hasLines = false
        },
        Case("not known, and the audit log cannot be read", "inconclusive", one: true) {
            $0.order = .success(nil)
            $0.openOrders = .success([])
            $0.hasLines = false
            $0.mentions = .failure(Given.unreachable)
        },
        Case("not known, and there is no audit log", "inconclusive", one: true) {
            $0.order = .success(nil)
            $0.openOrders = .success([])
            $0.hasLines = false
            $0.mentions = .failure(Given.notAsked)
        },
        Case("placed by a running bot, and a log cannot be read", "inconclusive") {
            $0.instances = .success([Instance(start: -1).report])
            $0.logs = .success([Given.unreachable])
        },
        Case("filled", "gone", one: true) {
            $0.order = .success(Given.order(status: "FILLED", executedQty: "0.010"))
            $0.openOrders = .success([])
        },
        Case("live by id, but in no list", "inconclusive", one: true) { $0.openOrders = .success([]) },
        Case("listed as open under an unknown status", "inconclusive") {
            $0.openOrders = .success([Given.order(status: "NEW_INSURANCE")])
            $0.order = .success(nil)
        },
        Case("two open orders under one id", "inconclusive") { $0.openAlgoOrders = .success([Given.algo()]) },
        Case("fired, and its order rests under another id", "inconclusive", one: true) {
            $0.order = .success(nil)
            $0.openOrders = .success([Given.order(ClientOrderID("web_1"), orderID: 77)])
            $0.algoOrder = .success(Given.algo(status: "TRIGGERED", child: 77))
        },
        Case("fired, and its order is over", "gone", one: true) {
            $0.order = .success(nil)
            $0.openOrders = .success([Given.order(ClientOrderID("web_1"), orderID: 78)])
            $0.algoOrder = .success(Given.algo(status: "TRIGGERED", child: 77))
        },
        Case("the order by id is not answered", "inconclusive", one: true) { $0.order = .failure(Given.unreachable) },
        Case("open orders are not answered", "inconclusive") { $0.openOrders = .failure(Given.unreachable) },
        Case("the algo order is not answered", "inconclusive", one: true) {
            $0.algoOrder = .failure(Given.unreachable)
        },
        Case("open algo orders are not answered", "inconclusive") { $0.openAlgoOrders = .failure(Given.unreachable) },
        Case("a log that cannot be read", "inconclusive") { $0.logs = .success([Given.unreachable]) },
        Case("a line that names it is not understood", "inconclusive") {
            $0.instances = .success([Instance(start: -1).report])
            $0.events = [
                LogEvent(
                    file: "grinder.log", number: 4, text: "?", time: nil, meaning: .other, clientOrderID: Given.id,
                    symbol: Given.btc)
            ]
        },
        Case("the log search failed", "inconclusive") { $0.logs = .failure(Given.unreachable) },
        Case("no log was named", "orphaned") { $0.logs = .failure(Given.notAsked) },
        Case("the expected state cannot be read", "inconclusive") { $0.expected = .failure(Given.unreachable) },
        Case("no expected state was named", "orphaned") { $0.expected = .failure(Given.notAsked) },
        Case("the instances could not be asked", "inconclusive") {
            $0.instances = .failure(Given.unreachable)
            $0.answer = "yes"
        },
        Case("no instance is known, and the operator says stopped", "orphaned") {
            $0.instances = .failure(Given.notAsked)
            $0.answer = "yes"
        },
        Case("no instance is known, and nobody answers", "inconclusive") { $0.instances = .success([]) },
        Case("a standby alone, and the operator says stopped", "inconclusive") {
            $0.instances = .success([Instance.standby().report])
            $0.answer = "yes"
        },
    ]

    @Test(arguments: cases)
    func `one id is judged by everything that was read`(given: Case) {
        let walk = Walk(in: given.world)
        #expect(walk.codes == [given.code])
        #expect((walk.verdicts.first?.action == .cancel) == (given.code == "orphaned"))
    }

    @Test(arguments: cases.filter { !$0.one }, [UnexpectedOrders.Scope.all(nil), .all(Given.btc)])
    func `all open orders are judged by the same rule`(given: Case, scope: UnexpectedOrders.Scope) {
        let codes = Set(Walk(scope, in: given.world).codes)
        #expect(codes == [given.code])
    }

    @Test func `an exchange that answers nothing is unavailable`() {
        let refused = Unavailable(.credentialsRefused, source: "GET /fapi/v1/order", detail: "-2015")
        var world = World(
            order: .failure(Given.unreachable), openOrders: .failure(refused), algoOrder: .failure(Given.unreachable),
            openAlgoOrders: .failure(Given.unreachable))
        #expect(Walk(in: world).verdicts.map(\.weight) == [.unavailable(because: refused)])
        #expect(Walk(.all(nil), in: world).verdicts.map(\.weight) == [.unavailable(because: refused)])
        world.algoOrder = .success(nil)
        #expect(Walk(in: world).verdicts.map(\.weight) == [.inconclusive(because: refused)])
    }

    @Test(arguments: ["web_1", "grinder_d_1000PEPEUSDT_1_1772971200_1"])
    func `somebody else's id is not ours, open or not`(text: String) {
        let id = ClientOrderID(text)
        let open = World(order: .success(Given.order(id)), openOrders: .success([Given.order(id)]))
        var none = World(order: .success(nil), openOrders: .success([]))
        #expect(Walk(.one(Given.btc, id), in: open).codes == ["not-ours"])
        #expect(Walk(.one(Given.btc, id), in: none).codes == ["not-ours"])
        none.hasLines = false
        #expect(Walk(.one(Given.btc, id), in: none).codes == ["inconclusive"])
    }

    @Test func `an answer to another question is no answer`() {
        var procedure = UnexpectedOrders(scope: .one(Given.btc, Given.id), identity: Identity())
        let world = World(order: .success(nil))
        guard case .gather(let requests) = procedure.next() else {
            Issue.record("nothing is asked")
            return
        }
        for request in requests {
            let honest = world.evidence(for: request)
            let content: Result<EvidenceContent, Unavailable> =
                request.kind == .openOrders ? .success(.order(nil)) : honest.content
            procedure.receive(Evidence(request: request, source: honest.source, content: content))
        }
        guard case .conclude(let found) = procedure.next() else {
            Issue.record("it does not end")
            return
        }
        #expect(found.findings.map(\.verdict.code) == ["inconclusive"])
    }

    @Test(arguments: [true, false])
    func `the step says what the time asked for leaves out, whether it shows a line or not`(_ hasLines: Bool) {
        var world = World()
        world.hasLines = hasLines
        let outside = LogWindow.Outside(
            source: "grinder.log.1", detail: "older than the time asked for", extent: .unread)
        world.window = LogWindow(since: Given.at(0), outside: [outside])
        let walk = Walk(in: world)
        #expect(walk.codes == ["inconclusive"])
        let step = walk.step("logs")
        #expect(step?.status == .attention)
        let summary = hasLines ? "1 line in 1 file" : "grinder.log.1 is older than the time asked for"
        #expect(step?.summary == summary)
        let facts = step?.facts.map { "\($0.source): \($0.value)" }
        #expect(facts?.last == "grinder.log.1: older than the time asked for")
        #expect(facts?.count == (hasLines ? 2 : 1))
    }

    @Test func `an account without grinder's orders has no finding and is asked for no log`() {
        let world = World(openOrders: .success([Given.order(ClientOrderID("web_1"))]))
        let walk = Walk(.all(nil), in: world)
        #expect(walk.conclusion == .several([]))
        #expect(!walk.asked.contains { $0.kind == .logHistory })
        #expect(walk.step("logs")?.status == .skipped)
    }

    @Test func `logs are searched once for all open orders, flagged ones included`() {
        let flagged = ClientOrderID("grinder_d_1000PEPEUSDT_1_1772971200_1")
        let orders = [Given.order(flagged, orderID: 9), Given.order(), Given.order(ClientOrderID("ios_1"), orderID: 8)]
        let walk = Walk(.all(nil), in: World(openOrders: .success(orders)))
        #expect(walk.asked.suffix(1) == [.logHistory([flagged, Given.id], nil)])
        #expect(walk.codes == ["not-ours", "orphaned"])
        #expect(walk.conclusion?.findings.map(\.subject.clientOrderID) == [flagged, Given.id])
    }

    @Test(arguments: [
        (nil, "inconclusive", StepReport.Status.unanswered), ("yes", "orphaned", .ok), ("no", "inconclusive", .ok),
        ("perhaps", "inconclusive", .ok),
    ])
    func `the operator is asked once, and the answer is on record`(
        answer: String?, code: String, status: StepReport.Status
    ) {
        let walk = Walk(in: World(instances: .success([Instance.silent().report]), answer: answer))
        #expect(walk.questions.map(\.step) == [UnexpectedOrders.instanceStopped])
        #expect(walk.codes == [code])
        #expect(walk.step("instance-stopped")?.status == status)
    }

    @Test func `an answer given beforehand is used, unless an instance contradicts it`() {
        var procedure = UnexpectedOrders(scope: .one(Given.btc, Given.id), identity: Identity())
        procedure.receive(Answer(step: StepID("another"), text: "no"))
        procedure.receive(Answer(step: UnexpectedOrders.instanceStopped, text: "yes"))
        let world = World(instances: .success([Instance(start: 1).report]))
        if case .gather(let requests) = procedure.next() {
            for evidence in requests.map(world.evidence) { procedure.receive(evidence) }
        }
        guard case .conclude(let found) = procedure.next() else {
            Issue.record("it does not end")
            return
        }
        #expect(found.findings.map(\.verdict.code) == ["inconclusive"])
        let step = procedure.report().first { $0.id == UnexpectedOrders.instanceStopped }
        #expect(step?.status == .attention)
        #expect(step?.summary.contains("is ignored") == true)
    }

    @Test func `every question belongs to a step that asks it`() {
        let ids = UnexpectedOrders.steps.map(\.id)
        #expect(Set(ids).count == ids.count)
        let requests: [EvidenceRequest] = [
            .order(Given.btc, Given.id), .openOrders(nil), .algoOrder(Given.id), .openAlgoOrders(nil),
            .logHistory([Given.id], nil), .instances, .expectedOrders, .auditMentions(Given.id),
            .exchangeTime,
        ]
        #expect(Set(requests.map(\.kind)) == Set(UnexpectedOrders.steps.flatMap(\.asks)))
        let procedure = UnexpectedOrders(scope: .all(nil), identity: Identity())
        for request in requests {
            let step = UnexpectedOrders.steps.first { $0.id == procedure.step(asking: request) }
            #expect(step?.asks.contains(request.kind) == true)
        }
    }
}
