import TriageCore

/// Reads the times of one log in its order: where a line says only part of its time, the lines around it, midnight, the
/// signing times of the bot's own requests, and at last the time of the file's last change say the rest.
struct LogClock {
    /// A line's time while the log is being read.
    enum Reading: Hashable {
        case unknown
        case known(LogTime)
        /// `12:00:00` of the day `day` days after the log's first, counted as if each `doubt` before it had been a
        /// midnight; which day that is will be known later.
        case pending(day: Int64, doubts: Int, ofDay: Int64)
        /// Date and time in a zone that a later line may prove.
        case local(Int64, isSecond: Bool)
    }

    /// A clock that went back by an hour or so: midnight after a long silence, or the end of summer time.
    private struct Doubt {
        /// Of the first line after it, counted as if it was midnight.
        let day: Int64
        let before: Int64
        let after: Int64
        var isRepeat = false
        /// The calendar day of a repeat.
        var date: Int64 = 0
    }

    /// A clock that goes back by more has passed midnight; by less, two threads wrote out of turn.
    private static let disorder: Int64 = 600_000
    /// A clock is never put back by more.
    private static let longestRepeat: Int64 = 3 * 3_600_000
    private static let mostDoubts = 100
    /// A time proven otherwise and the clock beside it, taken a moment later, differ by zone and by no more than this.
    private static let tolerance: Int64 = 90_000
    private static let quarter: Int64 = 900_000

    private let zone: LogZone
    private var offsets: ZoneOffsets
    /// When the file was last changed, or read.
    private let end: Timestamp
    /// Local time less UTC, proven by a line that has both.
    private struct Proof {
        var offset: Int64
        /// It is what the zone says of that moment: the zone is the log's, and its shifts are the log's too.
        let isZones: Bool
    }

    private var proof: Proof?
    private var firstProof: Proof?
    /// The local day on which the clock had been put back when the first proof came.
    private var repeatedBeforeProof: Int64?
    /// The calendar day (local) of the log's day 0, once a line told it.
    private var origin: Int64?
    /// How many doubts came before the first line that told the day, and on which day of the log it was.
    private var anchor: (day: Int64, doubts: Int)?
    private var day: Int64 = 0
    private var lastOfDay: Int64?
    private var doubts: [Doubt] = []
    /// The local day on which the clock was put back.
    private var repeated: Int64?
    /// The day on which a line last proved its date.
    private var provenDay: Int64?
    private var firstProvenDay: Int64?
    /// A transport's times are when it took the lines over, long after they were written.
    private var isLate = false

    /// `end`: no line is later, but for a slow clock.
    init(zone: LogZone, end: Timestamp) {
        self.zone = zone
        offsets = ZoneOffsets(zone)
        self.end = end
    }

    /// - Parameter proven: a moment that the line's own content tells to within seconds.
    mutating func read(_ entry: LogEntry, proven: Timestamp?) -> Reading {
        let transport = entry.transport.lazy.compactMap(Self.moment).first
        guard let proven else {
            if let transport, !isLate, let own = entry.own { learn(own, at: transport) }
            let own = entry.own.map { read($0, beside: entry.transport) }
            if let transport, !isLate || own == nil { return .known(LogTime(moment: transport, certainty: .exact)) }
            return own ?? entry.transport.first.map { read($0, beside: []) } ?? .unknown
        }
        if let own = entry.own { learn(own, at: proven) }
        let own = entry.own.map { read($0, beside: []) }
        if let transport {
            isLate = abs(transport.milliseconds(since: proven)) > Self.tolerance
            if !isLate { return .known(LogTime(moment: transport, certainty: .exact)) }
        }
        if case .known(let time)? = own, time.certainty == .exact,
            abs(time.moment.milliseconds(since: proven)) <= Self.tolerance
        {
            return .known(time)
        }
        return .known(LogTime(moment: proven, certainty: .exact))
    }

    /// As ``read(_:proven:)`` of a line that no transport dates, or one with date and zone.
    mutating func read(_ stamp: LineStamp, from transport: Timestamp? = nil, proven: Timestamp?) -> Reading {
        if let transport {
            var entry = LogEntry()
            entry.own = stamp
            entry.transport = [.moment(transport)]
            return read(entry, proven: proven)
        }
        guard let proven else { return read(stamp, beside: []) }
        learn(stamp, at: proven)
        if case .known(let time) = read(stamp, beside: []), time.certainty == .exact,
            abs(time.moment.milliseconds(since: proven)) <= Self.tolerance
        {
            return .known(time)
        }
        return .known(LogTime(moment: proven, certainty: .exact))
    }

