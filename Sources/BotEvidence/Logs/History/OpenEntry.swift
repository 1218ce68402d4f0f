import TriageCore

/// A line of a log and the lines that belong to it: a traceback, an indented list.
struct OpenEntry {
    /// The most of one line, and of all lines, that is shown.
    private static let longestLine = 4_096
    private static let longestText = 16_384

    let number: Int
    let entry: LogEntry
    let proof: LineProof
    /// What the wanted ids and grinder's are sought in: the lines, and the first in clear.
    private(set) var texts: [[UInt8]]
    private(set) var wanted: [ClientOrderID]
    /// Those of them that the first line names.
    let named: [ClientOrderID]
    /// The placement that stands in the line directly before, of the same process.
    let behind: LogEvent.Placement?
    private var lines: [[UInt8]]
    private var cuts: [Bool]
    private var isInTraceback: Bool
    private var length: Int

    init(
        _ line: LineCutter.Line, entry: LogEntry, proof: LineProof, wanted: [ClientOrderID],
        behind: LogEvent.Placement?
    ) {
        number = line.number
        self.entry = entry
        self.proof = proof
        self.wanted = wanted
        self.behind = behind
        named = wanted
        let shown = entry.shown(line.bytes)
        // Of a line of many records the one that tells is shown.
        let isLong = shown.count > Self.longestLine && proof.meaning != nil
        lines = [isLong ? Array("… ".utf8) + entry.message : shown]
        cuts = [line.isCut && !isLong]
        texts = [line.bytes] + (entry.clear.map { [$0] } ?? [])
        length = shown.count
        isInTraceback = entry.message.starts(with: Self.traceback)
    }

    /// Not yet redacted.
    var text: String {
        // Made when asked for: most lines are never shown.
        var text = ""
        var length = -1
        for (line, isCut) in zip(lines, cuts) {
            length += line.count + 1
            let isFirst = length == line.count
            if !isFirst { text += "\n" }
            text += isFirst || length < Self.longestText ? Self.shown(line, isCut: isCut) : "…"
        }
        return text
    }

    mutating func append(_ line: LineCutter.Line, wanted more: [ClientOrderID]) {
        wanted += more.filter { !wanted.contains($0) }
        guard length < Self.longestText else { return }
        length += line.bytes.count + 1
        lines.append(line.bytes)
        texts.append(line.bytes)
        cuts.append(line.isCut)
    }

    private static let traceback: StaticString = "Traceback (most recent call last)"

    /// Whether a line that follows belongs to this one.
    mutating func continues(with next: LogEntry, proof: LineProof) -> Bool {
        let message = next.message
        let isTold =
            (proof.meaning != nil || proof.moment != nil) && message.first != 0x20
            && !message.starts(with: Self.traceback)
        guard !next.isFormatted, !isTold else { return false }
        guard let first = message.first(where: { $0 != 0x20 && $0 != 0x09 }) else { return true }
        if message.starts(with: "During handling of the above") || message.starts(with: "The above exception was") {
            isInTraceback = true
            return true
        }
        if message.starts(with: Self.traceback) {
            // What an uncaught exception leaves belongs to no line before it.
            guard isInTraceback || entry.level.map({ $0 == "ERROR" || $0 == "CRITICAL" }) ?? true else { return false }
            isInTraceback = true
            return true
        }
        if message.first != first { return true }
        // The exception itself is the traceback's first line at the margin, and its last.
        defer { isInTraceback = false }
        return isInTraceback
    }

    /// Cut between words: half a key would not be recognised as one.
    private static func shown(_ line: [UInt8], isCut: Bool) -> String {
        guard isCut || line.count > longestLine else { return String(bytes: line) }
        let kept = line.prefix(longestLine)
        let end = kept.lastIndex { $0 < 0x80 && !IDCharacter.isOne($0) } ?? 0
        return String(bytes: kept[..<end]) + "…"
    }
}
