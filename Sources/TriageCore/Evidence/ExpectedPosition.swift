/// A row of grinder's `expected_positions.jsonl`.
package struct ExpectedPosition: Sendable, Hashable {
    package let symbol: Symbol
    /// Contracts, negative when short.
    package let amount: Quantity
    package let updatedAt: Timestamp?
    package let file: String

    package init(symbol: Symbol, amount: Quantity, updatedAt: Timestamp?, file: String) {
        self.symbol = symbol
        self.amount = amount
        self.updatedAt = updatedAt
        self.file = file
    }
}