    /// To be asked after the last line, and after ``settle()``.
    mutating func resolve(_ reading: Reading) -> LogTime? {
        switch reading {
        case .unknown: return nil
        case .known(let time): return time
        case .local(let local, let isSecond):
            if let firstProof {
                let isFirst = repeatedBeforeProof == CivilDay.floorDivide(local, by: CivilDay.milliseconds)
                let shift = shift(local, firstProof, isSecond: isSecond ? true : isFirst ? false : nil)
                return LogTime(moment: Timestamp(milliseconds: local - shift), certainty: .exact)
            }
            let shift = offsets.offset(atLocal: local, isSecond: isSecond)
            return LogTime(moment: Timestamp(milliseconds: local - shift), certainty: .zoneAssumed)
        case .pending(let day, let passed, let ofDay):
            let repeats = doubts.prefix(passed).filter(\.isRepeat)
            let date = dayZero + day - Int64(repeats.count)
            let local = date * CivilDay.milliseconds + ofDay
            let isSecond = repeats.last?.date == date
            let isFirst = !isSecond && doubts.dropFirst(passed).contains { $0.isRepeat && $0.date == date }
            let shift =
                if let firstProof {
                    self.shift(local, firstProof, isSecond: isSecond ? true : isFirst ? false : nil)
                } else {
                    offsets.offset(atLocal: local, isSecond: isSecond)
                }
            let isProven = firstProvenDay.map { abs(date - $0) <= 1 } ?? false
            return LogTime(
                moment: Timestamp(milliseconds: local - shift), certainty: isProven ? .exact : .dateInferred)
        }
    }

    /// The last line was read: which of the doubts were midnights, from the last to the first.
    mutating func settle() {
        let known = origin.flatMap { origin in anchor.map { (date: origin + $0.day, day: $0.day, doubts: $0.doubts) } }
        let last = known ?? (date: lastDate, day: day, doubts: doubts.count)
        var later: Int64 = 0
        for index in doubts.indices.prefix(last.doubts).reversed() {
            let date = last.date - (last.day - doubts[index].day) + later
            guard zone.repetition(day: date, before: doubts[index].before, after: doubts[index].after) != nil else {
                continue
            }
            doubts[index].isRepeat = true
            doubts[index].date = date
            later += 1
        }
        dayZero = last.date - last.day + later
    }

    /// The calendar day of the log's day 0, had there been no repeat: known after ``settle()``.
    private var dayZero: Int64 = 0

    private static func moment(_ stamp: LineStamp) -> Timestamp? {
        guard case .moment(let moment) = stamp else { return nil }
        return moment
    }

    private mutating func read(_ stamp: LineStamp, beside transports: [LineStamp]) -> Reading {
        switch stamp {
        case .moment(let moment): return .known(LogTime(moment: moment, certainty: .exact))
        case .local(let local): return dated(local)
        case .yearless(let month, let day, let ofDay):
            guard let local = local(month: month, day: day, ofDay: ofDay) else { return .unknown }
            return .known(inferred(local: local, isSecond: false, isProven: false))
        case .clock(let ofDay):
            // A transport that tells the date is better than midnights counted.
            if let dated = transports.first(where: Self.carriesDate) {
                _ = advance(to: ofDay)
                return read(dated, beside: [])
            }
            let number = advance(to: ofDay)
            guard let origin else { return .pending(day: number, doubts: doubts.count, ofDay: ofDay) }
            let date = origin + number
            let isProven = provenDay.map { abs(date - $0) <= 1 } ?? false
            return .known(
                inferred(local: date * CivilDay.milliseconds + ofDay, isSecond: repeated == date, isProven: isProven))
        }
    }

    private static func carriesDate(_ stamp: LineStamp) -> Bool {
        switch stamp {
        case .local, .yearless: true
        case .moment, .clock: false
        }
    }

    private mutating func dated(_ local: Int64) -> Reading {
        let date = CivilDay.floorDivide(local, by: CivilDay.milliseconds)
        let ofDay = CivilDay.ofDay(local)
        if let found = repetition(upTo: local) { putBack(found, on: date) } else { _ = advance(to: ofDay) }
        anchor(day: date)
        lastOfDay = ofDay
        guard let proof else { return .local(local, isSecond: repeated == date) }
        let shift = shift(local, proof, isSecond: repeated == date ? true : nil)
        self.proof?.offset = shift
        return .known(LogTime(moment: Timestamp(milliseconds: local - shift), certainty: .exact))
    }

    /// Local time less UTC of a local time (counted as if it were UTC), by the nearest proof. What was proven before the
    /// clock was put forward or back is no longer so after it.
    /// - Parameter isSecond: which of the two it is where clocks show it twice; `nil`: the proof tells.
    private mutating func shift(_ local: Int64, _ proof: Proof, isSecond: Bool?) -> Int64 {
        guard proof.isZones else { return proof.offset }
        let first = offsets.offset(atLocal: local)
        let second = offsets.offset(atLocal: local, isSecond: true)
        guard first != second else { return first }
        if let isSecond { return isSecond ? second : first }
        return proof.offset == second ? second : first
    }

