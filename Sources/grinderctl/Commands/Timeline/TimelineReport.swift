import AuditLog
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

    var json: OrderedJSON {
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
            ("events", .array(timeline.events.map(Self.json))),
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

    private static func json(_ event: TimelineEvent) -> OrderedJSON {
        .object([
            ("time", .string(orNull: event.moment?.description)), ("certainty", .string(event.certainty.word)),
            ("correctionMs", event.certainty.correctionMilliseconds.map { .integer($0) } ?? .null),
            ("kind", .string(event.kind.rawValue)), ("source", .string(event.source)),
            ("clientOrderId", .string(orNull: event.clientOrderID?.rawValue)), ("text", .string(event.text)),
        ])
    }
}
