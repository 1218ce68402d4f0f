import TriageCore

/// Reads the times of one log in its order: where a line says only part of its time, the lines around it, midnight,
/// and at last the time of the file's last change say the rest.
struct LogClock {
    /// A line's time while the log is being read.
    enum Reading: Hashable {
        case unknown
        case known(LogTime)
        /// `12:00:00` of the day `day` days after the log's first; which day that is will be known later.
        case pending(day: Int64, ofDay: Int64)
    }

    /// A clock that goes back by more has passed midnight; by less, two threads wrote out of turn.
    private static let disorder: Int64 = 600_000
    /// A time proven otherwise and the clock beside it, taken a moment later, differ by zone and by no more than this.
    private static let tolerance: Int64 = 90_000
    private static let quarter: Int64 = 900_000

    private let zone: LogZone
    /// When the file was last changed, or read.
    private let end: Timestamp
    /// Local time less UTC, proven by a line that has both.
    private var offset: Int64?
    private var firstOffset: Int64?
    /// The calendar day (local) of the log's day 0.
    private var origin: Int64?
    private var day: Int64 = 0
    private var lastOfDay: Int64?

    /// `end`: no line is later, but for a slow clock.
    init(zone: LogZone, end: Timestamp) {
        self.zone = zone
        self.end = end
    }

    /// - Parameter proven: a moment that the line's own content tells to within seconds.
    mutating func read(_ entry: LogEntry, proven: Timestamp?) -> Reading {
        let transport = entry.transport.lazy.compactMap(Self.moment).first
        if let reference = transport ?? proven, let own = entry.own { learn(own, at: reference) }
        let own = entry.own.map { read($0) }
        if let transport { return .known(LogTime(moment: transport, certainty: .exact)) }
        if let own { return own }
        if let other = entry.transport.first { return read(other) }
        if let proven { return .known(LogTime(moment: proven, certainty: .exact)) }
        return .unknown
    }

    /// To be asked after the last line.
    func resolve(_ reading: Reading) -> LogTime? {
        switch reading {
        case .unknown: nil
        case .known(let time): time
        case .pending(let day, let ofDay): inferred(local: (lastDayOrigin + day) * CivilDay.milliseconds + ofDay)
        }
    }

    private static func moment(_ stamp: LineStamp) -> Timestamp? {
        guard case .moment(let moment) = stamp else { return nil }
        return moment
    }

    private mutating func read(_ stamp: LineStamp) -> Reading {
        switch stamp {
        case .moment(let moment): return .known(LogTime(moment: moment, certainty: .exact))
        case .local(let local):
            _ = advance(to: Self.ofDay(local))
            anchor(day: CivilDay.floorDivide(local, by: CivilDay.milliseconds))
            let moment = Timestamp(milliseconds: local - (offset ?? zone.offset(atLocal: local)))
            return .known(LogTime(moment: moment, certainty: .zoneAssumed))
        case .yearless(let month, let day, let ofDay):
            return local(month: month, day: day, ofDay: ofDay).map { .known(inferred(local: $0)) } ?? .unknown
        case .clock(let ofDay):
            let number = advance(to: ofDay)
            guard let origin else { return .pending(day: number, ofDay: ofDay) }
            return .known(inferred(local: (origin + number) * CivilDay.milliseconds + ofDay))
        }
    }

    /// The day of a clock that follows the last one read.
    private mutating func advance(to ofDay: Int64) -> Int64 {
        guard let last = lastOfDay else {
            lastOfDay = ofDay
            return day
        }
        // What was late by seconds at midnight is yesterday's.
        guard ofDay <= last + CivilDay.milliseconds - Self.disorder else { return day - 1 }
        if ofDay < last - Self.disorder { day += 1 }
        lastOfDay = ofDay
        return day
    }

    private static func ofDay(_ milliseconds: Int64) -> Int64 {
        milliseconds - CivilDay.floorDivide(milliseconds, by: CivilDay.milliseconds) * CivilDay.milliseconds
    }

    /// The latest such date that is not after the end of the log.
    private func local(month: Int, day: Int, ofDay: Int64) -> Int64? {
        let last = end.milliseconds + zone.offset(at: end) + CivilDay.milliseconds
        let year = Int(CivilDay.floorDivide(last, by: CivilDay.milliseconds) / 365) + 1971
        let candidates = (0...9).lazy.compactMap { CivilDay.number(year: year - $0, month: month, day: day) }
        return candidates.map { $0 * CivilDay.milliseconds + ofDay }.first { $0 <= last }
    }

    private func inferred(local: Int64) -> LogTime {
        let shift = offset ?? firstOffset ?? zone.offset(atLocal: local)
        return LogTime(moment: Timestamp(milliseconds: local - shift), certainty: .dateInferred)
    }

    /// Takes the zone, and the day, from a line that says a moment twice.
    private mutating func learn(_ own: LineStamp, at moment: Timestamp) {
        switch own {
        case .moment, .yearless: break
        case .local(let local):
            if let found = Self.offset(local - moment.milliseconds) { setOffset(found) }
        case .clock(let ofDay):
            var difference = ofDay - Self.ofDay(moment.milliseconds)
            // A clock alone cannot tell 11 hours west from 13 east: zones from 10 hours west to under 14 east are meant.
            if difference >= 14 * 3_600_000 - Self.tolerance { difference -= CivilDay.milliseconds }
            if difference < -10 * 3_600_000 - Self.tolerance { difference += CivilDay.milliseconds }
            guard let found = Self.offset(difference) else { return }
            setOffset(found)
            let local = moment.milliseconds + found
            let half = CivilDay.milliseconds / 2
            // The clock's reading that is nearest to the moment.
            let number = CivilDay.floorDivide(local - ofDay + half, by: CivilDay.milliseconds)
            _ = advance(to: ofDay)
            anchor(day: number)
            lastOfDay = ofDay
        }
    }

    private static func offset(_ difference: Int64) -> Int64? {
        let found = CivilDay.floorDivide(difference + quarter / 2, by: quarter) * quarter
        return abs(difference - found) <= tolerance ? found : nil
    }

    private mutating func setOffset(_ found: Int64) {
        offset = found
        if firstOffset == nil { firstOffset = found }
    }

    /// This line is of that calendar day. Lines before the first such line are counted back from it.
    private mutating func anchor(day number: Int64) {
        if let origin { day = number - origin } else { origin = number - day }
    }

    /// Day 0, by the lines or by the end of the log: its last line is not after it.
    private var lastDayOrigin: Int64 {
        if let origin { return origin }
        let shift = offset ?? zone.offset(at: end)
        let slack: Int64 = 120_000
        let last = end.milliseconds + shift + slack - (lastOfDay ?? 0)
        return CivilDay.floorDivide(last, by: CivilDay.milliseconds) - day
    }
}
