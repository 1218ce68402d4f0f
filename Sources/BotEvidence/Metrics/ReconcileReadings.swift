package import TriageCore

extension ReconcileMetrics {
    /// The numbers a comparison with the exchange needs, and every judgement beside them.
    package static func reading(of reading: MetricsReading, now: Timestamp) -> ReconcileReading {
        let metrics = ReconcileMetrics(page: reading.page, taken: reading.taken)
        let facts = findings(of: reading, now: now).map { finding in
            Fact(finding.name, (finding.value.map { "\($0): " } ?? "") + finding.judgement, source: reading.source)
        }
        return ReconcileReading(
            source: reading.source, runs: metrics.runCount, snapshotAge: metrics.snapshotAge(now: now),
            mismatches: metrics.counted, fetches: metrics.fetches, facts: facts,
            passedOver: metrics.passedOver(source: reading.source))
    }

    /// The same of an instance that Prometheus tells of, with what is not known of it.
    package static func reading(of instance: PrometheusReading.Instance, now: Timestamp) -> ReconcileReading {
        let read = reading(of: instance.metrics, now: now)
        return ReconcileReading(
            source: read.source, runs: read.runs, snapshotAge: read.snapshotAge, mismatches: read.mismatches,
            fetches: read.fetches,
            facts: ReconcileMetrics.reconcileFindings(of: instance.metrics, now: now).map {
                Fact($0.name, ($0.value.map { "\($0): " } ?? "") + $0.judgement, source: read.source)
            }, passedOver: read.passedOver + instance.passedOver)
    }

    /// A line that may be about reconciling, and a sample of it that is no count.
    private func passedOver(source: String) -> [Unavailable] {
        func unusable(_ detail: String) -> Unavailable { Unavailable(.unusable, source: source, detail: detail) }
        let families = ["grinder_reconcile_mismatch_total", "grinder_reconcile_runs_total"]
        let lines = page.passedOver.filter { $0.names("grinder_reconcile_") }.map {
            unusable("line \($0.line): \($0.why)")
        }
        let values = page.samples.filter { families.contains($0.name) && $0.whole == nil }.map {
            unusable("\($0.name) is \($0.value), which isn't a count")
        }
        let several = families.suffix(1).filter { page.samples($0).count > 1 }.map {
            unusable("\($0) is there \(page.samples($0).count) times: can't tell which one counts")
        }
        return lines + values + several
    }

    /// By the snapshot's own time: the age gauge stands still when runs do.
    private func snapshotAge(now: Timestamp) -> Int64? {
        let name = "grinder_reconcile_last_snapshot_ts_ms"
        if let moment = page.sample(name)?.whole { return moment > 0 ? now.milliseconds - moment : nil }
        // Without it the gauge is all there is: its age at the time of the page, and at least what went by since.
        guard page.samples(name).isEmpty, (runCount ?? 0) > 0,
            let gauge = page.sample("grinder_reconcile_last_snapshot_age_seconds"),
            let age = PlainDecimal.milliseconds(ofSeconds: gauge.value)
        else { return nil }
        return age + max(0, now.milliseconds(since: taken))
    }

    private var counted: [Mismatch: Int64] {
        var counts: [Mismatch: Int64] = [:]
        for sample in page.samples("grinder_reconcile_mismatch_total") {
            guard let kind = sample.labels["type"].flatMap(Mismatch.init), let count = sample.whole, count > 0 else {
                continue
            }
            // One kind with more labels than its own: as many as there are.
            counts[kind, default: 0] += count
        }
        return counts
    }

    /// Reads its port made over HTTP; a dry run makes none.
    private var fetches: Int64? {
        let samples = page.samples("grinder_port_http_requests_total")
        guard !samples.isEmpty else { return nil }
        return samples.filter { $0.labels["method"] == "GET" }.compactMap(\.whole).reduce(0, +)
    }
}
