import TriageCore

/// What a line says of its time; milliseconds throughout.
enum LineStamp: Hashable {
    /// Date, time and zone, or a number of seconds or milliseconds since 1970.
    case moment(Timestamp)
    /// Date and time of an unnamed zone, counted as if it were UTC.
    case local(Int64)
    /// `Mar 08 12:00:00` of the syslog: no year, no zone.
    case yearless(month: Int, day: Int, ofDay: Int64)
    /// `12:00:00`: since midnight, of an unnamed day and zone.
    case clock(ofDay: Int64)
}

/// Days of the proleptic Gregorian calendar, counted from 1970-01-01.
enum CivilDay {
    static let milliseconds: Int64 = 86_400_000

    /// `nil` for a date that does not exist.
    static func number(year: Int, month: Int, day: Int) -> Int64? {
        guard (1...12).contains(month), day >= 1, day <= length(year: year, month: month) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64(era * 146_097 + dayOfEra - 719_468)
    }

    static func floorDivide(_ value: Int64, by divisor: Int64) -> Int64 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    private static func length(year: Int, month: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension ByteCursor {
    /// `2026-03-08T12:00:00.123Z`, `2026-03-08 12:00:00,000`, `Mar 08 12:00:00`, `12:00:00`; no digit or word may follow.
    mutating func stamp() -> LineStamp? {
        attempt { $0.dated() } ?? attempt { $0.yearless() } ?? attempt { $0.clock() }
    }

    private mutating func dated() -> LineStamp? {
        guard let year = digits(4), accept("-"), let month = digits(2), accept("-"), let day = digits(2),
            accept("T") || accept(" "), let date = CivilDay.number(year: year, month: month, day: day),
            let ofDay = timeOfDay()
        else { return nil }
        let local = date * CivilDay.milliseconds + ofDay
        guard let offset = offset() else { return endsStamp ? .local(local) : nil }
        return endsStamp ? .moment(Timestamp(milliseconds: local - offset)) : nil
    }

    private static let months: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private mutating func yearless() -> LineStamp? {
        guard let first = peek, !Self.isDigit(first),
            let month = Self.months.firstIndex(where: { bytes.contains($0, at: position) })
        else { return nil }
        position += 3
        guard accept(" "), let day = digits(2) ?? (accept(" ") ? digits(1) : nil), (1...31).contains(day), accept(" "),
            let ofDay = timeOfDay(), endsStamp
        else { return nil }
        return .yearless(month: month + 1, day: day, ofDay: ofDay)
    }

    private mutating func clock() -> LineStamp? {
        guard let ofDay = timeOfDay(), endsStamp else { return nil }
        return .clock(ofDay: ofDay)
    }

    /// `12:00:00`, with `.` or `,` and any number of decimals.
    private mutating func timeOfDay() -> Int64? {
        guard let hour = digits(2), accept(":"), let minute = digits(2), accept(":"), let second = digits(2),
            hour < 24, minute < 60, second < 61
        else { return nil }
        let whole = Int64(hour * 3_600 + minute * 60 + second) * 1_000
        let fraction = attempt { cursor -> Int64? in
            guard cursor.accept(".") || cursor.accept(",") else { return nil }
            let decimals = cursor.run(Self.isDigit)
            guard !decimals.isEmpty else { return nil }
            return (0..<3).reduce(0) { value, index in
                let digit = index < decimals.count ? decimals[decimals.startIndex + index] - UInt8(ascii: "0") : 0
                return value * 10 + Int64(digit)
            }
        }
        return whole + (fraction ?? 0)
    }

    /// `Z`, `+0200` or `+02:00`, in milliseconds.
    private mutating func offset() -> Int64? {
        if accept("Z") { return 0 }
        return attempt { cursor -> Int64? in
            let isWest = cursor.peek == UInt8(ascii: "-")
            guard isWest || cursor.peek == UInt8(ascii: "+") else { return nil }
            cursor.position += 1
            guard let hours = cursor.digits(2), hours < 24 else { return nil }
            _ = cursor.accept(":")
            guard let minutes = cursor.digits(2), minutes < 60 else { return nil }
            return Int64(hours * 60 + minutes) * (isWest ? -60_000 : 60_000)
        }
    }

    private var endsStamp: Bool { peek.map { !Self.isWord($0) && $0 != UInt8(ascii: ":") } ?? true }
}
