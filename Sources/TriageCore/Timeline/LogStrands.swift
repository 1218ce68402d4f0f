/// The lines of a bot's logs as events of a timeline.
package struct LogStrands: Sendable {
    /// One a file, each in the order of its lines.
    package let strands: [[TimelineEvent]]

    /// A line that names several orders is one event, about none of them in particular.
    package init(_ events: [LogEvent], alignment: LogAlignment) {
        var files: [String] = []
        var lines: [String: [Int: [LogEvent]]] = [:]
        for event in events {
            if lines[event.file] == nil { files.append(event.file) }
            lines[event.file, default: [:]][event.number, default: []].append(event)
        }
        strands = files.map { file in
            (lines[file] ?? [:]).sorted { $0.key < $1.key }.compactMap { Self.event($0.value, alignment) }
        }
    }

    private static func event(_ events: [LogEvent], _ alignment: LogAlignment) -> TimelineEvent? {
        guard let first = events.first else { return nil }
        let time = alignment.time(of: first)
        return TimelineEvent(
            .log, at: time.moment, time.certainty, source: "\(first.file):\(first.number)",
            clientOrderID: events.count == 1 ? first.clientOrderID : nil, text: first.text)
    }
}
