import TestSupport
import Testing
import TriageCore

extension World {
    /// Any world at all: reads that agree, that contradict each other, that fail.
    init(using generator: inout SeededGenerator) {
        let id = generator.pick([Given.id, Given.id, Given.id, ClientOrderID("web_123456789")])
        let order = Self.order(id, using: &generator)
        let algo = Given.algo(
            id, status: generator.pick(["NEW", "TRIGGERING", "TRIGGERED", "FINISHED", "CANCELED", "ODD"]),
            child: generator.pick([nil, order.orderID.rawValue, 5]))
        let other = Given.order(ClientOrderID("grinder_tp_ETHUSDT_0_1772971200_12"), symbol: Given.eth, orderID: 4)
        self.order = Self.read(generator.pick([nil, order, order]), using: &generator)
        openOrders = Self.read(generator.pick([[], [order], [order], [other, order], [other]]), using: &generator)
        algoOrder = Self.read(generator.pick([nil, nil, nil, algo]), using: &generator)
        openAlgoOrders = Self.read(generator.pick([[], [], [], [algo]]), using: &generator)
        logs = Self.input(generator.pick([[], [], [], [], [Given.unreachable]]), using: &generator)
        instances = Self.input(OrphanCase(using: &generator).instances.map(\.report), using: &generator)
        let status = generator.pick(["OPEN", "PENDING", "FILLED", "CANCELLED"])
        let entry = ExpectedOrder(clientOrderID: id, symbol: nil, status: status, createdAt: nil, file: "expected")
        expected = Self.input(generator.pick([[], [], [], [entry]]), using: &generator)
        answer = generator.pick([nil, "yes", "yes", "no", "eh"])
    }

    private static func order(_ id: ClientOrderID, using generator: inout SeededGenerator) -> Order {
        let status = generator.pick([
            "NEW", "NEW", "NEW", "PARTIALLY_FILLED", "FILLED", "CANCELED", "EXPIRED", "NEW_ADL",
        ])
        let rest = generator.pick(["0", "0", "0.001"])
        return Given.order(id, status: status, executedQty: status.hasSuffix("FILLED") ? "0.004" : rest)
    }

    private static func read<Value>(_ value: Value, using generator: inout SeededGenerator) -> Reading<Value> {
        Int.random(in: 0..<12, using: &generator) == 0 ? .failure(Given.unreachable) : .success(value)
    }

    private static func input<Value>(_ value: Value, using generator: inout SeededGenerator) -> Reading<Value> {
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: .failure(Given.unreachable)
        case 1: .failure(Given.notAsked)
        default: .success(value)
        }
    }

    /// A needed read was asked and not answered.
    var anyReadFailed: Bool {
        let exchange = [order.isFailure, openOrders.isFailure, algoOrder.isFailure, openAlgoOrders.isFailure]
        let unreadLog = if case .success(let problems) = logs { !problems.isEmpty } else { false }
        let inputs = [logs.problem, instances.problem, expected.problem].compactMap(\.self)
        return exchange.contains(true) || unreadLog || inputs.contains { $0.kind != .notAsked }
    }
}

extension Result {
    fileprivate var isFailure: Bool { problem != nil }
    fileprivate var problem: Failure? { if case .failure(let problem) = self { problem } else { nil } }
}

struct UnexpectedLawsTests {
    private static let scopes: [UnexpectedOrders.Scope] = [.one(Given.btc, Given.id), .all(nil), .all(Given.btc)]
    private static let count = Campaign.cases(full: 5_000)

