import BotEvidence
import TriageCore

/// What the logs tell, and for what they do not.
struct TimelineLogs: Sendable {
    /// Zones and inferred dates are put right only afterwards: this much around a span is read.
    private static let margin: Int64 = 26 * 3_600_000
    /// A bot that says nothing for so long is no gap.
    private static let silence: Int64 = 5 * 60_000
    /// Lines that name no order belong to one when they are this near to its life.
    private static let nearness: Int64 = 10 * 60_000
    /// Lines that name what is asked for; more would not fit into the memory that there is for them.
    private static let most = 30_000

    let history: LogHistory
    let subject: TimelineSubject
    private let sources: [String]

    static func read(
        _ sources: [LogSource], of subject: TimelineSubject, span: TimeSpan?, in session: Session
    ) async -> TimelineLogs {
        let readsInput = sources.contains(.standardInput)
        let history = await LogReader.history(
            sources, naming: subject.clientOrderID.map { [$0] }, symbol: subject.symbol,
            since: span?.from.advanced(byMilliseconds: -margin), until: span?.to.advanced(byMilliseconds: margin),
            now: session.context.now(), zone: .system, redaction: Redaction(secrets: session.settings.secrets),
            standardInput: readsInput ? StandardInput.chunks() : nil, limit: most,
            topic: .timeline)
        return TimelineLogs(history: history, subject: subject, sources: sources.map(\.name))
    }

    init(history: LogHistory, subject: TimelineSubject, sources: [String]) {
        self.history = history
        self.subject = subject
        self.sources = sources
    }

    /// A log that was named could not be read to its end.
    var isIncomplete: Bool { sources.contains { !history.accounts(for: $0) } }

    /// When the logs first name the order as placed.
    var placement: Timestamp? {
        history.events.first { event in
            guard case .request("POST", _, 200..<300) = event.meaning else { return false }
            return event.clientOrderID != nil && event.clientOrderID == subject.clientOrderID
        }?.time?.moment
    }

    /// The span within which lines that name no order are shown; `nil` when nothing tells.
    func context(asked: TimeSpan?, life: TimeSpan?, alignment: LogAlignment) -> TimeSpan? {
        if let asked { return asked }
        let naming = history.events.filter { $0.clientOrderID != nil }.compactMap { alignment.time(of: $0).moment }
        let moments = [life?.from, life?.to, naming.min(), naming.max()].compactMap { $0 }
        guard let first = moments.min(), let last = moments.max() else { return nil }
        return TimeSpan(
            from: first.advanced(byMilliseconds: -Self.nearness), to: last.advanced(byMilliseconds: Self.nearness))
    }

    /// - Parameter needed: the time the logs should cover.
    func gaps(needed: TimeSpan?, alignment: LogAlignment) -> [TimelineGap] {
        guard !sources.isEmpty else {
            return [TimelineGap(.log, source: "--logs", "no log was named: give --logs PATH")]
        }
        var gaps = history.problems.map { TimelineGap(.log, source: $0.source, $0.detail) }
        gaps += history.window.outside.map { TimelineGap(.log, source: $0.source, $0.detail) }
        let files = Count.of(history.searched.count, "file")
        if let id = subject.clientOrderID, !history.events.contains(where: { $0.clientOrderID == id }) {
            gaps.append(TimelineGap(.log, source: "--logs", "no line names \(id) in \(files)"))
        }
        gaps += uncovered(needed, alignment)
        return gaps + alignment.gaps
    }

    private func uncovered(_ needed: TimeSpan?, _ alignment: LogAlignment) -> [TimelineGap] {
        guard let covered = history.covered.map(alignment.corrected) else {
            return [TimelineGap(.log, source: "--logs", "no line has a time: can't tell what the logs cover")]
        }
        guard let needed else { return [] }
        var gaps: [TimelineGap] = []
        if covered.lowerBound.milliseconds(since: needed.from) > Self.silence {
            gaps.append(
                TimelineGap(.log, source: "--logs", "the logs begin \(covered.lowerBound), after \(needed.from)"))
        }
        if needed.to.milliseconds(since: covered.upperBound) > Self.silence {
            gaps.append(TimelineGap(.log, source: "--logs", "the logs end \(covered.upperBound), before \(needed.to)"))
        }
        return gaps
    }
}
