import BotEvidence
import TriageCore

/// The reconcile metrics of every instance that is known, each told once: by its own page, else by Prometheus.
struct MetricsRead: Sendable {
    /// Own pages, one reading an instance.
    private(set) var pages: [MetricsReading] = []
    /// Instances of which Prometheus alone tells.
    private(set) var collected: [PrometheusReading.Instance] = []
    /// What was named and is not known: a page, the server, an instance it could not scrape.
    private(set) var unread: [Unavailable] = []
    /// Lines of pages that were read and could not be taken.
    private(set) var lines: [Unavailable] = []
    /// Since when each mismatch counts, the rules' alerts, pages that Prometheus stands in for.
    private(set) var facts: [Fact] = []
    /// By instance, where Prometheus shows how the counters grew.
    private(set) var counting: [(source: String, counting: [Mismatch: Counting], watched: Set<Mismatch>)] = []

    /// Nothing was named that could be asked.
    static func isNamed(_ session: Session) -> Bool {
        !session.settings.metrics.isEmpty || session.settings.prometheus != nil
    }

    static func read(_ session: Session) async -> MetricsRead {
        async let prometheus = session.prometheusReading()
        var read = MetricsRead()
        var labels: Set<String> = []
        var failures: [(label: String?, problem: Unavailable)] = []
        for source in session.settings.metrics {
            let label = InstanceAddress.label(ofMetrics: source)
            switch await MetricsReader.read(source, pages: session.context.pages, now: session.context.now) {
            case .failure(let problem): failures.append((label, problem))
            case .success(let page):
                read.pages += page.instances
                read.lines += page.passedOver
                if let label { labels.insert(label) }
            }
        }
        switch await prometheus {
        case nil: break
        case .failure(let problem)?: read.unread.append(problem)
        case .success(let reading)?: read.add(reading, besides: labels, now: session.context.now())
        }
        for (label, problem) in failures { read.note(problem, of: label) }
        return read
    }

    private mutating func add(_ reading: PrometheusReading, besides labels: Set<String>, now: Timestamp) {
        collected = reading.instances.filter { $0.label.map(labels.contains) != true }
        // An own page that was read says more than a scrape of it, or none.
        let known = reading.down.filter(labels.contains)
        unread += collected.flatMap(\.passedOver)
        unread += reading.unread.filter { problem in
            problem.kind == .unreachable && !known.contains { problem.source.contains($0) }
        }
        facts += reading.facts(now: now)
        counting = reading.instances.map { ($0.metrics.source, $0.counting, $0.watched) }
    }

    /// Where Prometheus has that instance's numbers of now, they stand in for its page.
    private mutating func note(_ problem: Unavailable, of label: String?) {
        let fact = Fact("unread", problem.detail, source: problem.source)
        if let label, collected.contains(where: { $0.label == label && $0.passedOver.isEmpty }) {
            facts.append(Fact("unread", "\(problem.detail); Prometheus stands in for it", source: problem.source))
        } else {
            unread.append(problem)
            facts.append(fact)
        }
    }
}
