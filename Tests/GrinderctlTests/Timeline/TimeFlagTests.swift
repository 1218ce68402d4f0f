import Testing
import TriageCore

@testable import grinderctl

struct TimeFlagTests {
    /// 2026-03-08T12:00:00Z
    private static let noon = Timestamp(milliseconds: 1_772_971_200_000)

    @Test(arguments: [
        ("90m", "2026-03-08T10:30:00.000Z"), ("2h", "2026-03-08T10:00:00.000Z"), ("3d", "2026-03-05T12:00:00.000Z"),
        ("45s", "2026-03-08T11:59:15.000Z"), ("0m", "2026-03-08T12:00:00.000Z"),
        ("2026-03-08T11:00:00Z", "2026-03-08T11:00:00.000Z"),
        ("2026-03-08T13:00:00.250+02:00", "2026-03-08T11:00:00.250Z"), ("2026-03-08", "2026-03-08T00:00:00.000Z"),
        ("2026-03-08 11:00:00", "2026-03-08T11:00:00.000Z"), ("2026-03-08T11:30Z", "2026-03-08T11:30:00.000Z"),
        ("2026-03-08 11:30", "2026-03-08T11:30:00.000Z"), ("2026-03-08T13:30+02:00", "2026-03-08T11:30:00.000Z"),
        ("2026-03-08t11:00:00z", "2026-03-08T11:00:00.000Z"), (" 2026-03-08 ", "2026-03-08T00:00:00.000Z"),
    ])
    func `a time is so long before now, or a moment`(text: String, moment: String) throws {
        #expect(try TimeFlag.read(text, of: "--since").moment(now: Self.noon).description == moment)
    }

    @Test(arguments: [
        "", "2", "h", "-2h", "2.5h", "30m1h", "9999999m", "tomorrow", "2026-13-08", "2026-03-08T11Z",
        "2026-03-08T25:00Z", "11:30",
    ])
    func `anything else is a usage error`(text: String) throws {
        let commandError = #expect(throws: CommandError.self) { try TimeFlag.read(text, of: "--until") }
        #expect(commandError?.code == .usage)
        #expect(commandError?.message.hasPrefix("--until ") == true)
    }

    @Test(
        arguments: [
            ("2h", nil, 10, 12), (nil, "2h", 8, 10), ("3h", "1h", 9, 11), ("3h", "2026-03-09", 9, 12),
        ] as [(String?, String?, Int64, Int64)])
    func `the span of both`(since: String?, until: String?, from: Int64, to: Int64) throws {
        let span = try TimeFlag.span(
            since: since.map { try TimeFlag.read($0, of: "--since") },
            until: until.map { try TimeFlag.read($0, of: "--until") }, now: Self.noon, standard: 2 * 3_600_000)
        let hour = { (hour: Int64) in Self.noon.advanced(byMilliseconds: (hour - 12) * 3_600_000) }
        #expect(span == TimeSpan(from: hour(from), to: hour(to)))
    }

    @Test func `neither is no span, and an empty one an error`() throws {
        #expect(try TimeFlag.span(since: nil, until: nil, now: Self.noon, standard: 1) == nil)
        for (since, until) in [(Int64(1), Int64(2)), (1, 1), (-5, 0)] {
            #expect(throws: CommandError.self) {
                try TimeFlag.span(
                    since: .ago(milliseconds: since), until: .ago(milliseconds: until), now: Self.noon, standard: 1)
            }
        }
    }
}
