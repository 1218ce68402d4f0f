import Testing
import TriageCore

struct LogAlignmentTests {
    private static let hour: Int64 = 3_600_000

    /// A line of `grinder.log`, `offset` after noon by the log's clock.
    static func line(
        _ number: Int, _ offset: Int64?, _ meaning: LogMeaning = .other, _ id: ClientOrderID? = Given.id,
        file: String = "grinder.log", certainty: LogTime.Certainty = .zoneAssumed
    ) -> LogEvent {
        LogEvent(
            file: file, number: number, text: "line \(number)",
            time: offset.map { LogTime(moment: Given.at($0), certainty: certainty) }, meaning: meaning,
            clientOrderID: id, symbol: Given.btc)
    }

    static let placed = LogMeaning.request(method: "POST", path: "/fapi/v1/order", status: 200)

    struct Clock: Sendable, CustomTestStringConvertible {
        let what: String
        /// Log time less exchange time at the placement.
        let difference: Int64
        let isCorrected: Bool
        var testDescription: String { what }
    }

    @Test(arguments: [
        Clock(what: "the same clock", difference: 0, isCorrected: true),
        Clock(what: "the way of the answer", difference: 180, isCorrected: true),
        Clock(what: "a slow clock", difference: -4_200, isCorrected: true),
        Clock(what: "two hours east", difference: 2 * hour, isCorrected: true),
        Clock(what: "Nepal, and a fast clock", difference: 5 * hour + 2_700_000 + 1_300, isCorrected: true),
        Clock(what: "west, and a slow clock", difference: -8 * hour - 900, isCorrected: true),
        Clock(what: "a date inferred one day early", difference: -24 * hour, isCorrected: true),
        Clock(what: "seven minutes: no zone and no offset", difference: 420_000, isCorrected: false),
        Clock(what: "two days: an inferred date may be one off, not two", difference: 48 * hour, isCorrected: false),
        Clock(what: "three days", difference: 72 * hour, isCorrected: false),
    ])
    func `a line that placed an order tells its log's clock`(row: Clock) {
        let lines = [Self.line(3, row.difference, Self.placed), Self.line(9, row.difference + 60_000)]
        let alignment = LogAlignment(lines, placements: [Given.id: [Given.noon]])
        let (moment, certainty) = alignment.time(of: lines[1])
        if row.isCorrected {
            #expect(moment == Given.at(60_000))
            #expect(certainty == .corrected(milliseconds: -row.difference))
            #expect(alignment.gaps.isEmpty)
        } else {
            #expect(moment == Given.at(row.difference + 60_000))
            #expect(certainty == .zoneAssumed)
            #expect(alignment.gaps.map(\.source) == ["grinder.log:3", "grinder.log"])
        }
    }

    @Test(arguments: [
        (LogTime.Certainty.exact, TimelineEvent.Certainty.uncorrected), (.zoneAssumed, .zoneAssumed),
        (.dateInferred, .dateInferred),
    ])
    func `without an anchor a line stays as it is, and is marked`(
        certainty: LogTime.Certainty, expected: TimelineEvent.Certainty
    ) {
        let line = Self.line(1, 5_000, certainty: certainty)
        let alignment = LogAlignment([line], placements: [:])
        #expect(alignment.time(of: line).moment == Given.at(5_000))
        #expect(alignment.time(of: line).certainty == expected)
        #expect(alignment.gaps.map(\.kind) == [.clock])
    }

    @Test(arguments: [
        LogMeaning.request(method: "POST", path: "/fapi/v1/order", status: 400),
        .request(method: "DELETE", path: "/fapi/v1/order", status: 200),
        .request(method: "GET", path: "/fapi/v1/order", status: 200), .other,
    ])
    func `only an accepted placement is an anchor`(meaning: LogMeaning) {
        let line = Self.line(1, 2 * Self.hour, meaning)
        let alignment = LogAlignment([line], placements: [Given.id: [Given.noon]])
        #expect(alignment.time(of: line).certainty == .zoneAssumed)
    }

