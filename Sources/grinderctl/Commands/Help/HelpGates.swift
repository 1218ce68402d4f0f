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
            not-ours and open-intent cannot be overridden. --without-triage overrides no-fresh-triage, --while-running
            overrides instance-running for a flatten; what was given is recorded with the intent.
            A reset passes them all over everything it plans, and again before each of its requests: order-limit counts its
            orders and closings, notional-cap judges each position by itself, instance-running takes silence for nothing.

            \(policyText)

            """
    }
}
