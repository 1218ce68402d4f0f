import BotEvidence
import TestSupport
import Testing
import TriageCore

/// The token search against a brute-force reading of its rule, on generated lines.
@Suite struct NamedIDsOracleTests {
    static let ids = ["grinder_d_1", "grinder_d_11", "a.1", "1/"]
    static let pieces: [String] =
        ids + ids + [
            "1", "_", "-", ".", "/", ":", "=", " ", "a", "é", "\"", "%", "%2", "%22", "%2F", "%5F", "%2e", "\\n",
            "\\\"",
            "\\\\n", "\\u0026", "\\u005f", "\u{1B}[32m", "\n",
        ]

    @Test(arguments: 0..<Campaign.cases(full: 400))
    func `the search agrees with the oracle`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let text = (0..<400).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
        let lines = Array(text.utf8).split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
        for id in Self.ids {
            var ids = NamedIDs(wanted: [ClientOrderID(id)])
            for line in lines {
                #expect(
                    ids.wanted(in: line).isEmpty != Self.names(line, id),
                    "\(id) in \(String(decoding: line, as: UTF8.self).debugDescription)")
            }
        }
    }

    private static func names(_ line: [UInt8], _ id: String) -> Bool {
        let text = decoded(line)
        let id = Array(id.utf8)
        return text.indices.contains { start in
            guard text[start...].starts(with: id) else { return false }
            var after = start + id.count
            while after < text.count, ".:/".utf8.contains(text[after]) { after += 1 }
            guard after == text.count || !isID(text[after]) else { return false }
            guard start > 0, isID(text[start - 1]), !"/:".utf8.contains(text[start - 1]) else { return true }
            var before = start
            while before > 0, ".:/".utf8.contains(text[before - 1]) { before -= 1 }
            return before < start && (before == 0 || !isID(text[before - 1]))
        }
    }

    private static func isID(_ byte: UInt8) -> Bool {
        Character(Unicode.Scalar(byte)).isASCII
            && String(Unicode.Scalar(byte)).wholeMatch(of: /[.A-Z:\/a-z0-9_\-]/) != nil
    }

    /// Escapes, leftmost first, replaced by what they stand for or by a blank.
    private static func decoded(_ line: [UInt8]) -> [UInt8] {
        // Latin-1: one scalar a byte.
        let text = String(String.UnicodeScalarView(line.map { Unicode.Scalar($0) }))
        let escape = /%([0-9A-Fa-f]{2})|\\+u([0-9a-f]{4})|\\+[nrtbf"]|\x1B\[[0-9;]*[a-z]/.matchingSemantics(
            .unicodeScalar)
        let plain = text.replacing(escape) { match in
            guard let digits = match.1 ?? match.2, let value = UInt8(digits, radix: 16), value < 0x80 else {
                return " "
            }
            return String(Unicode.Scalar(value))
        }
        return plain.unicodeScalars.map { UInt8($0.value) }
    }
}
