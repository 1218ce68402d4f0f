import TestSupport
import Testing
import TriageCore

/// The law over all procedures: whatever was read, replacing any one answer by *unavailable* never turns a verdict into
/// one that arms an action, and never raises the confidence.
struct UnavailableLawTests {
    /// A procedure with all that the world would answer, driven to its end with some answers taken away.
    private struct Trial<P: Procedure> {
        let start: P
        let answer: (EvidenceRequest) -> Result<EvidenceContent, Unavailable>
        let words: [Answer]

        func run(without lost: EvidenceRequest? = nil) -> (asked: [EvidenceRequest], findings: [Finding]) {
            var procedure = start
            for word in words { procedure.receive(word) }
            var asked: [EvidenceRequest] = []
            for _ in 0..<40 {
                switch procedure.next() {
                case .gather(let requests):
                    asked += requests
                    for request in requests {
                        let content = request == lost ? .failure(Given.unreachable) : answer(request)
                        procedure.receive(Evidence(request: request, source: request.kind.rawValue, content: content))
                    }
                case .ask(let question): procedure.receive(Answer(step: question.step, text: nil))
                case .conclude(let conclusion): return (asked, conclusion.findings)
                }
            }
            return (asked, [])
        }
    }

    private static func rank(_ confidence: Verdict.Confidence) -> Int {
        switch confidence {
        case .certain: 2
        case .likely: 1
        case .unknown: 0
        }
    }

    private static func arms(_ verdict: Verdict) -> Bool {
        verdict.action == .cancel || verdict.action == .flatten
            || verdict.next.contains { ["cancel", "flatten", "reset"].contains($0.words.first) }
    }

    /// What the law forbids, a sentence each. `dated`: what tells one of several orders under one id from another; without
    /// it an order that was found is likely the one, never certainly.
    private static func breaches<P: Procedure>(
        _ start: P, words: [Answer] = [], dated: Set<EvidenceRequest.Kind> = [],
        _ answer: @escaping (EvidenceRequest) -> Result<EvidenceContent, Unavailable>
    ) -> [String] {
        let trial = Trial(start: start, answer: answer, words: words)
        let whole = trial.run()
        var found: [String] = []
        if whole.findings.isEmpty, whole.asked.isEmpty { found.append("it asks nothing") }
        for lost in Set(whole.asked) {
            guard case .success = answer(lost) else { continue }
            for finding in trial.run(without: lost).findings {
                // A subject that only the loss brings forth is set against nothing known.
                let before = whole.findings.first { $0.subject == finding.subject }?.verdict
                let said = "\(finding.verdict.code) (\(finding.verdict.confidence)), not \(before?.code ?? "nothing")"
                if arms(finding.verdict), before.map({ !arms($0) }) ?? true {
                    found.append("without \(lost.kind): arms, \(said)")
                }
                let bound = max(before.map { rank($0.confidence) } ?? 0, dated.contains(lost.kind) ? rank(.likely) : 0)
                if rank(finding.verdict.confidence) > bound {
                    found.append("without \(lost.kind): surer, \(said) (\(before?.confidence.rawValue ?? "-"))")
                }
            }
        }
        return found
    }

    private static func check(_ name: String, _ cases: Int, _ wrong: [String]) {
        Campaign.printSummary("answers taken away, \(name)", cases: cases, failures: wrong.count)
        #expect(wrong.isEmpty, "\(wrong.count) wrong: \(wrong.prefix(6))")
    }

    private static let cases = Campaign.cases(full: 4_000)

    @Test(arguments: [UnexpectedOrders.Scope.one(Given.btc, Given.id), .all(nil), .all(Given.btc)])
    func `unexpected`(scope: UnexpectedOrders.Scope) {
        var generator = SeededGenerator(seed: 21)
        var wrong: [String] = []
        for _ in 0..<Self.cases {
            var world = World(using: &generator)
            world.tellMore(using: &generator)
            let word = world.answer.map { [Answer(step: UnexpectedOrders.instanceStopped, text: $0)] } ?? []
            wrong += Self.breaches(UnexpectedOrders(scope: scope, identity: Identity()), words: word) {
                world.evidence(for: $0).content
            }
        }
        Self.check("unexpected", Self.cases, wrong)
    }

