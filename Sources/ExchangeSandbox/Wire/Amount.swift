/// An exact decimal with twelve places: prices, quantities and USDT amounts.
struct Amount: Sendable, Hashable, Comparable {
    static let places = 12
    static let zero = Amount(units: 0)
    private static let one: Int128 = 1_000_000_000_000

    private var units: Int128

    private init(units: Int128) { self.units = units }

    /// Plain decimal notation only (`-12.5`); places beyond the twelfth are cut. Nil for anything else.
    init?(_ text: some StringProtocol) {
        let negative = text.hasPrefix("-")
        let parts = text.dropFirst(negative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts[0].isEmpty, parts[0].count <= 15,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        let fraction = parts.count == 2 ? String(parts[1].prefix(Self.places)) : ""
        let digits = String(parts[0]) + fraction + String(repeating: "0", count: Self.places - fraction.count)
        guard let units = Int128(digits) else { return nil }
        self.units = negative ? -units : units
    }

    /// A literal of this module, known to be well formed.
    static func known(_ text: StaticString) -> Amount { Amount(text.description) ?? .zero }

    /// Places after the point that are not trailing zeros.
    static func significantPlaces(of text: String) -> Int {
        guard let point = text.firstIndex(of: ".") else { return 0 }
        let fraction = text[text.index(after: point)...]
        return fraction.lastIndex { $0 != "0" }.map { fraction.distance(from: fraction.startIndex, to: $0) + 1 } ?? 0
    }

    /// Places after the point as written.
    static func writtenPlaces(of text: String) -> Int {
        text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
    }

    var isZero: Bool { units == 0 }
    var isNegative: Bool { units < 0 }
    var magnitude: Amount { Amount(units: abs(units)) }

    func isMultiple(of step: Amount) -> Bool { step.isZero || units % step.units == 0 }

    /// Rounded half away from zero to `places`, always with exactly that many.
    func text(places: Int) -> String {
        var unit: Int128 = 1
        for _ in places..<Self.places { unit *= 10 }
        let rounded = (abs(units) + unit / 2) / unit
        var digits = String(rounded)
        if digits.count <= places { digits = String(repeating: "0", count: places + 1 - digits.count) + digits }
        let sign = isNegative && rounded != 0 ? "-" : ""
        return places == 0 ? sign + digits : sign + digits.dropLast(places) + "." + digits.suffix(places)
    }

    /// At least `places`, and more, up to eight, where they would otherwise be lost.
    func text(atLeast places: Int) -> String {
        let full = text(places: max(places, 8))
        let needed = max(places, Self.significantPlaces(of: full))
        return needed == 0 ? text(places: 0) : String(full.dropLast(max(places, 8) - needed))
    }

    /// Rounded to the nearest multiple of `step`.
    func rounded(to step: Amount) -> Amount {
        guard !step.isZero else { return self }
        return Amount(units: (units + step.units / 2) / step.units * step.units)
    }

    static func whole(_ number: Int) -> Amount { Amount(units: Int128(number) * one) }

    static func < (left: Amount, right: Amount) -> Bool { left.units < right.units }
    static func + (left: Amount, right: Amount) -> Amount { Amount(units: left.units + right.units) }
    static func - (left: Amount, right: Amount) -> Amount { Amount(units: left.units - right.units) }
    static prefix func - (amount: Amount) -> Amount { Amount(units: -amount.units) }

    /// Saturates instead of trapping: a state file may hold any number.
    static func * (left: Amount, right: Amount) -> Amount {
        let (product, overflow) = left.units.multipliedReportingOverflow(by: right.units)
        guard overflow else { return Amount(units: product / one) }
        let top = Int128.max / one
        return Amount(units: left.isNegative == right.isNegative ? top : -top)
    }

    /// Zero when the divisor is zero.
    static func / (left: Amount, right: Amount) -> Amount {
        guard !right.isZero else { return .zero }
        let (product, overflow) = left.units.multipliedReportingOverflow(by: one)
        return Amount(units: overflow ? left.units / right.units * one : product / right.units)
    }
}
