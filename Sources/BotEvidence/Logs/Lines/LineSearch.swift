/// Finds what grinder writes anywhere in a line whose wrapping is not known: the JSON object, or the words a message
/// begins with, also below several layers of escapes.
enum LineSearch {
    /// Layers of escapes that are taken off one after another.
    private static let deepest = 5
    /// Objects of a line that are looked at and are no record of grinder's.
    private static let mostObjects = 64
    private static let mostRecords = 5_000

    /// `nil`: nothing grinder writes is in it. A record is better than its words, however deep it lies.
    static func entry(in line: [UInt8]) -> LogEntry? {
        var words: LogEntry?
        for (depth, text) in layers(of: line).enumerated() {
            if let found = record(in: text) { return depth == 0 ? found : cleared(found, text) }
            if words == nil, let found = message(in: text, from: 0)?.entry {
                words = depth == 0 ? found : cleared(found, text)
            }
        }
        return words
    }

    /// All of them, of a line that holds many lines: an export that is one JSON document.
    static func entries(in line: [UInt8]) -> [LogEntry] {
        let layers = layers(of: line)
        for text in layers {
            let found = records(in: text)
            if !found.isEmpty { return found }
        }
        for text in layers {
            let found = messages(in: text)
            if !found.isEmpty { return found }
        }
        return []
    }

    /// The line, and the line without one layer of escapes after another.
    static func layers(of line: [UInt8]) -> [[UInt8]] {
        var layers = [line]
        while layers.count <= deepest, let inner = layers.last.flatMap(Escapes.unwrapped) { layers.append(inner) }
        return layers
    }

    /// Whether a line holds more than one request, or is one of many records.
    static func isCrowded(_ line: [UInt8]) -> Bool {
        guard let first = line.firstIndex(of: "HTTP Request") ?? line.firstIndex(of: "RECONCILE_MISMATCH") else {
            return false
        }
        return line.firstIndex(of: "HTTP Request", from: first + 1) != nil
            || line.firstIndex(of: "RECONCILE_MISMATCH", from: first + 1) != nil
    }

    private static func cleared(_ entry: LogEntry, _ text: [UInt8]) -> LogEntry {
        var entry = entry
        if entry.clear == nil { entry.clear = text }
        return entry
    }

    private static func record(in text: [UInt8]) -> LogEntry? {
        var found: LogEntry?
        eachRecord(in: text) { entry, start in
            var entry = entry
            let head = LineHead(text[..<start])
            entry.transport = head.stamps + entry.transport
            if entry.label?.isEmpty ?? false { entry.label = head.label(after: []) }
            found = entry
            return false
        }
        return found
    }

    private static func records(in text: [UInt8]) -> [LogEntry] {
        var all: [LogEntry] = []
        eachRecord(in: text) { entry, _ in
            all.append(entry)
            return all.count < mostRecords
        }
        return all
    }

    /// Calls `take` with each object that tells something, and where it begins, until it returns `false`.
    private static func eachRecord(in text: [UInt8], take: (LogEntry, Int) -> Bool) {
        var position = 0
        var misses = 0
        while misses < mostObjects, let start = text[position...].firstIndex(of: UInt8(ascii: "{")) {
            position = start + 1
            guard let members = JSONMembers(text, at: start) else {
                misses += 1
                continue
            }
            var parser = LogEntryParser(entry: LogEntry())
            parser.json(members, depth: 0)
            guard parser.entry.isCatalogued else {
                misses += 1
                continue
            }
            misses = 0
            parser.entry.clear = parser.entry.clear ?? Array(text[start..<members.end])
            position = members.end
            guard take(parser.entry, start) else { return }
        }
    }

    private static func messages(in text: [UInt8]) -> [LogEntry] {
        var all: [LogEntry] = []
        var position = 0
        while all.count < mostRecords, let found = message(in: text, from: position) {
            var entry = found.entry
            entry.clear = Array(text[position..<found.end])
            all.append(entry)
            position = found.end
        }
        return all
    }

    /// The first message of grinder's at or after a position, with what stands before it.
    private static func message(in text: [UInt8], from start: Int) -> (entry: LogEntry, end: Int)? {
        var from = start
        while let position = Catalogue.find(in: text, from: from) {
            if let found = message(in: text, at: position, after: start) { return found }
            from = position + 1
        }
        return nil
    }

    private static func message(
        in text: [UInt8], at position: Int, after start: Int
    ) -> (entry: LogEntry, end: Int)? {
        var entry = LogEntry()
        let end = end(of: text, from: position, isQuoted: text[start..<position].contains(UInt8(ascii: "\"")))
        entry.message = Array(text[position..<end])
        guard entry.isCatalogued else { return nil }
        let before = max(start, position - 2_048)
        var headEnd = position
        // The formatter's own words stand directly before the message.
        var from = before
        while let found = Formatter.find(in: text, from: from), found.end <= position {
            from = found.end
            guard found.end == position else { continue }
            entry.own = found.own
            entry.level = found.level
            entry.logger = found.logger
            headEnd = found.start
        }
        let head = LineHead(text[before..<headEnd])
        entry.transport = head.stamps
        if entry.own == nil, let last = entry.transport.last, Formatter.writes(last), entry.transport.count == 1 {
            entry.own = entry.transport.removeLast()
        }
        entry.label = head.label(after: [])
        return (entry, end)
    }

    /// A message ends with its line, and with the string that holds it.
    static func end(of text: [UInt8], from start: Int, isQuoted: Bool) -> Int {
        let lineEnd = text[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
        // Of a mismatch the fields behind its name tell.
        guard isQuoted, !text.contains("RECONCILE_MISMATCH", at: start) else { return lineEnd }
        // A request's own quotes are within.
        let first = RequestLine.end(in: text, from: start) ?? start
        var position = first
        while let quote = text[position..<lineEnd].firstIndex(of: UInt8(ascii: "\"")) {
            let next = quote + 1 < lineEnd ? text[quote + 1] : 0x2C
            if [UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x09].contains(next) || quote + 1 == lineEnd {
                return quote
            }
            position = quote + 1
        }
        return lineEnd
    }
}
