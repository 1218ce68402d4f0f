import FoundationEssentials

/// A position's size cut into quantities that MARKET orders may carry. Exact: the parts and the rest add up to the size.
package struct LotSplit: Sendable, Hashable {
    /// More parts than any plan may have are not listed one by one.
    package static let mostParts = 500

    /// Each a multiple of the step, at least the minimum and at most the maximum.
    package let parts: [Quantity]
    /// What no such quantity reaches: smaller than the step or the minimum, or beyond ``mostParts``.
    package let rest: Quantity

    /// - Parameter size: the position without its sign.
    package init(of size: Quantity, by lot: SymbolFilters.Lot) {
        let step = lot.step.value
        guard step > 0, size.value > 0 else {
            self.init(parts: [], rest: size)
            return
        }
        let largest = Self.floor(lot.maximum.value, to: step)
        let smallest = max(Self.ceiling(lot.minimum.value, to: step), step)
        var left = Self.floor(size.value, to: step)
        guard largest >= smallest, left >= smallest else {
            self.init(parts: [], rest: size)
            return
        }
        var parts: [Decimal] = []
        while left > 0, parts.count < Self.mostParts {
            var part = min(left, largest)
            // The last one must not fall below the minimum: the one before leaves it enough.
            if left > part, left - part < smallest { part = left - smallest }
            guard part >= smallest else { break }
            parts.append(part)
            left -= part
        }
        let sent = parts.reduce(Decimal(0), +)
        if parts.count == 1, sent == size.value, size.places <= Quantity(Amount(step)).places {
            // Whole: as the exchange writes it.
            self.init(parts: [size], rest: .zero)
            return
        }
        self.init(parts: parts.map { Quantity(Amount($0)) }, rest: Quantity(Amount(size.value - sent)))
    }

    private init(parts: [Quantity], rest: Quantity) {
        self.parts = parts
        self.rest = rest
    }

    /// The largest multiple of `step` that is not above `value`.
    private static func floor(_ value: Decimal, to step: Decimal) -> Decimal {
        var steps = (value / step).whole
        // A division may end in a rounded digit; the multiplication is exact.
        while steps * step > value { steps -= 1 }
        while (steps + 1) * step <= value { steps += 1 }
        return steps * step
    }

    private static func ceiling(_ value: Decimal, to step: Decimal) -> Decimal {
        let below = floor(value, to: step)
        return below == value ? value : below + step
    }
}

extension Quantity {
    /// Digits behind the point, as written.
    fileprivate var places: Int {
        amount.text.firstIndex(of: ".").map { amount.text.distance(from: $0, to: amount.text.endIndex) - 1 } ?? 0
    }
}

extension Decimal {
    /// Without what stands behind the point; of a number that is not negative.
    fileprivate var whole: Decimal { Decimal(string: String("\(self)".prefix { $0 != "." })) ?? 0 }
}
