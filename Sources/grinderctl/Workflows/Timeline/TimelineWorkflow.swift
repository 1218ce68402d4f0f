import AuditLog
import Binance
import BotEvidence
import TriageCore

/// Reads the three sources of a timeline, merges them, records that it was shown, and prints it.
struct TimelineWorkflow {
    let session: Session
    let subject: TimelineSubject
    /// `nil`: not said.
    let asked: TimeSpan?
    let sources: [LogSource]
    let clock: ClockReading?
    let now: Timestamp

    /// What is shown; `nil`: everything about the id.
    private var span: TimeSpan? {
        if case .order = subject { return asked }
        return asked ?? TimeSpan(from: now.advanced(byMilliseconds: -TimeSpan.day), to: now)
    }

    func run(opening requests: [RequestRecord]) async throws -> Int32 {
        let logs = await TimelineLogs.read(sources, of: subject, span: span, in: session)
        let reads = await read(hint: logs.placement)
        let audit = TimelineAudit.read(session, of: subject, span: span, clock: clock)
        var report = merge(logs, reads, audit)
        report.requests = requests + reads.requests
        let exit = reads.exit == 0 && (logs.isIncomplete || audit.isUnreadable) ? 2 : reads.exit
        try session.investigation.record(
            .note, symbol: subject.symbol, clientOrderID: subject.clientOrderID, report.auditNote)
        report.audit = session.investigation.recorded
        await session.exchange.shutdown()
        session.context.show(report, session.shared, signature: session.context.signature(session.settings))
        return session.settled(exit)
    }

    private func read(hint: Timestamp?) async -> TimelineReads {
        switch subject {
        case .order(let id, let symbol):
            await TimelineReads.order(
                id, symbol: symbol, asked: asked, hint: hint, at: session.exchange, now: now)
        case .symbol(let symbol):
            await TimelineReads.symbol(
                symbol, span: span ?? TimeSpan(from: now, to: now), at: session.exchange, now: now,
                budget: session.settings.weightBudget.perMinute)
        }
    }

    private func merge(_ logs: TimelineLogs, _ reads: TimelineReads, _ audit: TimelineAudit) -> TimelineReport {
        let alignment = LogAlignment(logs.history.events, placements: reads.history.placements)
        let life = subject.clientOrderID == nil ? nil : reads.history.life(until: now)
        let context = logs.context(asked: span, life: life, alignment: alignment)
        var leftOut = 0
        // What the exchange did comes before what was written of it in the same millisecond.
        let timeline = Timeline(
            merging: reads.history.strands + [reads.positions]
                + LogStrands(logs.history.events, alignment: alignment).strands + [audit.events]
        ) { event, place in
            if let span, let place, !event.lies(in: span, at: place), event.kind != .position { return false }
            guard subject.clientOrderID != nil, event.kind == .log, event.clientOrderID == nil else { return true }
            let isNear = place.map { place in context.map { event.lies(in: $0, at: place) } ?? false } ?? false
            if !isNear { leftOut += event.count }
            return isNear
        }
        var gaps = reads.gaps + logs.gaps(needed: span ?? life, alignment: alignment) + audit.gaps
        if clock == nil {
            gaps.append(
                TimelineGap(
                    .clock, source: "GET /fapi/v1/time",
                    "the exchange's time is unknown: now, and the audit entries' times, are this machine's"))
        }
        if leftOut > 0 {
            gaps.append(
                TimelineGap(
                    .window, source: "--logs",
                    "\(Count.of(leftOut, "line")) naming no order, elsewhere in time or without one, not shown: "
                        + "--since and --until name a span"))
        }
        return TimelineReport(
            environment: session.settings.environment.rawValue, subject: subject, span: span, timeline: timeline,
            gaps: gaps)
    }
}

extension TimelineEvent {
    /// Of lines that are told as one, whether any may.
    fileprivate func lies(in span: TimeSpan, at place: Timestamp) -> Bool {
        place <= span.to && (fold?.until.map { max($0, place) } ?? place) >= span.from
    }
}
