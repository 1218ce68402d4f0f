/// A row of this tool's own audit log that proves that an order with an id existed: a verdict about it, an action on it.
package struct AuditMention: Sendable, Hashable {
    package let seq: Int64
    /// `verdict`, `action.intent`, …
    package let kind: String
    /// `orderId` or `algoId` as the row has it.
    package let exchangeID: String

    package init(seq: Int64, kind: String, exchangeID: String) {
        self.seq = seq
        self.kind = kind
        self.exchangeID = exchangeID
    }
}
