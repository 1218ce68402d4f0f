/// Decimal notation without an exponent, digit for digit: Python writes `1e-05` and `0E-8`.
enum PlainDecimal {
    /// `nil` unless `text` is a decimal number whose exponent is within ±30. Zeros are added, no digit is
    /// lost.
    static func text(_ text: String) -> String? {
        guard let match = text.wholeMatch(of: /(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+\-]?[0-9]+))?/) else { return nil }
        guard let exponentText = match.4 else { return text }
        guard let exponent = Int(exponentText), abs(exponent) <= 30 else { return nil }
        let fraction = match.3 ?? ""
        var digits = String(match.2 + fraction)
        var decimals = fraction.count - exponent
        if decimals < 0 {
            digits += String(repeating: "0", count: -decimals)
            decimals = 0
        }
        if digits.count <= decimals {
            digits = String(repeating: "0", count: decimals - digits.count + 1) + digits
        }
        let whole = digits.dropLast(decimals)
        return match.1 + whole + (decimals > 0 ? "." + digits.suffix(decimals) : "")
    }

    /// The whole milliseconds of a number of seconds, rounded towards zero; `nil` when it is negative or beyond reason.
    static func milliseconds(ofSeconds text: String) -> Int64? {
        guard let plain = Self.text(text), let match = plain.wholeMatch(of: /(-?)([0-9]+)(?:\.([0-9]+))?/),
            let seconds = Int64(match.2), seconds <= 1_000_000_000_000_000
        else { return nil }
        let digits = (match.3 ?? "").prefix(3)
        guard let thousandths = Int64(digits + String(repeating: "0", count: 3 - digits.count)) else { return nil }
        let isNegative = !match.1.isEmpty && (match.2 + (match.3 ?? "")).contains { $0 != "0" }
        return isNegative ? nil : seconds * 1_000 + thousandths
    }
}
