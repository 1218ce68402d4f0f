import Testing
import TriageCore

@testable import BotEvidence

/// What a zone's kept offsets say is what the zone says, in whatever order they are asked.
@Suite struct ZoneOffsetsTests {
    /// A shift forward, one a minute past midnight, one of a whole day, one by an odd length.
    private static let cases =
        LogZoneTests.cases + [
            .init(zone: "Europe/Berlin", at: "2026-03-29T01:00:00Z", before: 3_600, after: 7_200),
            .init(zone: "America/St_Johns", at: "2010-11-07T02:31:00Z", before: -9_000, after: -12_600),
            .init(zone: "Pacific/Apia", at: "2011-12-30T10:00:00Z", before: -36_000, after: 50_400),
            .init(zone: "Africa/Monrovia", at: "1972-01-07T00:44:30Z", before: -2_670, after: 0),
        ]

    @Test(arguments: cases, [97, -97, 601, -601])
    func `the kept offset is the zone's`(wanted: LogZoneTests.Case, step: Int) throws {
        let shift = try moment(wanted.at)
        let zone = LogZone.shifting(first: wanted.before, [.init(at: shift, seconds: wanted.after)])
        var offsets = ZoneOffsets(zone)
        let wide = 2 * 86_400
        for second in stride(from: step > 0 ? -wide : wide, through: step > 0 ? wide : -wide, by: step) {
            let asked = shift.advanced(byMilliseconds: Int64(second) * 1_000 + 1)
            #expect(offsets.offset(at: asked) == zone.offset(at: asked))
            let local = asked.milliseconds + Int64(wanted.before) * 1_000
            for isSecond in [false, true] {
                #expect(
                    offsets.offset(atLocal: local, isSecond: isSecond)
                        == zone.offset(atLocal: local, isSecond: isSecond)
                )
            }
        }
    }
}
