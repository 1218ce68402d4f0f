/// The facts of an order that a plan stands on; marks, PnL and updateTime are not among them.
package struct OrderPreconditions: Sendable, Hashable {
    /// `orderId` or `algoId`.
    package let exchangeID: String
    package let isAlgo: Bool
    /// `status` or `algoStatus`.
    package let status: String
    /// `executedQty`, of a conditional order `actualQty`; `nil` where the exchange sent none.
    package let executedQty: Quantity?
    package let origQty: Quantity
    package let price: Price

    package init(_ order: ObservedOrder) {
        exchangeID = order.exchangeID
        if case .algo = order { isAlgo = true } else { isAlgo = false }
        status = order.status
        executedQty = order.sentFill?.quantity
        origQty = order.origQty
        price = order.price
    }

    init(
        exchangeID: String, isAlgo: Bool, status: String, executedQty: Quantity?, origQty: Quantity, price: Price
    ) {
        self.exchangeID = exchangeID
        self.isAlgo = isAlgo
        self.status = status
        self.executedQty = executedQty
        self.origQty = origQty
        self.price = price
    }

    /// What has changed since, one phrase a fact: `status NEW → FILLED`. Amounts are compared by value.
    package func differences(to later: OrderPreconditions) -> [String] {
        var found: [String] = []
        if exchangeID != later.exchangeID { found.append("\(idName) \(exchangeID) → \(later.exchangeID)") }
        if status != later.status { found.append("\(statusName) \(status) → \(later.status)") }
        let (filled, now) = (executedQty ?? .zero, later.executedQty ?? .zero)
        if !filled.amount.equals(now.amount) { found.append("executedQty \(filled) → \(now)") }
        if !origQty.amount.equals(later.origQty.amount) { found.append("origQty \(origQty) → \(later.origQty)") }
        if !price.amount.equals(later.price.amount) { found.append("price \(price) → \(later.price)") }
        return found
    }

    package var idName: String { isAlgo ? "algoId" : "orderId" }
    package var statusName: String { isAlgo ? "algoStatus" : "status" }
}
