/// Permission for one mutating request, made by the gates alone and spent by recording its intent.
package struct Clearance: ~Copyable {
    package let intent: ActionIntent
    package var request: MutatingRequest { intent.request }

    fileprivate init(intent: ActionIntent) { self.intent = intent }
}

/// One clearance a request of a cleared action, taken one at a time.
package struct Clearances: ~Copyable {
    private var waiting: [ActionIntent]

    fileprivate init(_ intents: [ActionIntent]) { waiting = intents.reversed() }

    package mutating func next() -> Clearance? {
        waiting.popLast().map { Clearance(intent: $0) }
    }
}

package enum GateDecision: ~Copyable {
    case refused([GateResult])
    case cleared([GateResult], Clearances)
}

/// Permission to restart the bot's connector once, made by the gates alone. Nothing is sent to the exchange by it, and so it
/// has no intent.
package struct RestartClearance: ~Copyable {
    fileprivate init() {}
}

package enum RestartDecision: ~Copyable {
    case refused([GateResult])
    case cleared([GateResult], RestartClearance)
}

/// All gates, in the order they are shown.
package enum Gates {
    private static let all: [any Gate.Type] = [
        EnvironmentMismatchGate.self, MainnetNotAllowedGate.self, NotOursGate.self, SymbolNotAllowedGate.self,
        OpenIntentGate.self, NoFreshTriageGate.self, InstanceRunningGate.self,
        SymbolNotTradingGate.self, SideRequiredGate.self, OrderLimitGate.self, NotionalCapGate.self,
        ClockSkewGate.self, WeightBudgetGate.self, ReasonMissingGate.self, PolicyGate.self,
        ConfirmationMissingGate.self,
        ConfirmationMismatchGate.self,
    ]

    /// What a plan shows: every gate that applies, except `stale-plan`.
    package static func judge(_ facts: GateFacts) -> [GateResult] {
        all.filter { facts.action.asks($0.code) }.compactMap { gate in
            gate.judge(facts).map { GateResult(code: gate.code, judgement: $0) }
        }
    }

    /// The last word before sending: every gate once more, and the orders and positions as they have just been read
    /// again. Each order to be cancelled gets a clearance; of a position only its next request.
    package static func clear(_ facts: GateFacts, positions: [PositionRecheck] = []) -> GateDecision {
        let facts = facts.seeing(positions)
        var results = judge(facts)
        results.append(
            GateResult(code: .stalePlan, judgement: StalePlan.judge(facts, positions: positions)))
        let planned = facts.targets.compactMap { target in
            target.nextRequest.map { (request: $0.request, before: $0.before, verdict: target.verdict(facts)) }
        }
        guard facts.flags.executes, !planned.isEmpty, !results.contains(where: \.isRefused) else {
            return .refused(results)
        }
        var requests: Set<MutatingRequest> = []
        let once = planned.filter { requests.insert($0.request).inserted }
        let intents = once.map { planned in
            ActionIntent(
                action: facts.action, request: planned.request, before: planned.before,
                investigation: facts.investigation, accountContext: facts.accountContext,
                reason: facts.flags.reason ?? "",
                ticket: facts.flags.ticket, overrides: facts.flags.overrides, plan: facts.planStatus?.reference,
                verdict: planned.verdict, policy: facts.lastingPolicy)
        }
        return .cleared(results, Clearances(intents))
    }
}

extension Gates {
    /// The last word before the first stop command.
    package static func clearRestart(_ facts: GateFacts) -> RestartDecision {
        let results = judge(facts)
        guard facts.action == .reconnect, facts.flags.executes, !results.contains(where: \.isRefused) else {
            return .refused(results)
        }
        return .cleared(results, RestartClearance())
    }
}

extension ActionKind {
    /// A restart is about no order and no position, and is done by instances that run: what speaks of those does not
    /// apply, nor does the exchange's clock.
    fileprivate func asks(_ gate: GateCode) -> Bool {
        guard self == .reconnect else { return true }
        return switch gate {
        case .mainnetNotAllowed, .weightBudget, .reasonMissing, .policy, .confirmationMissing, .confirmationMismatch:
            true
        case .environmentMismatch, .notOurs, .symbolNotAllowed, .openIntent, .noFreshTriage, .instanceRunning,
            .symbolNotTrading, .sideRequired, .orderLimit, .notionalCap, .clockSkew, .stalePlan:
            false
        }
    }
}

extension GateFacts {
    /// With the positions as they are right before the first request of their plans: a fill in between shows in the time
    /// of the last change, also where the amount is the same again.
    fileprivate func seeing(_ positions: [PositionRecheck]) -> GateFacts {
        var facts = self
        facts.targets = targets.map { target in
            guard case .flatten(var position) = target, let plan = position.plan, position.progress?.done == 0,
                case .success(let reading)? = positions.first(where: { $0.symbol == position.symbol })?.reading
            else { return target }
            position.updateTime = reading.rows.first { $0.side == plan.positionSide }?.updateTime
            return .flatten(position)
        }
        return facts
    }
}
