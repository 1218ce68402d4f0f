/// The closed set of verdicts on ORDER_MISSING_ON_EXCHANGE.
package enum MissingVerdict: String, Sendable, Hashable, CaseIterable {
    case open
    case filled
    case partiallyFilled = "partially-filled"
    case cancelled
    case expired
    case rejected
    case neverArrived = "never-arrived"
    case agedOut = "aged-out"
    case exchangeUnavailable = "exchange-unavailable"
    case inconclusive
}
