/// Refuses without the verdict that arms the action within 15 minutes, newest verdict first, in this audit log:
/// `orphaned` on the id, `untracked-fills` on the symbol and side.
enum NoFreshTriageGate: Gate {
    static let code = GateCode.noFreshTriage

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        // A reset cancels what no instance can own any more; what it closes needs its verdict.
        let targets = facts.targets.filter { facts.action != .reset || $0.isPosition }
        guard facts.action != .reset || !targets.isEmpty else { return nil }
        if facts.flags.withoutTriage { return .passed("overridden by --without-triage, which is recorded") }
        for target in targets {
            let (wanted, command) = target.arming
            let remedy = Remedy.command(command)
            guard let last = target.lastTriage(facts) else {
                return .refused("no verdict on \(target.name) within 15 minutes in this audit log", remedy: remedy)
            }
            guard last.code == wanted else {
                return .refused("the last verdict on \(target.name) is \(last.code) (seq \(last.seq))", remedy: remedy)
            }
            if let why = target.outgrown(last) ?? moved(since: last, facts) { return .refused(why, remedy: remedy) }
        }
        let seqs = targets.compactMap { $0.lastTriage(facts)?.seq }
        let wanted = targets.first?.arming.code ?? ""
        return .passed("\(wanted), seq \(seqs.map(String.init).joined(separator: ", "))")
    }

    /// How the instances that the verdict stood on have changed since.
    private static func moved(since verdict: TriageRecord, _ facts: GateFacts) -> String? {
        guard let standings = verdict.instances, let now = facts.instances else { return nil }
        // An instance that the verdict did not know of is the business of instance-running, where that gate is asked.
        let known = Set(standings.compactMap { $0.report(among: now)?.name })
        let asked = facts.action == .cancel ? now : now.filter { known.contains($0.name) }
        return standings.outgrown(by: asked).map { "since the verdict (seq \(verdict.seq)) \($0)" }
    }
}
