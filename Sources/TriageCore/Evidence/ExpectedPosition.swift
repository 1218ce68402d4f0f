/// A row of grinder's `expected_positions.jsonl`.
package struct ExpectedPosition: Sendable, Hashable {
    package let symbol: Symbol
    /// Contracts, negative when short.
    package let amount: Quantity
    package let updatedAt: Timestamp?
    package let file: String
    /// `BOTH` where the row names none, as grinder's do: then it is of the symbol's only position.
    package let side: PositionSide
    /// The last change of the file; `nil` of a pipe.
    package let writtenAt: Timestamp?

    package init(
        symbol: Symbol, amount: Quantity, updatedAt: Timestamp?, file: String, side: PositionSide = .both,
        writtenAt: Timestamp? = nil
    ) {
        self.symbol = symbol
        self.amount = amount
        self.updatedAt = updatedAt
        self.file = file
        self.side = side
        self.writtenAt = writtenAt
    }

    package var age: RowAge { RowAge(written: updatedAt, file: writtenAt) }

    /// As an amount of a side: an export of a hedge account may write a short one without its sign.
    package func equals(_ amount: Quantity, of side: PositionSide) -> Bool {
        if self.amount.amount.equals(amount.amount) { return true }
        return side != .both && side == self.side && self.amount.value == -amount.value
    }
}
