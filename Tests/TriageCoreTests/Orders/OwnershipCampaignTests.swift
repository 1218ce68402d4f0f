import TestSupport
import Testing
import TriageCore

/// Whose an id is, against a reading of the rule that shares nothing with the parser: 100,000 ids and their near misses.
@Suite struct OwnershipCampaignTests {
    private static let prefix = "grinder_"
    private static let strategies = ["d", "tp", "r", "e", "s"]

    /// Byte by byte from the right: SEQ, TS, LEVEL, SYMBOL, and before it nothing or one strategy.
    private static func isOurs(_ id: String, carrying symbol: String) -> Bool {
        let bytes = Array(id.utf8)
        guard !bytes.isEmpty, bytes.count <= 36, bytes.allSatisfy({ $0 < 128 }) else { return false }
        var fields: [[UInt8]] = [[]]
        for byte in bytes {
            if byte == UInt8(ascii: "_") { fields.append([]) } else { fields[fields.count - 1].append(byte) }
        }
        func text(_ index: Int) -> String { String(decoding: fields[index], as: UTF8.self) }
        guard fields.count == 5 || fields.count == 6, text(0) == "grinder" else { return false }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let (ts, seq) = (fields[fields.count - 2], fields[fields.count - 1])
        guard !ts.isEmpty, !seq.isEmpty, (ts + seq).allSatisfy(digits.contains) else { return false }
        var level = fields[fields.count - 3][...]
        if level.first == UInt8(ascii: "-") { level = level.dropFirst() }
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        guard !level.isEmpty,
            level.allSatisfy({ digits.contains($0) || letters.contains($0 | 0x20) && $0 >= 65 })
        else { return false }
        guard text(fields.count - 4) == symbol else { return false }
        return fields.count == 5 || strategies.contains(text(1))
    }

    private static func made(_ dice: inout SeededGenerator) -> (id: String, symbol: String) {
        let symbol = dice.pick(["BTCUSDT", "ETHUSDT", "1000PEPEUSDT", "BTCUSDC", "C98USDT"])
        let head = dice.pick(["grinder_", "grinder_", "grinder_", "grinder_", "Grinder_", "grinder", " grinder_", "x_"])
        let strategy = dice.pick(["d_", "tp_", "r_", "e_", "s_", "", "", "D_", "x_", "dd_", "_", "tp_d_"])
        let level = dice.pick(["1", "12", "-3", "--3", "", "a", "-Zz9", "1.5", "é", "0", "-", "L7"])
        let ts = dice.pick(["1772971200", "1", "", "17729a", "٣", "0000", "-5"])
        let seq = dice.pick(["1", "42", "", "x", "007", "1 ", "1\n"])
        return ("\(head)\(strategy)\(symbol)_\(level)_\(ts)_\(seq)", symbol)
    }

    private static func mutated(_ id: String, _ dice: inout SeededGenerator) -> String {
        var scalars = Array(id.unicodeScalars)
        for _ in 0..<Int(dice.next() % 3) where !scalars.isEmpty {
            let place = Int(dice.next() % UInt64(scalars.count))
            let other = dice.pick(Array("_-_0aZ \u{0}é\u{301}\u{200B}dGn9".unicodeScalars))
            switch dice.next() % 4 {
            case 0: scalars.remove(at: place)
            case 1: scalars.insert(other, at: place)
            case 2: scalars[place] = other
            default: scalars.append(contentsOf: scalars[place...].prefix(5))
            }
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    @Test func `100,000 ids are whose the rule says`() throws {
        var dice = SeededGenerator(seed: 20_260_308)
        let cases = Campaign.isWhole ? 100_000 : 4_000
        var wrong: [String] = []
        var ours = 0
        for _ in 0..<cases {
            let (id, own) = Self.made(&dice)
            let text = Self.mutated(id, &dice)
            let carried = dice.next() % 8 == 0 ? "SOLUSDT" : own
            let symbol = try #require(Symbol(carried))
            let expected = Self.isOurs(text, carrying: carried)
            var found = false
            if case .grinders = Ownership.of(ClientOrderID(text), carrying: symbol, identity: Identity()) {
                found = true
            }
            if expected { ours += 1 }
            if found != expected { wrong.append("\(text.debugDescription) on \(carried): \(found)") }
        }
        Campaign.printSummary("whose an id is", cases: cases, failures: wrong.count)
        #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(10).joined(separator: "; "))")
        #expect(ours > cases / 100 && ours < cases / 2, "\(ours)")
    }
}
