import FoundationEssentials
package import TriageCore

/// Asks grinder's instances whether they run, since when, and whether they trade. It sends plain GETs without a secret
/// and starts `status` commands; it changes nothing.
package struct InstanceProbe: Sendable {
    private let environment: [String: String]
    private let redaction: Redaction
    private let requestTimeout: Duration
    private let commandTimeout: Duration
    private let pages: (@Sendable () -> any PageReading)?

    /// A `status` command sees `PATH`, `HOME` and `LANG` of `environment` and nothing else. Without `pages` they are
    /// asked for over HTTP.
    package init(
        environment: [String: String] = ProcessInfo.processInfo.environment, redaction: Redaction = Redaction(),
        requestTimeout: Duration = .seconds(3), commandTimeout: Duration = .seconds(5),
        pages: (@Sendable () -> any PageReading)? = nil
    ) {
        self.environment = environment.filter { ["PATH", "HOME", "LANG"].contains($0.key) }
        self.redaction = redaction
        self.requestTimeout = requestTimeout
        self.commandTimeout = commandTimeout
        self.pages = pages
    }

    /// Asks all at once; the reports are in the order of the sources. `exchangeNow` is `nil` when the exchange's clock
    /// is not known: then no start can be placed on it, and the health of a URL is unusable.
    /// - Parameter withMetrics: asks `/metrics` too: whoever answers there runs, and it tells of its account sync.
    package func probe(
        _ sources: [InstanceSource], exchangeNow: @escaping @Sendable () -> Timestamp?, withMetrics: Bool = false
    ) async -> [InstanceReport] {
        let fetch = pages?() ?? PageFetch(timeout: requestTimeout)
        let reports = await withTaskGroup(of: (Int, InstanceReport).self) { group in
            for (index, source) in sources.enumerated() {
                group.addTask { (index, await report(on: source, fetch, exchangeNow, withMetrics: withMetrics)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        await fetch.close()
        return sources.indices.compactMap { reports[$0] }
    }

    private func report(
        on source: InstanceSource, _ fetch: any PageReading, _ exchangeNow: @escaping @Sendable () -> Timestamp?,
        withMetrics: Bool
    ) async -> InstanceReport {
        async let health = health(of: source, fetch, exchangeNow)
        async let readiness = readiness(of: source, fetch)
        async let service = service(of: source)
        async let gauges = withMetrics ? MetricsProbe(fetch: fetch).gauges(of: source, exchangeNow: exchangeNow) : .none
        let (found, asked) = (await gauges, await health)
        return InstanceReport(
            name: source.name, health: asked, readiness: await readiness, statedTrading: source.statedTrading,
            service: await service, metrics: found.metrics,
            syncing: found.syncing(since: try? asked.get().startedAt).stated(source.statedSyncing),
            addresses: source.addresses)
    }

    private func health(
        of source: InstanceSource, _ fetch: any PageReading, _ exchangeNow: @Sendable () -> Timestamp?
    ) async -> Result<InstanceReport.Health, Unavailable> {
        switch source.healthPlace {
        case .none: return .failure(Self.notAsked(source, "no health URL or file is known"))
        case .unusable(let detail): return .failure(Unavailable(.unusable, source: source.name, detail: detail))
        case .file(let path): return InstanceFile.health(path)
        case .page(let page):
            let before = exchangeNow()
            let answer = await fetch.get(page)
            let after = exchangeNow()
            return answer.flatMap { InstanceAnswer.health($0, from: page, at: Self.middle(before, after)) }
        }
    }

    private func readiness(
        of source: InstanceSource, _ fetch: any PageReading
    ) async -> Result<InstanceReport.Readiness, Unavailable> {
        switch source.readinessPlace {
        case .none: return .failure(Self.notAsked(source, "no URL or file of /readyz is known"))
        case .unusable(let detail): return .failure(Unavailable(.unusable, source: source.name, detail: detail))
        case .file(let path):
            return source.ready == nil ? InstanceFile.readiness(besideHealth: path) : InstanceFile.readiness(path)
        case .page(let page): return await fetch.get(page).flatMap { InstanceAnswer.readiness($0, from: page) }
        }
    }

    private func service(of source: InstanceSource) async -> InstanceReport.ServiceState? {
        guard let command = source.statusCommand else { return nil }
        let outcome = await ShellCommand(text: command, environment: environment, timeout: commandTimeout).run()
        return StatusReading.state(outcome, redaction: redaction)
    }

    private static func notAsked(_ source: InstanceSource, _ detail: String) -> Unavailable {
        Unavailable(.notAsked, source: source.name, detail: detail)
    }

    private static func middle(_ before: Timestamp?, _ after: Timestamp?) -> Timestamp? {
        guard let before, let after else { return before ?? after }
        return before.advanced(byMilliseconds: after.milliseconds(since: before) / 2)
    }
}
