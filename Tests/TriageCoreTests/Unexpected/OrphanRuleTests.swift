import TestSupport
import Testing
import TriageCore

struct OrphanRuleTests {
    private static let subject = Subject(.orderUnexpected, symbol: Given.btc, clientOrderID: Given.id)

    private static func rule(
        _ order: ObservedOrder = .normal(Given.order()), identity: Identity = Identity(),
        expected: [ExpectedOrder] = [], instances: [Instance] = [Instance()], answer: String? = nil,
        unread: [Unavailable] = []
    ) -> OrphanRule {
        OrphanRule(
            subject: subject, order: order,
            ownership: Ownership.of(order.clientOrderID, carrying: order.symbol, identity: identity),
            expected: expected,
            instances: InstanceRule(
                instances: instances.map(\.report), word: answer.map(InstanceRule.OperatorStatement.init)),
            unread: unread)
    }

    private static func entry(_ status: String, id: ClientOrderID = Given.id) -> ExpectedOrder {
        ExpectedOrder(clientOrderID: id, symbol: Given.btc, status: status, createdAt: nil, file: "expected.jsonl")
    }

    @Test func `an order older than every trading start is an orphan, to be cancelled`() {
        let verdict = Self.rule().judge()
        #expect(verdict.code == "orphaned")
        #expect(verdict.action == .cancel)
        #expect(verdict.weight == .finding)
        #expect(verdict.confidence == .certain)
        #expect(verdict.next == [NextCommand("cancel", Given.id.rawValue)])
    }

    @Test func `an orphan with fills points to the position too`() {
        let verdict = Self.rule(.normal(Given.order(status: "PARTIALLY_FILLED", executedQty: "0.004"))).judge()
        #expect(verdict.code == "orphaned")
        #expect(verdict.next.last == NextCommand("triage", "position", "BTCUSDT"))
    }

    @Test func `a waiting conditional order is judged alike`() {
        #expect(Self.rule(.algo(Given.algo())).judge().code == "orphaned")
        #expect(Self.rule(.algo(Given.algo(status: "TRIGGERING"))).judge().code == "orphaned")
        #expect(Self.rule(.algo(Given.algo()), instances: [Instance(start: -1)]).judge().code == "expected")
    }

    @Test(arguments: [
        ("OPEN", "expected"), ("open", "expected"), ("PARTIALLY_FILLED", "expected"), ("PENDING", "expected"),
        ("SOMETHING_NEW", "expected"), ("", "expected"), ("FILLED", "orphaned"), ("CANCELLED", "orphaned"),
        ("CANCELED", "orphaned"), ("REJECTED", "orphaned"), ("EXPIRED", "orphaned"),
    ])
    func `an order that is active in the expected state is expected`(status: String, code: String) {
        #expect(Self.rule(expected: [Self.entry(status)]).judge().code == code)
    }

    @Test func `one active entry among ended ones is enough`() {
        let entries = [Self.entry("CANCELLED"), Self.entry("OPEN"), Self.entry("FILLED")]
        #expect(Self.rule(expected: entries).judge().code == "expected")
    }

    @Test func `an entry of another symbol proves nothing`() {
        let other = ExpectedOrder(
            clientOrderID: Given.id, symbol: Given.eth, status: "OPEN", createdAt: nil, file: "expected.jsonl")
        #expect(Self.rule(expected: [other]).judge().code == "orphaned")
    }

    @Test func `somebody else's entry proves nothing`() {
        let other = Self.entry("OPEN", id: ClientOrderID("grinder_d_BTCUSDT_1_1772971200_12"))
        #expect(Self.rule(expected: [other]).judge().code == "orphaned")
    }

    @Test(arguments: [
        Unavailable.Kind.credentialsRefused, .rateLimited(retryAfter: 7), .unreachable, .unusable,
        .refused(code: -1_121), .unreadable,
    ])
    func `a read that failed keeps an order from being an orphan`(kind: Unavailable.Kind) {
        let problem = Unavailable(kind, source: "grinder.log", detail: "permission denied")
        let verdict = Self.rule(unread: [problem]).judge()
        #expect(verdict.code == "inconclusive")
        #expect(verdict.weight == .inconclusive(because: problem))
        let stopped = Self.rule(instances: [], answer: "yes", unread: [problem])
        #expect(stopped.judge().code == "inconclusive")
        #expect(!Self.rule(instances: [], unread: [problem]).needsOperator)
    }

