/// Refuses while an earlier request on the same order, for a flatten on the same symbol, may have been executed.
enum OpenIntentGate: Gate {
    static let code = GateCode.openIntent

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        let open = facts.targets.lazy.compactMap { target in
            target.openIntent(for: facts.action, at: facts.accountContext).map { ($0, target.name) }
        }.first
        if let (intent, name) = open ?? facts.unresolved.first.map({ ($0, $0.symbol?.rawValue ?? "an order") }) {
            let when = intent.recordedAt.map { " of \(Age.of($0, at: facts.now))," } ?? ""
            return .refused(
                "intent \(intent.seq)\(when) on \(intent.clientOrderID?.rawValue ?? name) has no known outcome",
                remedy: .command(NextCommand("audit", "resolve")))
        }
        return .passed("no unresolved requests")
    }
}
