/// The parts of a number's text: `-12.50e+3` has the sign `-`, `12`, `50` and `+3`.
struct NumberParts {
    let isNegative: Bool
    let whole: Substring
    /// `nil` without a point.
    let fraction: Substring?
    /// With its sign; `nil` without an `e`.
    let exponent: Substring?

    /// `nil` unless `text` is `-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?`.
    init?(_ text: String) {
        var rest = text[...].utf8
        func digits() -> Substring? {
            let found = rest.prefix(while: ByteCursor.isDigit)
            rest = rest[found.endIndex...]
            return found.isEmpty ? nil : Substring(found)
        }
        func accept(_ characters: Unicode.Scalar...) -> Bool {
            guard let byte = rest.first, characters.contains(Unicode.Scalar(byte)) else { return false }
            rest = rest.dropFirst()
            return true
        }
        isNegative = accept("-")
        guard let whole = digits() else { return nil }
        self.whole = whole
        if accept(".") {
            guard let decimals = digits() else { return nil }
            fraction = decimals
        } else {
            fraction = nil
        }
        if accept("e", "E") {
            let start = rest.startIndex
            _ = accept("+", "-")
            guard digits() != nil else { return nil }
            exponent = text[start..<rest.startIndex]
        } else {
            exponent = nil
        }
        guard rest.isEmpty else { return nil }
    }
}

/// Decimal notation without an exponent, digit for digit: Python writes `1e-05` and `0E-8`.
enum PlainDecimal {
    /// `nil` unless `text` is a decimal number whose exponent is within ±30. Zeros are added, no digit is
    /// lost.
    static func text(_ text: String) -> String? {
        guard let parts = NumberParts(text) else { return nil }
        guard let exponentText = parts.exponent else { return text }
        guard let exponent = Int(exponentText), abs(exponent) <= 30 else { return nil }
        let fraction = parts.fraction ?? ""
        var digits = String(parts.whole + fraction)
        var decimals = fraction.count - exponent
        if decimals < 0 {
            digits += String(repeating: "0", count: -decimals)
            decimals = 0
        }
        if digits.count <= decimals {
            digits = String(repeating: "0", count: decimals - digits.count + 1) + digits
        }
        let whole = digits.dropLast(decimals)
        return (parts.isNegative ? "-" : "") + whole + (decimals > 0 ? "." + digits.suffix(decimals) : "")
    }

    /// The whole milliseconds of a number of seconds, rounded towards zero; `nil` when it is negative or beyond reason.
    static func milliseconds(ofSeconds text: String) -> Int64? {
        guard let plain = Self.text(text), let parts = NumberParts(plain), let seconds = Int64(parts.whole),
            seconds <= 1_000_000_000_000_000
        else { return nil }
        let digits = (parts.fraction ?? "").prefix(3)
        guard let thousandths = Int64(digits + String(repeating: "0", count: 3 - digits.count)) else { return nil }
        let isNegative = parts.isNegative && (parts.whole + (parts.fraction ?? "")).contains { $0 != "0" }
        return isNegative ? nil : seconds * 1_000 + thousandths
    }
}
