/// Refuses what the configuration's `policy` does not allow, and a plan file that is not exactly what was drawn, and
/// approved, for this.
enum PolicyGate: Gate {
    static let code = GateCode.policy

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        let memory = PolicyMemory(facts)
        guard !facts.policy.demandsNothing || facts.planStatus != nil || memory.applies else { return nil }
        let objections = planObjections(facts) + memory.demands
        guard objections.isEmpty else {
            return .refused(
                objections.map(\.what).joined(separator: "; "), remedy: objections.compactMap(\.remedy).first)
        }
        return .passed(kept(facts))
    }

    struct Objection {
        let what: String
        var remedy: Remedy?
    }

    private static func kept(_ facts: GateFacts) -> String {
        var words: [String] = []
        let policy = PolicyMemory(facts).policy
        if policy.needsTicket, let ticket = facts.flags.ticket { words.append("ticket \(ticket)") }
        if let minutes = policy.freshTriageMinutes, facts.action.standsOnVerdicts {
            words.append("triage within \(minutes) minutes")
        }
        if let loosened = PolicyMemory(facts).loosened { words.append(loosened) }
        if let planStatus = facts.planStatus { words.append("plan \(planStatus.shortHash)") }
        if let statement = facts.planStatus?.approval?.statement {
            words.append("approved by \(statement.approver) until \(statement.expires)")
        }
        return words.isEmpty ? "nothing more is required" : words.joined(separator: ", ")
    }

    /// What is wrong with the plan file itself, whatever the policy demands.
    private static func planObjections(_ facts: GateFacts) -> [Objection] {
        guard let planStatus = facts.planStatus else { return [] }
        let plan = planStatus.plan
        let anew = Remedy.command(facts.drawing)
        guard let drawn = planStatus.drawn, planStatus.tampering == nil else {
            return [Objection(what: planStatus.tampering ?? "", remedy: anew)]
        }
        if let seq = planStatus.executed {
            return [Objection(what: "this plan was already carried out (intent \(seq))", remedy: anew)]
        }
        var found: [Objection] = []
        if plan.action != facts.action {
            found.append(Objection(what: "the plan is for \(plan.action.rawValue), not \(facts.action.rawValue)"))
        }
        if plan.planner.operator != drawn.operator {
            found.append(
                Objection(
                    what: "the plan says \(plan.planner.operator) drew it, the audit log (seq \(drawn.seq)) "
                        + "\(drawn.operator)"))
        }
        if plan.names.sorted() != facts.ids.sorted() {
            found.append(
                Objection(
                    what: "the plan is for \(plan.names.joined(separator: ", ")), not "
                        + facts.ids.joined(separator: ", ")))
        }
        return found + wordObjections(facts, plan)
    }

    /// Whoever approved has read the plan's reason, ticket and overrides.
    private static func wordObjections(_ facts: GateFacts, _ plan: PlanFile) -> [Objection] {
        var found: [Objection] = []
        for (name, planned, given) in [
            ("reason", plan.reason, facts.flags.reason), ("ticket", plan.ticket, facts.flags.ticket),
        ] {
            if let planned, let given, planned != given {
                found.append(Objection(what: "the plan's \(name) is \(planned), not \(given)"))
            }
        }
        let more = facts.flags.overrides.filter { !plan.overrides.contains($0) }
        if !more.isEmpty {
            let flags = more.map { "--\($0)" }.joined(separator: " ")
            found.append(Objection(what: "the plan was drawn without \(flags)"))
        }
        return found
    }

    static func demands(_ facts: GateFacts) -> [Objection] {
        var found: [Objection] = []
        if facts.policy.needsTicket, facts.flags.ticket.map(isNoTicket) ?? true {
            found.append(
                Objection(what: "a ticket is required", remedy: .again(["--ticket", ReasonMissingGate.blank])))
        }
        if let minutes = facts.policy.freshTriageMinutes, facts.action.standsOnVerdicts {
            found += staleTriages(facts, minutes)
        }
        if facts.planStatus?.approval != nil || facts.policy.needsSecondOperator {
            if let objection = approvalObjection(facts) { found.append(objection) }
        }
        return found
    }

    /// Blank, or what a printed command leaves to be filled in.
    private static func isNoTicket(_ ticket: String) -> Bool {
        ReasonMissingGate.isPlaceholder(ticket) || ticket == "ID"
    }

    private static func staleTriages(_ facts: GateFacts, _ minutes: Int) -> [Objection] {
        let remedy = Remedy.command(NoFreshTriageGate.command(arming: facts.targets))
        return facts.targets.compactMap { target in
            if facts.flags.withoutTriage {
                return Objection(what: "a fresh triage is required: --without-triage is not accepted", remedy: remedy)
            }
            guard let last = target.lastTriage(facts) else {
                return Objection(
                    what: "a triage of \(target.name) within \(minutes) minutes is required", remedy: remedy)
            }
            let age = facts.now.milliseconds(since: last.at)
            guard age > Int64(minutes) * 60_000 else { return nil }
            return Objection(
                what: "the verdict on \(target.name) (seq \(last.seq)) is \(age / 60_000) minutes old, "
                    + "\(minutes) are allowed", remedy: remedy)
        }
    }

    /// Four eyes: signed, for this plan, by another person, for now.
    private static func approvalObjection(_ facts: GateFacts) -> Objection? {
        guard facts.action.hasPlanFile else {
            let action = facts.action.rawValue
            return Objection(
                what: "a second operator must approve: a \(action) has no plan file to approve and is always refused")
        }
        guard let planStatus = facts.planStatus else {
            if let drawn = facts.planOut {
                return Objection(
                    what: "a second operator must approve the plan", remedy: .command(NextCommand("approve", drawn)))
            }
            return Objection(
                what: "a second operator must approve: draw a plan file", remedy: .command(facts.drawing))
        }
        let anew = Remedy.command(NextCommand("approve", planStatus.path))
        switch planStatus.approval {
        case nil: return Objection(what: "a second operator must approve the plan", remedy: anew)
        case .unusable(let why)?: return Objection(what: why, remedy: anew)
        case .signed(let statement, let principals)?:
            guard let why = objection(to: statement, principals, planStatus, facts) else { return nil }
            return Objection(what: why, remedy: anew)
        }
    }

    private static func objection(
        to statement: ApprovalStatement, _ principals: [String], _ planStatus: PlanStatus, _ facts: GateFacts
    ) -> String? {
        guard statement.plan == planStatus.hash else {
            return "the approval is for the plan \(statement.plan.prefix(12)), not for \(planStatus.shortHash)"
        }
        let planners = [planStatus.plan.planner.operator, planStatus.drawn?.operator].compactMap(\.self)
        if let same = planners.first(where: { Person.mayBe(statement.approver, $0) }) {
            return "\(statement.approver) approves what \(same) planned: it takes a second person"
        }
        if let pattern = principals.first(where: AllowedSigners.isPattern) {
            return "the allowed signers give the approving key to \(pattern), which names no person"
        }
        if let own = principals.first(where: { name in planners.contains { Person.mayBe(name, $0) } }) {
            return "the approving key is also \(own)'s, who planned it: it takes a second person"
        }
        let now = facts.exchangeNow
        let lifetime = statement.expires.milliseconds(since: statement.created)
        let allowed = facts.policy.approvalLifetimeMilliseconds
        if lifetime > allowed {
            return "the approval is for \(lifetime / 60_000) minutes, \(allowed / 60_000) are allowed"
        }
        if statement.created.milliseconds(since: now) > 60_000 {
            return "the approval was made in the future (\(statement.created))"
        }
        if statement.expires <= now { return "the approval expired \(statement.expires)" }
        return nil
    }
}

extension ActionKind {
    /// A triage arms it.
    package var standsOnVerdicts: Bool { self == .cancel || self == .flatten }

    /// A plan of it can be written, and so approved, before it is carried out.
    var hasPlanFile: Bool { self == .cancel || self == .flatten }
}

extension GateFacts {
    /// The local clock corrected by the exchange's, where it answered.
    package var exchangeNow: Timestamp {
        clock.map { now.advanced(byMilliseconds: $0.offsetMilliseconds) } ?? now
    }

    /// The same action drawn into a new plan file.
    var drawing: NextCommand {
        let ticket = flags.ticket.map { ["--ticket", $0] } ?? []
        return NextCommand(
            StalePlan.remedy(self).words + ["--reason", flags.reason ?? ReasonMissingGate.blank] + ticket + [
                "--out", "new-plan.json",
            ])
    }
}
