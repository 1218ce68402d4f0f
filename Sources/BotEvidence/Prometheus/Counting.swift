package import TriageCore

/// How a counter of mismatches has grown: since when it counts, and how many a run.
package struct Counting: Sendable, Hashable {
    /// Two counts further apart are two mismatches; runs are half a minute to a minute apart.
    static let longestPause: Int64 = 5 * 60_000
    /// Over how long the count a run is taken.
    private static let recent: Int64 = 10 * 60_000

    /// When the counter first grew in the stretch that goes on, or went on last; it may have begun a little before.
    package let since: Timestamp
    /// When it was seen to grow last.
    package let last: Timestamp
    /// The stretch begins where the window that was asked for does: it may be older.
    package let isOlder: Bool
    /// How many the bot counts at each run of the last minutes; `nil` where that is no whole number.
    package let perRun: Int64?

    /// `nil` where the counter did not grow, or holds what is no count.
    init?(_ counter: PrometheusAnswer.Series, runs: PrometheusAnswer.Series?) {
        let points = Self.counts(counter)
        guard points.count > 1 else { return nil }
        var increases: [(index: Int, time: Timestamp)] = []
        for index in points.indices.dropFirst() {
            let (before, now) = (points[index - 1].count, points[index].count)
            // A counter that has fallen began anew with its process.
            if now > before || (now < before && now > 0) { increases.append((index, points[index].time)) }
        }
        guard let end = increases.last else { return nil }
        var begin = end
        for increase in increases.reversed().dropFirst() {
            guard begin.time.milliseconds(since: increase.time) <= Self.longestPause else { break }
            begin = increase
        }
        since = begin.time
        last = end.time
        isOlder = begin.index == 1 && points[0].count > 0
        perRun = Self.perRun(points, runs.map(Self.counts) ?? [], until: end.time, since: begin.time)
    }

    /// It goes on.
    package func stands(at now: Timestamp) -> Bool { now.milliseconds(since: last) <= Self.longestPause }

    private static func counts(_ series: PrometheusAnswer.Series) -> [(time: Timestamp, count: Int64)] {
        series.points.compactMap { point in
            PlainDecimal.milliseconds(ofSeconds: point.value).map { (point.time, $0 / 1_000) }
        }
    }

    /// Growth of the counter by growth of the runs, between two moments at which both are known.
    private static func perRun(
        _ points: [(time: Timestamp, count: Int64)], _ runs: [(time: Timestamp, count: Int64)], until end: Timestamp,
        since begin: Timestamp
    ) -> Int64? {
        let byTime = Dictionary(runs.map { ($0.time, $0.count) }, uniquingKeysWith: { $1 })
        let from = max(begin, end.advanced(byMilliseconds: -recent))
        let both = points.compactMap { point in byTime[point.time].map { (point.time, point.count, $0) } }
            .filter { $0.0 >= from && $0.0 <= end }
        // A counter that fell began anew: its growth is not known.
        guard zip(both, both.dropFirst()).allSatisfy({ $0.1 <= $1.1 && $0.2 <= $1.2 }) else { return nil }
        guard let first = both.first, let last = both.last, last.2 > first.2, last.1 > first.1,
            (last.1 - first.1) % (last.2 - first.2) == 0
        else { return nil }
        return (last.1 - first.1) / (last.2 - first.2)
    }
}
