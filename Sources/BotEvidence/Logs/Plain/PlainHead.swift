import Glibc
import TriageCore

/// `12:00:00 INFO     httpx: ` or `2026-03-08 12:00:00,000 WARNING  grinder.reconcile.engine: ` at a line's beginning,
/// exactly as grinder's formatter pads it.
///
/// A container's runtime may have put its own before it: `2026-03-08T12:00:00.123456789Z stderr F `, or the time alone.
struct PlainHead {
    let stamp: LineStamp
    let transport: PlainTransport?
    /// Where the message begins; it has one.
    let message: Int
    let isRequest: Bool

    init?(_ line: UnsafeBufferPointer<UInt8>) {
        guard line.count > 24, let base = line.baseAddress else { return nil }
        transport = base[10] == UInt8(ascii: "T") ? PlainTransport(line) : nil
        var position = transport?.end ?? 0
        guard line.count > position + 24 else { return nil }
        var date: Int64?
        if base[position + 2] != UInt8(ascii: ":") {
            guard line.count > position + 40, let found = Self.date(base + position) else { return nil }
            date = found
            position += 11
        }
        guard let ofDay = Self.timeOfDay(base + position) else { return nil }
        position += 8
        var milliseconds: Int64 = 0
        if base[position] == UInt8(ascii: ",") || base[position] == UInt8(ascii: ".") {
            guard let found = Self.digits(base + position + 1, 3) else { return nil }
            milliseconds = Int64(found)
            position += 4
        }
        guard base[position] == UInt8(ascii: " "), let level = Self.level(base + position + 1) else { return nil }
        position += 1 + level
        guard let message = Self.message(line, from: position) else { return nil }
        self.message = message.start
        isRequest = message.isRequest
        let moment = ofDay + milliseconds
        stamp = date.map { .local($0 * CivilDay.milliseconds + moment) } ?? .clock(ofDay: moment)
    }

