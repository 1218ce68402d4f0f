import Testing
import TriageCore

/// A restart of the bot's connector is cleared by the gates like an action, though it sends nothing to the exchange.
@Suite struct RestartGateTests {
    private static func facts(
        action: ActionKind = .reconnect, executes: Bool = true, reason: String? = "stream silent",
        confirmation: String? = "reconnect", budget: Int = 480, policy: ActionPolicy = .none
    ) -> GateFacts {
        var facts = GateFacts(
            action: action, investigation: "investigation", accountContext: GateRequest.here, mainnetAllowed: false,
            targets: [], allowedSymbols: [], maxOrders: 10, maxNotional: Given.amount("500"), clock: nil,
            weight: WeightReading(usedByAll: 0, usedHere: 0, limit: 2_400, budget: budget, secondsToNextMinute: 31),
            weightNeeded: 220,
            flags: OperatorFlags(
                executes: executes, confirmation: confirmation, expectedConfirmation: "reconnect", reason: reason,
                ticket: nil, withoutTriage: false), now: GateRequest.now)
        facts.policy = policy
        return facts
    }

    private static func outcome(_ facts: GateFacts) -> (gates: [GateResult], isCleared: Bool) {
        switch Gates.clearRestart(facts) {
        case .refused(let gates): (gates, false)
        case .cleared(let gates, _): (gates, true)
        }
    }

    @Test func `it is cleared when every gate that applies has passed`() {
        let (gates, isCleared) = Self.outcome(Self.facts())
        #expect(isCleared)
        #expect(gates.map(\.code) == Gates.judge(Self.facts()).map(\.code))
        let about: Set<GateCode> = [.notOurs, .openIntent, .noFreshTriage, .orderLimit, .notionalCap, .clockSkew]
        #expect(about.isDisjoint(with: gates.map(\.code)), "\(gates.map(\.code))")
    }

    @Test func `each gate that refuses keeps it from being cleared`() {
        var ticket = ActionPolicy()
        ticket.needsTicket = true
        let rows: [(GateFacts, GateCode)] = [
            (Self.facts(reason: nil), .reasonMissing), (Self.facts(confirmation: nil), .confirmationMissing),
            (Self.facts(confirmation: "restart"), .confirmationMismatch), (Self.facts(budget: 5), .weightBudget),
            (Self.facts(policy: ticket), .policy),
        ]
        for (facts, code) in rows {
            let (gates, isCleared) = Self.outcome(facts)
            #expect(!isCleared && gates.filter(\.isRefused).map(\.code) == [code], "\(code.rawValue)")
        }
    }

    @Test func `a plan is not cleared, and no other action is by this`() {
        #expect(!Self.outcome(Self.facts(executes: false)).isCleared)
        #expect(!Self.outcome(Self.facts(action: .cancel)).isCleared)
    }
}
