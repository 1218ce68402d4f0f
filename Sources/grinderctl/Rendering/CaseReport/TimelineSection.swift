import TriageCore

/// The timeline, drawn and as a table.
struct TimelineSection {
    let entries: [CaseEntry]

    var section: Document.Section {
        let marks = TimelineReading.marks(of: entries)
        let rows = marks.map { mark -> [[Document.Inline]] in
            let time = mark.time.map { $0.description + (mark.isZoneAssumed ? " (zone assumed)" : "") } ?? "no time"
            let isWritten = mark.lane == .log
            return [
                [.text(time)], [.badge(mark.tone, mark.lane.rawValue)],
                [isWritten ? .code(mark.text) : .text(mark.text)], [.text(mark.source)],
            ]
        }
        let table = Document.Table(
            caption: "The same events in words", columns: ["Time", "What", "Event", "Source"], rows: rows)
        let drawing = marks.contains { $0.time != nil } ? [Document.Block.timeline(TimelineRenderer(marks: marks))] : []
        return Document.Section(id: "timeline", title: "Timeline", blocks: drawing + [.table(table)])
    }
}
