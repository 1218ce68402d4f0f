/// Refuses without the verdict that arms the action within 15 minutes, newest verdict first, in this audit log:
/// `orphaned` on the id, `untracked-fills` on the symbol and side.
package enum NoFreshTriageGate: Gate {
    package static let code = GateCode.noFreshTriage

    package static func judge(_ facts: GateFacts) -> GateJudgement? {
        // A reset cancels what no instance can own any more; what it closes needs its verdict.
        let targets = facts.targets.filter { facts.action != .reset || $0.isPosition }
        guard facts.action != .reset || !targets.isEmpty else { return nil }
        if facts.flags.withoutTriage { return .passed("overridden by --without-triage, which is recorded") }
        let lacking = targets.compactMap { target in objection(target, facts).map { (target: target, why: $0) } }
        if let first = lacking.first {
            let others = lacking.count - 1
            let more = others == 0 ? "" : "; \(others) more of them \(others == 1 ? "lacks" : "lack") it too"
            return .refused(first.why + more, remedy: .command(Self.command(arming: lacking.map(\.target))))
        }
        let seqs = targets.compactMap { $0.lastTriage(facts)?.seq }
        let wanted = targets.first?.arming.code ?? ""
        let oldest = targets.compactMap { $0.lastTriage(facts)?.at }.min()
        let milliseconds = oldest.map { facts.now.milliseconds(since: $0) } ?? 0
        let age = milliseconds < 1_000 ? "" : ", \(Age.words(milliseconds: milliseconds)) old"
        return .passed("\(wanted), seq \(seqs.map(String.init).joined(separator: ", "))\(age)")
    }

    private static func objection(_ target: ActionTarget, _ facts: GateFacts) -> String? {
        guard let last = target.lastTriage(facts) else {
            return "no verdict on \(target.name) within 15 minutes in this audit log"
        }
        guard last.code == target.arming.code else {
            return "the last verdict on \(target.name) is \(last.code) (seq \(last.seq))"
        }
        return last.ended ?? target.outgrown(last) ?? moved(since: last, facts)
    }

    /// Whether this gate has said of a verdict that its instances had changed. One that could not be asked again is none
    /// that has.
    package static func ended(_ seq: Int64, by detail: String) -> Bool {
        detail.hasPrefix(since(seq)) && !detail.contains(InstanceSnapshot.unaskable)
    }

    private static func since(_ seq: Int64) -> String { "since the verdict (seq \(seq)) " }

    /// One command for all of them: of several orders the triage of every open one.
    static func command(arming targets: [ActionTarget]) -> NextCommand {
        let orders = targets.filter { !$0.isPosition }
        guard orders.count > 1, orders.count == targets.count else {
            return targets.first?.arming.command ?? NextCommand("scan")
        }
        return NextCommand("triage", "unexpected")
    }

    /// How the instances that the verdict stood on have changed since.
    private static func moved(since verdict: TriageRecord, _ facts: GateFacts) -> String? {
        guard let standings = verdict.instances, let now = facts.instances else { return nil }
        // An instance that the verdict did not know of is the business of instance-running, where that gate is asked.
        let known = Set(standings.compactMap { $0.report(among: now)?.name })
        let asked = facts.action == .cancel ? now : now.filter { known.contains($0.name) }
        return standings.outgrown(by: asked).map { since(verdict.seq) + $0 }
    }
}
