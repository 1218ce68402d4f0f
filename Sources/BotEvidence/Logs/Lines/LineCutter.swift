/// Cuts a byte stream into lines, in constant memory.
///
/// Zeros before a line (a log truncated under its writer begins with them) are left out, others count once. A line longer
/// than ``longest`` comes in parts, cut where no request is torn in two.
struct LineCutter {
    /// The most of a line that is given at once.
    static let longest = 65_536
    /// No request is longer.
    private static let longestRequest = 8_192

    struct Line {
        /// From 1.
        let number: Int
        /// Without its end.
        let bytes: [UInt8]
        /// More of the line follows, or came before.
        let isCut: Bool
        /// 0 for a line's beginning.
        var part = 0
        /// The last one, without an end of its own: more may have stood there.
        var isUnended = false
    }

    private var kept: [UInt8] = []
    private var part = 0
    private var length = 0
    private var zeros = 0
    private var number = 1

    /// Whether what comes next begins a line.
    var isBetweenLines: Bool { length == 0 }

    /// A line that is not to be given has passed; its number.
    mutating func passLine() -> Int {
        defer { number += 1 }
        return number
    }

    mutating func take(_ chunk: [UInt8], line: (Line) -> Void) { take(chunk[...], line: line) }

    mutating func take(_ chunk: ArraySlice<UInt8>, line: (Line) -> Void) {
        var start = chunk.startIndex
        while let end = chunk[start...].firstIndex(of: UInt8(ascii: "\n")) {
            append(chunk[start..<end], line)
            endLine(line)
            start = end + 1
        }
        append(chunk[start...], line)
    }

    /// The last line may have no end of its own.
    mutating func finish(line: (Line) -> Void) {
        if length > 0 { endLine(isUnended: true, line) }
    }

    private mutating func append(_ bytes: ArraySlice<UInt8>, _ line: (Line) -> Void) {
        length += bytes.count
        if bytes.holds(0) { appendWithZeros(bytes) } else { kept += bytes }
        while kept.count > Self.longest { givePart(line) }
    }

    private mutating func appendWithZeros(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes {
            if byte == 0 {
                zeros += 1
                if kept.isEmpty || kept.last == 0 { continue }
            }
            kept.append(byte)
        }
    }

    private mutating func givePart(_ line: (Line) -> Void) {
        let end = Self.seam(in: kept)
        line(Line(number: number, bytes: Array(kept[..<end]), isCut: true, part: part))
        part += 1
        kept.removeFirst(end)
    }

    /// Where a part may end: before a request that is not whole, else behind a record, else between words.
    private static func seam(in kept: [UInt8]) -> Int {
        let tail = longest - longestRequest
        let limit = kept.prefix(longest)
        var request: Int?
        var position = tail
        while let found = kept.firstIndex(of: "HTTP Request: ", from: position), found < longest {
            request = found
            position = found + 1
        }
        if let request, kept.firstIndex(of: "HTTP/", from: request).map({ $0 + 16 > longest }) ?? true {
            return request
        }
        for index in stride(from: limit.count - 1, to: tail, by: -1) where kept[index] == UInt8(ascii: ",") {
            if kept[index - 1] == UInt8(ascii: "}") || kept[index - 1] == UInt8(ascii: "]") { return index + 1 }
        }
        return (limit[tail...].lastIndex { $0 < 0x80 && !IDCharacter.isOne($0) } ?? limit.endIndex - 1) + 1
    }

    private mutating func endLine(isUnended: Bool = false, _ line: (Line) -> Void) {
        // Every other byte is zero: UTF-16 that something appended to a log of another form.
        if zeros > 8, kept.count(where: { $0 == 0 }) * 5 > kept.count * 2 { kept.removeAll { $0 == 0 } }
        while kept.last == UInt8(ascii: "\r") || kept.last == 0 { kept.removeLast() }
        line(Line(number: number, bytes: kept, isCut: part > 0, part: part, isUnended: isUnended))
        kept = []
        length = 0
        zeros = 0
        part = 0
        number += 1
    }
}