    @Test func `missing`() {
        var generator = SeededGenerator(seed: 22)
        var wrong: [String] = []
        for _ in 0..<Self.cases {
            let history = MissingHistory(using: &generator)
            let start = history.drive().procedure
            let dated: Set<EvidenceRequest.Kind> = history.isReused ? [.logHistory, .expectedOrders] : []
            wrong += Self.breaches(
                MissingOrder(symbol: start.symbol, id: start.id, identity: Identity()), dated: dated
            ) {
                history.exchange.result($0)
            }.map { "\($0): \(history.really)" }
        }
        Self.check("missing", Self.cases, wrong)
    }

    @Test func `divergence`() {
        var generator = SeededGenerator(seed: 23)
        var wrong: [String] = []
        for _ in 0..<Self.cases {
            let world = DivergenceWorld(using: &generator)
            let start = StatusDivergence(symbol: Given.btc, id: Given.id, stated: world.stated)
            wrong += Self.breaches(start) { world.answer($0) }.map { "\($0): \(world)" }
        }
        Self.check("divergence", Self.cases, wrong)
    }

    @Test func `position`() {
        var generator = SeededGenerator(seed: 24)
        var wrong: [String] = []
        let cases = Self.cases / 4
        for _ in 0..<cases {
            let history = PositionHistory(using: &generator)
            var world = history.world
            world.instances = generator.pick([
                nil, [], [Instance().report], [Instance.silent().report], [Instance.standby().report],
            ])
            wrong += Self.breaches(
                PositionLedger(symbol: Given.btc, identity: Identity(), maxWindows: history.maxWindows)
            ) { request in world.answer(request).map { .success($0) } ?? .failure(Given.notAsked) }
        }
        Self.check("position", cases, wrong)
    }

    @Test func `the escalation checks`() {
        var generator = SeededGenerator(seed: 25)
        var wrong: [String] = []
        for _ in 0..<Self.cases {
            let world = CheckWorld(using: &generator)
            wrong += Self.breaches(RestCheck()) { world.content($0) }
            wrong += Self.breaches(ClockCheck()) { world.content($0) }
            wrong += Self.breaches(StateCheck(symbol: nil)) { world.content($0) }
            wrong += Self.breaches(StreamCheck(extendsKey: true, now: Given.noon)) { world.content($0) }
        }
        Self.check("checks", Self.cases, wrong)
    }
}

extension World {
    /// What the bot's logs prove, what the audit log remembers, and orders that triggers made.
    fileprivate mutating func tellMore(using generator: inout SeededGenerator) {
        func event(_ meaning: LogMeaning, _ file: String) -> LogEvent {
            LogEvent(
                file: file, number: 7, text: "a line", time: LogTime(moment: Given.at(20), certainty: .exact),
                meaning: meaning, clientOrderID: Given.id, symbol: Given.btc)
        }
        let post = event(.request(method: "POST", path: "/fapi/v1/order", status: 200), "grinder.log")
        let flag = event(.mismatch(.orderUnexpected, plan: nil), generator.pick(["grinder.log", "other.log"]))
        events = generator.pick([[], [], [post], [flag], [post, flag]])
        placements = generator.pick([0, 3])
        hasLines = generator.pick([true, false])
        mentions = .success(generator.pick([[], [AuditMention(seq: 3, kind: "verdict", exchangeID: "5")]]))
        guard generator.pick([true, false, false]), case .success(var orders) = openOrders else { return }
        for index in orders.indices where orders[index].clientOrderID == Given.id {
            orders[index].origType = "STOP"
            let created = Given.at(generator.pick([-90_000_000, -5_000, -1]))
            let parent = Given.algo(
                status: "FINISHED", child: orders[index].orderID.rawValue, createTime: created)
            algoOrder = .success(generator.pick([parent, parent, nil]))
            order = order.map { $0.map { _ in orders[index] } }
        }
        openOrders = .success(orders)
    }
}

extension MissingExchange {
    fileprivate func result(_ request: EvidenceRequest) -> Result<EvidenceContent, Unavailable> {
        if let problem = failure(request) { return .failure(problem) }
        return answer(request).map { .success($0) } ?? .failure(Given.notAsked)
    }
}

