import TriageCore

/// A line of a log, out of its transport's wrapping.
struct LogEntry {
    /// What the transports say of the time (docker, journald), the outermost first.
    var transport: [LineStamp] = []
    /// What grinder's own formatter says.
    var own: LineStamp?
    var level: String?
    /// `grinder.reconcile.engine`
    var logger: String?
    /// Without time, level and logger.
    var message: [UInt8] = []
    /// Of a JSON line.
    var fields: JSONMembers?
    /// The line as it was before colours, escapes or a list of byte values hid its words; `nil`: as it stands.
    var clear: [UInt8]?
    /// What names the process in its transport (`[pod/grinder-0/grinder]`); empty: nothing does; `nil`: not known.
    var label: [UInt8]? = []
    /// A field of a record that takes several lines (`journalctl -o export`), and no line of a log.
    var isField = false

    /// Whether a formatter put something before the message: what follows without may belong to it.
    var isFormatted: Bool { own != nil || level != nil || fields != nil }

    /// Whether its message is one that grinder writes and that proves something.
    var isCatalogued: Bool { Catalogue.isCatalogued(message) }

    /// A formatter's whole words and a logger of the bot's stand before the message, and nothing that is not known before
    /// them: it begins where they end. A request that is not understood is escaped.
    private var isGrinders: Bool {
        guard own != nil, level != nil, !isInside, let logger else { return false }
        return (logger.hasPrefix("grinder.") || logger.hasPrefix("scripts.") || logger == "httpx")
            && !RequestLine.begins(message, at: 0) && !message.holds(UInt8(ascii: "\\"))
    }

    /// Whether it is what no other line is taken for.
    var isSure: Bool {
        RequestLine(message) != nil || message.starts(with: "RECONCILE_MISMATCH")
            || PlacementLine.begins(message, at: 0)
    }

    /// The line's text for the eye: the clear one, where the line itself is numbers.
    func shown(_ bytes: [UInt8]) -> [UInt8] { isNumbers ? clear ?? bytes : bytes }

    /// It stood in the line as a list of byte values, in which no secret would be recognised.
    var isNumbers = false

    /// Found in a wrapping that is not known: there may be more of them.
    var isSearched = false

    /// Its formatter's words were found behind something that is not known.
    var isInside = false

    /// White space, or nothing.
    var isBlank: Bool { message.allSatisfy { $0 <= 0x20 } && fields == nil }

    init() {}

    /// Shapes: `HH:MM:SS LEVEL name: message`, `YYYY-MM-DD HH:MM:SS,mmm LEVEL [name] message`, bare messages, JSON; each
    /// alone or in whatever a transport puts before and behind it: what is not known is searched (``LineSearch``).
    init(_ bytes: [UInt8]) {
        if let field = JournalField(bytes) {
            isField = true
            transport = [field.time].compactMap { $0 }
            return
        }
        let plain = Escapes.withoutColours(bytes)
        var parser = LogEntryParser(entry: LogEntry())
        parser.entry.clear = plain
        parser.read(plain ?? bytes, depth: 0)
        self = parser.entry
        guard !isGrinders, !isCatalogued else { return }
        if let inside = DocumentMember.entry(in: plain ?? bytes) {
            self = inside
            return
        }
        guard let found = LineSearch.entry(in: plain ?? bytes) else { return }
        // An indented line is a traceback's or a list's, and may quote a word of grinder's.
        let isIndented = message.first == 0x20 || message.first == 0x09
        guard !isIndented || found.isSure || found.isFormatted else { return }
        let before = self
        self = found
        isSearched = true
        if transport.isEmpty { transport = before.transport }
        if own == nil, level == nil { own = before.own }
    }
}

/// A line of `journalctl -o export` that is not the message: `_PID=4242`, `__REALTIME_TIMESTAMP=1772971200000000`.
private struct JournalField {
    let time: LineStamp?

    init?(_ bytes: [UInt8]) {
        guard let first = bytes.first,
            first == UInt8(ascii: "_") || first == UInt8(ascii: "S") || first == UInt8(ascii: "P")
        else { return nil }
        var cursor = ByteCursor(bytes)
        let name = cursor.run { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") || $0 == UInt8(ascii: "_") }
        guard first == UInt8(ascii: "_") || name.starts(with: "SYSLOG_") || name.elementsEqual("PRIORITY".utf8),
            name.count > 3, cursor.accept("=")
        else { return nil }
        time = name.elementsEqual("__REALTIME_TIMESTAMP".utf8) ? cursor.epoch() : nil
    }
}

/// Reads what is known of formatters and transports.
struct LogEntryParser {
    var entry: LogEntry

    mutating func read(_ bytes: [UInt8], depth: Int) {
        var cursor = ByteCursor(bytes)
        let stamps = LinePrefix.read(&cursor, label: &entry.label)
        if cursor.peek == UInt8(ascii: "{"), depth < 4, let members = JSONMembers(bytes, at: cursor.position) {
            entry.transport += stamps
            json(members, depth: depth)
            // Records that no end of line keeps apart.
            if depth == 0, bytes[members.end...].holds(UInt8(ascii: "{")) { entry.isSearched = true }
        } else {
            text(&cursor, stamps: stamps)
        }
    }

    /// The innermost stamp of a text is the formatter's when it is zoneless; docker's and journald's come before it.
    private mutating func text(_ cursor: inout ByteCursor, stamps: [LineStamp]) {
        entry.transport += stamps
        if let last = stamps.last, Formatter.writes(last) {
            entry.transport.removeLast()
            entry.own = last
        }
        let start = cursor.position
        entry.level = cursor.attempt(Formatter.level)
        if entry.own != nil || entry.level != nil {
            entry.logger = cursor.attempt { Formatter.logger(&$0, isSure: entry.level != nil) }
        }
        entry.message = Array(cursor.rest)
        guard entry.level == nil, !entry.isCatalogued, let found = Formatter.find(in: cursor.bytes, from: start) else {
            return
        }
        // Before the formatter's own words stand a transport's.
        adopt(found, in: cursor.bytes, after: start)
    }

