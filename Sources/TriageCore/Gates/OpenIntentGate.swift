/// Refuses while an earlier request on the same order may have been executed.
enum OpenIntentGate: Gate {
    static let code = GateCode.openIntent

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        for target in facts.targets {
            guard let intent = target.unresolved.first(where: { $0.concerns(target.order, at: facts.station) }) else {
                continue
            }
            let when = intent.recordedAt.map { " of \($0)" } ?? ""
            return .refused(
                "intent \(intent.seq)\(when) on \(target.order.clientOrderID.rawValue) has no known outcome",
                remedy: .command(NextCommand("audit", "resolve")))
        }
        return .passed("no intent is open")
    }
}
