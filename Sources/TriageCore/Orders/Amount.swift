package import FoundationEssentials

/// An exact decimal number that remembers how the exchange wrote it, so that it prints as it came.
package struct Amount: Sendable, Hashable, CustomStringConvertible {
    package let text: String
    package let value: Decimal

    /// `nil` unless plain ASCII decimal notation (`-12.300`, no exponent) of at most 34 digits.
    package init?(_ text: String) {
        guard Self.isPlain(text.utf8), let value = Decimal(string: text) else { return nil }
        self.text = text
        self.value = value
    }

    /// `-?[0-9]+(\.[0-9]+)?`, by hand: thousands of fills are read in one triage.
    private static func isPlain(_ bytes: String.UTF8View) -> Bool {
        guard bytes.count <= 36 else { return false }
        let digits = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy {
                !$0.isEmpty && $0.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            }
    }

    package init(_ value: Decimal) {
        self.value = value
        text = "\(value)"
    }

    package static let zero = Amount(Decimal(0))

    package var description: String { text }

    package var isZero: Bool { value == 0 }

    /// Equal in value, however it is written: `1.0` and `1.00`.
    package func equals(_ other: Amount) -> Bool { value == other.value }
}

/// An amount of contracts: `origQty`, `executedQty`, `positionAmt` (negative on the short side).
package struct Quantity: Sendable, Hashable, CustomStringConvertible {
    package let amount: Amount
    package init(_ amount: Amount) { self.amount = amount }
    package init?(_ text: String) {
        guard let amount = Amount(text) else { return nil }
        self.amount = amount
    }
    package static let zero = Quantity(.zero)
    package var value: Decimal { amount.value }
    package var isZero: Bool { amount.isZero }
    package var description: String { amount.text }
}

/// A price in the quote asset (USDT for `BTCUSDT`).
package struct Price: Sendable, Hashable, CustomStringConvertible {
    package let amount: Amount
    package init(_ amount: Amount) { self.amount = amount }
    package init?(_ text: String) {
        guard let amount = Amount(text) else { return nil }
        self.amount = amount
    }
    package var value: Decimal { amount.value }
    package var isZero: Bool { amount.isZero }
    package var description: String { amount.text }

    /// |quantity| × price, exact.
    package func notional(of quantity: Quantity) -> Decimal {
        value * (quantity.value < 0 ? -quantity.value : quantity.value)
    }
}
