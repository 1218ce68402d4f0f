import Glibc
import TriageCore

/// What is left of a line that proves nothing and names nothing that is sought: its time.
struct PlainLine: Equatable {
    var stamp = LineStamp.clock(ofDay: 0)
    /// When a request was signed.
    var signed: Timestamp?
    /// When its transport took it over.
    var transport: Timestamp?
}

/// Recognises the lines that most of a bot's log is made of, without making anything of them: grinder's own form
/// (`HH:MM:SS LEVEL    logger: message`, also with a date), of which nothing follows but that time has passed.
///
/// It errs to one side only: what it does not recognise is read whole. Of a line it accepts, reading it whole would find
/// the same: its time, no meaning, none of the ids, nothing that a neighbouring line could be joined with.
struct PlainLines {
    private let needles: Needles
    /// Those that a transport's own words do not hold.
    private let transportNeedles: Needles
    private let words: MessageWords
    private let ids: [[UInt8]]

    /// `nil`: there are ids for which no rare bytes can be named.
    init?(_ wanted: Set<ClientOrderID>?) {
        // No control byte, no escape (`\`, `%`, ANSI), nothing beyond ASCII.
        let needles = Needles(
            stops: Array(0..<0x20) + [0x7F, UInt8(ascii: "\\"), UInt8(ascii: "%"), UInt8(ascii: "^")]
                + Array(0x80...0xFF))
        let transportNeedles = Needles(stops: [])
        for word: StaticString in ["ESC[", "std", "HTTP Req"] + MismatchMark.needles { needles.insert(word) }
        ids = (wanted ?? []).map { Array($0.rawValue.utf8) }
        for id in ids {
            guard let parts = IDNeedles.parts(of: id) else { return nil }
            for part in parts {
                needles.insert(part)
                transportNeedles.insert(part)
            }
        }
        for record in EncodedIDs(wanted).needles {
            needles.insert(record)
            transportNeedles.insert(record)
        }
        if wanted == nil {
            for word: StaticString in ["grinder_", "listenKey", "listen_key", "ListenKey"] { needles.insert(word) }
        }
        self.needles = needles
        self.transportNeedles = transportNeedles
        words = .all
    }

    /// Whether a line, without its end, is one; `plain` then has its time.
    func accept(_ line: UnsafeBufferPointer<UInt8>, _ plain: inout PlainLine) -> Bool {
        guard line.count < LineCutter.longest, !MismatchMark.isBegun(atEndOf: line), let head = PlainHead(line) else {
            return false
        }
        plain.stamp = head.stamp
        plain.signed = nil
        plain.transport = head.transport?.moment
        let start = head.transport?.end ?? 0
        guard start == 0 || !transportNeedles.areIn(UnsafeBufferPointer(rebasing: line[..<start]), from: 0) else {
            return false
        }
        if head.isRequest {
            guard let signed = PlainRequest.signed(line, from: head.message) else { return false }
            plain.signed = signed.moment
            return !needles.areIn(line, from: head.message + PlainRequest.words.utf8CodeUnitCount)
                && !mayGoOn(line, behind: start)
        }
        return !words.mayBeCatalogued(line, from: head.message) && !needles.areIn(line, from: start)
            && !mayGoOn(line, behind: start)
    }

    /// Whether the end of the line may be the beginning of a wanted id, and the next line its rest.
    private func mayGoOn(_ line: UnsafeBufferPointer<UInt8>, behind transport: Int) -> Bool {
        guard !ids.isEmpty, let last = line.last, IDCharacter.isOne(last) else { return false }
        let first = max(0, line.count - 40)
        for id in ids {
            if isBegun(id, atEndOf: line, more: transport == 0 ? 10 : 48) { return true }
            let length = min(SplitIDs.shortest, id.count)
            var position = first
            while position + length <= line.count {
                if line[position] == id[0], (0..<length).allSatisfy({ line[position + $0] == id[$0] }) { return true }
                position += 1
            }
        }
        return false
    }
}

extension PlainLines {
    /// A plain line that follows begins with a clock's two digits, a date's ten characters or its transport's time: whether
    /// with so much more the end of this line is the id.
    private func isBegun(_ id: [UInt8], atEndOf line: UnsafeBufferPointer<UInt8>, more: Int) -> Bool {
        let last = line[line.count - 1]
        for length in max(1, id.count - more)..<id.count where id[length - 1] == last && ByteCursor.isDigit(id[length])
        {
            let start = line.count - length
            if start >= 0, (0..<length).allSatisfy({ line[start + $0] == id[$0] }) { return true }
        }
        return false
    }
}

/// Byte strings of which a line holds one whenever it names an id, or so much of it that it could be meant.
enum IDNeedles {
    /// `nil`: it has punctuation in it, or is too short.
    static func parts(of id: [UInt8]) -> [[UInt8]]? {
        guard id.count > 6, id.count <= 64, id.allSatisfy({ IDCharacter.isOne($0) && !IDCharacter.isSeparator($0) })
        else { return nil }
        // Three bytes of every stretch of half the id, and of six bytes at least.
        let stretch = max(6, id.count / 2)
        var parts: [[UInt8]] = []
        var start = min(stretch - 3, id.count - 3)
        while true {
            parts.append(Array(id[start..<(start + 3)]))
            guard start + 3 < id.count else { break }
            start = min(start + stretch - 2, id.count - 3)
        }
        if let time = time(in: id) {
            // Of grinder's form a part counts when it holds a digit of the time and something beside it.
            parts = [[UInt8(ascii: "_"), id[time.lowerBound]], [id[time.upperBound - 1], UInt8(ascii: "_")]]
        }
        return parts
    }

    /// The digits before the last `_` and digits.
    private static func time(in bytes: [UInt8]) -> Range<Int>? {
        guard let last = bytes.lastIndex(of: UInt8(ascii: "_")), last + 1 < bytes.count,
            bytes[(last + 1)...].allSatisfy(ByteCursor.isDigit),
            let before = bytes[..<last].lastIndex(of: UInt8(ascii: "_")), last - before > 6,
            bytes[(before + 1)..<last].allSatisfy(ByteCursor.isDigit)
        else { return nil }
        return (before + 1)..<last
    }
}

/// A plain line that has been seen and not been taken: whether it stands alone the next line shows.
struct PassingLine {
    /// Where it stands in the chunk, with its end.
    private var range: Range<Int>?
    private(set) var held = PlainLine()
    /// Being filled.
    var next = PlainLine()
    /// The one that the clock has read last; `nil` after a line that was read whole.
    var read: PlainLine?

    /// Whether the one that is filled may follow the one that is held: both bare, or both behind a transport's time.
    var isAlike: Bool { (held.transport == nil) == (next.transport == nil) }

    mutating func hold(_ range: Range<Int>) {
        self.range = range
        held = next
    }

    mutating func release() -> Range<Int>? {
        defer { range = nil }
        return range
    }
}