extension CheckWorld {
    /// Well, or ill in one way or another.
    fileprivate init(using generator: inout SeededGenerator) {
        self.init()
        latency = .success(
            generator.pick([
                LatencyReading(answered: [12, 9, 11], failures: []),
                LatencyReading(answered: [], failures: [Given.unreachable]),
                LatencyReading(answered: [2_400, 9_000, 3_100], failures: []),
            ]))
        weight = Self.weight(generator.pick([100, 2_350]))
        account = .success(AccountConfiguration(canTrade: generator.pick([true, true, false]), isHedge: false))
        locks = .success(
            generator.pick([[], [TradingLock(scope: "ACCOUNT", indicator: "UFR", isLocked: true, recovers: nil)]]))
        clock = .success(
            generator.pick([
                [ClockSample(offset: 3, roundTrip: 10)], [ClockSample(offset: 70_000, roundTrip: 10)],
                [ClockSample(offset: 900, roundTrip: 3_000)],
            ]))
        kept = .success(TimeSynchronisation(isKept: generator.pick([true, false]), estimatedError: 2))
        metrics = generator.pick([
            .success([]), .success([Self.reading()]), .success([Self.reading(runs: 0, age: nil)]),
            .success([Self.reading(age: 900_000, mismatches: [.orderUnexpected: 8])]), .failure(Given.notAsked),
        ])
        survey = .success(
            generator.pick([
                Self.survey(), Self.survey([.orderUnexpected]), Self.survey(unanswered: [Given.unreachable]),
                Self.survey(unanswered: [Given.unreachable], isBlind: true), Self.survey(named: false),
            ]))
        logs = generator.pick([
            .failure(Given.notAsked), .success(Self.log(["ws_connected", "keepalive_ok"])),
            .success(Self.log(["ws_connected", "listenKey_expired"])),
            .success(Self.log(["ws_connected"], endedBefore: 7_200_000)),
        ])
        listenKey = .success(generator.pick([.extended, .absent]))
        handshake = .success(
            Self.handshake(generator.pick([.stayedOpen, .closed("gone"), .refused(status: 403)])))
    }
}

/// Any answers to a divergence.
private struct DivergenceWorld {
    var stated: BotStatus?
    let first: Order?
    let later: Order?
    let algo: AlgoOrder?
    let child: Order?
    let expected: [ExpectedOrder]?
    let events: [LogEvent]?

    init(using generator: inout SeededGenerator) {
        let statuses = ["NEW", "PARTIALLY_FILLED", "FILLED", "CANCELED", "EXPIRED", "NEW_ADL"]
        func order(_ id: Int64) -> Order {
            let status = generator.pick(statuses)
            return Given.order(orderID: id, status: status, executedQty: status.hasSuffix("FILLED") ? "0.004" : "0")
        }
        stated = generator.pick([nil, nil, .open, .filled, .cancelled])
        first = generator.pick([nil, order(9), order(9)])
        later = generator.pick([nil, order(9), order(9), order(10)])
        child = generator.pick([nil, order(12)])
        algo = generator.pick([
            nil, nil, nil, Given.algo(status: generator.pick(["NEW", "TRIGGERED", "FINISHED", "CANCELED"]), child: 12),
            Given.algo(status: "FINISHED", child: 12, actualQty: generator.pick(["0", "0.010"])),
        ])
        let row = ExpectedOrder(
            clientOrderID: Given.id, symbol: nil, status: generator.pick(["OPEN", "CANCELLED", "FILLED", "?"]),
            createdAt: nil, file: "expected")
        expected = generator.pick([nil, [], [row]])
        let plan = LogEvent(
            file: "grinder.log", number: 3, text: "RECONCILE_MISMATCH", time: nil,
            meaning: .mismatch(.statusDivergence, plan: "expected=OPEN, observed=PENDING"), clientOrderID: Given.id,
            symbol: Given.btc)
        events = generator.pick([nil, [], [plan]])
    }

    func answer(_ request: EvidenceRequest) -> Result<EvidenceContent, Unavailable> {
        switch request {
        case .order: .success(.order(first))
        case .orderByID: .success(.order(child))
        case .orderAfterGrace: .success(.order(later))
        case .algoOrder: .success(.algoOrder(algo))
        case .algoOrderAfterGrace: .success(.algoOrder(algo))
        case .openOrders: .success(.openOrders([Given.order(ClientOrderID("grinder_d_BTCUSDT_1_1772971200_2"))]))
        case .openAlgoOrders: .success(.openAlgoOrders([]))
        case .expectedOrders: expected.map { .success(.expectedOrders($0)) } ?? .failure(Given.notAsked)
        case .logHistory:
            events.map {
                .success(.logHistory(LogHistory(events: $0, searched: ["grinder.log"], problems: [], covered: nil)))
            } ?? .failure(Given.notAsked)
        default: .failure(Given.notAsked)
        }
    }
}
