import TriageCore

/// A line of a log, out of its transport's wrapping.
struct LogEntry {
    /// What the transports say of the time (docker, journald), the outermost first.
    fileprivate(set) var transport: [LineStamp] = []
    /// What grinder's own formatter says.
    fileprivate(set) var own: LineStamp?
    fileprivate(set) var level: String?
    /// `grinder.reconcile.engine`
    fileprivate(set) var logger: String?
    /// Without time, level and logger.
    fileprivate(set) var message: [UInt8] = []
    /// Of a JSON line.
    fileprivate(set) var fields: JSONMembers?

    /// Whether a formatter put something before the message: what follows without may belong to it.
    var isFormatted: Bool { own != nil || level != nil || fields != nil }

    private init() {}

    /// Shapes: `HH:MM:SS LEVEL name: message`, `YYYY-MM-DD HH:MM:SS,mmm LEVEL message`, bare messages, JSON; each alone
    /// or in docker's `--timestamps`, compose's `service | `, docker's json-file, CRI, or journald's short and ISO form.
    init(_ bytes: [UInt8]) {
        var parser = LogEntryParser(entry: LogEntry())
        parser.read(bytes, depth: 0)
        self = parser.entry
    }
}

private struct LogEntryParser {
    var entry: LogEntry

    mutating func read(_ bytes: [UInt8], depth: Int) {
        var cursor = ByteCursor(bytes)
        let stamps = Self.prefixes(&cursor)
        if cursor.peek == UInt8(ascii: "{"), depth < 3, let members = JSONMembers(bytes, at: cursor.position) {
            entry.transport += stamps
            json(members, depth: depth)
        } else {
            text(&cursor, stamps: stamps)
        }
    }

    /// Everything before the message that is a transport's or a time, in whatever order.
    private static func prefixes(_ cursor: inout ByteCursor) -> [LineStamp] {
        var stamps: [LineStamp] = []
        cursor.skipColours()
        _ = cursor.attempt(service)
        cursor.skipColours()
        for _ in 0..<4 {
            // Three blanks and more are a message's own.
            guard
                let stamp = cursor.attempt({ cursor in
                    _ = cursor.accept(" ")
                    cursor.skipColours()
                    _ = cursor.accept("[")
                    return cursor.stamp()
                })
            else { break }
            stamps.append(stamp)
            _ = cursor.accept("]")
            _ = cursor.attempt(unit) ?? cursor.attempt(stream)
        }
        if !stamps.isEmpty { _ = cursor.accept(" ") }
        cursor.skipColours()
        return stamps
    }

    /// `grinder-1  | `
    private static func service(_ cursor: inout ByteCursor) -> Bool? {
        let name = cursor.run { ByteCursor.isWord($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
        guard !name.isEmpty, cursor.accept(" ") else { return nil }
        cursor.skipSpaces()
        guard cursor.accept("|") else { return nil }
        _ = cursor.accept(" ")
        return true
    }

    /// ` trader01 grinder[4242]:`
    private static func unit(_ cursor: inout ByteCursor) -> Bool? {
        guard cursor.accept(" ") else { return nil }
        let host = cursor.run { $0 > 0x20 }
        guard !host.isEmpty, cursor.accept(" ") else { return nil }
        let name = cursor.run { $0 > 0x20 && $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: ":") }
        guard !name.isEmpty, cursor.accept("["), !cursor.run(ByteCursor.isDigit).isEmpty, cursor.acceptWord("]:") else {
            return nil
        }
        return true
    }

    /// ` stderr F` of the container runtime interface.
    private static func stream(_ cursor: inout ByteCursor) -> Bool? {
        cursor.acceptWord(" stderr F") || cursor.acceptWord(" stdout F") ? true : nil
    }

    /// The innermost stamp of a text is the formatter's when it is zoneless; docker's and journald's come before it.
    private mutating func text(_ cursor: inout ByteCursor, stamps: [LineStamp]) {
        entry.transport += stamps
        if let last = stamps.last, Self.isFormatters(last) {
            entry.transport.removeLast()
            entry.own = last
        }
        entry.level = cursor.attempt(Self.level)
        if entry.own != nil || entry.level != nil { entry.logger = cursor.attempt(Self.logger) }
        entry.message = Array(cursor.rest)
    }

    private static func isFormatters(_ stamp: LineStamp) -> Bool {
        switch stamp {
        case .local, .clock: true
        case .moment, .yearless: false
        }
    }

    private static let levels = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]

    private static func level(_ cursor: inout ByteCursor) -> String? {
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

    /// `grinder.live.engine: `, or `:` alone after it (logging's own default form).
    private static func logger(_ cursor: inout ByteCursor) -> String? {
        let name = cursor.run { ByteCursor.isWord($0) || $0 == UInt8(ascii: ".") }
        guard !name.isEmpty, cursor.accept(":") else { return nil }
        let logger = String(bytes: name)
        return cursor.accept(" ") || logger.hasPrefix("grinder") || logger == "httpx" ? logger : nil
    }

    private mutating func json(_ members: JSONMembers, depth: Int) {
        if let log = members.text("log"), members.has("stream") || members.has("time") {
            if let time = members["time"].flatMap(Self.stamp) { entry.transport.append(time) }
            read(Self.withoutEnd(log), depth: depth + 1)
            return
        }
        if let message = members.text("MESSAGE"), members.has("__REALTIME_TIMESTAMP") {
            if let text = members["__REALTIME_TIMESTAMP"]?.string, let micros = Int64(text), micros > 0 {
                entry.transport.append(.moment(Timestamp(milliseconds: micros / 1_000)))
            }
            read(Self.withoutEnd(message), depth: depth + 1)
            return
        }
        entry.fields = members
        entry.own = Self.time(of: members)
        entry.level = members["levelname", "level", "severity"]?.string?.uppercased()
        entry.logger = members["name", "logger"]?.string
        entry.message = members.text("message", "msg", "event") ?? []
    }

    private static func withoutEnd(_ text: [UInt8]) -> [UInt8] {
        Array(text.prefix((text.lastIndex { $0 != 0x0A && $0 != 0x0D } ?? -1) + 1))
    }

    /// `asctime` first: an extra of grinder's that is called `ts` is no formatter's time, unless it took its place.
    private static func time(of members: JSONMembers) -> LineStamp? {
        let names: [StaticString] = ["asctime", "@timestamp", "timestamp", "time", "datetime", "created", "ts"]
        return names.lazy.compactMap { members[$0].flatMap(stamp) }.first
    }

    private static func stamp(_ value: JSONValue) -> LineStamp? {
        switch value {
        case .string(let text):
            var cursor = ByteCursor(Array(text.utf8))
            let stamp = cursor.stamp()
            return cursor.peek == nil ? stamp : nil
        case .number(let text):
            guard let seconds = PlainDecimal.milliseconds(ofSeconds: text), seconds > 0 else { return nil }
            // Seconds of this century are below 10^10, milliseconds above.
            let milliseconds = seconds < 10_000_000_000_000 ? seconds : seconds / 1_000
            return milliseconds > 10_000_000_000_000 ? nil : .moment(Timestamp(milliseconds: milliseconds))
        default: return nil
        }
    }
}
