import FoundationEssentials

/// What the order and the position, read after a closing order, mean, given how its request ended. A MARKET order has
/// no idempotency key: unknown is resolved by reading, never by sending again. What the answer itself says was executed
/// is never believed alone.
package enum FlattenSettlement: Sendable, Hashable {
    /// Filled whole, and the position is exactly what the plan expects then.
    case done(Order, amount: Quantity)
    /// It ended without filling whole (EXPIRED, er 9: the book was too thin); what is left of the position.
    case short(Order, left: Quantity)
    /// Filled whole, and yet the position is another one: it was traded meanwhile, or is read late.
    case moved(Order, amount: Quantity)
    /// It is final, but the position could not be read afterwards.
    case unread(Order, String)
    /// Nothing is left of the position, and somebody else closed what this order did not: `nil`, it was refused as a
    /// whole and executed nothing.
    case flat(Order?, RequestOutcome.Refusal?)
    /// Surely not executed; the position as it was read afterwards, `nil` where the order was not read back.
    case failed(RequestOutcome.Refusal, amount: Quantity?)
    /// Nothing definite, after the last look.
    case unknown(String)

    /// What was read back.
    package struct ReadBack: Sendable, Hashable {
        /// By the client order id that was sent; `nil`: the exchange knows none (-2013), and no trade is one of its.
        package let order: Result<Order?, Unavailable>
        /// Of the side that is closed.
        package let amount: Result<Quantity, Unavailable>

        package init(order: Result<Order?, Unavailable>, amount: Result<Quantity, Unavailable>) {
            self.order = order
            self.amount = amount
        }
    }

    /// `nil`: look again; never after the last look.
    /// - Parameter before: the position as it was right before the request.
    package static func settle(
        _ outcome: RequestOutcome, of sent: ClosingOrder, before: Quantity, readBack: ReadBack, isLast: Bool
    ) -> FlattenSettlement? {
        switch readBack.order {
        case .success(let order?):
            if let why = order.impossibility(as: sent) {
                let problem = Unavailable(.unusable, source: "GET /fapi/v1/order", detail: why)
                return settle(
                    outcome, of: sent, before: before,
                    readBack: ReadBack(order: .failure(problem), amount: readBack.amount),
                    isLast: isLast)
            }
            return found(order, sent, before, readBack.amount, isLast: isLast)
        case .success(nil):
            if case .notExecuted(let refusal) = outcome { return refused(refusal, readBack.amount, isLast: isLast) }
            return isLast ? .unknown(words(outcome, "the exchange knows no such order")) : nil
        case .failure(let problem):
            if case .notExecuted(let refusal) = outcome, !refusal.mayFollowExecution {
                return .failed(refusal, amount: nil)
            }
            return isLast ? .unknown(words(outcome, "\(problem.source): \(problem.detail)")) : nil
        }
    }

    /// The exchange says that the position leaves no room for it (-2022, -4118), and knows no such order: where nothing is
    /// left of the position, there is nothing left to close.
    private static func refused(
        _ refusal: RequestOutcome.Refusal, _ amount: Result<Quantity, Unavailable>, isLast: Bool
    ) -> FlattenSettlement? {
        guard case .success(let now) = amount else {
            return refusal.isAboutThePosition && !isLast ? nil : .failed(refusal, amount: nil)
        }
        return refusal.isAboutThePosition && now.isZero ? .flat(nil, refusal) : .failed(refusal, amount: now)
    }

    private static func found(
        _ order: Order, _ sent: ClosingOrder, _ before: Quantity, _ amount: Result<Quantity, Unavailable>,
        isLast: Bool
    ) -> FlattenSettlement? {
        guard order.status.isFinal else {
            return isLast ? .unknown("a MARKET order is still \(order.status)") : nil
        }
        let executed = order.executedQty.value
        let expected = before.value + (sent.side == .sell ? -executed : executed)
        switch amount {
        case .success(let now) where now.value == expected:
            return executed == sent.quantity.value ? .done(order, amount: now) : .short(order, left: now)
        case .success(let now):
            if now.isZero { return .flat(order, nil) }
            // The position may be shown late.
            guard isLast else { return nil }
            return executed == sent.quantity.value ? .moved(order, amount: now) : .short(order, left: now)
        case .failure(let problem):
            return isLast ? .unread(order, "\(problem.source): \(problem.detail)") : nil
        }
    }

    private static func words(_ outcome: RequestOutcome, _ read: String) -> String {
        switch outcome {
        case .done: "the exchange accepted it, but \(read)"
        case .unknown(let reason): "\(reason); \(read)"
        case .notExecuted(let refusal): "\(refusal.text); \(read)"
        }
    }
}

extension RequestOutcome.Refusal {
    /// What the second copy of a request that arrived twice is answered, once the first has closed the position: only
    /// the order itself can tell.
    fileprivate var mayFollowExecution: Bool { [-2022, -4116, -4118].contains(code ?? 0) }

    /// There is no position on that side, or no room in it.
    fileprivate var isAboutThePosition: Bool { [-2022, -4118].contains(code ?? 0) }
}
