import TriageCore

extension HelpTopic {
    /// `help gates`: what each refuses, and what satisfies or overrides it.
    static var gateText: String {
        let width = GateCode.allCases.map(\.rawValue.count).max() ?? 0
        let gates = GateCode.allCases.map { gate in
            "  \(gate.rawValue)\(String(repeating: " ", count: width - gate.rawValue.count))  \(refusal(gate))"
        }
        return """
            An action passes every gate that applies, or nothing is sent. In this order, each refuses when

            \(gates.joined(separator: "\n"))

            Without --execute a plan shows them all. Each refusal names the value seen and what would satisfy it.
            not-ours and open-intent cannot be overridden. --without-triage overrides no-fresh-triage, --while-running
            overrides instance-running for a flatten; what was given is recorded with the intent.
            A reset passes them all over everything it plans, and again before each of its requests: order-limit counts its
            orders and closings, notional-cap judges each position by itself, instance-running takes silence for nothing.

            \(policyText)

            """
    }

    private static func refusal(_ gate: GateCode) -> String {
        switch gate {
        case .environmentMismatch: "triage, plan or reset were made in another environment, URL or account"
        case .mainnetNotAllowed: "the environment is mainnet, without ALLOW_MAINNET_TRADE=1"
        case .notOurs: "the order is not grinder's"
        case .symbolNotAllowed: "the configuration lists symbols, and this is not one"
        case .openIntent: "an earlier request on it has no known outcome: audit resolve settles it"
        case .noFreshTriage: "no orphaned (cancel) or untracked-fills (flatten) verdict in 15 minutes"
        case .instanceRunning: "an instance of the bot answers (reset, flatten)"
        case .sideRequired: "a hedge account has both sides open, without --side"
        case .orderLimit: "it is more orders than --max-orders (10)"
        case .notionalCap: "it is worth more than --max-notional (500 USDT) at mark price"
        case .clockSkew: "this clock is over 60 s off the exchange's, or known to no better than 1 s"
        case .weightBudget: "no request weight is left for it (--weight-budget); alone it ends 75"
        case .reasonMissing: "--execute comes without --reason"
        case .policy: "the configuration demands more: see below"
        case .confirmationMissing: "no --confirm: the id (several: their count), the symbol, reset, reconnect"
        case .confirmationMismatch: "--confirm names something else"
        case .stalePlan: "read again right before sending, the facts of the plan differ"
        }
    }
}
