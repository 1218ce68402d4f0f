/// What one look at the order after a cancel means, given how the request ended. Unknown is resolved by reading,
/// never by sending again.
package enum CancelSettlement: Sendable, Hashable {
    /// Nothing of the order can execute any more; its fills are in it. `nil` order: the exchange keeps no record of an
    /// order that ended without fills more than 3 days after it was placed.
    case verified(ObservedOrder?)
    /// Surely not cancelled; the order as it was read back, `nil` where it was not.
    case failed(String, ObservedOrder?)
    /// Nothing definite, after the last look.
    case unknown(String, ObservedOrder?)

    /// What was read back.
    package enum ReadBack: Sendable, Hashable {
        case order(ObservedOrder)
        /// The read by id found nothing and the lists of open orders do not hold it.
        case nowhere
        case unanswered(Unavailable)
    }

    /// `nil`: look again; never after the last look.
    /// - Parameter asked: the order whose cancel was sent. An answer about another one, or one that cannot be true, is
    ///   no answer.
    package static func settle(
        _ outcome: RequestOutcome, of asked: ObservedOrder, readBack: ReadBack, isLast: Bool
    ) -> CancelSettlement? {
        if case .order(let found) = readBack, let why = found.impossibility(as: asked) {
            let source = "GET \(asked.cancelRequest.endpoint.dropFirst("DELETE ".count))"
            return settle(
                outcome, of: asked, readBack: .unanswered(Unavailable(.unusable, source: source, detail: why)),
                isLast: isLast)
        }
        switch readBack {
        // It fired and filled: final, with its fills, like a normal order that filled first.
        case .order(.algo(let algo)) where algo.status == .finished && algo.fill != nil:
            return .verified(.algo(algo))
        case .order(.algo(let algo)) where algo.status == .triggered || algo.status == .finished:
            return triggered(algo)
        case .order(let order) where order.isFinal:
            return .verified(order)
        case .order(let order):
            return stillThere(order, outcome, isLast: isLast)
        case .nowhere:
            return nowhere(outcome, isLast: isLast)
        case .unanswered(let problem):
            if case .notExecuted(let refusal) = outcome, refusal.kind != .unknownOrder {
                return .failed(refusal.text, nil)
            }
            return isLast ? .unknown("\(problem.source): \(problem.detail)", nil) : nil
        }
    }

    private static func stillThere(
        _ order: ObservedOrder, _ outcome: RequestOutcome, isLast: Bool
    ) -> CancelSettlement? {
        switch outcome {
        case .notExecuted(let refusal) where refusal.kind != .unknownOrder:
            return .failed("\(refusal.text); the order is still \(order.status)", order)
        case _ where !isLast:
            return nil
        case .notExecuted(let refusal):
            return .failed("\(refusal.text), and yet the order is still \(order.status)", order)
        case .done:
            return .unknown("the exchange accepted the cancel, but the order is still \(order.status)", order)
        case .unknown(let reason):
            return .unknown("\(reason); the order is still \(order.status)", order)
        }
    }

    private static func nowhere(_ outcome: RequestOutcome, isLast: Bool) -> CancelSettlement? {
        switch outcome {
        case .done: .verified(nil)
        case .notExecuted(let refusal) where refusal.kind != .unknownOrder: .failed(refusal.text, nil)
        case .notExecuted, .unknown: isLast ? .verified(nil) : nil
        }
    }

    /// Its normal order lives or has filled: whatever the cancel did, it came too late for the condition.
    private static func triggered(_ algo: AlgoOrder) -> CancelSettlement {
        let child = algo.actualOrderID.map { "order \($0)" } ?? "a normal order"
        return .failed("its trigger fired (\(algo.status)) and made \(child)", .algo(algo))
    }
}

extension RequestOutcome.Refusal {
    /// `-2011 Unknown order sent.`; a message that names the code already names it once.
    package var text: String {
        guard let code, !message.contains("\(code)") else { return message }
        return "\(code) \(message)"
    }
}
