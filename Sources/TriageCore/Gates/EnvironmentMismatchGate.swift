/// Refuses when the triage or the plan the action stands on was made elsewhere, or the reset that is resumed begun
/// elsewhere.
enum EnvironmentMismatchGate: Gate {
    static let code = GateCode.environmentMismatch

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        if let planStatus = facts.planStatus,
            let difference = facts.accountContext.difference(from: planStatus.plan.accountContext)
        {
            return .refused("the plan \(planStatus.shortHash) was drawn with \(difference)", remedy: nil)
        }
        guard facts.action != .reset else {
            guard let begun = facts.begun, let difference = facts.accountContext.difference(from: begun) else {
                return .passed(facts.accountContext.environment)
            }
            return .refused("the reset was begun with \(difference)", remedy: nil)
        }
        if facts.flags.withoutTriage { return .passed("based on no triage") }
        for target in facts.targets {
            let recent = target.recentTriages(at: facts.now)
            guard !recent.contains(where: { $0.accountContext == facts.accountContext }), let last = recent.last,
                let difference = facts.accountContext.difference(from: last.accountContext)
            else { continue }
            return .refused(
                "the triage of \(target.name) was made with \(difference)",
                remedy: .command(target.arming.command))
        }
        return .passed(facts.accountContext.environment)
    }
}
