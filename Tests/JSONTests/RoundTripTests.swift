import JSON
import TestSupport
import Testing

/// Over generated values: what is written is read again as the same value.
struct RoundTripTests {
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `what is written is read again, in every form`(seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed, "forms")
        for _ in 0..<50 {
            let value = Self.value(depth: 0, integersOnly: false, &dice)
            let compact = value.compactText
            #expect(try JSONReader.value(compact.utf8) == value)
            #expect(try JSONReader.value(compact.utf8).compactText == compact)
            let escaped = value.text { $0.value > 0x7E }
            #expect(escaped.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
            #expect(try JSONReader.value(escaped.utf8) == value)
            #expect(value.sortedByName == value)
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `the canonical text is one, and the fast check agrees with the slow one`(seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed, "canonical")
        for _ in 0..<50 {
            let value = Self.value(depth: 0, integersOnly: true, &dice)
            let text = try CanonicalJSON.text(of: value)
            #expect(try CanonicalJSON.parse(text) == value)
            #expect(try CanonicalJSON.text(of: value.sortedByName) == text)
            #expect(CanonicalJSON.isCanonical(text))
            #expect(Self.isFastCanonical(Array(text.utf8)))
            var bytes = Array(text.utf8)
            for _ in 0..<8 {
                let place = Int.random(in: 0..<bytes.count, using: &dice)
                let kept = bytes[place]
                bytes[place] = Array(" {}[]\",:\\0129aeEu-.\u{1}\u{7F}".utf8).randomElement(using: &dice) ?? 0
                let slow = String(validating: bytes, as: UTF8.self).map { CanonicalJSON.isCanonical($0) } ?? false
                #expect(Self.isFastCanonical(bytes) == slow, "\(String(decoding: bytes, as: UTF8.self))")
                bytes[place] = kept
            }
        }
    }

    private static func isFastCanonical(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { CanonicalJSON.isCanonical($0) }
    }

    private static func value(depth: Int, integersOnly: Bool, _ dice: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth < 4 ? 10 : 6), using: &dice) {
        case 0: return .null
        case 1: return .bool(.random(using: &dice))
        case 2: return .integer(.random(in: -9_007_199_254_740_991...9_007_199_254_740_991, using: &dice))
        case 3 where !integersOnly:
            return .number(
                ["-0", "1.50", "1e-05", "0.0E+8", "123456789012345678901"].randomElement(using: &dice) ?? "-0")
        case 3...5: return .string(text(&dice))
        case 6, 7:
            var elements: [JSONValue] = []
            for _ in 0..<Int.random(in: 0..<5, using: &dice) {
                elements.append(value(depth: depth + 1, integersOnly: integersOnly, &dice))
            }
            return .array(elements)
        default:
            var members = JSONValue.Members()
            for _ in 0..<Int.random(in: 0..<(depth == 0 ? 40 : 5), using: &dice) {
                members[text(&dice)] = value(depth: depth + 1, integersOnly: integersOnly, &dice)
            }
            return .object(members)
        }
    }

    private static func text(_ dice: inout SeededGenerator) -> String {
        let pieces = [
            "a", "b", "Z", "0", " ", "\"", "\\", "/", "\n", "\t", "\u{1}", "\u{8}", "é", "ß", "\u{2028}", "😀",
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0..<12, using: &dice) { text += pieces.randomElement(using: &dice) ?? "a" }
        return text
    }
}
