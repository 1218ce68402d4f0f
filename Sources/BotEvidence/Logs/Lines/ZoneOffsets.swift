import TriageCore

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
