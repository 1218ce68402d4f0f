/// The closed set of verdicts on ORDER_STATUS_DIVERGENCE.
package enum DivergenceVerdict: String, Sendable, Hashable, CaseIterable {
    case converged
    case terminalMissed = "terminal-missed"
    case persistent
    case inconclusive
}
