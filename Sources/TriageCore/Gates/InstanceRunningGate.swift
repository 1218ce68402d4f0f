/// Refuses to trade under a running bot: it may be working with the position at this moment.
enum InstanceRunningGate: Gate {
    static let code = GateCode.instanceRunning

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        if let standstill = facts.standstill { return judgement(of: standstill) }
        guard facts.action != .cancel, let instances = facts.instances else { return nil }
        let running = instances.compactMap { report -> String? in
            guard case .running(let by) = report.presence else { return nil }
            return "\(report.name) (\(by))"
        }
        guard !running.isEmpty else {
            guard !instances.isEmpty else { return .passed("no instance is known, so none was asked") }
            return .passed("none of \(instances.map(\.name).joined(separator: ", ")) runs the trading loop")
        }
        let names = running.joined(separator: ", ")
        if facts.action != .reset, facts.flags.whileRunning {
            return .passed("\(names); overridden by --while-running, which is recorded")
        }
        let remedy: Remedy? = facts.action == .reset ? nil : .again(["--while-running"])
        return .refused("\(names): stop it first", remedy: remedy)
    }
}

extension InstanceRunningGate {
    /// A reset stops what it can, and takes silence for nothing.
    fileprivate static func judgement(of standstill: ResetInstances) -> GateJudgement {
        switch standstill.finding {
        case .stopped:
            return .passed(standstill.known.isEmpty ? "by the operator's word" : "every instance is stopped")
        case .stopFirst(let names): return .passed("step 1 stops \(names.joined(separator: ", ")) by its command")
        case .running(let names):
            return .refused(
                "\(names.joined(separator: ", ")): running, and there is no command to stop it by: stop it first",
                remedy: nil)
        case .unproven(let names):
            let seen = names.isEmpty ? "no instance is known" : "\(names.joined(separator: ", ")): silent"
            return .refused(
                "\(seen), which does not prove that nothing runs", remedy: .again(["--answer", "instance-stopped=yes"]))
        }
    }
}
