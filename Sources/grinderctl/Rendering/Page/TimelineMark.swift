import TriageCore

/// Something that happened, and in which lane it is drawn.
struct TimelineMark: Sendable, Hashable {
    enum Lane: String, Sendable, Hashable, CaseIterable {
        case log = "Logs"
        case exchange = "Exchange"
        case `operator` = "Operator"
        case verdict = "Verdicts"
        case gate = "Gates"
    }

    /// By the clock of whoever wrote it.
    let time: Timestamp?
    let lane: Lane
    let tone: Document.Tone
    let text: String
    /// `audit seq 12`, `grinder.log:41`
    let source: String

    /// A log time without a zone.
    var isZoneAssumed = false
}