    fileprivate static func digits(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int? {
        var value = 0
        for index in 0..<count {
            let digit = base[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return value
    }

    fileprivate static func timeOfDay(_ base: UnsafePointer<UInt8>) -> Int64? {
        guard base[2] == UInt8(ascii: ":"), base[5] == UInt8(ascii: ":"), let hour = digits(base, 2),
            let minute = digits(base + 3, 2), let second = digits(base + 6, 2), hour < 24, minute < 60, second < 61
        else { return nil }
        return Int64(hour * 3_600 + minute * 60 + second) * 1_000
    }

    private static func date(_ base: UnsafePointer<UInt8>) -> Int64? {
        guard base[4] == UInt8(ascii: "-"), base[7] == UInt8(ascii: "-"), base[10] == UInt8(ascii: " "),
            let year = digits(base, 4), let month = digits(base + 5, 2), let day = digits(base + 8, 2)
        else { return nil }
        return CivilDay.number(year: year, month: month, day: day)
    }

    /// The nine columns of a level; `CRITICAL` leaves one blank, behind which a syslog's words could stand.
    private static func level(_ base: UnsafePointer<UInt8>) -> Int? {
        let word: StaticString
        switch base[0] {
        case UInt8(ascii: "D"): word = "DEBUG    "
        case UInt8(ascii: "I"): word = "INFO     "
        case UInt8(ascii: "W"): word = "WARNING  "
        case UInt8(ascii: "E"): word = "ERROR    "
        default: return nil
        }
        let text = word.utf8Start
        for index in 1..<9 where base[index] != text[index] { return nil }
        return 9
    }

    /// Behind `grinder.….: `, `scripts.….: ` or `httpx: `.
    private static func message(
        _ line: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> (start: Int, isRequest: Bool)? {
        let isHTTPX = starts(line, at: start, with: "httpx: ")
        var position = start
        if isHTTPX {
            position += 7
        } else {
            guard starts(line, at: start, with: "grinder.") || starts(line, at: start, with: "scripts.") else {
                return nil
            }
            position += 8
            while position < line.count, ByteCursor.isWord(line[position]) || line[position] == UInt8(ascii: ".") {
                position += 1
            }
            guard starts(line, at: position, with: ": ") else { return nil }
            position += 2
        }
        // White space before a message is a list's, or a traceback's.
        guard position < line.count, line[position] > 0x20 else { return nil }
        return (position, starts(line, at: position, with: PlainRequest.words))
    }

    static func starts(_ line: UnsafeBufferPointer<UInt8>, at position: Int, with word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard position + count <= line.count else { return false }
        let text = word.utf8Start
        for index in 0..<count where line[position + index] != text[index] { return false }
        return true
    }
}

/// `2026-03-08T12:00:00.123456789Z ` and, of the container runtime interface, ` stderr F ` at a line's beginning.
struct PlainTransport {
    let moment: Timestamp
    /// Where what the bot wrote begins.
    let end: Int

    init?(_ line: UnsafeBufferPointer<UInt8>) {
        guard line.count > 48, let base = line.baseAddress, base[4] == UInt8(ascii: "-"),
            base[7] == UInt8(ascii: "-"), base[10] == UInt8(ascii: "T"), let year = PlainHead.digits(base, 4),
            let month = PlainHead.digits(base + 5, 2), let day = PlainHead.digits(base + 8, 2),
            let date = CivilDay.number(year: year, month: month, day: day),
            let ofDay = PlainHead.timeOfDay(base + 11)
        else { return nil }
        var position = 19
        var milliseconds: Int64 = 0
        if base[position] == UInt8(ascii: ".") {
            position += 1
            var unit: Int64 = 100
            while position < 30, base[position] &- UInt8(ascii: "0") <= 9 {
                milliseconds += Int64(base[position] &- UInt8(ascii: "0")) * unit
                unit /= 10
                position += 1
            }
            guard position > 20 else { return nil }
        }
        guard base[position] == UInt8(ascii: "Z"), base[position + 1] == UInt8(ascii: " ") else { return nil }
        position += 2
        if PlainHead.starts(line, at: position, with: "std") {
            guard
                PlainHead.starts(line, at: position, with: "stderr F ")
                    || PlainHead.starts(line, at: position, with: "stdout F ")
            else { return nil }
            position += 9
        }
        moment = Timestamp(milliseconds: date * CivilDay.milliseconds + ofDay + milliseconds)
        end = position
    }
}

/// `HTTP Request: GET https://…?…&timestamp=… "HTTP/1.1 200 OK"`: it asked, was answered, and names no order.
enum PlainRequest {
    static let words: StaticString = "HTTP Request: "

    struct Signed {
        let moment: Timestamp?
    }

    static func signed(_ line: UnsafeBufferPointer<UInt8>, from start: Int) -> Signed? {
        let url = start + words.utf8CodeUnitCount + 4
        guard PlainHead.starts(line, at: url - 4, with: "GET "),
            let end = line.firstIndex(of: 0x20, from: url, to: line.count),
            end > url, line.firstIndex(of: UInt8(ascii: "\""), from: url, to: line.count) == end + 1,
            isAnswered(line, from: end)
        else { return nil }
        for byte in [UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: "#")]
        where line.firstIndex(of: byte, from: url, to: end) != nil {
            return nil
        }
        guard let question = line.firstIndex(of: UInt8(ascii: "?"), from: url, to: end) else {
            return line.firstIndex(of: UInt8(ascii: "&"), from: url, to: end) == nil ? Signed(moment: nil) : nil
        }
        return parameters(line, from: question, to: end)
    }

    /// `?` and each `&` with the name behind it.
    private static func parameters(_ line: UnsafeBufferPointer<UInt8>, from question: Int, to end: Int) -> Signed? {
        guard line.firstIndex(of: UInt8(ascii: "?"), from: question + 1, to: end) == nil,
            (line.firstIndex(of: UInt8(ascii: "&"), from: 0, to: question)) == nil
        else { return nil }
        var moment: Timestamp?
        var next: Int? = question
        while let position = next {
            guard position + 1 < end else { return nil }
            switch line[position + 1] {
            // `amp;`, and the names that an order's id stands behind.
            case UInt8(ascii: "a"), UInt8(ascii: "n"), UInt8(ascii: "o"), UInt8(ascii: "c"): return nil
            case UInt8(ascii: "t"):
                guard moment == nil, PlainHead.starts(line, at: position + 1, with: "timestamp="),
                    let found = time(line, from: position + 11)
                else { return nil }
                moment = found
            default: break
            }
            next = line.firstIndex(of: UInt8(ascii: "&"), from: position + 1, to: end)
        }
        return Signed(moment: moment)
    }

    /// Thirteen digits of this century.
    private static func time(_ line: UnsafeBufferPointer<UInt8>, from start: Int) -> Timestamp? {
        var value: Int64 = 0
        var position = start
        while position < line.count, line[position] &- UInt8(ascii: "0") <= 9 {
            value = value &* 10 &+ Int64(line[position] &- UInt8(ascii: "0"))
            position += 1
        }
        guard position - start == 13, line[start] != UInt8(ascii: "0"), value > 1_000_000_000_000,
            position < line.count, line[position] == UInt8(ascii: "&") || line[position] == UInt8(ascii: " ")
        else { return nil }
        return Timestamp(milliseconds: value)
    }

    /// ` "HTTP/1.1 200 OK"` and the line's end.
    private static func isAnswered(_ line: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        guard
            PlainHead.starts(line, at: start, with: " \"HTTP/1.1 ")
                || PlainHead.starts(line, at: start, with: " \"HTTP/2.0 ")
                || PlainHead.starts(line, at: start, with: " \"HTTP/1.0 "),
            start + 16 < line.count, line[start + 11] == UInt8(ascii: "2"),
            line[start + 12] &- UInt8(ascii: "0") <= 9, line[start + 13] &- UInt8(ascii: "0") <= 9,
            line[start + 14] == UInt8(ascii: " "), line[line.count - 1] == UInt8(ascii: "\"")
        else { return false }
        var position = start + 15
        while position < line.count - 1 {
            guard line[position] | 0x20 >= UInt8(ascii: "a"), line[position] | 0x20 <= UInt8(ascii: "z") else {
                return false
            }
            position += 1
        }
        return true
    }
}

/// How the messages begin that tell something, for a look at the first bytes alone. One for the whole process, never
/// changed once it is made.
struct MessageWords: @unchecked Sendable {
    static let all = MessageWords(Catalogue.beginnings)

    /// By the first two bytes, which most messages share with none of them.
    private let starts: UnsafeMutablePointer<Bool>
    private let byFirst: [[[UInt8]]]

    private init(_ words: [[UInt8]]) {
        starts = .allocate(capacity: 65_536)
        starts.initialize(repeating: false, count: 65_536)
        for word in words { starts[Self.pair(word[0], word[1])] = true }
        byFirst = words.reduce(into: Array(repeating: [], count: 256)) { $0[Int($1[0])].append($1) }
    }

    /// Whether the message may be one of them; of some that only begin alike, too.
    func mayBeCatalogued(_ line: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        guard start + 1 < line.count else { return true }
        guard starts[Self.pair(line[start], line[start + 1])] else { return false }
        for word in byFirst[Int(line[start])] where start + word.count <= line.count {
            var index = 1
            while index < word.count, line[start + index] == word[index] { index += 1 }
            if index == word.count { return true }
        }
        return false
    }

    private static func pair(_ first: UInt8, _ second: UInt8) -> Int { Int(first) << 8 | Int(second) }
}

extension UnsafeBufferPointer<UInt8> {
    /// Where `byte` stands first in `start..<end`.
    func firstIndex(of byte: UInt8, from start: Int, to end: Int) -> Int? {
        guard start < end, let base = baseAddress, let found = memchr(base + start, Int32(byte), end - start) else {
            return nil
        }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
}
