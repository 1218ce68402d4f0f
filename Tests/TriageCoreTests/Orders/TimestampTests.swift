import Testing
import TriageCore

struct TimestampTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (1_772_971_200_000, "2026-03-08T12:00:00.000Z"), (1_709_164_800_001, "2024-02-29T00:00:00.001Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"), (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
        ] as [(Int64, String)])
    func `milliseconds and their text are the same moment`(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
        #expect(Timestamp(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test(
        arguments: [
            ("2026-03-08T12:00:00Z", 0), ("2026-03-08 12:00:00Z", 0), ("2026-03-08T12:00:00", 0),
            ("2026-03-08T12:00:00.5Z", 500), ("2026-03-08T12:00:00,25Z", 250), ("2026-03-08T12:00:00.1239Z", 123),
            ("2026-03-08T12:00:00.000000001Z", 0), ("2026-03-08T14:00:00+02:00", 0), ("2026-03-08T14:00:00+0200", 0),
            ("2026-03-08T06:30:00-05:30", 0), ("2026-03-09T01:45:00.250+13:45", 250), ("2026-03-08", -43_200_000),
            ("2026-03-08T12:00:00-00:00", 0),
        ] as [(String, Int64)])
    func `zones and fractions are read`(text: String, afterNoon: Int64) {
        #expect(Timestamp(iso8601: text) == Given.at(afterNoon))
    }

    @Test(arguments: [
        "", "now", "1772971200000", "2026-3-8T12:00:00Z", "2026-03-08T12:00Z", "2026-03-08T12Z", "2026-13-01",
        "2026-00-01", "2026-01-00", "2026-01-32", "2026-02-29", "2025-02-29", "2100-02-29", "2026-04-31",
        "2026-03-08T24:00:00Z", "2026-03-08T12:60:00Z", "2026-03-08T12:00:61Z", "2026-03-08T12:00:00.Z",
        "2026-03-08T12:00:00.1234567890Z", "2026-03-08T12:00:00+2", "2026-03-08T12:00:00+99:99",
        "2026-03-08T12:00:00+24:00", "2026-03-08T12:00:00+01:60", "2026-03-08T12:00:00 Z", " 2026-03-08",
        "2026-03-08\n", "2026-03-08T12:00:00Z\n", "2026-03-08t12:00:00z", "12026-03-08", "-2026-03-08",
        "\u{0662}026-03-08", "2026\u{2013}03\u{2013}08", "2026-03-08T", "2026-03-08Z", "2026-03-08T12:00:00ZZ",
    ])
    func `what is no moment is refused`(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test func `every day of four centuries goes there and back`() {
        let day: Int64 = 86_400_000
        var wrong: [Int64] = []
        for days in stride(from: Int64(-25_567), through: 120_000, by: 1) where days % 7 == 0 || days % 365 < 3 {
            let moment = Timestamp(milliseconds: days * day + days.magnitude.remainder(day))
            if moment.description.count != 24 { wrong.append(days) }
            if days % 49 == 0, Timestamp(iso8601: moment.description) != moment { wrong.append(days) }
        }
        #expect(wrong.isEmpty)
    }

    @Test func `the calendar has 97 leap years in 400`() {
        let leaps = (1_601...2_000).filter { Timestamp(iso8601: "\($0)-02-29") != nil }
        #expect(leaps.count == 97)
        #expect(!leaps.contains(1_900))
        #expect(leaps.contains(2_000))
    }

    @Test func `moments are compared and moved by milliseconds`() {
        let later = Given.noon.advanced(byMilliseconds: 2_001)
        #expect(later > Given.noon)
        #expect(later.milliseconds(since: Given.noon) == 2_001)
        #expect(Given.noon.milliseconds(since: later) == -2_001)
    }
}

extension UInt64 {
    fileprivate func remainder(_ divisor: Int64) -> Int64 { Int64(self * 7_919_777 % UInt64(divisor)) }
}
