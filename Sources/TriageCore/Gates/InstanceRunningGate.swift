/// Refuses to trade under a running bot: it may be working with the position at this moment.
enum InstanceRunningGate: Gate {
    static let code = GateCode.instanceRunning

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        guard facts.action != .cancel, let instances = facts.instances else { return nil }
        let running = instances.filter(\.answersAsTrader).map(\.name)
        guard !running.isEmpty else {
            guard !instances.isEmpty else { return .passed("no instance is known, so none was asked") }
            return .passed("none of \(instances.map(\.name).joined(separator: ", ")) answers as a trading one")
        }
        let names = running.joined(separator: ", ")
        if facts.action != .reset, facts.flags.whileRunning {
            return .passed("\(names) answers; overridden by --while-running, which is recorded")
        }
        let remedy: Remedy? = facts.action == .reset ? nil : .again(["--while-running"])
        return .refused("\(names) answers: stop it first", remedy: remedy)
    }
}

extension InstanceReport {
    /// It answers, and its `/readyz` names no other mode than `trading_loop`.
    package var answersAsTrader: Bool {
        let answersReadiness = if case .success = readiness { true } else { false }
        let answersHealth = if case .success = health { true } else { false }
        guard answersHealth || answersReadiness || service == .running else { return false }
        if statedTrading == true { return true }
        if case .success(let ready) = readiness, let mode = ready.mode { return mode == "trading_loop" }
        return true
    }
}
