import TriageCore

/// What a line says of its time; milliseconds throughout.
enum LineStamp: Hashable {
    /// 2017 to 2100, in milliseconds since 1970: what a bare number may mean.
    static let years: Range<Int64> = 1_483_228_800_000..<4_102_444_800_000

    /// Date, time and zone, or a number of seconds or milliseconds since 1970.
    case moment(Timestamp)
    /// Date and time of an unnamed zone, counted as if it were UTC.
    case local(Int64)
    /// `Mar 08 12:00:00` of the syslog: no year, no zone.
    case yearless(month: Int, day: Int, ofDay: Int64)
    /// `12:00:00`: since midnight, of an unnamed day and zone.
    case clock(ofDay: Int64)
}

extension ByteCursor {
    /// `2026-03-08T12:00:00.123Z`, `2026-03-08 12:00:00,000`, `Sun 2026-03-08 12:00:00 UTC`, `Mar 08 12:00:00`,
    /// `08/Mar/2026:12:00:00 +0000`, `@4000000069ad…` (TAI64N), `12:00:00`; no digit or word may follow.
    mutating func stamp() -> LineStamp? {
        guard let first = peek else { return nil }
        if Self.isDigit(first) {
            return attempt { $0.dated() } ?? attempt { $0.clock() } ?? attempt { $0.dayFirst() }
        }
        if first == UInt8(ascii: "@") { return attempt { $0.external() } }
        return attempt { $0.named() }
    }

    /// Seconds with decimals, milliseconds, microseconds or nanoseconds since 1970: `1772971200.123456`,
    /// `1772971200000000000`; whole seconds only where `isWhole`.
    mutating func epoch(whole isWhole: Bool = false) -> LineStamp? {
        attempt { cursor -> LineStamp? in
            let digits = cursor.run(Self.isDigit)
            guard digits.count >= 10, digits.count <= 19, let number = Int64(String(bytes: digits)) else { return nil }
            let fraction = digits.count == 10 ? cursor.fraction() : nil
            guard cursor.endsStamp, cursor.peek != UInt8(ascii: ".") else { return nil }
            let milliseconds: Int64
            switch digits.count {
            case 10 where isWhole || fraction != nil: milliseconds = number * 1_000 + (fraction ?? 0)
            case 13: milliseconds = number
            case 16: milliseconds = number / 1_000
            case 19: milliseconds = number / 1_000_000
            default: return nil
            }
            guard LineStamp.years.contains(milliseconds) else { return nil }
            return .moment(Timestamp(milliseconds: milliseconds))
        }
    }

    private mutating func dated() -> LineStamp? {
        guard let year = digits(4), accept("-") || accept("/"), let month = digits(2), accept("-") || accept("/"),
            let day = digits(2), accept("T") || accept(" ") || accept("_") || accept("t"),
            let date = CivilDay.number(year: year, month: month, day: day), let ofDay = timeOfDay()
        else { return nil }
        return zoned(date * CivilDay.milliseconds + ofDay)
    }

    private mutating func zoned(_ local: Int64) -> LineStamp? {
        guard let offset = offset() else { return endsStamp ? .local(local) : nil }
        return endsStamp ? .moment(Timestamp(milliseconds: local - offset)) : nil
    }

    private static let months: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let weekdays: [StaticString] = ["Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ", "Sun "]

    private mutating func month() -> Int? {
        guard let month = Self.months.firstIndex(where: { bytes.contains($0, at: position) }) else { return nil }
        position += 3
        return month + 1
    }

    /// `Mar 08 12:00:00`, `Mar  8 2026 12:00:00`, `Sun Mar  8 12:00:00 2026`, `Sun 2026-03-08 12:00:00 UTC`.
    private mutating func named() -> LineStamp? {
        let hasWeekday = Self.weekdays.contains { acceptWord($0) }
        if hasWeekday, let stamp = attempt({ $0.dated() }) { return stamp }
        guard let month = month(), accept(" "), let day = digits(2) ?? (accept(" ") ? digits(1) : nil) ?? digits(1),
            (1...31).contains(day), accept(" ")
        else { return nil }
        let before = attempt { cursor in cursor.digits(4).flatMap { cursor.accept(" ") ? $0 : nil } }
        guard let ofDay = timeOfDay() else { return nil }
        let year = before ?? attempt { cursor in hasWeekday && cursor.accept(" ") ? cursor.digits(4) : nil }
        guard let year else { return endsStamp ? .yearless(month: month, day: day, ofDay: ofDay) : nil }
        guard let date = CivilDay.number(year: year, month: month, day: day) else { return nil }
        return zoned(date * CivilDay.milliseconds + ofDay)
    }

