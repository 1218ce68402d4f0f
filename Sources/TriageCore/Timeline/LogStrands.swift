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

    /// Its end is on the clock that its beginning is on.
    private static func corrected(_ fold: LogFold, of event: LogEvent, by moment: Timestamp?) -> LogFold {
        guard let until = fold.until, let own = event.time?.moment, let moment else { return fold }
        return LogFold(
            count: fold.count, until: until.advanced(byMilliseconds: moment.milliseconds(since: own)))
    }

    private static func event(_ events: [LogEvent], _ alignment: LogAlignment) -> TimelineEvent? {
        guard let first = events.first else { return nil }
        let time = alignment.time(of: first)
        return TimelineEvent(
            .log, at: time.moment, time.certainty, source: "\(first.file):\(first.number)",
            clientOrderID: events.count == 1 ? first.clientOrderID : nil, text: first.text,
            fold: first.fold.map { corrected($0, of: first, by: time.moment) })
    }
}
