/// Refuses to trade under a running bot: it may be working with the position at this moment. What is silent, or no page
/// of grinder's, proves nothing.
enum InstanceRunningGate: Gate {
    static let code = GateCode.instanceRunning

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        if let standstill = facts.standstill { return judgement(of: standstill) }
        guard facts.action != .cancel, let instances = facts.instances else { return nil }
        let answering = instances.compactMap { report -> (name: String, by: String)? in
            guard case .running(let by) = report.presence else { return nil }
            return (report.name, by)
        }
        let running = answering.map { "\($0.name) (\($0.by))" }.joined(separator: ", ")
        let remedy = stop(answering.map(\.name), facts)
        // The reset itself has settled before that nothing is running.
        if facts.action == .reset {
            return running.isEmpty ? .passed("none runs") : .refused(stop(running), remedy: remedy)
        }
        if facts.flags.whileRunning {
            let seen = running.isEmpty ? "no instance is seen to run" : running
            return .passed("\(seen); overridden by --while-running, which is recorded")
        }
        guard running.isEmpty else {
            let word = facts.word == .saysStopped ? "; the answer that it is stopped is ignored" : ""
            return .refused(stop(running) + word, remedy: remedy)
        }
        return judgement(ofSilent: instances, word: facts.word)
    }

    private static func stop(_ running: String) -> String { "\(running): stop it first" }

    /// The `stop` commands of all that run; `nil` where one of them has none.
    private static func stop(_ names: [String], _ facts: GateFacts) -> Remedy? {
        let commands = names.compactMap { facts.stopCommands[$0] }
        guard !commands.isEmpty, commands.count == names.count else { return nil }
        return .outside(commands.joined(separator: " && "))
    }

    /// Nothing is seen to run.
    private static func judgement(
        ofSilent instances: [InstanceReport], word: InstanceRule.OperatorStatement?
    ) -> GateJudgement {
        if word == .saysRunning {
            return .refused("an instance is running, the operator says: stop it first", remedy: nil)
        }
        let silent = instances.compactMap { report -> String? in
            guard case .silent(let why) = report.presence else { return nil }
            return "\(report.name) is silent (\(why))"
        }
        if silent.isEmpty, !instances.isEmpty {
            return .passed(instances.map { "\($0.name) \($0.presence.words)" }.joined(separator: ", "))
        }
        let seen = instances.isEmpty ? "no instance is known" : silent.joined(separator: ", ")
        guard word == .saysStopped else { return unproven(seen) }
        return .passed("\(seen); stopped by the operator's word")
    }

    /// Only a person can vouch for it: the remedy leaves the answer to be filled in.
    private static func unproven(_ seen: String) -> GateJudgement {
        .refused(
            "\(seen), which does not prove that nothing is running: answer instance-stopped=yes once you have seen it stopped",
            remedy: .again(["--answer", AnswerPlaceholder.stopped]))
    }
}

extension InstanceRunningGate {
    /// A reset stops what it can, and takes silence for nothing.
    fileprivate static func judgement(of standstill: ResetInstances) -> GateJudgement {
        switch standstill.finding {
        case .stopped:
            return .passed(standstill.known.isEmpty ? "the operator says so" : "every instance is stopped")
        case .stopFirst(let names): return .passed("step 1 stops \(names.joined(separator: ", ")) by its command")
        case .running(let names):
            return .refused(
                "\(names.joined(separator: ", ")): running, and there is no command to stop it by: stop it first",
                remedy: nil)
        case .unproven(let names):
            return unproven(standstill.words(ofUnproven: names))
        }
    }
}

/// What a proposed command carries where only a person can fill in the answer; it is refused as an answer.
package enum AnswerPlaceholder {
    package static let text = "…"
    /// Only who has seen every instance stopped may say so.
    package static let stopped = "instance-stopped=\(text)"

    package static func isOne(_ answer: String) -> Bool {
        let trimmed = answer.filter { !$0.isWhitespace }
        return !trimmed.isEmpty && trimmed.allSatisfy { $0 == "…" || $0 == "." }
    }
}
