import TestSupport
import Testing
import TriageCore

struct StatusDivergenceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let expected: String
        let first: String
        let later: String?
        let code: String
        var testDescription: String { "\(expected) against \(first), then \(later ?? "nothing"): \(code)" }

        init(_ expected: String, _ first: String, _ later: String?, _ code: String) {
            self.expected = expected
            self.first = first
            self.later = later
            self.code = code
        }
    }

    static let cases: [Case] = [
        Case("OPEN", "NEW", nil, "converged"), Case("OPEN", "PARTIALLY_FILLED", nil, "converged"),
        Case("PARTIALLY_FILLED", "PARTIALLY_FILLED", nil, "converged"), Case("FILLED", "FILLED", nil, "converged"),
        Case("CANCELLED", "CANCELED", nil, "converged"), Case("CANCELED", "CANCELED", nil, "converged"),
        Case("EXPIRED", "EXPIRED_IN_MATCH", nil, "converged"), Case("EXPIRED", "EXPIRED", nil, "converged"),
        Case("REJECTED", "REJECTED", nil, "converged"), Case("NEW", "NEW", nil, "converged"),
        Case("OPEN", "FILLED", nil, "terminal-missed"), Case("OPEN", "CANCELED", nil, "terminal-missed"),
        Case("PENDING", "EXPIRED", nil, "terminal-missed"), Case("CANCELLED", "FILLED", nil, "terminal-missed"),
        Case("OPEN", "EXPIRED_IN_MATCH", nil, "terminal-missed"),
        Case("PARTIALLY_FILLED", "REJECTED", nil, "terminal-missed"),
        Case("FILLED", "PARTIALLY_FILLED", "FILLED", "converged"), Case("CANCELLED", "NEW", "CANCELED", "converged"),
        Case("PARTIALLY_FILLED", "NEW", "PARTIALLY_FILLED", "converged"),
        Case("FILLED", "NEW", "CANCELED", "terminal-missed"), Case("PENDING", "NEW", "FILLED", "terminal-missed"),
        Case("CANCELLED", "NEW", "NEW", "persistent"), Case("PENDING", "NEW", "NEW", "persistent"),
        Case("FILLED", "NEW", "PARTIALLY_FILLED", "persistent"), Case("OPEN", "NEW_ADL", "NEW_ADL", "inconclusive"),
        Case("OPEN", "NEW_ADL", "NEW", "converged"), Case("CANCELLED", "NEW", nil, "inconclusive"),
    ]

    /// Statuses of the first and the second read; `nil`: the exchange does not know the order.
    private func drive(
        _ first: Order?, _ later: Order? = nil, algo: AlgoOrder? = nil, laterAlgo: AlgoOrder? = nil,
        stated: BotStatus? = nil, expected: [ExpectedOrder]? = nil, events: [LogEvent]? = nil, child: Order? = nil,
        window: LogWindow = LogWindow(),
        failing: Set<EvidenceRequest.Kind> = [], shuffle: ([Evidence]) -> [Evidence] = { $0 }
    ) -> Drive<StatusDivergence> {
        Drive(
            StatusDivergence(symbol: Given.btc, id: Given.id, stated: stated),
            answer: { request in
                switch request {
                case .order: .order(first)
                case .orderByID: .order(child)
                case .orderAfterGrace: .order(later)
                case .algoOrder: .algoOrder(algo)
                case .algoOrderAfterGrace: .algoOrder(laterAlgo)
                case .openOrders: .openOrders([])
                case .openAlgoOrders: .openAlgoOrders([])
                case .expectedOrders: expected.map(EvidenceContent.expectedOrders)
                case .logHistory:
                    events.map {
                        .logHistory(
                            LogHistory(
                                events: $0, searched: ["grinder.log"], problems: [], covered: nil, window: window))
                    }
                default: nil
                }
            }, failing: { failing.contains($0.kind) ? Given.unreachable : nil }, shuffle: shuffle)
    }

    private func order(_ status: String) -> Order {
        Given.order(status: status, executedQty: status.hasSuffix("FILLED") ? "0.004" : "0")
    }

    @Test(arguments: cases)
    func `two reads decide`(wanted: Case) throws {
        let stated = try #require(BotStatus(word: wanted.expected))
        let drive = drive(order(wanted.first), wanted.later.map(order), stated: stated)
        #expect(drive.verdict?.code == wanted.code)
        let exit: Verdict.Advice = wanted.code == "converged" ? .none : .escalate
        #expect(drive.verdict?.action == exit)
        #expect(Set(drive.asked).count == drive.asked.count)
    }

    private static func complaint(_ plan: String, id: ClientOrderID? = Given.id) -> LogEvent {
        LogEvent(
            file: "grinder.json.log", number: 3, text: "RECONCILE_MISMATCH", time: nil,
            meaning: .mismatch(.statusDivergence, plan: plan), clientOrderID: id, symbol: Given.btc)
    }

    @Test func `flag, expected state, action plan, OPEN: in this order`() {
        let plan = Self.complaint("status divergence: expected=FILLED, observed=PENDING")
        let entry = Given.entry(hour, status: "CANCELLED")
        let cancelled = order("CANCELED")
        #expect(drive(order("NEW"), stated: .open, expected: [entry], events: [plan]).codes == ["converged"])
        #expect(drive(cancelled, expected: [entry], events: [plan]).codes == ["converged"])
        #expect(drive(cancelled, expected: [entry], events: [plan]).verdict?.confidence == .certain)
        #expect(drive(order("FILLED"), expected: [], events: [plan]).codes == ["converged"])
        #expect(drive(order("FILLED"), expected: nil, events: [plan]).codes == ["converged"])
        let assumed = drive(order("FILLED"), expected: [], events: [])
        #expect(assumed.codes == ["terminal-missed"] && assumed.verdict?.confidence == .likely)
        #expect(drive(order("NEW")).verdict?.confidence == .likely)
    }

    private static let unclear = LogEvent(
        file: "grinder.log", number: 4, text: "?", time: nil, meaning: .other, clientOrderID: Given.id,
        symbol: Given.btc)

    @Test func `where the expected status is assumed, a line that is not understood may say it`() {
        let assumed = drive(order("FILLED"), events: [Self.unclear])
        #expect(assumed.codes == ["inconclusive"])
        #expect(assumed.verdict?.cause.contains("grinder.log:4") == true)
        let plan = Self.complaint("status divergence: expected=FILLED, observed=PENDING")
        #expect(drive(order("FILLED"), events: [plan, Self.unclear]).codes == ["converged"])
        #expect(drive(order("FILLED"), stated: .filled, events: [Self.unclear]).codes == ["converged"])
        let entry = Given.entry(hour, status: "FILLED")
        #expect(drive(order("FILLED"), expected: [entry], events: [Self.unclear]).codes == ["converged"])
    }

    @Test(arguments: [
        LogWindow(leftOut: 1), LogWindow(outside: [.init(source: "grinder.log", detail: "older")]),
    ])
    func `what since and until leave out may say it too`(window: LogWindow) {
        #expect(drive(order("NEW"), events: [], window: window).codes == ["inconclusive"])
        #expect(drive(order("NEW"), stated: .open, events: [], window: window).codes == ["converged"])
        #expect(drive(order("NEW"), events: []).codes == ["converged"])
    }

    @Test func `somebody else's complaint or entry says nothing`() {
        let other = ClientOrderID("grinder_d_BTCUSDT_2_1772971200_3")
        let plan = Self.complaint("status divergence: expected=FILLED, observed=PENDING", id: other)
        let nameless = Self.complaint("status divergence: expected=FILLED, observed=PENDING", id: nil)
        let entry = Given.entry(hour, status: "FILLED", id: other)
        #expect(drive(order("NEW"), expected: [entry], events: [plan, nameless]).codes == ["converged"])
    }

    @Test func `the youngest of several entries counts`() {
        let entries = [Given.entry(hour, status: "FILLED"), Given.entry(2 * hour, status: "OPEN")]
        #expect(drive(order("FILLED"), expected: entries).codes == ["converged"])
        #expect(drive(order("FILLED"), expected: entries.reversed()).codes == ["converged"])
    }

    @Test(arguments: [
        ("NEW", "OPEN", "converged"), ("TRIGGERING", "OPEN", "converged"), ("CANCELED", "OPEN", "terminal-missed"),
        ("EXPIRED", "EXPIRED", "converged"), ("REJECTED", "REJECTED", "converged"), ("NEW", "CANCELLED", "persistent"),
        ("TRIGGERED", "OPEN", "inconclusive"),
    ])
    func `a conditional order is compared too`(status: String, expected: String, code: String) {
        let algo = Given.algo(status: status)
        let drive = drive(nil, algo: algo, laterAlgo: algo, stated: BotStatus(word: expected))
        #expect(drive.codes == [code])
    }

    @Test func `a stop that fired is judged by the order it made`() {
        let algo = Given.algo(status: "FINISHED", child: 9)
        let child = Given.order(ClientOrderID("x"), orderID: 9, status: "FILLED", executedQty: "0.010")
        #expect(drive(nil, algo: algo, stated: .open, child: child).codes == ["terminal-missed"])
        #expect(drive(nil, algo: algo, stated: .filled, child: child).codes == ["converged"])
        #expect(drive(nil, algo: algo, stated: .open, child: nil).codes == ["inconclusive"])
    }

    @Test(arguments: [EvidenceRequest.Kind.order, .algoOrder, .orderAfterGrace, .expectedOrders, .logHistory])
    func `a failed read concludes nothing`(kind: EvidenceRequest.Kind) {
        let drive = drive(order("PARTIALLY_FILLED"), order("FILLED"), events: [], failing: [kind])
        let needed = kind != .orderAfterGrace
        #expect(drive.codes == [needed ? "inconclusive" : "converged"])
        let cancelled = self.drive(order("NEW"), order("CANCELED"), stated: .cancelled, failing: [kind])
        #expect(cancelled.codes == [[.expectedOrders, .logHistory].contains(kind) ? "converged" : "inconclusive"])
    }

    @Test func `an exchange that answers nothing is unavailable, an unknown order is inconclusive`() {
        let silent = drive(nil, failing: [.order, .algoOrder]).verdict
        let isUnavailable = if case .unavailable? = silent?.weight { true } else { false }
        #expect(silent?.code == "inconclusive" && isUnavailable)
        #expect(drive(nil).verdict?.weight == .inconclusive(because: nil))
    }

    @Test func `an order that another replaced during the grace is not the same order`() {
        let reused = Given.order(orderID: 5, status: "FILLED")
        #expect(drive(order("NEW"), reused, stated: .filled).codes == ["inconclusive"])
    }

    @Test func `fills of a missed end lead to the position`() {
        let filled = drive(order("FILLED"), stated: .open).verdict
        #expect(filled?.next.first == NextCommand("triage", "position", "BTCUSDT"))
        #expect(drive(order("CANCELED"), stated: .open).verdict?.next.last == NextCommand("check", "stream"))
    }

    @Test func `it ends, in any order of evidence, and a replay gives the same`() {
        var generator = SeededGenerator(seed: 8)
        let words = ["NEW", "PARTIALLY_FILLED", "FILLED", "CANCELED", "EXPIRED", "NEW_ADL"]
        var codes: Set<String> = []
        for _ in 0..<Campaign.cases(full: 10_000) {
            let (first, later) = (order(generator.pick(words)), order(generator.pick(words)))
            let stated = generator.pick(BotStatus.allCases.map(Optional.some) + [nil])
            let algo = generator.pick([nil, nil, Given.algo(status: generator.pick(["NEW", "TRIGGERED", "CANCELED"]))])
            let kinds: [EvidenceRequest.Kind] = [.order, .algoOrder, .orderAfterGrace, .logHistory]
            let failing: Set<EvidenceRequest.Kind> = Bool.random(using: &generator) ? [] : [generator.pick(kinds)]
            let seen = generator.pick([first, nil])
            let straight = drive(seen, later, algo: algo, laterAlgo: algo, stated: stated, failing: failing)
            let turned = drive(seen, later, algo: algo, laterAlgo: algo, stated: stated, failing: failing) {
                $0.reversed()
            }
            #expect(straight.conclusion != nil && straight.conclusion == turned.conclusion)
            #expect(straight.procedure.report() == turned.procedure.report())
            #expect(straight.neverTakesAStepBack && straight.rounds <= 3)
            #expect(Set(straight.asked).count == straight.asked.count)
            var replay = StatusDivergence(symbol: Given.btc, id: Given.id, stated: stated)
            for evidence in straight.received.reversed() + straight.received { replay.receive(evidence) }
            #expect(replay.next() == straight.conclusion.map(NextMove.conclude))
            #expect(replay.report().map(\.id) == StatusDivergence.steps.map(\.id))
            #expect(straight.verdict?.action == .escalate || straight.verdict?.action == Verdict.Advice.none)
            codes.formUnion(straight.codes)
        }
        #expect(codes == Set(DivergenceVerdict.allCases.map(\.rawValue)))
    }
}
