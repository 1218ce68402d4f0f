import BotEvidence
import Testing
import TriageCore

/// Clocks that are put back, in zones of all kinds, and what a log without dates makes of it.
@Suite struct LogZoneTests {
    struct Case: Sendable {
        let zone: String
        /// When it is put back, and the seconds east of Greenwich before and after.
        let at: String
        let before: Int
        let after: Int
    }

    static let cases = [
        Case(zone: "Europe/Berlin", at: "2026-10-25T01:00:00Z", before: 7_200, after: 3_600),
        Case(zone: "America/New_York", at: "2026-11-01T06:00:00Z", before: -14_400, after: -18_000),
        Case(zone: "Australia/Lord_Howe", at: "2026-04-04T15:00:00Z", before: 39_600, after: 37_800),
        Case(zone: "Pacific/Auckland", at: "2026-04-04T14:00:00Z", before: 46_800, after: 43_200),
        Case(zone: "Asia/Beirut (midnight)", at: "2026-10-24T21:00:00Z", before: 10_800, after: 7_200),
        Case(zone: "Atlantic/Azores", at: "2026-10-25T01:00:00Z", before: 0, after: -3_600),
    ]

    /// Lines every five minutes from two hours before until three hours after, as that zone's clocks show them.
    static func log(_ wanted: Case, isDated: Bool) throws -> (text: String, times: [String], zone: LogZone, end: String)
    {
        let shift = try moment(wanted.at)
        let moments = stride(from: -7_200, through: 10_800, by: 300).map {
            shift.advanced(byMilliseconds: Int64($0) * 1_000)
        }
        let lines = moments.map { moment -> String in
            let offset = Int64(moment < shift ? wanted.before : wanted.after) * 1_000
            let local = moment.advanced(byMilliseconds: offset).description
            let clock = local.dropFirst(11).prefix(8)
            return isDated ? "\(local.prefix(10)) \(clock),000 INFO ws_connected" : "\(clock) INFO     x: ws_connected"
        }
        let first = shift.advanced(byMilliseconds: -200 * 86_400_000)
        let zone = LogZone.shifting(
            first: wanted.after,
            [.init(at: first, seconds: wanted.before), .init(at: shift, seconds: wanted.after)])
        return (
            lines.joined(separator: "\n"), moments.map(\.description), zone,
            shift.advanced(byMilliseconds: 10_860_000).description
        )
    }

    @Test(arguments: cases, [true, false])
    func `an hour that comes twice is no midnight`(wanted: Case, isDated: Bool) async throws {
        let log = try Self.log(wanted, isDated: isDated)
        let history = try await history(log.text, now: log.end, zone: log.zone)
        #expect(history.times == log.times)
    }

    @Test func `a silence to the same hour of the next day is a midnight still`() async throws {
        let zone = LogZone.shifting(first: 3_600, [])
        let text = "02:50:00 INFO     x: ws_connected\n02:10:00 INFO     x: ws_closed"
        let history = try await history(text, now: "2026-10-26T01:11:00Z", zone: zone)
        #expect(history.times == ["2026-10-25T01:50:00.000Z", "2026-10-26T01:10:00.000Z"])
    }

    @Test(arguments: ["23:59:60 INFO     x: ws_connected", "2026-03-07 23:59:60,000 INFO ws_connected"])
    func `a leap second is the next day's first`(line: String) async throws {
        let text = line + "\n" + line.replacing("23:59:60", with: "00:00:01").replacing("03-07", with: "03-08")
        let history = try await history(text, now: "2026-03-08T00:00:02Z")
        #expect(history.times == ["2026-03-08T00:00:00.000Z", "2026-03-08T00:00:01.000Z"])
    }

    @Test func `a signed request proves the zone of the whole log`() async throws {
        let text = """
            2026-03-08 14:00:00,000 INFO grinder.live.engine ANCHOR_INIT symbol=BTCUSDT
            2026-03-08 14:00:01,000 INFO httpx \(LogTimeTests.request(signedAt: 1_772_971_201_000).dropFirst(7))
            2026-03-08 14:00:02,000 INFO grinder.live.engine GRID_UNFREEZE symbol=BTCUSDT
            """
        let history = try await history(text, zone: .offset(seconds: -18_000))
        #expect(
            history.times == ["2026-03-08T12:00:00.000Z", "2026-03-08T12:00:01.000Z", "2026-03-08T12:00:02.000Z"])
        #expect(history.events.allSatisfy { $0.time?.certainty == .exact })
    }

    @Test func `a collector's late times give way to the request's own`() async throws {
        let line = LogTimeTests.request(signedAt: 1_772_971_201_000).dropFirst(7)
        let text = "2026-03-09T08:00:00Z 12:00:01 INFO     httpx: \(line)"
        #expect(try await history(text).times == ["2026-03-08T12:00:01.000Z"])
    }

    @Test(
        arguments: [
            ("2026-03-08T13:00:00Z", nil, "older"), (nil, "2026-03-08T11:00:00Z", "newer"),
            ("2026-03-08T11:00:00Z", "2026-03-08T13:00:00Z", ""), ("2026-03-08T12:00:01Z", nil, ""),
        ] as [(String?, String?, String)])
    func `a log outside of the time asked for is told as older or newer`(
        since: String?, until: String?, word: String
    ) async throws {
        let text = "2026-03-08T12:00:00Z INFO x: \(ShapeWorld.id) seen\n2026-03-08T12:00:02Z INFO x: ws_connected"
        let history = try await history(text, naming: [ShapeWorld.id], since: since, until: until)
        #expect(history.window.outside.map { String($0.detail.prefix(5)) } == (word.isEmpty ? [] : [word]))
        #expect(history.window.leftOut == (history.events.contains { $0.clientOrderID != nil } ? 0 : 1))
        #expect((history.window.leftOutByID?.values.reduce(0, +) ?? 0) == history.window.leftOut)
        #expect(history.window.leftOutByID?.keys.allSatisfy { $0 == ShapeWorld.id } == true)
    }
}
