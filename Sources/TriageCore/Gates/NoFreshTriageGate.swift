/// Refuses without an `orphaned` verdict on the id within 15 minutes, newest verdict first, in this audit log.
enum NoFreshTriageGate: Gate {
    static let code = GateCode.noFreshTriage
    static let lifetimeMilliseconds: Int64 = 15 * 60 * 1_000

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        if facts.flags.withoutTriage { return .passed("overridden by --without-triage, which is recorded") }
        for target in facts.targets {
            let id = target.order.clientOrderID.rawValue
            let remedy = Remedy.command(NextCommand("triage", "unexpected", id))
            guard let last = target.lastTriage(facts) else {
                return .refused("no verdict on \(id) within 15 minutes in this audit log", remedy: remedy)
            }
            guard last.code == UnexpectedVerdict.orphaned.rawValue else {
                return .refused("the last verdict on \(id) is \(last.code) (seq \(last.seq))", remedy: remedy)
            }
        }
        let seqs = facts.targets.compactMap { $0.lastTriage(facts)?.seq }
        return .passed("orphaned, seq \(seqs.map(String.init).joined(separator: ", "))")
    }
}

extension CancelTarget {
    /// The newest verdict made here; one made elsewhere only where there is none, which `environment-mismatch` refuses.
    fileprivate func lastTriage(_ facts: GateFacts) -> TriageRecord? {
        let recent = recentTriages(at: facts.now)
        return recent.last { $0.station == facts.station } ?? recent.last
    }

    /// Not older than the lifetime, and not from a future a clock was set back from.
    func recentTriages(at now: Timestamp) -> [TriageRecord] {
        triages.filter { record in
            let age = now.milliseconds(since: record.at)
            return (-1_000...NoFreshTriageGate.lifetimeMilliseconds).contains(age)
                && (record.symbol == nil || record.symbol == order.symbol)
        }
    }
}
