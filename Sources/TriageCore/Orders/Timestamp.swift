/// A moment in milliseconds since 1970-01-01T00:00:00Z: the unit of every time on USD-M futures.
package struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Reads `2026-03-08T12:00:00Z`, with optional fraction (kept to the millisecond) and `±hh:mm` offset;
    /// a missing zone means UTC and a bare date its midnight.
    package init?(iso8601 text: String) {
        let pattern =
            #/
            (\d{4})-(\d{2})-(\d{2})
            (?: [T\ ] (\d{2}):(\d{2}):(\d{2}) (?:[.,](\d{1,9}))? (Z|[+-]\d{2}:?\d{2})? )?
            /#.asciiOnlyDigits()
        guard let match = text.wholeMatch(of: pattern) else { return nil }
        guard let year = Int64(match.1), let month = Int64(match.2), let day = Int64(match.3),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let hour = match.4.flatMap { Int64($0) } ?? 0
        let minute = match.5.flatMap { Int64($0) } ?? 0
        let second = match.6.flatMap { Int64($0) } ?? 0
        guard hour < 24, minute < 60, second < 61, let offset = Self.offsetSeconds(match.8) else { return nil }
        let fraction = match.7.map { Int64(String($0.prefix(3)).padded(to: 3)) ?? 0 } ?? 0
        let days = Self.days(year: year, month: month, day: day)
        guard Self.civil(days: days) == (year, month, day) else { return nil }
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset
        milliseconds = seconds * 1_000 + fraction
    }

    /// `2026-03-08T12:00:00.000Z`
    package var description: String {
        let (days, rest) = Self.floorDivide(milliseconds, 86_400_000)
        let (year, month, day) = Self.civil(days: days)
        let date = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
        let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60].map { Self.padded($0, 2) }
        return "\(date)T\(time.joined(separator: ":")).\(Self.padded(rest % 1_000, 3))Z"
    }

    package func advanced(byMilliseconds amount: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds + amount)
    }

    /// Milliseconds from `earlier` to this moment; negative when this one is earlier.
    package func milliseconds(since earlier: Timestamp) -> Int64 { milliseconds - earlier.milliseconds }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

    private static func offsetSeconds(_ zone: Substring?) -> Int64? {
        guard let zone, zone != "Z" else { return 0 }
        let digits = zone.dropFirst().filter { $0 != ":" }
        guard let hours = Int64(digits.prefix(2)), let minutes = Int64(digits.suffix(2)), hours < 24, minutes < 60
        else { return nil }
        return (zone.first == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    /// Days since 1970-01-01 of a proleptic Gregorian date (years counted from March, eras of 400 years).
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = floorDivide(shifted, 400)
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(days: Int64) -> (Int64, Int64, Int64) {
        let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: "0", count: Swift.max(0, width - count))
    }
}
