import Glibc
package import TriageCore

/// The zone of a log's times where they name none: grinder writes local time.
package enum LogZone: Sendable, Hashable {
    case utc
    /// East of Greenwich.
    case offset(seconds: Int)
    /// This machine's (`TZ`, `/etc/localtime`), with its summer time.
    case system
    /// Seconds east of Greenwich before the first of some shifts, and from each on.
    case shifting(first: Int, [Shift])

    package struct Shift: Sendable, Hashable {
        package let at: Timestamp
        package let seconds: Int

        package init(at: Timestamp, seconds: Int) {
            self.at = at
            self.seconds = seconds
        }
    }

    /// An hour, or whatever it is, that clocks show twice.
    struct Repeat: Hashable {
        /// When the clock is put back.
        let moment: Int64
        /// By how many milliseconds.
        let length: Int64
        /// Milliseconds east of Greenwich before.
        let before: Int64
    }

    /// Milliseconds to add to UTC to have local time.
    func offset(at moment: Timestamp) -> Int64 {
        switch self {
        case .utc: return 0
        case .offset(let seconds): return Int64(seconds) * 1_000
        case .shifting(let first, let shifts):
            return Int64(shifts.last { $0.at <= moment }?.seconds ?? first) * 1_000
        case .system:
            var seconds = time_t(CivilDay.floorDivide(moment.milliseconds, by: 1_000))
            var parts = tm()
            guard localtime_r(&seconds, &parts) != nil else { return 0 }
            return Int64(parts.tm_gmtoff) * 1_000
        }
    }

    /// Milliseconds to subtract from a local time (counted as if it were UTC) to have UTC; of a time that clocks show
    /// twice, the first unless `isSecond`. A time that clocks skip is read as if they had not been put forward yet.
    func offset(atLocal local: Int64, isSecond: Bool = false) -> Int64 {
        // No zone is further from Greenwich than this.
        let day = CivilDay.milliseconds
        let early = offset(at: Timestamp(milliseconds: local - day))
        let late = offset(at: Timestamp(milliseconds: local + day))
        let candidates = isSecond ? [late, early] : [early, late]
        return candidates.first { offset(at: Timestamp(milliseconds: local - $0)) == $0 } ?? early
    }

    /// The repeat that explains why a log's clock went back from `before` to `after` (milliseconds since midnight of a
    /// local day); `nil`: none does, and it was midnight.
    func repetition(day: Int64, before: Int64, after: Int64) -> Repeat? {
        let slack: Int64 = 60_000
        let midnight = day * CivilDay.milliseconds
        return repeats(around: midnight).first { found in
            // The wall clock at which it is put back.
            let wall = found.moment + found.before
            return midnight + before <= wall + slack && midnight + before > wall - found.length - slack
                && midnight + after >= wall - found.length - slack && midnight + after <= wall + slack
        }
    }

    /// Those of a local day and its neighbours.
    private func repeats(around midnight: Int64) -> [Repeat] {
        switch self {
        case .utc, .offset: return []
        case .system, .shifting: break
        }
        let step: Int64 = 3_600_000
        var found: [Repeat] = []
        var moment = midnight - 15 * step
        var offset = offset(at: Timestamp(milliseconds: moment))
        while moment < midnight + 40 * step {
            let next = self.offset(at: Timestamp(milliseconds: moment + step))
            if next < offset {
                let exact = change(after: moment, by: moment + step, from: offset)
                found.append(Repeat(moment: exact, length: offset - next, before: offset))
            }
            moment += step
            offset = next
        }
        return found
    }

    private func change(after start: Int64, by end: Int64, from offset: Int64) -> Int64 {
        var (low, high) = (start, end)
        while high - low > 1_000 {
            let middle = low + (high - low) / 2
            if self.offset(at: Timestamp(milliseconds: middle)) == offset { low = middle } else { high = middle }
        }
        return CivilDay.floorDivide(high, by: 1_000) * 1_000
    }
}

/// The offsets of a zone, with that of the quarter hour last asked about kept. The C library's local time takes a lock
/// that the readers of all logs wait for, and a log has thousands of lines a quarter hour.
struct ZoneOffsets {
    private struct Quarter {
        let number: Int64
        let offset: Int64
    }

    /// Offsets change on the quarter hour nearly everywhere; one in which it changes is not kept.
    private static let length: Int64 = 900_000

    private let zone: LogZone
    private var moments: Quarter?
    private var locals: Quarter?

    init(_ zone: LogZone) {
        self.zone = zone
    }

    /// As ``LogZone/offset(at:)``.
    mutating func offset(at moment: Timestamp) -> Int64 {
        let number = CivilDay.floorDivide(moment.milliseconds, by: Self.length)
        if let moments, moments.number == number { return moments.offset }
        let offset = zone.offset(at: moment)
        if isConstant(offset, from: number * Self.length) { moments = Quarter(number: number, offset: offset) }
        return offset
    }

    /// As ``LogZone/offset(atLocal:isSecond:)``.
    mutating func offset(atLocal local: Int64, isSecond: Bool = false) -> Int64 {
        let number = CivilDay.floorDivide(local, by: Self.length)
        if let locals, locals.number == number { return locals.offset }
        let offset = zone.offset(atLocal: local, isSecond: isSecond)
        let start = number * Self.length
        // A day before and a day after decide: equal, and no time of this quarter hour is skipped or shown twice.
        if isConstant(offset, from: start - CivilDay.milliseconds),
            isConstant(offset, from: start + CivilDay.milliseconds)
        {
            locals = Quarter(number: number, offset: offset)
        }
        return offset
    }

    private func isConstant(_ offset: Int64, from start: Int64) -> Bool {
        zone.offset(at: Timestamp(milliseconds: start)) == offset
            && zone.offset(at: Timestamp(milliseconds: start + Self.length)) == offset
    }
}
