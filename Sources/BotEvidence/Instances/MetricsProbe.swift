import TriageCore

/// What an instance's `/metrics` says of its role and of its account sync.
struct MetricsProbe {
    static let gauge = "grinder_account_sync_last_wall_ts"
    private static let signs = [
        "grinder_account_sync_errors_total", "grinder_account_sync_mismatches_total", "grinder_account_sync_last_ts",
        "grinder_account_sync_open_orders_count", "grinder_account_sync_positions_count",
    ]
    /// A sample that carries its own time is of no use for the present when it is older.
    private static let oldestSample: Int64 = 60_000

    /// What one read gave.
    struct Gauges: Sendable {
        /// Of a live page alone: a file proves nothing about who runs.
        var metrics: InstanceReport.Metrics?
        var account: AccountSyncing
        /// When it was so, where it is a file: the local clock's time of its last change.
        var written: Timestamp?

        static let none = Gauges(
            account: .unknown(Unavailable(.notAsked, source: "/metrics", detail: "no /metrics was asked")))

        /// With what the live page says: that it syncs, or that it is not known, wins on either.
        func joined(by live: Gauges) -> Gauges {
            let account: AccountSyncing =
                switch (self.account, live.account) {
                case (_, .yes), (.no, .unknown): live.account
                default: self.account
                }
            return Gauges(metrics: live.metrics, account: account, written: written)
        }

        /// A file that was written before the instance began says nothing of it.
        func syncing(since start: Timestamp?) -> AccountSyncing {
            guard let start, let written, written < start, case .no = account else { return account }
            return .unknown(
                Unavailable(
                    .unusable, source: "/metrics", detail: "the file is from \(written), before the start (\(start))"))
        }
    }

    let fetch: any PageReading

    func gauges(of source: InstanceSource, exchangeNow: @Sendable () -> Timestamp?) async -> Gauges {
        switch source.metricsPlace {
        case .none: return .none
        case .unusable(let detail):
            return Gauges(account: .unknown(Unavailable(.unusable, source: source.name, detail: detail)))
        case .file(let path):
            let saved = Self.file(path, of: source)
            guard let page = source.liveMetricsBesideFile else { return saved }
            return saved.joined(by: await live(page, of: source, exchangeNow))
        case .page(let page): return await live(page, of: source, exchangeNow)
        }
    }

    private func live(
        _ page: InstancePage, of source: InstanceSource, _ exchangeNow: @Sendable () -> Timestamp?
    ) async -> Gauges {
        switch await fetch.get(page) {
        case .failure(let problem): Gauges(account: .unknown(problem))
        case .success(let answer): Self.live(answer, page, of: source, now: exchangeNow())
        }
    }

    private static func file(_ path: String, of source: InstanceSource) -> Gauges {
        do throws(FileProblem) {
            let (bytes, modified) = try RegularFile.contents(of: path, limit: MetricsReader.largest)
            switch own(MetricsText.page(bytes), of: source, from: path) {
            case .failure(let problem): return Gauges(account: .unknown(problem))
            case .success(let page):
                let read = account(page, from: path, now: modified)
                guard PipedInput.isKept(path), case .no = read else { return Gauges(account: read, written: modified) }
                let detail = "it came through a pipe, so there is no telling when \(gauge) was 0"
                return Gauges(account: .unknown(Unavailable(.unusable, source: path, detail: detail)))
            }
        } catch {
            return Gauges(account: .unknown(Unavailable(.unreadable, source: path, detail: error.detail)))
        }
    }

    private static func live(
        _ answer: PageAnswer, _ page: InstancePage, of source: InstanceSource, now: Timestamp?
    ) -> Gauges {
        func unusable(_ detail: String) -> Gauges {
            Gauges(account: .unknown(Unavailable(.unusable, source: page.source, detail: detail)))
        }
        guard answer.status == 200 else { return unusable("it answered with status \(answer.status)") }
        let read = MetricsText.page(answer.body)
        guard read.isGrinders else { return unusable("it isn't a grinder metrics page") }
        // What a server of metrics has collected is no answer of the instance.
        let isOwn = page.named == .metrics
        switch own(read, of: source, from: page.source) {
        case .failure(let problem):
            return Gauges(metrics: isOwn ? InstanceReport.Metrics(role: nil) : nil, account: .unknown(problem))
        case .success(let mine):
            let roles = mine.samples("grinder_ha_role").filter(\.isPositive).compactMap { $0.labels["role"] }
            let ports = Set(mine.samples("grinder_port_order_attempts_total").compactMap { $0.labels["port"] })
            let metrics = InstanceReport.Metrics(
                role: roles.count == 1 ? roles[0] : nil, port: ports.count == 1 ? ports.first : nil)
            return Gauges(metrics: isOwn ? metrics : nil, account: account(mine, from: page.source, now: now))
        }
    }

    /// Of a page with several instances the part that is this one's: labelled with its host and port.
    private static func own(
        _ page: MetricsPage, of source: InstanceSource, from place: String
    ) -> Result<MetricsPage, Unavailable> {
        guard page.isGrinders else {
            return .failure(Unavailable(.unusable, source: place, detail: "it isn't a grinder metrics page"))
        }
        let parts = page.instances
        if parts.count == 1, let label = parts[0].target["instance"], label != source.instanceLabel {
            let detail = "the page is of instance \(label), and not surely of this one"
            return .failure(Unavailable(.unusable, source: place, detail: detail))
        }
        guard parts.count > 1 else { return .success(parts.first?.page ?? page) }
        let mine = parts.filter { $0.target["instance"] != nil && $0.target["instance"] == source.instanceLabel }
        guard mine.count == 1 else {
            let names = parts.map(\.words).joined(separator: ", ")
            let detail = "the page shows \(parts.count) instances (\(names)), and none of them is surely this one"
            return .failure(Unavailable(.unusable, source: place, detail: detail))
        }
        return .success(mine[0].page)
    }

    private static func account(_ page: MetricsPage, from place: String, now: Timestamp?) -> AccountSyncing {
        func unknown(_ detail: String) -> AccountSyncing {
            .unknown(Unavailable(.unusable, source: place, detail: detail))
        }
        if let passed = page.passedOver.first(where: { $0.names(gauge) }) {
            return unknown("\(gauge) on line \(passed.line): \(passed.why)")
        }
        let samples = page.samples(gauge)
        guard let sample = samples.first else { return unknown("\(gauge) is not on the page") }
        guard samples.count == 1 else { return unknown("\(gauge) is there \(samples.count) times: which is meant?") }
        if let now, let time = sample.time, now.milliseconds(since: time) > oldestSample {
            return unknown("\(gauge) is from \(time)")
        }
        if sample.isZero {
            // Zero until a first sync succeeds: what counts tries and what was found says that there is one.
            if let sign = signs.flatMap(page.samples).first(where: \.isPositive) {
                return .yes("\(gauge) is \(sample.value), but \(sign.name) is \(sign.value) (\(place))")
            }
            return .no("\(gauge) \(sample.value) (\(place))")
        }
        guard sample.isPositive else { return unknown("\(gauge) is \(sample.value), which isn't a time") }
        let last = sample.whole.map { "\(Timestamp(milliseconds: $0))" } ?? sample.value
        return .yes("\(gauge) says its last sync was \(last) (\(place))")
    }
}
