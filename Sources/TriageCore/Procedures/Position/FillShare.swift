package import FoundationEssentials

/// One origin's part in a position.
package struct FillShare: Sendable, Hashable {
    package let origin: FillOrigin
    package private(set) var fills = 0
    /// Signed sum of what its fills put on the position.
    package private(set) var net = Decimal(0)
    /// Sum of the sizes, for the order of listing.
    package private(set) var moved = Decimal(0)

    package init(origin: FillOrigin) { self.origin = origin }

    package mutating func add(_ contribution: Decimal) {
        fills += 1
        net += contribution
        moved += contribution < 0 ? -contribution : contribution
    }

    /// Whether its fills made the position smaller on the whole.
    package func takes(from amount: Quantity) -> Bool { (net < 0) != (amount.value < 0) }

    /// `0.010 in 2 fills by grinder, strategy d`
    package var words: String { "\(Amount(net)) in \(Count.of(fills, "fill")) by \(origin.words)" }
}