    @Test(arguments: ["web_123456789", "grinder_smoke_BTCUSDT_1_1772971200_1", "grinder_d_ETHUSDT_1_1772971200_1"])
    func `an order that is not grinder's is left alone whatever the instances say`(id: String) {
        let order = ObservedOrder.normal(Given.order(ClientOrderID(id)))
        for instances in [[Instance()], [], [Instance.silent(service: .stopped)]] {
            let verdict = Self.rule(order, instances: instances, answer: "yes").judge()
            #expect(verdict.code == "not-ours")
            #expect(verdict.action == .none)
            #expect(verdict.weight == .clear)
        }
    }

    @Test(arguments: [
        ("CANCELED", "0", "gone", false), ("EXPIRED", "0.000", "gone", false), ("REJECTED", "0", "gone", false),
        ("EXPIRED_IN_MATCH", "0", "gone", false), ("FILLED", "0.010", "gone", true),
        ("CANCELED", "0.001", "gone", true), ("EXPIRED", "0.001", "gone", true),
        ("NEW_ADL", "0", "inconclusive", false), ("", "0", "inconclusive", false),
    ])
    func `an order that has ended is gone, and its fills are told`(
        status: String, executedQty: String, code: String, hasFills: Bool
    ) {
        let verdict = Self.rule(.normal(Given.order(status: status, executedQty: executedQty))).judge()
        #expect(verdict.code == code)
        #expect(verdict.action != .cancel)
        guard code == "gone" else { return }
        #expect(verdict.weight == (hasFills ? .finding : .clear))
        #expect(verdict.next == (hasFills ? [NextCommand("triage", "position", "BTCUSDT")] : []))
    }

    @Test(arguments: [("TRIGGERED", true), ("FINISHED", true), ("CANCELED", false), ("EXPIRED", false)])
    func `a conditional order that fired points to the position`(status: String, fired: Bool) {
        let algo = Given.algo(status: status, child: fired ? 8_389_765_612_825_190_229 : nil)
        let verdict = Self.rule(.algo(algo)).judge()
        #expect(verdict.code == "gone")
        #expect(verdict.weight == (fired ? .finding : .clear))
    }

    @Test func `the operator's word makes an orphan likely, not certain`() {
        #expect(Self.rule(instances: [.silent()], answer: "yes").judge().confidence == .likely)
        #expect(Self.rule(instances: [.silent(service: .stopped)]).judge().confidence == .certain)
    }

    @Test func `an inconclusive verdict says which answer would decide`() {
        for instances in [[Instance(start: 1)], [], [.silent()], [.standby()]] as [[Instance]] {
            let verdict = Self.rule(instances: instances).judge()
            #expect(verdict.code == "inconclusive")
            #expect(verdict.action == .escalate)
            #expect(verdict.summary.contains("To decide"))
            #expect(!verdict.next.isEmpty)
        }
        let contradicted = Self.rule(instances: [.standby()], answer: "yes").judge()
        #expect(contradicted.summary.contains("is ignored"))
    }

    @Test(arguments: UInt64(1)...8)
    func `generated cases, 30000 at least, agree with the contract's words`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var seen: [String: Int] = [:]
        let cases = Campaign.cases(full: 37_500)
        var failures = 0
        for _ in 0..<cases {
            let given = OrphanCase(using: &generator)
            let found = Self.verdict(given)
            let expected = OrphanOracle.verdict(given)
            seen[expected, default: 0] += 1
            if found.code != expected {
                failures += 1
                Issue.record("\(found.code), expected \(expected): \(given)")
            }
            if given.failedReads > 0, found.code == "orphaned" { Issue.record("orphaned with a failed read: \(given)") }
            if (found.action == .cancel) != (found.code == "orphaned") { Issue.record("\(found.action): \(given)") }
        }
        Campaign.printSummary("orphan rule, seed \(seed)", cases: cases, failures: failures)
        #expect(Set(seen.keys) == ["orphaned", "expected", "inconclusive", "not-ours"])
        #expect(seen["orphaned", default: 0] > 100)
    }

    private static func verdict(_ given: OrphanCase) -> Verdict {
        let id = given.isOurs ? Given.id : ClientOrderID("web_123456789")
        let other = ClientOrderID("grinder_d_BTCUSDT_2_1772971200_2")
        return rule(
            .normal(Given.order(id, time: given.isPlacementKnown ? Given.noon : nil)),
            expected: given.expected.map { entry($0.status, id: $0.isThisOrder ? id : other) },
            instances: given.instances, answer: given.answer,
            unread: Array(repeating: Given.unreachable, count: given.failedReads)
        ).judge()
    }
}
