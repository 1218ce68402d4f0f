import AuditLog
import JSON
import TriageCore

/// What the timeline command answers: one value, rendered as text or as JSON.
struct TimelineReport: Sendable {
    let environment: String
    let subject: TimelineSubject
    let span: TimeSpan?
    let timeline: Timeline
    let gaps: [TimelineGap]
    var requests: [RequestRecord] = []
    var audit: Report.AuditSpan?

    var weight: Int { requests.map(\.weight).reduce(0, +) }

    var json: JSONValue { json(events: timeline.events) }

    /// One event after the other: all of them as text beside all of them as values would be twice the memory.
    func printJSON(_ print: (String) -> Void) {
        let frame = json(events: []).text
        let mark = "\"events\":["
        // Inside of a string its quotes would be escaped.
        guard let place = frame.firstRange(of: mark) else { return print(frame + "\n") }
        print(String(frame[..<place.upperBound]))
        var part = ""
        for (index, event) in timeline.events.enumerated() {
            if index > 0 { part += "," }
            part += Self.json(event).text
            guard part.utf8.count > 65_536 else { continue }
            print(part)
            part.removeAll(keepingCapacity: true)
        }
        print(part + frame[place.upperBound...] + "\n")
    }

    private func json(events: [TimelineEvent]) -> JSONValue {
        .object([
            ("schema", "grinderctl/1"), ("command", "timeline"), ("environment", .string(environment)),
            (
                "subject",
                .object([
                    ("symbol", .string(subject.symbol.rawValue)),
                    ("clientOrderId", .string(orNull: subject.clientOrderID?.rawValue)),
                ])
            ),
            ("from", .string(orNull: span?.from.description)), ("to", .string(orNull: span?.to.description)),
            ("events", .array(events.map(Self.json))),
            (
                "gaps",
                .array(
                    gaps.map {
                        .object([
                            ("kind", .string($0.kind.rawValue)), ("source", .string($0.source)),
                            ("detail", .string($0.detail)),
                        ])
                    })
            ),
            ("requests", .array(requests.map(Report.json))), ("weight", .integer(Int64(weight))),
            ("audit", audit.map(Report.json) ?? .null),
        ])
    }

    /// How much was shown, not what.
    var auditNote: NoteRecord {
        let counts = TimelineEvent.Kind.allCases.map { ($0.rawValue, Int64(timeline.count($0))) }
        var note = NoteRecord()
        note.command = "timeline"
        note.events = Dictionary(uniqueKeysWithValues: counts)
        note.gaps = Int64(gaps.count)
        note.weight = Int64(weight)
        note.from = span?.from
        note.to = span?.to
        return note
    }

    private static func json(_ event: TimelineEvent) -> JSONValue {
        .object([
            ("time", .string(orNull: event.moment?.description)), ("certainty", .string(event.certainty.word)),
            ("correctionMs", event.certainty.correctionMilliseconds.map { .integer($0) } ?? .null),
            ("kind", .string(event.kind.rawValue)), ("source", .string(event.source)),
            ("clientOrderId", .string(orNull: event.clientOrderID?.rawValue)), ("text", .string(event.text)),
            ("lines", .integer(Int64(event.count))), ("until", .string(orNull: event.fold?.until?.description)),
        ])
    }
}
