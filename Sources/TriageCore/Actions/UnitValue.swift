import FoundationEssentials

/// What one unit of a symbol's base asset is worth in USDT: its mark price, and of a symbol that is quoted in another
/// asset the mark price of that asset's own `…USDT`.
package struct UnitValue: Sendable, Hashable {
    package let mark: Price?
    /// By `exchangeInfo`.
    package let quoteAsset: String?
    /// Of `QUOTEUSDT`; `nil` where there is no such symbol, or the quote asset is USDT.
    package let quoteMark: Price?

    package init(mark: Price?, quoteAsset: String?, quoteMark: Price? = nil) {
        self.mark = mark
        self.quoteAsset = quoteAsset
        self.quoteMark = quoteMark
    }

    static let unknown = UnitValue(mark: nil, quoteAsset: nil)

    func usdt(of quantity: Decimal, on symbol: Symbol) -> Result<Decimal, UnknownValue> {
        guard let mark, mark.value > 0 else {
            return .failure(UnknownValue("the mark price of \(symbol) is unknown"))
        }
        guard let quoteAsset else {
            return .failure(UnknownValue("exchangeInfo does not say what \(symbol) is quoted in"))
        }
        guard quoteAsset != "USDT" else { return .success(mark.value * quantity) }
        guard let quoteMark, quoteMark.value > 0 else {
            return .failure(
                UnknownValue("\(symbol) is quoted in \(quoteAsset), and there is no mark price of \(quoteAsset)USDT"))
        }
        return .success(mark.value * quantity * quoteMark.value)
    }
}

/// Why something cannot be valued in USDT.
package struct UnknownValue: Error, Sendable, Hashable {
    package let detail: String
    package init(_ detail: String) { self.detail = detail }
}
