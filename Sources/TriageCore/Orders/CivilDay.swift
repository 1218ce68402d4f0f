/// Days of the proleptic Gregorian calendar, counted from 1970-01-01.
package enum CivilDay {
    package static let milliseconds: Int64 = 86_400_000

    /// `nil` for a date that does not exist.
    package static func number(year: Int, month: Int, day: Int) -> Int64? {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        // Years counted from March, in eras of 400.
        let shifted = Int64(month <= 2 ? year - 1 : year)
        let era = floorDivide(shifted, by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = Int64((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1)
        let number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        return date(number) == (year, month, day) ? number : nil
    }

    package static func date(_ number: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = floorDivide(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1))
    }

    /// Milliseconds since that day's midnight.
    package static func ofDay(_ milliseconds: Int64) -> Int64 {
        let remainder = milliseconds % Self.milliseconds
        return remainder < 0 ? remainder + Self.milliseconds : remainder
    }

    /// From the nearest whole quarter of an hour, by which zones differ.
    package static func fromQuarterHour(_ milliseconds: Int64) -> Int64 {
        let quarter: Int64 = 900_000
        let rest = abs(milliseconds) % quarter
        return min(rest, quarter - rest)
    }

    /// The quotient, rounded down.
    package static func floorDivide(_ value: Int64, by divisor: Int64) -> Int64 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
