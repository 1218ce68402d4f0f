import TriageCore

/// Finds parts of wanted ids that stand alone: a transport has cut the line within the id and put something of its own
/// between the parts (docker's 16 KiB under whatever key, fluentd's and journald's partial records, a hex dump), or the
/// log itself is cut.
///
/// A part is a whole word that nothing else explains. Of `…_TS_SEQ` it holds a digit of the time at least and two
/// characters beside it; `…_1` of `…_17` is another order's id.
struct TornIDs {
    /// Fewer characters are no sign of an id.
    static let shortest = 6
    private static let tableBits: UInt32 = 65_535

    private struct Wanted {
        let id: ClientOrderID
        let bytes: [UInt8]
        /// Where its time stands, of grinder's form.
        let time: Range<Int>?
    }

    private let wanted: [Wanted]
    private let longest: Int
    /// By a hash of four bytes that stand together in one of them: most words are none of theirs.
    private var isKnown: [Bool]
    private var found: Set<Int> = []

    /// An id with punctuation in it is torn by every word's end, and not sought.
    init(_ ids: [ClientOrderID]) {
        wanted = ids.compactMap { id in
            let bytes = Array(id.rawValue.utf8)
            guard bytes.count > Self.shortest, !bytes.contains(where: IDCharacter.isSeparator) else { return nil }
            return Wanted(id: id, bytes: bytes, time: Self.time(in: bytes))
        }
        longest = wanted.map(\.bytes.count).max() ?? 0
        isKnown = Array(repeating: false, count: Int(Self.tableBits) + 1)
        for one in wanted {
            for start in 0...(one.bytes.count - 4) { isKnown[Self.hash(one.bytes[start...])] = true }
        }
    }

    /// Takes a run of id characters.
    mutating func receive(_ run: [UInt8]) {
        guard run.count >= Self.shortest, longest > 0 else { return }
        var start = 0
        for position in 0...run.count
        where position == run.count || IDCharacter.isSeparator(run[position]) {
            let length = position - start
            if length >= Self.shortest, length < longest, isKnown[Self.hash(run[start...])],
                isKnown[Self.hash(run[(position - 4)...])]
            {
                receive(word: run[start..<position])
            }
            start = position + 1
        }
    }

    /// The ids of which a part was received since the last call, in the order they are wanted.
    mutating func takeFound() -> [ClientOrderID] {
        guard !found.isEmpty else { return [] }
        defer { found.removeAll(keepingCapacity: true) }
        return found.sorted().map { wanted[$0].id }
    }

    /// The ids that the end of a log, or of what was decoded, breaks off.
    func begun(atEndOf bytes: [UInt8]) -> [ClientOrderID] {
        let word = bytes.suffix(longest).reversed().prefix { IDCharacter.isOne($0) && !IDCharacter.isSeparator($0) }
        let tail = Array(word.reversed())
        guard tail.count >= Self.shortest else { return [] }
        return wanted.filter { one in
            one.bytes.count > tail.count && one.bytes.starts(with: tail) && !Self.isWhole(0..<tail.count, of: one)
        }.map(\.id)
    }

    private static let parameter: StaticString = "ClientOrderId="

    /// The ids that a request's parameter breaks off, wherever that is: nothing of a query follows.
    func begun(inQueryOf line: [UInt8]) -> [ClientOrderID] {
        guard !wanted.isEmpty else { return [] }
        var begun: [ClientOrderID] = []
        var position = 0
        while let found = line.firstIndex(of: Self.parameter, from: position) {
            position = found + Self.parameter.utf8CodeUnitCount
            let word = line[position...].prefix { IDCharacter.isOne($0) }
            if word.endIndex < line.count, line[word.endIndex] == UInt8(ascii: "&") { continue }
            for one in wanted
            where word.count < one.bytes.count && one.bytes.starts(with: word) && !begun.contains(one.id) {
                begun.append(one.id)
            }
        }
        return begun
    }

    private mutating func receive(word: ArraySlice<UInt8>) {
        for (index, one) in wanted.enumerated() where word.count < one.bytes.count && !found.contains(index) {
            let last = one.bytes.count - word.count
            for start in 0...last where one.bytes[start] == word[word.startIndex] {
                guard one.bytes[start..<(start + word.count)].elementsEqual(word),
                    Self.isSignificant(start..<(start + word.count), of: one)
                else { continue }
                found.insert(index)
                break
            }
        }
    }

    /// `…_1` of `…_17`, `bot-1` of `bot-12`: an id by itself.
    private static func isWhole(_ part: Range<Int>, of one: Wanted) -> Bool {
        part.lowerBound == 0 && one.bytes[part.upperBound...].allSatisfy(ByteCursor.isDigit)
            && ByteCursor.isDigit(one.bytes[part.upperBound - 1])
    }

    private static func isSignificant(_ part: Range<Int>, of one: Wanted) -> Bool {
        guard !isWhole(part, of: one) else { return false }
        if let time = one.time {
            let digits = part.clamped(to: time).count
            return digits > 0 && part.count > digits + 1
        }
        let word = one.bytes[part]
        guard part.count * 2 >= one.bytes.count, word.contains(where: ByteCursor.isDigit),
            word.contains(where: isLetter)
        else { return false }
        return part.count >= 8 || isCut(one.bytes, at: part.lowerBound) || isCut(one.bytes, at: part.upperBound)
    }

    /// Within a word of the id.
    private static func isCut(_ bytes: [UInt8], at position: Int) -> Bool {
        position > 0 && position < bytes.count && isAlphanumeric(bytes[position - 1]) && isAlphanumeric(bytes[position])
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || ByteCursor.isDigit(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
    }

    /// The digits before the last `_` and digits.
    private static func time(in bytes: [UInt8]) -> Range<Int>? {
        guard let last = bytes.lastIndex(of: UInt8(ascii: "_")), last + 1 < bytes.count,
            bytes[(last + 1)...].allSatisfy(ByteCursor.isDigit),
            let before = bytes[..<last].lastIndex(of: UInt8(ascii: "_")), last - before > shortest,
            bytes[(before + 1)..<last].allSatisfy(ByteCursor.isDigit)
        else { return nil }
        return (before + 1)..<last
    }

    private static func hash(_ bytes: ArraySlice<UInt8>) -> Int {
        var value: UInt32 = 0
        for byte in bytes.prefix(4) { value = value &* 251 &+ UInt32(byte) }
        return Int(value & tableBits)
    }
}
