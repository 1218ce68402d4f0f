/// Refuses while an earlier request on the same order, for a flatten on the same symbol, may have been executed.
enum OpenIntentGate: Gate {
    static let code = GateCode.openIntent

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        for target in facts.targets {
            guard let intent = target.openIntent(for: facts.action, at: facts.station) else { continue }
            let when = intent.recordedAt.map { " of \($0)" } ?? ""
            return .refused(
                "intent \(intent.seq)\(when) on \(intent.clientOrderID?.rawValue ?? target.name) has no known outcome",
                remedy: .command(NextCommand("audit", "resolve")))
        }
        return .passed("no intent is open")
    }
}
