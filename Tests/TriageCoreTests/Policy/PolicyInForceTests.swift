import JSON
import Testing
import TriageCore

@Suite struct PolicyInForceTests {
    private static func policy(_ change: (inout ActionPolicy) -> Void) -> ActionPolicy {
        var policy = ActionPolicy.none
        change(&policy)
        return policy
    }

    private static let strict = PolicyInForce(
        actions: [
            .cancel: policy {
                $0.needsTicket = true
                $0.freshTriageMinutes = 10
            },
            .flatten: policy {
                $0.needsSecondOperator = true
                $0.approvalLifetimeMilliseconds = 60_000
            },
        ], symbols: [Given.btc], limits: LimitCeilings(orders: 3, notional: Given.amount("250")))

    @Test func `it is read back as it was written`() {
        #expect(PolicyInForce(Self.strict.json) == Self.strict)
        #expect(PolicyInForce(PolicyInForce().json) == PolicyInForce())
        #expect(PolicyInForce().json == .object([:]))
        #expect(PolicyInForce(.null) == nil)
        #expect(
            Self.strict.words
                == "cancel: ticket, triage within 10 minutes; flatten: second operator; symbols BTCUSDT; "
                + "at most 3 orders; at most 250 USDT")
    }

    @Test func `joined, whatever either demands is demanded`() {
        let loose = PolicyInForce(
            actions: [.cancel: Self.policy { $0.freshTriageMinutes = 5 }], symbols: [], limits: LimitCeilings(orders: 9)
        )
        for joined in [Self.strict.joined(with: loose), loose.joined(with: Self.strict)] {
            #expect(joined.demands(of: .cancel).needsTicket)
            #expect(joined.demands(of: .cancel).freshTriageMinutes == 5)
            #expect(joined.demands(of: .flatten).needsSecondOperator)
            #expect(joined.demands(of: .flatten).approvalLifetimeMilliseconds == 60_000)
            #expect(joined.symbols == [Given.btc])
            #expect(joined.limits == Self.strict.limits)
        }
        #expect(PolicyInForce().joined(with: PolicyInForce()) == PolicyInForce())
        // Two lists without a symbol in common allow none; they do not allow every one.
        let other = PolicyInForce(
            actions: [:], symbols: [Symbol("ETHUSDT")].compactMap(\.self), limits: LimitCeilings())
        #expect(Self.strict.joined(with: other).symbols == [])
    }

    @Test func `the gate holds what is remembered against an action, and a recorded word lets it go`() {
        var facts = GateRequest().facts
        facts.flags.ticket = nil
        #expect(!Gates.judge(facts).contains { $0.code == .policy })
        facts.remembered = RememberedPolicy(seq: 12, policy: Self.strict)
        let refused = Gates.judge(facts).first { $0.code == .policy }
        #expect(refused?.isRefused == true && refused?.detail.contains("seq 12") == true)
        #expect(facts.lastingPolicy == Self.strict)
        var kept = facts
        kept.flags.ticket = "OPS-7"
        #expect(
            Gates.judge(kept).first { $0.code == .policy }?.judgement
                == .passed("ticket OPS-7, triage within 10 minutes"))
        var loosened = facts
        loosened.flags.policyLoosened = true
        let letGo = Gates.judge(loosened).first { $0.code == .policy }
        #expect(letGo?.isRefused == false && letGo?.detail.contains("loosened: seq 12") == true)
        #expect(loosened.lastingPolicy == PolicyInForce())
        #expect(loosened.flags.overrides == ["policy-loosened"])
        // A limit that a flag names is the operator's word, as it is with the configuration.
        var many = GateRequest()
        many.targets = (0..<4).map { _ in GateRequest.Target() }
        var counted = many.facts
        counted.remembered = RememberedPolicy(seq: 12, policy: Self.strict)
        #expect(Gates.judge(counted).first { $0.code == .policy }?.detail.contains("4 orders, limit then 3") == true)
        counted.namedLimits.orders = true
        #expect(Gates.judge(counted).first { $0.code == .policy }?.isRefused == false)
    }
}
