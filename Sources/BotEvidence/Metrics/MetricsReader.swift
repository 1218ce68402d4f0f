package import TriageCore

/// A `/metrics` page and when it was so.
package struct MetricsReading: Sendable, Hashable {
    package let source: String
    package let page: MetricsPage
    /// The answer's time, or the file's modification time.
    package let taken: Timestamp

    /// Lines of grinder's that could not be taken.
    package var passedOver: [Unavailable] {
        page.passedOver.filter { $0.names("grinder_") }.map {
            Unavailable(.unusable, source: source, detail: "line \($0.line): \($0.why)")
        }
    }

    /// One reading an instance, where a page holds several: what Prometheus collected of two bots is never mixed.
    package var instances: [MetricsReading] {
        let parts = page.instances
        guard parts.count > 1 else { return [self] }
        return parts.map { MetricsReading(source: "\(source) \($0.words)", page: $0.page, taken: taken) }
    }

    package init(source: String, page: MetricsPage, taken: Timestamp) {
        self.source = source
        self.page = page
        self.taken = taken
    }
}

/// Reads metrics where `--metrics` says, an ``InstanceAddress``.
package enum MetricsReader {
    static let largest = 16 << 20

    /// - Parameter now: read after the answer.
    package static func read(
        _ argument: String, timeout: Duration = .seconds(3), pages: (@Sendable () -> any PageReading)? = nil,
        now: @Sendable () -> Timestamp
    ) async -> Result<MetricsReading, Unavailable> {
        switch InstancePlace.place(.metrics, at: argument, role: .metrics) {
        case .none: return .failure(Unavailable(.notAsked, source: argument, detail: "it names no /metrics"))
        case .unusable(let detail): return .failure(Unavailable(.unusable, source: argument, detail: detail))
        case .file(let path):
            do {
                let (bytes, modified) = try RegularFile.contents(of: path, limit: largest)
                return reading(bytes, source: path, taken: modified)
            } catch {
                return .failure(Unavailable(.unreadable, source: path, detail: error.detail))
            }
        case .page(let page):
            let fetch = pages?() ?? PageFetch(timeout: timeout)
            let answer = await fetch.get(page)
            await fetch.close()
            return answer.flatMap { answer in
                guard answer.status == 200 else {
                    let detail = "it answered with status \(answer.status)"
                    return .failure(Unavailable(.unusable, source: page.source, detail: detail))
                }
                return reading(answer.body, source: page.sourceOfReading, taken: now())
            }
        }
    }

    private static func reading(
        _ bytes: [UInt8], source: String, taken: Timestamp
    ) -> Result<MetricsReading, Unavailable> {
        let page = MetricsText.page(bytes)
        guard page.isGrinders else {
            let detail = page.samples.isEmpty ? "it is not a metrics page" : "it is another process's metrics page"
            return .failure(Unavailable(.unusable, source: source, detail: detail))
        }
        return .success(MetricsReading(source: source, page: page, taken: taken))
    }
}
