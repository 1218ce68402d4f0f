import TriageCore

extension HelpTopic {
    /// `help gates`: what each refuses, and what satisfies or overrides it.
    static var gateText: String {
        let width = GateCode.allCases.map(\.rawValue.count).max() ?? 0
        let gates = GateCode.allCases.map { gate in
            "  \(gate.rawValue)\(String(repeating: " ", count: width - gate.rawValue.count))  \(gate.refusesWhen)"
        }
        return """
            An action passes every gate that applies, or nothing is sent. In this order, each refuses when

            \(gates.joined(separator: "\n"))

            Without --execute a plan shows them all. Each refusal names the value seen and what would satisfy it.
            not-ours, open-intent and symbol-not-trading cannot be overridden. --without-triage overrides no-fresh-triage, --while-running
            overrides instance-running for a flatten; what was given is recorded with the intent.
            A reset passes them all over everything it plans, and again before each of its requests: order-limit counts its
            orders and closings, and instance-running never takes silence as stopped.
            notional-cap weighs a closing order by its quantity, and a cancel of what can only reduce (reduce-only,
            closePosition, on a hedge account by its sides) by as much of the open position as it protects; a position and its
            protection count once, a cancel that protects nothing weighs nothing. Other quote assets are converted.

            \(policyText)

            """
    }
}
