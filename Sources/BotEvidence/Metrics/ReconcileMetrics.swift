package import TriageCore

/// What the reconcile metrics of one process prove, and what they only seem to.
///
/// No process that grinder ships as a daemon reconciles, and all its reconcile metrics are zero for ever: a zero of
/// a process that made no run is no good news.
package struct ReconcileMetrics: Sendable {
    /// grinder's alert ReconcileSnapshotStale fires over this; the runbook's text says 300 s.
    static let staleAfter: Int64 = 120_000
    /// How far the exchange's or the bot's clock may be ahead of this one.
    static let aheadBy: Int64 = 5_000

    let page: MetricsPage
    let taken: Timestamp

    /// All findings, in a fixed order. `now` tells whether the page itself is old.
    package static func findings(of reading: MetricsReading, now: Timestamp) -> [MetricFinding] {
        let metrics = ReconcileMetrics(page: reading.page, taken: reading.taken)
        return [
            metrics.pageAge(now: now), metrics.unusableLines(), metrics.runs(), metrics.snapshot(),
            metrics.mismatches(), metrics.remediation(), metrics.budget(), metrics.highAvailability(),
            metrics.killSwitch(), metrics.accountSync(), metrics.streams(),
        ].flatMap { $0 }
    }

    /// Those of runs, snapshot and mismatches alone: what Prometheus was asked for.
    package static func reconcileFindings(of reading: MetricsReading, now: Timestamp) -> [MetricFinding] {
        let metrics = ReconcileMetrics(page: reading.page, taken: reading.taken)
        return [metrics.pageAge(now: now), metrics.runs(), metrics.snapshot(), metrics.mismatches()].flatMap { $0 }
    }

    /// Reconcile runs since the process began; `nil` when the page does not say.
    var runCount: Int64? { page.sample("grinder_reconcile_runs_total")?.whole }

    private func pageAge(now: Timestamp) -> [MetricFinding] {
        let age = now.milliseconds(since: taken)
        guard age > Self.staleAfter else { return [] }
        return [
            MetricFinding(
                name: "page", value: taken.description,
                judgement: "the page is from \(Self.duration(age)) ago and says nothing of now", severity: .attention)
        ]
    }

    private func unusableLines() -> [MetricFinding] {
        let reasons = Dictionary(grouping: page.passedOver, by: \.why).sorted {
            ($0.value[0].line) < ($1.value[0].line)
        }
        return reasons.map { why, passed in
            let lines = passed.prefix(5).map { String($0.line) }.joined(separator: ", ")
            return MetricFinding(
                name: "page", value: nil,
                judgement: "\(passed.count == 1 ? "line" : "lines") \(lines) left out: \(why)", severity: .attention)
        }
    }

    private func runs() -> [MetricFinding] {
        let name = "grinder_reconcile_runs_total"
        guard let sample = page.sample(name), let count = sample.whole else {
            return [missing(name, "can't tell whether this process reconciles")]
        }
        guard count == 0 else {
            return [finding(sample, "\(count) reconcile runs since the process began", .ok)]
        }
        return [
            finding(
                sample, "this process does not reconcile: its zero mismatches mean 'not checked', not 'none'", .unknown)
        ]
    }

    private func snapshot() -> [MetricFinding] {
        let name = "grinder_reconcile_last_snapshot_ts_ms"
        guard let sample = page.sample(name), let moment = sample.whole else {
            return [missing(name, "the age of the bot's snapshot is unknown")]
        }
        guard moment > 0 else {
            return [finding(sample, "no snapshot was ever taken; the age gauge's 0 means never, not fresh", .unknown)]
        }
        let age = taken.milliseconds - moment
        let shown = Timestamp(milliseconds: moment)
        if age < -Self.aheadBy {
            let ahead = Self.duration(-age)
            return [finding(sample, "the snapshot's time (\(shown)) is \(ahead) ahead: a clock is wrong", .attention)]
        }
        if age > Self.staleAfter {
            let judgement = "the last snapshot is from \(shown), \(Self.duration(age)) before: the loop hangs or ended"
            return [finding(sample, judgement, .attention), frozenAge(age)].compactMap { $0 }
        }
        let judgement =
            "the last snapshot is \(Self.duration(max(0, age))) old; its time is refreshed even when fetches"
        return [finding(sample, judgement + " failed or were left out (dry run)", .note)]
    }

    /// The gauge is set at a run only: when runs stop, it stops.
    private func frozenAge(_ age: Int64) -> MetricFinding? {
        guard let sample = page.sample("grinder_reconcile_last_snapshot_age_seconds"),
            let gauge = PlainDecimal.milliseconds(ofSeconds: sample.value), age - gauge > Self.staleAfter / 2
        else { return nil }
        return finding(
            sample, "the gauge is frozen at \(sample.value) s, the true age is \(Self.duration(age))", .note)
    }

    func finding(
        _ sample: MetricSample, _ judgement: String, _ severity: MetricFinding.Severity
    ) -> MetricFinding {
        let labels = sample.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.debugDescription)" }
        let name = labels.isEmpty ? sample.name : "\(sample.name){\(labels.joined(separator: ","))}"
        return MetricFinding(name: name, value: sample.value, judgement: judgement, severity: severity)
    }

    func missing(_ name: String, _ judgement: String) -> MetricFinding {
        MetricFinding(name: name, value: nil, judgement: "\(absence(of: name)): \(judgement)", severity: .unknown)
    }

    /// Not there is one thing; there, and not usable, another.
    private func absence(of name: String) -> String {
        let samples = page.samples(name)
        if samples.count > 1 { return "it is on the page \(samples.count) times: can't tell which one counts" }
        if let sample = samples.first { return "it is \(sample.value), which isn't a count" }
        if let passed = page.passedOver.first(where: { $0.names(name) }) { return "line \(passed.line): \(passed.why)" }
        return "it is not on the page"
    }

    static func duration(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1_000
        switch seconds {
        case ..<120: return "\(seconds) s"
        case ..<7_200: return "\(seconds / 60) min"
        case ..<172_800: return "\(seconds / 3_600) h"
        default: return "\(seconds / 86_400) days"
        }
    }
}
