import AuditLog
import BotEvidence
import TriageCore

/// What the bot counts, held against what an alert's triages have found.
extension AlertWorkflow {
    private static let countsStep = StepDefinition("counts", "What the bot counts at each run", asks: [])

    /// A fact an instance and kind. Where it counts more missing or diverging orders than were found, one of them is not
    /// known here, and that is a finding of its own.
    func holdAgainstCounts(_ kinds: [Mismatch], _ gathered: inout Gathered) async throws {
        guard !kinds.isEmpty, symbol == nil, MetricsRead.isNamed(session) else { return }
        let read = await MetricsRead.read(session)
        let counts = Self.counts(read, now: session.context.now()).filter { kinds.contains($0.mismatch) }
        let step = step(counts, read, gathered.findings)
        try note(step, &gathered)
        for mismatch in kinds where mismatch == .orderMissing || mismatch == .statusDivergence {
            let found = Self.found(mismatch, gathered.findings)
            guard let count = counts.first(where: { $0.mismatch == mismatch && $0.isShort(of: found) }),
                !gathered.findings.contains(where: {
                    $0.subject.mismatch == mismatch && $0.subject.clientOrderID == nil
                })
            else { continue }
            try settle([short(count, found)], &gathered)
        }
        for mismatch in kinds {
            try settle(growing: counts, of: mismatch, &gathered)
            try settle(unread: read.unread, of: mismatch, &gathered)
        }
    }

    private static func found(_ mismatch: Mismatch, _ findings: [Finding]) -> Int {
        findings.count { BotCount.counts($0, as: mismatch) }
    }

    private func step(_ counts: [BotCount], _ read: MetricsRead, _ findings: [Finding]) -> StepReport {
        let facts =
            counts.map { $0.fact(found: Self.found($0.mismatch, findings)) } + read.facts.filter { $0.name != "unread" }
            + (read.unread + read.lines).map { Fact("unread", $0.detail, source: $0.source) }
        let isShort = counts.contains { $0.isShort(of: Self.found($0.mismatch, findings)) }
        let told = counts.map { $0.fact(found: Self.found($0.mismatch, findings)) }
        let summary =
            told.isEmpty
            ? "no instance shows a counter to compare with"
            : told.map { "\($0.name): \($0.value)" }.joined(separator: "; ")
        let isUnread = !read.unread.isEmpty || !read.lines.isEmpty
        return StepReport(Self.countsStep, isShort || isUnread ? .attention : .ok, summary, facts: facts)
    }

    /// Of each instance by itself; what Prometheus saw grow lately before the mean of the whole life.
    private static func counts(_ read: MetricsRead, now: Timestamp) -> [BotCount] {
        let pages = read.pages.map { ReconcileMetrics.reading(of: $0, now: now) }
        let collected = read.collected.map { ReconcileMetrics.reading(of: $0, now: now) }
        return (pages + collected).flatMap { reading -> [BotCount] in
            guard let runs = reading.runs, runs > 0 else { return [] }
            let growth = read.counting.first { $0.source == reading.source }
            return Mismatch.allCases.compactMap { mismatch in
                let total = reading.mismatches[mismatch] ?? 0
                let mean = BotCount.mean(total, of: runs)
                // A range without samples of it shows nothing of whether it grows.
                if let growth, growth.watched.contains(mismatch) {
                    // A counter that did not grow lately counts nothing now, whatever its total is.
                    let known = growth.counting[mismatch].map { $0.stands(at: now) ? $0.perRun ?? mean : 0 } ?? 0
                    return BotCount(mismatch, perRun: known, total: total, runs: runs, source: reading.source)
                }
                return BotCount(
                    mismatch, perRun: mean, total: total, runs: runs, source: reading.source)
            }
        }
    }

    private func short(_ count: BotCount, _ found: Int) -> Finding {
        let noun = count.mismatch == .orderMissing ? "missing order" : "diverging order"
        return Finding(
            subject: Subject(count.mismatch, symbol: nil, clientOrderID: nil),
            verdict: .inconclusive(
                "the bot counts \(Count.of(Int(count.perRun ?? 0), noun)) a run, and \(found) "
                    + "\(found == 1 ? "was" : "were") found (\(count.source))",
                "Neither logs nor expected state name the others. To decide, I need a JSON log or the expected "
                    + "state.",
                next: [NextCommand("scan")]))
    }
}
