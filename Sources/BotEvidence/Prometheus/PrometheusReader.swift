package import TriageCore

/// Asks a Prometheus server the runbook's queries, as they are written there, and what tells how old their answers are.
package struct PrometheusReader: Sendable {
    /// Of one answer; a day of a few bots by the minute is far smaller.
    package static let largestAnswer = 16 << 20
    package static let timeout = Duration.seconds(10)
    /// How far back it is looked for since when a mismatch counts, and in what steps.
    private static let reach = TimeSpan.day
    private static let step: Int64 = 60_000

    private let server: PrometheusServer
    private let fetch: any PageReading

    /// - Parameter fetch: with the server's authorization; it is not closed here.
    package init(_ server: PrometheusServer, fetch: any PageReading) {
        self.server = server
        self.fetch = fetch
    }

    /// Everything, or why it is not to be had: one query that failed leaves nothing to be concluded from the others.
    package func read(now: @Sendable () -> Timestamp) async -> Result<PrometheusReading, Unavailable> {
        let asked = now()
        let span = (from: asked.advanced(byMilliseconds: -Self.reach), to: asked)
        async let counts = instants(Mismatch.allCases.map { "\(Self.counter){type=\"\($0.rawValue)\"}" })
        async let gauges = instants(Self.gauges)
        async let times = instant("timestamp(\(Self.runs))")
        async let known = instants(["last_over_time(\(Self.runs)[1d])", "up"])
        async let alerts = instant("ALERTS{alertname=~\"Reconcile.+\"}")
        async let histories = ranges([Self.counter, Self.runs], span)
        do throws(Unavailable) {
            let counters = try await counts.get()
            let values = try await gauges.get()
            let targets = try await known.get()
            let past = try await histories.get()
            let samples =
                counters.flatMap { Self.samples($0, Self.counter) }
                + zip(Self.gauges, values).flatMap { Self.samples($1, $0) }
            guard !values[0].isEmpty else {
                throw Unavailable(
                    .unusable, source: server.source, detail: "it has no \(Self.runs): none of its targets is the bot")
            }
            let parts = Parts(
                source: server.source, samples: samples, times: try await times.get(), counters: past[0],
                runs: past[1], asked: asked)
            let targeted = Self.targets(seen: targets[0], up: targets[1])
            return .success(
                PrometheusReading(
                    source: server.source, instances: parts.instances, listed: targeted.listed, down: targeted.down,
                    alerts: try await alerts.get().compactMap(Self.alert)))
        } catch {
            return .failure(error)
        }
    }

    private static let counter = "grinder_reconcile_mismatch_total"
    private static let runs = "grinder_reconcile_runs_total"
    private static let gauges = [
        runs, "grinder_reconcile_last_snapshot_age_seconds", "grinder_reconcile_last_snapshot_ts_ms",
        "grinder_port_http_requests_total{method=\"GET\"}",
    ]

    private func instants(_ queries: [String]) async -> Result<[[PrometheusAnswer.Series]], Unavailable> {
        var answers: [[PrometheusAnswer.Series]] = []
        for query in queries {
            switch await instant(query) {
            case .success(let series): answers.append(series)
            case .failure(let problem): return .failure(problem)
            }
        }
        return .success(answers)
    }

    private func instant(_ query: String) async -> Result<[PrometheusAnswer.Series], Unavailable> {
        await ask("query", [("query", query)]).flatMap { PrometheusAnswer.vector($0, source: server.source) }
            .mapError { $0.of(query) }
    }

    private func ranges(
        _ queries: [String], _ span: (from: Timestamp, to: Timestamp)
    ) async -> Result<[[PrometheusAnswer.Series]], Unavailable> {
        var answers: [[PrometheusAnswer.Series]] = []
        for query in queries {
            let parameters = [
                (name: "query", value: query), ("start", span.from.description), ("end", span.to.description),
                ("step", "\(Self.step / 1_000)"),
            ]
            let answer = await ask("query_range", parameters)
                .flatMap { PrometheusAnswer.matrix($0, source: server.source) }
            switch answer {
            case .success(let series): answers.append(series)
            case .failure(let problem): return .failure(problem.of(query))
            }
        }
        return .success(answers)
    }

    private func ask(
        _ path: String, _ parameters: [(name: String, value: String)]
    ) async -> Result<PageAnswer, Unavailable> {
        do throws(AddressProblem) {
            let page = try server.page(path, parameters)
            return await fetch.get(page).mapError { problem in
                Unavailable(problem.kind, source: server.source, detail: problem.detail)
            }
        } catch {
            return .failure(Unavailable(.unusable, source: server.source, detail: error.detail))
        }
    }

    /// The samples of one query under the name it asks for.
    private static func samples(_ series: [PrometheusAnswer.Series], _ query: String) -> [MetricSample] {
        let name = String(query.prefix { $0 != "{" })
        return series.compactMap { one in
            one.points.last.map { MetricSample(name: name, labels: one.labels, value: $0.value, time: $0.time) }
        }
    }

    /// The targets of the jobs in which the bot was seen within a day. Those that are no longer targets do not count.
    private static func targets(
        seen: [PrometheusAnswer.Series], up: [PrometheusAnswer.Series]
    ) -> (listed: [String], down: [String]) {
        let jobs = Set(seen.compactMap { $0.labels["job"] })
        let own = Set(seen.compactMap { $0.labels["instance"] })
        let targets = up.filter { series in
            series.labels["job"].map(jobs.contains) == true || series.labels["instance"].map(own.contains) == true
        }
        let down = Set(
            targets.filter { $0.points.last.map { !isUp($0.value) } ?? true }.compactMap { $0.labels["instance"] })
        let listed = Set(targets.compactMap { $0.labels["instance"] })
        // A server that keeps no `up` (a remote store) still tells which instances it has.
        return (listed.isEmpty ? own.sorted() : listed.sorted(), down.sorted())
    }

    private static func isUp(_ value: String) -> Bool { PlainDecimal.text(value) == "1" }

    private static func alert(_ series: PrometheusAnswer.Series) -> PrometheusReading.Alert? {
        guard let name = series.labels["alertname"], let state = series.labels["alertstate"] else { return nil }
        return PrometheusReading.Alert(
            name: name, state: state, type: series.labels["type"], instance: series.labels["instance"])
    }
}

