/// The closed set of verdicts on ORDER_EXISTS_UNEXPECTED.
package enum UnexpectedVerdict: String, Sendable, Hashable, CaseIterable {
    case orphaned
    case expected
    case gone
    case notOurs = "not-ours"
    case inconclusive
}
