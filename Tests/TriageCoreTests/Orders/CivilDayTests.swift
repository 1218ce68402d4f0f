import Testing
import TriageCore

struct CivilDayTests {
    /// The lengths are counted here another way.
    @Test func `every day of 1200 years follows the one before it`() throws {
        var number = try #require(CivilDay.number(year: 1_400, month: 1, day: 1))
        #expect(number == -208_188)
        var wrong: [String] = []
        for year in 1_400..<2_600 {
            let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
            for (month, length) in zip(1..., [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
                for day in 1...length {
                    if CivilDay.number(year: year, month: month, day: day) != number
                        || CivilDay.date(number) != (year, month, day)
                    {
                        wrong.append("\(year)-\(month)-\(day)")
                    }
                    number += 1
                }
                if CivilDay.number(year: year, month: month, day: length + 1) != nil {
                    wrong.append("\(year)-\(month)-\(length + 1)")
                }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test(arguments: [(2026, 0, 1), (2026, 13, 1), (2026, 3, 0), (2026, 3, 32), (2026, -1, 1), (2026, 3, -1)])
    func `a month or day of no year is none`(year: Int, month: Int, day: Int) {
        #expect(CivilDay.number(year: year, month: month, day: day) == nil)
    }

    @Test func `division rounds down on both sides of 1970`() {
        #expect(CivilDay.floorDivide(-1, by: CivilDay.milliseconds) == -1)
        #expect(CivilDay.floorDivide(-86_400_000, by: CivilDay.milliseconds) == -1)
        #expect(CivilDay.floorDivide(86_399_999, by: CivilDay.milliseconds) == 0)
        #expect(CivilDay.ofDay(-1) == 86_399_999 && CivilDay.ofDay(86_400_000) == 0)
        #expect(CivilDay.ofDay(.min) + CivilDay.ofDay(.max) == 86_399_999)
        #expect(CivilDay.number(year: 0, month: 2, day: 29) == -719_469)
        #expect(CivilDay.date(-719_469) == (0, 2, 29))
    }
}
