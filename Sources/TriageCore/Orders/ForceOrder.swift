/// A liquidation or ADL order: `GET /fapi/v1/forceOrders`, the authoritative list for 90 days. `reduceOnly` says nothing
/// there, and what a row lacks of a normal order is of no use to a verdict.
package struct ForceOrder: Sendable, Hashable {
    package let symbol: Symbol
    package let orderID: OrderID
    /// `autoclose-…`, `adl_autoclose…`
    package let clientOrderID: ClientOrderID
    package let executedQty: Quantity
    package let time: Timestamp?

    package init(
        symbol: Symbol, orderID: OrderID, clientOrderID: ClientOrderID, executedQty: Quantity, time: Timestamp?
    ) {
        self.symbol = symbol
        self.orderID = orderID
        self.clientOrderID = clientOrderID
        self.executedQty = executedQty
        self.time = time
    }
}
