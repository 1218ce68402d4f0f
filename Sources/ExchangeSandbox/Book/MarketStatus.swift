/// `status` of exchangeInfo.
enum MarketStatus: String, Sendable, CaseIterable {
    case pendingTrading = "PENDING_TRADING"
    case trading = "TRADING"
    case preDelivering = "PRE_DELIVERING"
    case delivering = "DELIVERING"
    case delivered = "DELIVERED"
    case preSettle = "PRE_SETTLE"
    case settling = "SETTLING"
    case close = "CLOSE"

    /// Orders of either kind are taken while a symbol trades only; cancelling is always possible.
    func check(reduces: Bool) throws(Refusal) {
        switch self {
        case .trading: return
        case .close, .delivered: throw .symbolClosed
        case _ where reduces: throw .symbolClosed
        default: throw .symbolNotOpening
        }
    }
}
