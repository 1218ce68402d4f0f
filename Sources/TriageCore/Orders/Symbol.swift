/// A USD-M futures symbol as the exchange writes it: `BTCUSDT`, `BTCUSDT_260327`, `测试USDT`.
package struct Symbol: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let rawValue: String

    /// `nil` unless 1 to 40 characters of upper-case letters, digits and `_` (letters beyond ASCII have no case and count).
    package init?(_ text: String) {
        let allowed = text.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "A"..."Z", "0"..."9", "_": true
            default: !scalar.isASCII && scalar.properties.isAlphabetic && !scalar.properties.isLowercase
            }
        }
        guard allowed, (1...40).contains(text.unicodeScalars.count) else { return nil }
        rawValue = text
    }

    package var description: String { rawValue }

    package static func < (left: Symbol, right: Symbol) -> Bool { left.rawValue < right.rawValue }
}
