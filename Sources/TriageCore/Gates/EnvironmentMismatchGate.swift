/// Refuses when the triage or the plan the action stands on was made elsewhere.
enum EnvironmentMismatchGate: Gate {
    static let code = GateCode.environmentMismatch

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        if let standing = facts.standing, let difference = facts.station.difference(from: standing.plan.station) {
            return .refused("the plan \(standing.shortHash) was drawn with \(difference)", remedy: nil)
        }
        guard facts.action != .reset else { return .passed(facts.station.environment) }
        if facts.flags.withoutTriage { return .passed("stands on no triage") }
        for target in facts.targets {
            let recent = target.recentTriages(at: facts.now)
            guard !recent.contains(where: { $0.station == facts.station }), let last = recent.last,
                let difference = facts.station.difference(from: last.station)
            else { continue }
            return .refused(
                "the triage of \(target.name) was made with \(difference)",
                remedy: .command(target.arming.command))
        }
        return .passed(facts.station.environment)
    }
}
