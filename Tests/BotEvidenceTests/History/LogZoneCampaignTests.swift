import BotEvidence
import Foundation
import TestSupport
import Testing
import TriageCore

/// Logs over every shift of every zone's clocks in four years: forward and back, by any length, at any hour, with dates
/// and without, with and without a request whose signature tells the time.
@Suite struct LogZoneCampaignTests {
    /// A shift of a zone, with those around it.
    struct Case: Sendable, CustomStringConvertible {
        let name: String
        let at: Int64
        let before: Int
        let after: Int
        let zone: LogZone
        var description: String { "\(name) \(Timestamp(milliseconds: at * 1_000)) \(before) -> \(after)" }
    }

    /// Half an hour, two hours, a quarter of the day; both halves of the globe; at midnight; at no fixed date; for good.
    private static let few = [
        "Australia/Lord_Howe", "Antarctica/Troll", "Europe/Berlin", "America/Santiago", "Asia/Beirut", "Asia/Almaty",
        "Africa/Casablanca", "Pacific/Chatham", "Atlantic/Azores", "America/Havana", "Africa/Cairo",
    ]
    private static let first: Int64 = 1_704_067_200
    private static let last: Int64 = 1_830_297_600

    /// The shifts of one zone, found by looking at each day and then between two.
    private static func shifts(_ zone: TimeZone) -> [(at: Int64, before: Int, after: Int)] {
        func offset(_ seconds: Int64) -> Int {
            zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
        }
        var found: [(at: Int64, before: Int, after: Int)] = []
        var earlier = offset(first)
        for day in stride(from: first + 86_400, through: last, by: 86_400) {
            let now = offset(day)
            defer { earlier = now }
            guard now != earlier else { continue }
            var (low, high) = (day - 86_400, day)
            while high - low > 1 {
                let middle = (low + high) / 2
                if offset(middle) == earlier { low = middle } else { high = middle }
            }
            found.append((high, earlier, now))
        }
        return found
    }

    private static func cases() -> [Case] {
        let names = Campaign.isWhole ? TimeZone.knownTimeZoneIdentifiers : few
        return names.flatMap { name -> [Case] in
            guard let zone = TimeZone(identifier: name) else { return [] }
            let found = shifts(zone)
            let logZone = LogZone.shifting(
                first: found.first?.before ?? 0,
                found.map { .init(at: Timestamp(milliseconds: $0.at * 1_000), seconds: $0.after) })
            let all = found.map {
                Case(name: name, at: $0.at, before: $0.before, after: $0.after, zone: logZone)
            }
            return Campaign.isWhole ? all : Array(all.prefix(2))
        }
    }

    /// How a log says its times.
    enum Form: String, CaseIterable, Sendable {
        case dated, clock, datedSigned, clockSigned
        var isDated: Bool { self == .dated || self == .datedSigned }
        var isSigned: Bool { self == .datedSigned || self == .clockSigned }
    }

    /// Lines some minutes apart from hours before until hours after; of a signed one some are requests that carry their
    /// own time.
    private static func log(_ one: Case, _ form: Form, _ random: inout SeededGenerator) -> (
        text: String, times: [Int64]
    ) {
        var times: [Int64] = []
        var lines: [String] = []
        // Those before the first request learn from it.
        let first = Int.random(in: 0...60, using: &random)
        var second = one.at - Int64.random(in: 7_000...14_400, using: &random)
        let end = one.at + Int64.random(in: 11_000...18_000, using: &random)
        while second < end {
            let local = second + Int64(second < one.at ? one.before : one.after)
            let written = Timestamp(milliseconds: local * 1_000).description
            let clock = written.dropFirst(11).prefix(8)
            let stamp = form.isDated ? "\(written.prefix(10)) \(clock),000 INFO" : "\(clock) INFO    "
            let isRequest = form.isSigned && (lines.count == first || Int.random(in: 0..<30, using: &random) == 0)
            lines.append(
                isRequest ? "\(stamp) \(LogTimeTests.request(signedAt: second * 1_000))" : "\(stamp) x: ws_connected")
            times.append(second)
            second += Int64.random(in: 40...420, using: &random)
        }
        return (lines.joined(separator: "\n"), times)
    }

    @Test(arguments: Form.allCases) func `every line has its time, over any shift of any zone`(_ form: Form)
        async throws
    {
        var random = SeededGenerator(seed: 20_260_308)
        let cases = Self.cases()
        try #require(cases.contains { $0.after - $0.before == -1_800 && $0.name == "Australia/Lord_Howe" })
        try #require(cases.contains { $0.after > $0.before } && cases.contains { $0.after < $0.before })
        var wrong: [String] = []
        for one in cases {
            let log = Self.log(one, form, &random)
            let end = Timestamp(milliseconds: ((log.times.last ?? 0) + 30) * 1_000)
            let history = await history(
                Array(log.text.utf8), naming: nil, symbol: nil, since: nil, until: nil, now: end, zone: one.zone,
                limit: 20_000)
            let found = history.events.map { ($0.time?.moment.milliseconds ?? 0) / 1_000 }
            guard found != log.times else { continue }
            let first = zip(found, log.times).first { $0 != $1 }
            wrong.append("\(one): \(first.map { "\($0.0 - $0.1) s off, \($0.1 - one.at) s after" } ?? "lines lost")")
        }
        Campaign.printSummary(
            "clocks put forward and back, \(form.rawValue) lines", cases: cases.count, failures: wrong.count)
        #expect(wrong.isEmpty, "\(wrong.count) of \(cases.count): \(wrong.prefix(8).joined(separator: "; "))")
    }
}
