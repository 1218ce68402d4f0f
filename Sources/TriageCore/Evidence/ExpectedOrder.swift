/// A row of grinder's `expected_orders.jsonl`.
package struct ExpectedOrder: Sendable, Hashable {
    package let clientOrderID: ClientOrderID
    package let symbol: Symbol?
    /// grinder's word: OPEN, PARTIALLY_FILLED, FILLED, CANCELLED, REJECTED, EXPIRED, PENDING.
    package let status: String
    package let createdAt: Timestamp?
    package let file: String
    /// The last change of the file; `nil` of a pipe.
    package let writtenAt: Timestamp?

    package init(
        clientOrderID: ClientOrderID, symbol: Symbol?, status: String, createdAt: Timestamp?, file: String,
        writtenAt: Timestamp? = nil
    ) {
        self.writtenAt = writtenAt
        self.clientOrderID = clientOrderID
        self.symbol = symbol
        self.status = status
        self.createdAt = createdAt
        self.file = file
    }

    /// grinder counts an expected order as active unless final. Its 24 h lifetime is not applied here:
    /// a file is a snapshot, and an order someone still expects is not cancelled because the entry is old.
    package var isActive: Bool {
        !["FILLED", "CANCELLED", "CANCELED", "REJECTED", "EXPIRED"].contains(status.uppercased())
    }

    package var age: RowAge { RowAge(written: createdAt, file: writtenAt) }
}
