/// Refuses to trade under a running bot: it may be working with the position at this moment.
enum InstanceRunningGate: Gate {
    static let code = GateCode.instanceRunning

    static func judge(_ facts: GateFacts) -> GateJudgement? {
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