    /// The repeat that has begun between the last line and this one, of the same day.
    private func repetition(upTo local: Int64) -> LogZone.Repeat? {
        let date = CivilDay.floorDivide(local, by: CivilDay.milliseconds)
        let ofDay = CivilDay.ofDay(local)
        guard let origin, origin + day == date, let last = lastOfDay, ofDay < last - Self.disorder else { return nil }
        return zone.repetition(day: date, before: last, after: ofDay)
    }

    private mutating func putBack(_ found: LogZone.Repeat, on date: Int64) {
        repeated = date
        if let old = proof?.offset, old == found.before { proof?.offset = old - found.length }
    }

    /// The day of a clock that follows the last one read.
    private mutating func advance(to ofDay: Int64) -> Int64 {
        guard let last = lastOfDay else {
            lastOfDay = ofDay
            return day
        }
        // What was late by seconds at midnight is yesterday's.
        guard ofDay <= last + CivilDay.milliseconds - Self.disorder else { return day - 1 }
        if ofDay < last - Self.disorder { pass(from: last, to: ofDay) }
        lastOfDay = ofDay
        return day
    }

    /// The clock went back: midnight, or the end of summer time.
    private mutating func pass(from last: Int64, to ofDay: Int64) {
        let isShort = last - ofDay <= Self.longestRepeat
        if isShort, let origin, let found = zone.repetition(day: origin + day, before: last, after: ofDay) {
            putBack(found, on: origin + day)
            return
        }
        day += 1
        guard isShort, origin == nil, doubts.count < Self.mostDoubts else { return }
        doubts.append(Doubt(day: day, before: last, after: ofDay))
    }

    /// The latest such date that is not after the end of the log.
    private mutating func local(month: Int, day: Int, ofDay: Int64) -> Int64? {
        let last = end.milliseconds + offsets.offset(at: end) + CivilDay.milliseconds
        let year = Int(CivilDay.floorDivide(last, by: CivilDay.milliseconds) / 365) + 1971
        let candidates = (0...9).lazy.compactMap { CivilDay.number(year: year - $0, month: month, day: day) }
        return candidates.map { $0 * CivilDay.milliseconds + ofDay }.first { $0 <= last }
    }

    private mutating func inferred(local: Int64, isSecond: Bool, isProven: Bool) -> LogTime {
        let shift =
            if let proof {
                self.shift(local, proof, isSecond: isSecond ? true : nil)
            } else {
                offsets.offset(atLocal: local, isSecond: isSecond)
            }
        proof?.offset = shift
        return LogTime(
            moment: Timestamp(milliseconds: local - shift), certainty: isProven ? .exact : .dateInferred)
    }

    /// Takes the zone, and the day, from a line that says a moment twice.
    private mutating func learn(_ own: LineStamp, at moment: Timestamp) {
        switch own {
        case .moment, .yearless: break
        case .local(let local):
            if let found = repetition(upTo: local) {
                putBack(found, on: CivilDay.floorDivide(local, by: CivilDay.milliseconds))
            }
            if let found = Self.offset(local - moment.milliseconds) { prove(found, at: moment) }
        case .clock(let ofDay):
            var difference = ofDay - CivilDay.ofDay(moment.milliseconds)
            // A clock alone cannot tell 11 hours west from 13 east: zones from 10 hours west to under 14 east are meant.
            if difference >= 14 * 3_600_000 - Self.tolerance { difference -= CivilDay.milliseconds }
            if difference < -10 * 3_600_000 - Self.tolerance { difference += CivilDay.milliseconds }
            guard let found = Self.offset(difference) else { return }
            prove(found, at: moment)
            let local = moment.milliseconds + found
            let half = CivilDay.milliseconds / 2
            // The clock's reading that is nearest to the moment.
            let number = CivilDay.floorDivide(local - ofDay + half, by: CivilDay.milliseconds)
            _ = advance(to: ofDay)
            anchor(day: number)
            lastOfDay = ofDay
            provenDay = number
            if firstProvenDay == nil { firstProvenDay = number }
        }
    }

    private static func offset(_ difference: Int64) -> Int64? {
        let found = CivilDay.floorDivide(difference + quarter / 2, by: quarter) * quarter
        return abs(difference - found) <= tolerance ? found : nil
    }

    private mutating func prove(_ found: Int64, at moment: Timestamp) {
        let new = Proof(offset: found, isZones: offsets.offset(at: moment) == found)
        proof = new
        guard firstProof == nil else { return }
        firstProof = new
        repeatedBeforeProof = repeated
    }

    /// This line is of that calendar day. Lines before the first such line are counted back from it.
    private mutating func anchor(day number: Int64) {
        if let origin {
            day = number - origin
        } else {
            origin = number - day
            anchor = (day, doubts.count)
        }
    }

    /// The calendar day of the last line, by the end of the log: it is not after it.
    private var lastDate: Int64 {
        let shift = proof.flatMap { $0.isZones ? nil : $0.offset } ?? zone.offset(at: end)
        let slack: Int64 = 120_000
        let last = end.milliseconds + shift + slack - (lastOfDay ?? 0)
        return CivilDay.floorDivide(last, by: CivilDay.milliseconds)
    }
}