    private mutating func adopt(_ found: Formatter.Found, in bytes: [UInt8], after start: Int) {
        if let own = entry.own, found.own != nil { entry.transport.append(own) }
        let head = LineHead(bytes[start..<found.start])
        entry.transport += head.stamps
        entry.label = head.label(after: entry.label)
        entry.own = found.own ?? entry.own
        entry.level = found.level
        entry.logger = found.logger
        let before = Array(bytes[start..<found.start])
        let isQuoted = before.holds(UInt8(ascii: "\""))
        entry.isInside = true
        // A document's record, of which the line may hold more.
        if before.firstIndex(of: "{\"") != nil { entry.isSearched = true }
        entry.message = Array(bytes[found.end..<LineSearch.end(of: bytes, from: found.end, isQuoted: isQuoted)])
    }
}

/// What Python's logging puts before a message.
enum Formatter {
    struct Found {
        let own: LineStamp?
        let level: String
        let logger: String?
        /// Where it begins, and where the message does.
        let start: Int
        let end: Int
    }

    private static let levels = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
    private static let words: [StaticString] = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
    /// Further than this from a line's beginning no formatter's words are sought.
    private static let reach = 2_048

    /// grinder's times name no zone.
    static func writes(_ stamp: LineStamp) -> Bool {
        switch stamp {
        case .local, .clock: true
        case .moment, .yearless: false
        }
    }

    static func level(_ cursor: inout ByteCursor) -> String? {
        let isBracketed = cursor.accept("[")
        let word = String(bytes: cursor.run { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") })
        guard levels.contains(word), !isBracketed || cursor.accept("]")
        else { return nil }
        guard !cursor.accept(":") else { return word }
        guard cursor.accept(" ") else { return nil }
        // `%-8s` fills up to nine; more blanks are the message's.
        for _ in word.utf8.count..<8 { _ = cursor.accept(" ") }
        return word
    }

    /// `grinder.live.engine: `, or `:` alone after it (logging's own default form), or, behind a level, a blank alone.
    static func logger(_ cursor: inout ByteCursor, isSure: Bool) -> String? {
        let name = cursor.run { ByteCursor.isWord($0) || $0 == UInt8(ascii: ".") }
        guard !name.isEmpty else { return nil }
        let logger = String(bytes: name)
        guard cursor.accept(":") else {
            return isSure && isModule(logger) && cursor.accept(" ") ? logger : nil
        }
        return cursor.accept(" ") || logger.hasPrefix("grinder") || logger == "httpx" ? logger : nil
    }

    private static let modules: Set<String> = [
        "httpx", "httpcore", "root", "asyncio", "urllib3", "websockets", "__main__", "grinder",
    ]

    /// Without a colon behind it a word is a logger's name only where it cannot be a message's.
    private static func isModule(_ name: String) -> Bool {
        guard let first = name.utf8.first, first | 0x20 >= UInt8(ascii: "a") || first == UInt8(ascii: "_") else {
            return false
        }
        return modules.contains(name)
            || name.contains(".") && !name.hasSuffix(".") && name == name.lowercased() && !name.contains("..")
    }

    /// The first of a formatter's words at or after a position: a time and a level, or a level and a logger's name.
    static func find(in bytes: [UInt8], from start: Int) -> Found? {
        let limit = min(bytes.count, start + reach)
        var position = start
        while position < limit {
            // Most letters are small.
            guard bytes[position] >= UInt8(ascii: "C"), bytes[position] <= UInt8(ascii: "W") else {
                position += 1
                continue
            }
            if let found = read(bytes, at: position, from: start) { return found }
            while position < limit, ByteCursor.isWord(bytes[position]) { position += 1 }
        }
        return nil
    }

    private static func read(_ bytes: [UInt8], at position: Int, from start: Int) -> Found? {
        guard words.contains(where: { bytes.contains($0, at: position) }),
            position == start || !ByteCursor.isWord(bytes[position - 1])
        else { return nil }
        var first = position
        if first > start, bytes[first - 1] == UInt8(ascii: "[") { first -= 1 }
        var cursor = ByteCursor(bytes, at: first)
        guard let level = cursor.attempt(level) else { return nil }
        let logger = cursor.attempt { self.logger(&$0, isSure: true) }
        let own = stamp(bytes, before: first, from: start)
        guard own != nil || logger != nil else { return nil }
        return Found(own: own?.stamp, level: level, logger: logger, start: own?.start ?? first, end: cursor.position)
    }

    /// `12:00:00 `, `2026-03-08 12:00:00,000 ` or either in brackets, directly before a position.
    private static func stamp(_ bytes: [UInt8], before end: Int, from start: Int) -> (stamp: LineStamp, start: Int)? {
        // From the longest form to the shortest.
        for length in stride(from: 36, through: 9, by: -1) where end - length >= start {
            let first = end - length
            guard first == start || !ByteCursor.isWord(bytes[first - 1]) else { continue }
            var cursor = ByteCursor(bytes, at: first)
            let isBracketed = cursor.accept("[")
            guard let stamp = cursor.stamp() else { continue }
            if isBracketed { _ = cursor.accept("]") }
            cursor.skipSpaces()
            if cursor.position == end { return (stamp, first) }
        }
        return nil
    }
}
