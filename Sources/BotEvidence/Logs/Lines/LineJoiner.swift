/// Puts lines together that a container runtime cut: the P and F parts of the container runtime interface, and what
/// docker's json-file driver splits at 16 KiB.
struct LineJoiner {
    /// Of one line; what is longer is given in parts.
    private static let longest = 1_048_576
    private static let mostOpen = 16
    /// A stream's name stands this near to a line's beginning.
    private static let reach = 256
    /// Docker cuts at 16,384 bytes; escapes make a cut line longer.
    private static let dockerCut = 16_384

    private struct Open {
        /// The stream and what stands before the first part's time.
        let key: [UInt8]
        let number: Int
        var bytes: [UInt8]
    }

    private var open: [Open] = []

    /// No line's rest is waited for.
    var isIdle: Bool { open.isEmpty }

    mutating func take(_ line: LineCutter.Line, whole: (LineCutter.Line) -> Void) {
        guard line.part == 0, !line.isCut else { return whole(line) }
        if let mark = Self.partMark(line.bytes) { return takePart(line, mark, whole) }
        if takeDocker(line, whole) { return }
        whole(line)
    }

    /// The log ends: what was begun stays as it is.
    mutating func finish(whole: (LineCutter.Line) -> Void) {
        for part in open { whole(LineCutter.Line(number: part.number, bytes: part.bytes, isCut: false)) }
        open = []
    }

    /// Where ` stderr P ` ends in a line, and whether more follows.
    private struct Mark {
        let key: [UInt8]
        let content: Int
        let isPartial: Bool
    }

    private static func partMark(_ bytes: [UInt8]) -> Mark? {
        guard bytes.firstIndex(of: "std", before: reach) != nil else { return nil }
        for stream: StaticString in [" stderr ", " stdout "] {
            guard let found = bytes.firstIndex(of: stream, before: reach) else { continue }
            let tag = found + stream.utf8CodeUnitCount
            guard tag < bytes.count, bytes[tag] == UInt8(ascii: "P") || bytes[tag] == UInt8(ascii: "F"),
                tag + 1 == bytes.count || bytes[tag + 1] == 0x20 || bytes[tag + 1] == UInt8(ascii: ":")
            else { continue }
            // The time is the word before the stream.
            let time = bytes[..<found].lastIndex(of: 0x20).map { $0 + 1 } ?? 0
            guard found - time >= 19 else { continue }
            return Mark(
                key: Array(bytes[..<time] + bytes[found..<tag]), content: min(tag + 2, bytes.count),
                isPartial: bytes[tag] == UInt8(ascii: "P"))
        }
        return nil
    }

    private mutating func takePart(_ line: LineCutter.Line, _ mark: Mark, _ whole: (LineCutter.Line) -> Void) {
        let index = open.firstIndex { $0.key == mark.key }
        guard let index else {
            guard mark.isPartial, open.count < Self.mostOpen else { return whole(line) }
            open.append(Open(key: mark.key, number: line.number, bytes: line.bytes))
            return
        }
        open[index].bytes += line.bytes[mark.content...]
        guard !mark.isPartial || open[index].bytes.count > Self.longest else { return }
        let joined = open.remove(at: index)
        give(joined, whole)
    }

    /// `{"log":"…16 KiB without an end of line","stream":…}`, and the rest in the lines that follow.
    private mutating func takeDocker(_ line: LineCutter.Line, _ whole: (LineCutter.Line) -> Void) -> Bool {
        guard line.bytes.starts(with: "{\"log\":\"") else { return false }
        let begin: StaticString = "{\"log\":\""
        guard let end = Self.endOfLog(line.bytes) else { return false }
        // Both streams of a container are in one file, and each is split by itself.
        let stream = Self.stream(line.bytes, behind: end)
        let index = open.firstIndex { $0.key == stream }
        guard index != nil || line.bytes.count > Self.dockerCut else { return false }
        let isWhole = line.bytes[..<end].suffix(2).elementsEqual("\\n".utf8)
        guard let index else {
            guard !isWhole else { return false }
            open.append(Open(key: stream, number: line.number, bytes: line.bytes))
            return true
        }
        guard let old = Self.endOfLog(open[index].bytes) else { return false }
        open[index].bytes.replaceSubrange(old..<old, with: line.bytes[begin.utf8CodeUnitCount..<end])
        guard isWhole || open[index].bytes.count > Self.longest else { return true }
        give(open.remove(at: index), whole)
        return true
    }

    private static func endOfLog(_ bytes: [UInt8]) -> Int? { bytes.firstIndex(of: streamMark) }

    private static let streamMark: StaticString = "\",\"stream\":"

    private static func stream(_ bytes: [UInt8], behind end: Int) -> [UInt8] {
        Array(bytes[(end + streamMark.utf8CodeUnitCount)...].prefix { $0 != UInt8(ascii: ",") })
    }

    /// A line that is too long is cut as every other is.
    private func give(_ joined: Open, _ whole: (LineCutter.Line) -> Void) {
        guard joined.bytes.count > LineCutter.longest else {
            return whole(LineCutter.Line(number: joined.number, bytes: joined.bytes, isCut: false))
        }
        var cutter = LineCutter()
        let emit: (LineCutter.Line) -> Void = { part in
            whole(LineCutter.Line(number: joined.number, bytes: part.bytes, isCut: part.isCut, part: part.part))
        }
        cutter.take(joined.bytes, line: emit)
        cutter.finish(line: emit)
    }
}
