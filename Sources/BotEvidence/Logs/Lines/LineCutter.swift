/// Cuts a byte stream into lines, in constant memory.
struct LineCutter {
    /// The most of a line that is looked at.
    static let longest = 65_536

    struct Line {
        /// From 1.
        let number: Int
        /// Without its end; the beginning of a line longer than ``LineCutter/longest``.
        let bytes: [UInt8]
        let isCut: Bool
    }

    private var kept: [UInt8] = []
    private var length = 0
    private var number = 1

    mutating func take(_ chunk: [UInt8], line: (Line) -> Void) {
        var start = 0
        while let end = chunk[start...].firstIndex(of: UInt8(ascii: "\n")) {
            append(chunk[start..<end])
            endLine(line)
            start = end + 1
        }
        append(chunk[start...])
    }

    /// The last line may have no end of its own.
    mutating func finish(line: (Line) -> Void) {
        if length > 0 { endLine(line) }
    }

    private mutating func append(_ part: ArraySlice<UInt8>) {
        kept += part.prefix(Self.longest - kept.count)
        length += part.count
    }

    private mutating func endLine(_ line: (Line) -> Void) {
        let isCut = length > kept.count
        if !isCut, kept.last == UInt8(ascii: "\r") { kept.removeLast() }
        line(Line(number: number, bytes: kept, isCut: isCut))
        kept = []
        length = 0
        number += 1
    }
}
