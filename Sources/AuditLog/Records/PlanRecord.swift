package import TriageCore

/// `action.planned`, `action.refused`: a plan, what passed the gates, or what did not.
package struct PlanMembers: RestartMembers {
    package static let kinds: [AuditKind] = [.actionPlanned, .actionRefused]
    package static let schema = RecordSchema(PlanMembers())

    package let action = Member<ActionKind>("action")
    package let execute = Member<Bool>("execute")
    package let reason = Member<String>("reason")
    package let ticket = Member<String>("ticket")
    package let withoutTriage = Member<Bool>("withoutTriage")
    package let whileRunning = Member<Bool>("whileRunning")
    package let overrides = Member<[String]>("overrides", since: .policyKept, in: [.actionPlanned])
    package let policy = Member<PolicyInForce>("policy", since: .policyKept, in: [.actionPlanned])
    package let gates = Member<[RecordedGate]>("gates")
    /// Why it was refused before any gate was asked.
    package let because = Member<String>("because", in: [.actionRefused])
    package let request = Member<RecordedRequest>("request")
    package let requests = Member<[RecordedRequest]>("requests")
    package let rest = Member<Quantity>("rest")
    package let preconditions = Member<RecordedPreconditions>("preconditions")
    package let verdict = Member<Int64>("verdict")
    package let plan = Member<PlanReference>("plan")
    /// Of a reset: the orders and positions, and its scope.
    package let targets = Member<[String]>("targets")
    package let only = Member<ActionKind>("only")
    package let symbols = Member<[Symbol]>("symbols")
    /// Of a reconnect, and of an order that needed no request: what came of it.
    package let outcome = Member<RecordedOutcome>("outcome")
    package let results = Member<[RecordedRestart]>("results")
    package let sent = Member<Bool>("sent", in: [.actionRefused])
    package let detail = Member<String>("detail", in: [.actionRefused])
    package let status = Member<String>("status", in: [.actionRefused])
    package let executedQty = Member<String>("executedQty", in: [.actionRefused])
    package let accountContext = Member<AccountContext>("station")
}

package typealias PlanRecord = Record<PlanMembers>

extension PlanRecord {
    /// One order or position, with what the gates said of all of the action.
    package init(_ target: ActionTarget, facts: GateFacts, gates: [GateResult]) {
        self.init(facts, gates)
        self.whileRunning = facts.flags.whileRunning
        self.verdict = target.verdict(facts)
        switch target {
        case .cancel(let target):
            self.request = RecordedRequest(target.order.cancelRequest)
            self.preconditions = RecordedPreconditions(target.preconditions.json)
        case .flatten(let target):
            self.requests = (target.plan?.steps ?? []).map { RecordedRequest($0.request) }
            self.preconditions = target.plan.flatMap { RecordedPreconditions($0.preconditions.json) }
            self.rest = target.plan?.rest
        }
    }

    /// A whole reset.
    package init(reset facts: GateFacts, gates: [GateResult], scope: ResetScope) {
        self.init(facts, gates)
        self.targets = facts.ids
        self.only = scope.onlyCancels ? .cancel : nil
        self.symbols = scope.symbols.sorted()
    }

    private init(_ facts: GateFacts, _ gates: [GateResult]) {
        self.init()
        self.action = facts.action
        self.execute = facts.flags.executes
        self.reason = facts.flags.reason ?? ""
        self.ticket = facts.flags.ticket
        self.withoutTriage = facts.flags.withoutTriage
        self.accountContext = facts.accountContext
        self.gates = gates.map(RecordedGate.init)
    }

    /// Refused before any gate was asked.
    package init(_ action: ActionKind, because why: String, plan: PlanReference? = nil) {
        self.init()
        self.action = action
        self.because = why
        if let plan { self.plan = plan }
    }

    /// What ended without a request, and without what was asked for.
    package init(_ action: ActionKind, unsent outcome: RecordedOutcome, _ detail: String) {
        self.init()
        self.action = action
        self.outcome = outcome
        self.sent = false
        self.detail = detail
    }

    /// With the plan file it is about, where there is one.
    package func about(_ plan: PlanReference?) -> PlanRecord {
        guard let plan else { return self }
        var record = self
        record.plan = plan
        return record
    }

    /// Cleared, with what was demanded of it: also where it sends nothing to the exchange.
    package func under(_ facts: GateFacts) -> PlanRecord {
        var record = self
        record.policy = facts.lastingPolicy
        record.overrides = facts.flags.overrides
        return record
    }
}
