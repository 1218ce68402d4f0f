/// What each step of `check clock` found.
extension ClockCheck {
    package func report() -> [StepReport] {
        var steps: [StepReport] = []
        if evidenceStore[.clockSamples] != nil { steps.append(offsetReport) }
        if evidenceStore[.timeSynchronisation] != nil { steps.append(localReport) }
        return steps
    }

    private static let time = "GET /fapi/v1/time"

    private var offsetReport: StepReport {
        guard let best, let first = samples.map(\.offset).min(), let last = samples.map(\.offset).max() else {
            let problem = evidenceStore.failures([.clockSamples]).first
            return StepReport(Self.offsetStep, .failed, problem.map { "\($0.source): \($0.detail)" } ?? "no sample")
        }
        let trips = samples.map(\.roundTrip).sorted()
        let passes = abs(best.offset) <= 60_000 && best.error <= 1_000
        let facts = [
            Fact("offset", "\(best.offset) ms (exchange minus local), ±\(best.error) ms", source: Self.time),
            Fact(
                "offsets seen", "\(first) ms to \(last) ms in \(Count.of(samples.count, "sample"))", source: Self.time),
            Fact("round trip", "fastest \(trips[0]) ms, median \(trips[trips.count / 2]) ms", source: Self.time),
            Fact(
                "accepted", "up to \(Self.mostAhead) ms ahead and \(Self.mostBehind) ms behind (recvWindow)",
                source: "Binance general info"),
            Fact("gate clock-skew", passes ? "would pass" : "would refuse", source: "60 s, ±1 s"),
        ]
        let isFine = abs(best.offset) + best.error <= Self.noticeable
        return StepReport(Self.offsetStep, isFine ? .ok : .attention, Self.seen(best), facts: facts)
    }

    private var localReport: StepReport {
        guard let reading = synchronisation else {
            let problem = evidenceStore.failures([.timeSynchronisation]).first
            return StepReport(Self.localStep, .skipped, problem?.detail ?? "not known")
        }
        guard reading.isKept else {
            return StepReport(Self.localStep, .attention, "no time sync is running; expect drift")
        }
        let error = Fact("estimated error", "\(reading.estimatedError) ms", source: "adjtimex")
        return StepReport(Self.localStep, .ok, "time sync is running", facts: [error])
    }
}
