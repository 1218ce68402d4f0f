import Testing
import TriageCore

struct AmountTests {
    @Test(arguments: [
        "0", "-0", "0.000", "61890.10000", "0.00000001", "-0.010", "007", "123456789012345678.1234567890123456",
        "9999999999999999999999999999999999", "-99999999999999999.99999999999999999",
    ])
    func `an amount prints as it came`(text: String) throws {
        let amount = try #require(Amount(text))
        #expect(amount.description == text)
        #expect(amount.equals(Amount(amount.value)))
    }

    @Test(arguments: [
        "", "-", "+1", ".5", "5.", "1e5", "1E5", "1e-8", "1.0e0", "NaN", "nan", "inf", "Infinity", "0x10", "1,000",
        "1_000", " 1", "1 ", "1\n", "--1", "1.2.3", "\u{0661}", "\u{ff11}", "1\u{301}", "1\u{0}", "1\r\n",
        "1234567890123456789012345678901234567", "0.12345678901234567890123456789012345",
    ])
    func `what is no plain decimal is refused`(text: String) {
        #expect(Amount(text) == nil)
        #expect(Quantity(text) == nil)
        #expect(Price(text) == nil)
    }

    @Test(arguments: [
        ("0.1", "0.2", "0.3"), ("0.00000001", "99999999.99999999", "100000000"),
        ("1234567890123456.00000001", "0.00000009", "1234567890123456.0000001"), ("-0.010", "0.010", "0"),
    ])
    func `sums are exact`(first: String, second: String, sum: String) {
        let total = Given.amount(first).value + Given.amount(second).value
        #expect(Amount(total).equals(Given.amount(sum)))
        #expect(Amount(total).description == sum)
    }

    @Test(arguments: [("1.0", "1.00", true), ("0", "-0.000", true), ("0.1", "0.10000000000000001", false)])
    func `amounts are equal by value, however they are written`(first: String, second: String, areEqual: Bool) {
        #expect(Given.amount(first).equals(Given.amount(second)) == areEqual)
        #expect(Given.amount(first).text != Given.amount(second).text)
    }

    @Test(arguments: [("0", true), ("0.00000", true), ("-0", true), ("0.00000001", false), ("-1", false)])
    func `zero is zero however it is written`(text: String, isZero: Bool) {
        #expect(Given.amount(text).isZero == isZero)
        #expect(Given.quantity(text).isZero == isZero)
        #expect(Given.price(text).isZero == isZero)
    }

    @Test func `a notional is exact and has no sign`() {
        let mark = Given.price("67183.12345678")
        #expect(Amount(mark.notional(of: Given.quantity("-0.003"))).description == "201.54937037034")
        #expect(mark.notional(of: Given.quantity("-0.003")) == mark.notional(of: Given.quantity("0.003")))
    }
}
