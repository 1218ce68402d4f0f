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
        guard let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
            let days = CivilDay.number(year: year, month: month, day: day)
        else { return nil }
        let hour = match.4.flatMap { Int64($0) } ?? 0
        let minute = match.5.flatMap { Int64($0) } ?? 0
        let second = match.6.flatMap { Int64($0) } ?? 0
        guard hour < 24, minute < 60, second < 61, let offset = Self.offsetSeconds(match.8) else { return nil }
        let fraction = match.7.map { Int64(String($0.prefix(3)).padded(to: 3)) ?? 0 } ?? 0
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset
        milliseconds = seconds * 1_000 + fraction
    }

    /// `2026-03-08T12:00:00.000Z`
    package var description: String {
        let rest = CivilDay.ofDay(milliseconds)
        let (year, month, day) = CivilDay.date(CivilDay.floorDivide(milliseconds, by: CivilDay.milliseconds))
        let date = "\(Self.padded(Int64(year), 4))-\(Self.padded(Int64(month), 2))-\(Self.padded(Int64(day), 2))"
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
