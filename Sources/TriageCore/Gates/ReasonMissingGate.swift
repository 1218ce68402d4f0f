/// Refuses an action without `--reason`: whoever reads the log a month later wants to know why.
enum ReasonMissingGate: Gate {
    static let code = GateCode.reasonMissing

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        let isBlank = facts.flags.reason?.allSatisfy(\.isWhitespace) ?? true
        guard !isBlank, let reason = facts.flags.reason else {
            return .refused("no reason given", remedy: .again(["--reason", "WHY"]))
        }
        return .passed(reason)
    }
}