/// The answers to all queries, by instance.
private struct Parts {
    /// A sample older than this is not of now: Prometheus goes on showing it for five minutes.
    private static let oldest: Int64 = 120_000

    let source: String
    let samples: [MetricSample]
    /// `timestamp(…)` of the runs: when they were scraped.
    let times: [PrometheusAnswer.Series]
    let counters: [PrometheusAnswer.Series]
    let runs: [PrometheusAnswer.Series]
    let asked: Timestamp

    var instances: [PrometheusReading.Instance] {
        MetricsPage(samples: samples, passedOver: []).instances.map { part in
            let page = MetricsPage(samples: part.page.samples.filter { part.owns($0) }, passedOver: [])
            let scraped = times.first { $0.labels == part.target }?.points.last
                .flatMap { PlainDecimal.milliseconds(ofSeconds: $0.value) }.map { Timestamp(milliseconds: $0) }
            let name = part.target.isEmpty ? source : "\(source) \(part.words)"
            return PrometheusReading.Instance(
                label: part.target["instance"],
                metrics: MetricsReading(source: name, page: page, taken: scraped ?? asked),
                counting: counting(part.target), watched: watched(part.target),
                passedOver: passedOver(page, name, scraped))
        }
    }

    private func counting(_ target: [String: String]) -> [Mismatch: Counting] {
        let own = runs.first { $0.labels == target }
        var found: [Mismatch: Counting] = [:]
        for series in counters where series.labels.filter({ $0.key != "type" }) == target {
            guard let mismatch = series.labels["type"].flatMap(Mismatch.init(rawValue:)) else { continue }
            found[mismatch] = Counting(series, runs: own)
        }
        return found
    }

    private func watched(_ target: [String: String]) -> Set<Mismatch> {
        let own = counters.filter { $0.labels.filter { $0.key != "type" } == target && $0.points.count > 1 }
        return Set(own.compactMap { $0.labels["type"].flatMap(Mismatch.init(rawValue:)) })
    }

    private func passedOver(_ page: MetricsPage, _ name: String, _ scraped: Timestamp?) -> [Unavailable] {
        func unusable(_ detail: String) -> Unavailable { Unavailable(.unusable, source: name, detail: detail) }
        var problems: [Unavailable] = []
        if let scraped, asked.milliseconds(since: scraped) > Self.oldest {
            problems.append(unusable("its last sample is from \(scraped) and says nothing of now"))
        }
        let types = Set(page.samples("grinder_reconcile_mismatch_total").compactMap { $0.labels["type"] })
        for mismatch in Mismatch.allCases where !types.contains(mismatch.rawValue) {
            problems.append(unusable("it has no counter of \(mismatch.rawValue)"))
        }
        return problems
    }
}

extension MetricsPage.Part {
    /// A page of one instance is handed on whole; a sample of no family that is read here may be another's.
    fileprivate func owns(_ sample: MetricSample) -> Bool {
        target.allSatisfy { sample.labels[$0.key] == $0.value }
    }
}

extension Unavailable {
    /// Which query it was.
    fileprivate func of(_ query: String) -> Unavailable {
        Unavailable(kind, source: "\(source) (\(query))", detail: detail, trouble: trouble)
    }
}
