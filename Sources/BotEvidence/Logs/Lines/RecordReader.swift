import JSON
import TriageCore

/// A JSON object is a formatter's record, or a transport's with the line inside.
extension LogEntryParser {
    /// Members in which transports keep the line as it was written.
    static let lines: [StaticString] = [
        "log", "MESSAGE", "message", "msg", "line", "Line", "textPayload", "@message", "body", "Body", "content", "raw",
        "_raw", "text", "event", "log_line", "short_message", "full_message", "logmessage",
    ]
    /// Members in which transports keep a formatter's record, or what they took out of it.
    private static let records: [StaticString] = [
        "jsonPayload", "json", "_source", "attributes", "data", "record", "fields", "log", "message", "event", "result",
        "parsed", "body", "Body",
    ]
    private static let times: [StaticString] = [
        "asctime", "@timestamp", "timestamp", "time", "Time", "datetime", "created", "ts", "date", "eventTime",
        "_SOURCE_REALTIME_TIMESTAMP", "__REALTIME_TIMESTAMP", "timeUnixNano", "tsNs", "Timestamp", "@t",
        "receiveTimestamp", "_time", "ingestionTime",
    ]

    mutating func json(_ members: JSONMembers, depth: Int) {
        if let text = members.bytes("MESSAGE") ?? members.bytes("message") ?? members.bytes("log") {
            entry.clear = text
            entry.isNumbers = true
            wrapped(text, in: members, depth: depth)
            return
        }
        for name in Self.lines {
            guard let text = members.text(name), isLine(text, name: name, members, depth: depth) else { continue }
            wrapped(text, in: members, depth: depth)
            return
        }
        if let nested = Self.records.lazy.compactMap({ members.object($0) }).first(where: Self.isRecord), depth < 4 {
            note(members)
            json(nested, depth: depth + 1)
            return
        }
        entry.fields = members
        entry.own = Self.time(of: members)
        entry.level = members["levelname", "level", "severity"]?.stringValue?.uppercased()
        entry.logger = members["name", "logger"]?.stringValue
        entry.message = members.text("message", "msg", "event") ?? []
        label(members)
    }

    /// A formatter's record holds its message bare; a transport's holds a line with a time or a level of its own.
    private func isLine(_ text: [UInt8], name: StaticString, _ members: JSONMembers, depth: Int) -> Bool {
        guard depth < 4 else { return false }
        if bytes(name, are: "log") || bytes(name, are: "MESSAGE")
            || !members.has("message") && !members.has("msg")
                && !members.has("event")
        {
            return true
        }
        var inner = LogEntryParser(entry: LogEntry())
        inner.read(Self.withoutEnd(text), depth: depth + 1)
        return inner.entry.isFormatted
    }

    private func bytes(_ name: StaticString, are other: StaticString) -> Bool {
        name.utf8CodeUnitCount == other.utf8CodeUnitCount
            && name.withUTF8Buffer { name in other.withUTF8Buffer { name.elementsEqual($0) } }
    }

    private static func isRecord(_ members: JSONMembers) -> Bool {
        lines.contains { members.has($0) }
    }

    private mutating func wrapped(_ text: [UInt8], in members: JSONMembers, depth: Int) {
        note(members)
        let line = Self.withoutEnd(text)
        if let plain = Escapes.withoutColours(line) {
            entry.clear = plain
            read(plain, depth: depth + 1)
        } else {
            read(line, depth: depth + 1)
        }
    }

    /// Time and names of the transport.
    private mutating func note(_ members: JSONMembers) {
        if let time = Self.time(of: members) ?? Self.momentTakenOver(in: members) { entry.transport.append(time) }
        label(members)
    }

    private static func withoutEnd(_ text: [UInt8]) -> [UInt8] {
        Array(text.prefix((text.lastIndex { $0 != 0x0A && $0 != 0x0D } ?? -1) + 1))
    }

    /// `asctime` first: an extra of grinder's that is called `ts` is no formatter's time, unless it took its place.
    private static func time(of members: JSONMembers) -> LineStamp? {
        times.lazy.compactMap { members[$0].flatMap(stamp) }.first
    }

    /// When a collector took a line over, however it writes the name. No other member with a time in it says when the line
    /// was written: `buildTime`, `response_time_ns`.
    private static let takenOver: Set<String> = [
        "observedtimeunixnano", "observedtimestamp", "observedtime", "observedat", "timegenerated", "ingesttime",
        "ingesttimestamp", "ingestiontimestamp", "ingestedat", "eventingested", "receivedat", "receivetime",
        "receivedtime", "receivedtimestamp", "collectedat", "collecttime", "collectedtime", "eventtimestamp",
    ]

    private static func momentTakenOver(in members: JSONMembers) -> LineStamp? {
        members.values { name in takenOver.contains(name.filter { !"_-.@ ".contains($0) }) }.lazy.compactMap(stamp)
            .first {
                if case .moment(let moment) = $0 { moment.milliseconds > LineStamp.years.lowerBound } else { false }
            }
    }

    private static func stamp(_ value: JSONValue) -> LineStamp? {
        if case .string(let text) = value {
            var cursor = ByteCursor(Array(text.utf8))
            let stamp = cursor.stamp() ?? cursor.epoch(whole: true)
            return cursor.peek == nil ? stamp : nil
        }
        guard let text = value.numberText else { return nil }
        if text.utf8.count >= 16, let stamp = stamp(.string(text)) { return stamp }
        guard let seconds = PlainDecimal.milliseconds(ofSeconds: text), seconds > 0 else { return nil }
        // Seconds of this century are below 10^10, milliseconds above.
        let milliseconds = seconds < 10_000_000_000_000 ? seconds : seconds / 1_000
        return milliseconds > 10_000_000_000_000 ? nil : .moment(Timestamp(milliseconds: milliseconds))
    }

    private static let processes: [StaticString] = [
        "pod", "pod_name", "container", "container_name", "container_id", "host", "hostname", "_HOSTNAME", "_PID",
        "_SYSTEMD_UNIT", "pid", "process", "instance", "unit", "logStreamName", "service", "task",
    ]

    private mutating func label(_ members: JSONMembers) {
        let inside = [members, members.object("kubernetes"), members.object("labels"), members.object("stream")]
        for members in inside.compactMap({ $0 }) {
            for name in Self.processes {
                guard let value = members[name], let text = value.stringValue ?? value.numberText else { continue }
                entry.label? += Array(text.utf8) + [0x20]
            }
        }
    }
}
