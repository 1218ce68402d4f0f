import TriageCore

/// From the first to the last time that the lines of a log tell, while it is read.
struct CoveredTime {
    private var known: ClosedRange<Timestamp>?
    private var local: (first: LogClock.Reading, last: LogClock.Reading)?
    private var pending: (first: LogClock.Reading, last: LogClock.Reading)?
    /// Of the last line that had a time.
    private(set) var last = LogClock.Reading.unknown

    mutating func note(_ reading: LogClock.Reading) {
        switch reading {
        case .unknown: return
        case .known(let time): known = Self.widened(known, by: time.moment)
        case .pending: pending = (pending?.first ?? reading, reading)
        case .local(let moment, _):
            guard let old = local, case .local(let first, _) = old.first, case .local(let last, _) = old.last else {
                local = (reading, reading)
                break
            }
            local = (moment < first ? reading : old.first, moment > last ? reading : old.last)
        }
        last = reading
    }

    /// - Parameter resolve: tells a reading's time once the log has been read to its end.
    func range(_ resolve: (LogClock.Reading) -> LogTime?) -> ClosedRange<Timestamp>? {
        [pending?.first, pending?.last, local?.first, local?.last].compactMap { $0.flatMap(resolve) }
            .reduce(known) { Self.widened($0, by: $1.moment) }
    }

    private static func widened(_ range: ClosedRange<Timestamp>?, by moment: Timestamp) -> ClosedRange<Timestamp> {
        guard let range else { return moment...moment }
        return min(range.lowerBound, moment)...max(range.upperBound, moment)
    }
}
