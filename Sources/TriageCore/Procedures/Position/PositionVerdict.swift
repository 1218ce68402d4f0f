/// The closed set of verdicts on POSITION_NONZERO_UNEXPECTED.
package enum PositionVerdict: String, Sendable, Hashable, CaseIterable {
    case flat
    case asExpected = "as-expected"
    case untrackedFills = "untracked-fills"
    case external
    case mixed
    case forced
    case inconclusive
}
