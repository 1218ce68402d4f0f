import FoundationEssentials
import TestSupport
import Testing
import TriageCore

struct LotSplitTests {
    private static func lot(_ minimum: String, _ maximum: String, _ step: String) -> SymbolFilters.Lot {
        SymbolFilters.Lot(
            minimum: Given.quantity(minimum), maximum: Given.quantity(maximum), step: Given.quantity(step))
    }

    @Test(arguments: [
        ("0.005", "0.001", "120", "0.001", ["0.005"], "0"),
        ("0.0050", "0.001", "120", "0.00100000", ["0.005"], "0"),
        ("0.010", "0.001", "120", "0.001", ["0.010"], "0"), ("1.000", "0.001", "120", "0.001", ["1.000"], "0"),
        ("0.0057", "0.001", "120", "0.001", ["0.005"], "0.0007"),
        ("250", "0.001", "120", "0.001", ["120", "120", "10"], "0"),
        ("240", "0.001", "120", "0.001", ["120", "120"], "0"),
        ("0.0004", "0.001", "120", "0.001", [], "0.0004"),
        ("0.004", "0.005", "120", "0.001", [], "0.004"),
        ("2500000", "1", "1000000", "1", ["1000000", "1000000", "500000"], "0"),
        // The last part would be below the minimum: the one before leaves it enough.
        ("122", "5", "120", "1", ["117", "5"], "0"),
        // The maximum is no multiple of the step.
        (
            "10", "0.3", "1", "0.3", ["0.9", "0.9", "0.9", "0.9", "0.9", "0.9", "0.9", "0.9", "0.9", "0.9", "0.9"],
            "0.1"
        ),
        ("0", "1", "10", "1", [], "0"), ("5", "1", "10", "0", [], "5"), ("5", "1", "0.5", "1", [], "5"),
    ])
    func `a size is cut into allowed quantities and a rest`(
        _ size: String, _ minimum: String, _ maximum: String, _ step: String, _ parts: [String], _ rest: String
    ) {
        let split = LotSplit(of: Given.quantity(size), by: Self.lot(minimum, maximum, step))
        #expect(split.parts.map(\.description) == parts)
        #expect(split.rest.amount.equals(Given.amount(rest)))
    }

    @Test func `parts and rest add up, and each part is allowed`() throws {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<5_000 {
            let places = Int.random(in: 0...8, using: &random)
            let unit = places == 0 ? "1" : "0." + String(repeating: "0", count: places - 1) + "1"
            let step = Given.quantity(unit)
            let size =
                Decimal(Int.random(in: 0...5_000_000, using: &random)) * step.value / random.pick([1, 10, 3 + 5])
            let minimum = Decimal(Int.random(in: 1...20, using: &random)) * step.value
            let maximum = Decimal(Int.random(in: 1...400_000, using: &random)) * step.value
            let lot = SymbolFilters.Lot(
                minimum: Quantity(Amount(minimum)), maximum: Quantity(Amount(maximum)), step: step)
            let split = LotSplit(of: Quantity(Amount(size)), by: lot)
            #expect(split.parts.reduce(split.rest.value) { $0 + $1.value } == size)
            #expect(split.rest.value >= 0)
            for part in split.parts {
                #expect(part.value >= minimum && part.value <= maximum)
                #expect(LotSplit(of: part, by: Self.lot(unit, "999999999999", unit)).rest.isZero)
            }
            if split.parts.count < LotSplit.mostParts, maximum >= minimum * 2 {
                #expect(split.rest.value < max(minimum, step.value))
            }
        }
    }

    @Test func `a symbol's market lot counts, and its plain lot where that says nothing`() {
        let plain = Self.lot("0.001", "1000", "0.001")
        let market = Self.lot("0.002", "120", "0")
        let both = GivenPosition.filters(plain, market).market
        #expect(both == Self.lot("0.002", "120", "0.001"))
        #expect(GivenPosition.filters(plain, nil).market == plain)
        #expect(GivenPosition.filters(nil, market).market == nil)
    }
}
