import FoundationEssentials

/// What an answer about an order cannot say and be true: such an answer is no answer.
extension ObservedOrder {
    /// What contradicts itself; `nil` where nothing does.
    package var impossibility: String? {
        switch self {
        case .normal(let order): order.impossibility
        case .algo(let order): order.quantity.value < 0 ? "its quantity is \(order.quantity)" : nil
        }
    }

    /// Why it cannot be the order that was asked for, or contradicts itself.
    package func impossibility(as asked: ObservedOrder) -> String? {
        guard symbol == asked.symbol, restingID == asked.restingID else {
            return "the answer is about \(restingID) of \(symbol), asked was \(asked.restingID) of \(asked.symbol)"
        }
        return impossibility
    }
}

extension Order {
    package var impossibility: String? {
        if executedQty.value < 0 || origQty.value < 0 { return "executedQty is \(executedQty), origQty \(origQty)" }
        if status == .filled, executedQty.isZero { return "it is FILLED with executedQty \(executedQty)" }
        // Of a closePosition order the quantity is whatever was open.
        guard !closePosition, !origQty.isZero else { return nil }
        if executedQty.value > origQty.value { return "executedQty \(executedQty) is more than origQty \(origQty)" }
        if status == .filled, executedQty.value < origQty.value {
            return "it is FILLED with executedQty \(executedQty) of \(origQty)"
        }
        return nil
    }

    /// Why it cannot be that closing order, or contradicts itself.
    package func impossibility(as sent: ClosingOrder) -> String? {
        guard symbol == sent.symbol, clientOrderID == sent.clientOrderID else {
            return "the answer is about \(clientOrderID) of \(symbol), asked was \(sent.clientOrderID)"
        }
        guard side == sent.side, positionSide == sent.positionSide, origQty.amount.equals(sent.quantity.amount) else {
            return "the answer shows \(side.rawValue) \(origQty) (\(positionSide.rawValue)), sent was "
                + "\(sent.side.rawValue) \(sent.quantity) (\(sent.positionSide.rawValue))"
        }
        return impossibility
    }
}
