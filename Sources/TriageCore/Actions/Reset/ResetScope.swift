/// What a reset is to touch.
package struct ResetScope: Sendable, Hashable {
    /// `--only cancel`: ends once the orders are cancelled; nothing is closed and nothing started.
    package let onlyCancels: Bool
    /// `--symbol`; empty: every symbol.
    package let symbols: Set<Symbol>

    package init(onlyCancels: Bool = false, symbols: Set<Symbol> = []) {
        self.onlyCancels = onlyCancels
        self.symbols = symbols
    }

    package func covers(_ symbol: Symbol) -> Bool { symbols.isEmpty || symbols.contains(symbol) }

    /// `any symbol`, `BTCUSDT ETHUSDT`.
    package var words: String {
        symbols.isEmpty ? "any symbol" : symbols.sorted().map(\.rawValue).joined(separator: " ")
    }
}

/// The five steps of the runbook `reset`.
package enum ResetStep: String, Sendable, Hashable, CaseIterable {
    case instanceStopped = "instance-stopped"
    case expectedState = "expected-state"
    case cancel
    case flatten
    case restart

    package var definition: StepDefinition {
        switch self {
        case .instanceStopped:
            StepDefinition(rawValue, "Every instance is stopped", asks: [.instances], asksOperator: true)
        case .expectedState: StepDefinition(rawValue, "The expected state is cleared", asks: [])
        case .cancel:
            StepDefinition(
                rawValue, "Every open grinder order is cancelled", asks: [.openOrders, .openAlgoOrders])
        case .flatten:
            StepDefinition(
                rawValue, "Positions opened by grinder are closed", asks: [.positions, .accountConfiguration])
        case .restart:
            StepDefinition(
                rawValue, "The instances are started, and the account is read again",
                asks: [.instances, .openOrders, .openAlgoOrders, .positions], asksOperator: true)
        }
    }

    package static let definitions = allCases.map(\.definition)
}