    /// `08/Mar/2026:12:00:00 +0000`, `08 Mar 2026 12:00:00`
    private mutating func dayFirst() -> LineStamp? {
        guard let day = digits(2) ?? digits(1), accept("/") || accept(" ") || accept("-"), let month = month(),
            accept("/") || accept(" ") || accept("-"), let year = digits(4), accept(":") || accept(" "),
            let date = CivilDay.number(year: year, month: month, day: day), let ofDay = timeOfDay()
        else { return nil }
        return zoned(date * CivilDay.milliseconds + ofDay)
    }

    /// TAI64N as multilog and svlogd write it: 2^62 + 10 + seconds since 1970, then nanoseconds, in hexadecimal.
    private mutating func external() -> LineStamp? {
        guard accept("@") else { return nil }
        let digits = run { IDCharacter.hexValue($0) != nil }
        guard digits.count == 24, endsStamp, let label = UInt64(String(bytes: digits.prefix(16)), radix: 16),
            let nanoseconds = Int64(String(bytes: digits.suffix(8)), radix: 16), label > 1 << 62,
            label < (1 << 62) + 1 << 40
        else { return nil }
        let seconds = Int64(label - 1 << 62) - 10
        return .moment(Timestamp(milliseconds: seconds * 1_000 + nanoseconds / 1_000_000))
    }

    private mutating func clock() -> LineStamp? {
        guard let ofDay = timeOfDay(), endsStamp else { return nil }
        return .clock(ofDay: ofDay)
    }

    /// `12:00:00`, with `.` or `,` and any number of decimals; a leap second is the next day's first.
    private mutating func timeOfDay() -> Int64? {
        guard let hour = digits(2), accept(":"), let minute = digits(2), accept(":"), let second = digits(2),
            hour < 24, minute < 60, second < 61
        else { return nil }
        return Int64(hour * 3_600 + minute * 60 + second) * 1_000 + (fraction() ?? 0)
    }

    /// `.123`, `,123456`: milliseconds.
    private mutating func fraction() -> Int64? {
        attempt { cursor -> Int64? in
            guard cursor.accept(".") || cursor.accept(",") else { return nil }
            let decimals = cursor.run(Self.isDigit)
            guard !decimals.isEmpty else { return nil }
            return (0..<3).reduce(0) { value, index in
                let digit = index < decimals.count ? decimals[decimals.startIndex + index] - UInt8(ascii: "0") : 0
                return value * 10 + Int64(digit)
            }
        }
    }

    /// `Z`, ` UTC`, `+0200`, ` +02:00` or `+02`, in milliseconds.
    private mutating func offset() -> Int64? {
        if accept("Z") || accept("z") || acceptZone(" UTC") || acceptZone(" GMT") || acceptZone(" Z") { return 0 }
        return attempt { cursor -> Int64? in
            let isApart = cursor.accept(" ")
            let isWest = cursor.peek == UInt8(ascii: "-")
            guard isWest || cursor.peek == UInt8(ascii: "+") else { return nil }
            cursor.position += 1
            guard let hours = cursor.digits(2), hours < 24 else { return nil }
            _ = cursor.accept(":")
            let more = cursor.digits(2)
            let minutes = more ?? 0
            guard minutes < 60, more != nil || !isApart, cursor.endsStamp else { return nil }
            return Int64(hours * 60 + minutes) * (isWest ? -60_000 : 60_000)
        }
    }

    private mutating func acceptZone(_ name: StaticString) -> Bool {
        attempt { cursor in cursor.acceptWord(name) && cursor.endsStamp ? true : nil } ?? false
    }

    private var endsStamp: Bool { peek.map { !Self.isWord($0) && $0 != UInt8(ascii: ":") } ?? true }
}