    @Test func `an id used again is an anchor when each placement has its line`() {
        let lines = [Self.line(1, Self.hour, Self.placed), Self.line(2, Self.hour + 90_000, Self.placed)]
        let both = LogAlignment(lines, placements: [Given.id: [Given.at(90_000), Given.noon]])
        #expect(both.time(of: lines[1]).moment == Given.at(90_000))
        let one = LogAlignment(lines, placements: [Given.id: [Given.noon]])
        #expect(one.time(of: lines[1]).certainty == .zoneAssumed)
    }

    @Test func `one slow answer does not move the clock`() {
        let ids = (1...3).map { ClientOrderID("grinder_d_BTCUSDT_1_1772971200_\($0)") }
        let late: [Int64] = [100, 9_000, 120]
        let lines = ids.indices.map { Self.line($0, Int64($0) * 60_000 + late[$0], Self.placed, ids[$0]) }
        let placements = Dictionary(uniqueKeysWithValues: ids.indices.map { (ids[$0], [Given.at(Int64($0) * 60_000)]) })
        let alignment = LogAlignment(lines, placements: placements)
        #expect(alignment.time(of: lines[0]).certainty == .corrected(milliseconds: -120))
    }

    @Test func `summer time ends within a file: each line has the zone of the placement before it`() {
        let second = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_2")
        let lines = [
            Self.line(1, 2 * Self.hour - 5_000), Self.line(2, 2 * Self.hour, Self.placed),
            Self.line(3, 2 * Self.hour + 1_000), Self.line(4, Self.hour + 60_000, Self.placed, second),
            Self.line(5, Self.hour + 61_000),
        ]
        let alignment = LogAlignment(lines, placements: [Given.id: [Given.noon], second: [Given.at(60_000)]])
        #expect(lines.map { alignment.time(of: $0).moment } == [-5_000, 0, 1_000, 60_000, 61_000].map(Given.at))
    }

    @Test func `another file, and a container's stamps, are other clocks`() {
        let lines = [
            Self.line(1, Self.hour, Self.placed), Self.line(2, Self.hour, file: "old.log"),
            Self.line(3, 1_000, certainty: .exact),
        ]
        let alignment = LogAlignment(lines, placements: [Given.id: [Given.noon]])
        #expect(alignment.time(of: lines[1]).certainty == .zoneAssumed)
        #expect(alignment.time(of: lines[2]).certainty == .uncorrected)
        #expect(alignment.gaps.map(\.source) == ["old.log", "grinder.log"])
    }

    @Test func `what the logs cover moves with their zone`() {
        let line = Self.line(1, 2 * Self.hour + 40, Self.placed)
        let alignment = LogAlignment([line], placements: [Given.id: [Given.noon]])
        #expect(alignment.corrected(Given.at(0)...Given.at(2 * Self.hour)) == Given.at(-2 * Self.hour)...Given.noon)
        let unknown = LogAlignment([], placements: [:])
        #expect(unknown.corrected(Given.at(0)...Given.at(9)) == Given.at(0)...Given.at(9))
    }

    @Test func `a line that names several orders is one event about none of them`() {
        let other = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_2")
        let lines = [
            Self.line(2, 0, .other, other), Self.line(2, 0), Self.line(1, nil), Self.line(7, 0, file: "b.log"),
        ]
        let strands = LogStrands(lines, alignment: LogAlignment(lines, placements: [:])).strands
        #expect(strands.map { $0.map(\.source) } == [["grinder.log:1", "grinder.log:2"], ["b.log:7"]])
        #expect(strands[0].map(\.clientOrderID) == [Given.id, nil])
        #expect(strands[0].map(\.certainty) == [.unknown, .zoneAssumed])
    }

    @Test(arguments: [
        (0, "+0.000 s"), (-7_200_350, "-7200.350 s"), (1_005, "+1.005 s"), (.min, "-9223372036854775.808 s"),
    ])
    func `a correction is said in seconds`(milliseconds: Int64, text: String) {
        #expect(SignedSeconds(milliseconds).description == text)
    }
}
