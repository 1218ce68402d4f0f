import TestSupport
import Testing

@testable import BotEvidence

@Suite struct PlainDecimalTests {
    @Test(arguments: [
        ("1e-05", "0.00001"), ("0E-8", "0.00000000"), ("-12.50e3", "-12500"), ("-12.50e+1", "-125.0"), ("007", "007"),
        ("1.5", "1.5"), ("1e30", "1" + String(repeating: "0", count: 30)), ("1e31", nil), ("1.", nil), (".5", nil),
        ("+1", nil), ("1e", nil), ("1e+", nil), ("", nil), ("-", nil), ("1 ", nil), ("--1", nil), ("1.2.3", nil),
        ("١", nil), ("NaN", nil), ("1e99999999999999999999", nil),
    ])
    func `an exponent is written out, digit for digit`(text: String, expected: String?) {
        #expect(PlainDecimal.text(text) == expected)
    }

    @Test(arguments: 1...10)
    func `a number has parts where the expression matches`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let text = String((0..<6).compactMap { _ in "001259.-+eE x٣".randomElement(using: &random) })
            let isNumber = text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?([eE][+\-]?[0-9]+)?/) != nil
            #expect((NumberParts(text) != nil) == isNumber, "\(text)")
        }
    }

    @Test(
        arguments: [
            ("1772971200.1234567", 1_772_971_200_123), ("1.7729712e9", 1_772_971_200_000), ("-0.0", 0), ("0.0009", 0),
            ("-1", nil), ("-0.001", nil), ("1e16", nil),
        ] as [(String, Int64?)])
    func `seconds are cut to milliseconds`(text: String, expected: Int64?) {
        #expect(PlainDecimal.milliseconds(ofSeconds: text) == expected)
    }
}
