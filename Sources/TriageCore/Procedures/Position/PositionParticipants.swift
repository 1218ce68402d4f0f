/// Who may be working with a position at this moment: the instances, and what the operator says of them.
struct PositionParticipants {
    let instances: [InstanceReport]
    let word: InstanceRule.OperatorStatement?

    /// Instances that may trade it.
    var running: [String] { instances.filter(\.mayTrade).map(\.name) }

    /// No read that was not answered could show a trading instance. Where all that is known answers and none trades, the
    /// one that does is not among them.
    var isProven: Bool {
        instances.contains { $0.presence == .stopped }
            && instances.allSatisfy { report in
                switch report.presence {
                case .stopped, .anotherMode: true
                case .running: !report.mayTrade
                case .silent: false
                }
            }
    }

    /// The operator says "stopped" of what answers: the answer counts for nothing.
    var contradiction: String? {
        let rule = InstanceRule(instances: instances, word: word)
        guard rule.isContradicted else { return nil }
        let names = rule.contradicting.joined(separator: ", ")
        return "contradicted by \(names), which is running: the answer is ignored"
    }

    /// One sentence of a verdict.
    var words: String {
        guard running.isEmpty else {
            return "\(running.joined(separator: ", ")) is running and may trade it: don't flatten under a running bot."
        }
        let silent = instances.compactMap { report -> String? in
            guard case .silent(let why) = report.presence else { return nil }
            return "\(report.name) is silent (\(why))"
        }
        let stated =
            word == .saysStopped ? "; the operator says it is stopped" : ", which does not prove that it is stopped"
        if !silent.isEmpty { return "No trading instance answers: \(silent.joined(separator: ", "))\(stated)." }
        if instances.isEmpty {
            return word == .saysStopped
                ? "No instance is known; the operator says that none is running."
                : "No instance is known, so a bot may be trading it."
        }
        guard instances.contains(where: { $0.presence == .stopped }) else {
            return "No instance that is known trades, so the one that does may be running."
        }
        return "No trading instance is running."
    }
}

extension InstanceReport {
    /// It answers, and nothing says that it does not trade.
    var mayTrade: Bool {
        if case .success(let readiness) = readiness {
            return statedTrading == true || readiness.mode == Self.tradingMode
        }
        return (answersAnything || service == .running) && statedTrading != false
    }
}