    private static func worlds(_ seed: UInt64) -> [World] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in World(using: &generator) }
    }

    @Test(arguments: scopes)
    func `it ends, and asks nothing twice`(scope: UnexpectedOrders.Scope) {
        for world in Self.worlds(1) {
            let walk = Walk(scope, in: world)
            #expect(walk.conclusion != nil)
            #expect(Set(walk.asked).count == walk.asked.count)
            #expect(walk.questions.count <= 1)
        }
    }

    @Test func `every verdict is reached`() {
        var codes: Set<String> = []
        for world in Self.worlds(2) {
            codes.formUnion(Walk(in: world).codes)
            codes.formUnion(Walk(.one(Given.btc, ClientOrderID("web_123456789")), in: world).codes)
        }
        #expect(codes == Set(UnexpectedVerdict.allCases.map(\.rawValue)))
    }

    @Test(arguments: scopes)
    func `only an orphan is advised to be cancelled, and never after a failed read`(scope: UnexpectedOrders.Scope) {
        for world in Self.worlds(3) {
            for finding in Walk(scope, in: world).conclusion?.findings ?? [] {
                let verdict = finding.verdict
                let cancels = verdict.action == .cancel || verdict.next.contains { $0.words.first == "cancel" }
                #expect(cancels == (verdict.code == "orphaned"))
                if cancels { #expect(!Self.failed(world, scope)) }
                if verdict.code == "inconclusive" { #expect(verdict.action == .escalate) }
            }
        }
    }

    /// All open orders are judged without the reads by id, and without logs when there is none to look for.
    private static func failed(_ world: World, _ scope: UnexpectedOrders.Scope) -> Bool {
        guard case .all = scope else { return world.anyReadFailed }
        var asked = world
        asked.order = .success(nil)
        asked.algoOrder = .success(nil)
        return asked.anyReadFailed
    }

    @Test func `a failed read of the exchange is never read as gone`() {
        for world in Self.worlds(4) {
            let lists = [world.openOrders.isFailure, world.openAlgoOrders.isFailure]
            if lists.contains(true) || world.order.isFailure || world.algoOrder.isFailure {
                #expect(Walk(in: world).codes == ["inconclusive"])
            }
            if lists.contains(true) {
                let codes = Walk(.all(nil), in: world).codes
                #expect(codes.last == "inconclusive")
                #expect(!codes.contains("gone"))
            }
        }
    }

    @Test func `a cancel is advised for a live order of grinder's alone`() {
        for world in Self.worlds(5) {
            let findings = Walk(.all(nil), in: world).conclusion?.findings ?? []
            for finding in findings where finding.verdict.action == .cancel {
                let normal = (try? world.openOrders.get()) ?? []
                let algo = (try? world.openAlgoOrders.get()) ?? []
                let open = normal.map(ObservedOrder.normal) + algo.map(ObservedOrder.algo)
                let mine = open.filter { $0.clientOrderID == finding.subject.clientOrderID && $0.isLive }
                #expect(mine.count == 1)
                #expect(mine.allSatisfy { Ownership.of($0.clientOrderID, identity: Identity()).isGrinders })
            }
        }
    }

    @Test(arguments: scopes)
    func `the order in which evidence arrives changes nothing`(scope: UnexpectedOrders.Scope) {
        var generator = SeededGenerator(seed: 66)
        for world in Self.worlds(6) {
            let straight = Walk(scope, in: world)
            let shuffled = Walk(scope, in: world) { $0.shuffled(using: &generator) }
            let reversed = Walk(scope, in: world) { $0.reversed() }
            for other in [shuffled, reversed] {
                #expect(other.conclusion == straight.conclusion)
                #expect(other.procedure.report() == straight.procedure.report())
                #expect(other.questions == straight.questions)
            }
        }
    }

    @Test(arguments: scopes)
    func `recorded evidence replayed gives the same conclusion and the same report`(scope: UnexpectedOrders.Scope) {
        for world in Self.worlds(7) {
            let walk = Walk(scope, in: world)
            var replay = UnexpectedOrders(scope: scope, identity: Identity())
            for answer in walk.answers { replay.receive(answer) }
            for evidence in walk.received.reversed() + walk.received { replay.receive(evidence) }
            #expect(replay.next() == walk.conclusion.map(NextMove.conclude))
            #expect(replay.report() == walk.procedure.report())
        }
    }

    @Test(arguments: scopes)
    func `steps are reported once each, in the order of the runbook`(scope: UnexpectedOrders.Scope) {
        let order = UnexpectedOrders.steps.map(\.id)
        for world in Self.worlds(8) {
            let found = Walk(scope, in: world).procedure.report().map(\.id)
            #expect(found == order.filter(found.contains))
        }
    }
}
