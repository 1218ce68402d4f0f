/// What one number of `/metrics` means.
package struct MetricFinding: Sendable, Hashable {
    package enum Severity: String, Sendable, Hashable, CaseIterable {
        /// As it should be, and it proves it.
        case ok
        /// Worth knowing.
        case note
        /// It proves nothing: a zero that means "not running", a gauge nobody sets.
        case unknown
        /// Somebody should look.
        case attention
    }

    /// The metric, with the label that matters: `grinder_reconcile_mismatch_total{type="ORDER_EXISTS_UNEXPECTED"}`.
    package let name: String
    /// As it was written; `nil` when the page does not have it.
    package let value: String?
    /// One sentence without a full stop at its end.
    package let judgement: String
    package let severity: Severity

    package init(name: String, value: String?, judgement: String, severity: Severity) {
        self.name = name
        self.value = value
        self.judgement = judgement
        self.severity = severity
    }
}
