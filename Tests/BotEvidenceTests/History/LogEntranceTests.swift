import Foundation
import Testing
import TriageCore

@testable import BotEvidence

/// What is older than the time asked for is passed over only where that is sure, and always told.
@Suite struct LogEntranceTests {
    static let id = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_1")
    static let begin: Int64 = 1_772_971_200_000

    enum Form: CaseIterable {
        case clocks, dated, containers, docker
    }

    /// A line every five seconds; every hundredth names the id, every fifth is signed.
    static func line(_ number: Int, _ form: Form, start: Int64 = begin) -> String {
        let moment = Timestamp(milliseconds: start + Int64(number) * 5_000)
        let text = moment.description
        let clock = text.dropFirst(11).prefix(8)
        let message =
            if number % 100 == 50 {
                "INFO     grinder.live.engine: order \(id) seen"
            } else if number % 5 == 0 {
                "INFO     httpx: HTTP Request: GET https://fapi.binance.com/fapi/v1/openOrders?symbol=BTCUSDT"
                    + "&timestamp=\(moment.milliseconds)&signature=0eb61600 \"HTTP/1.1 200 OK\""
            } else {
                "DEBUG    grinder.live.engine: Snapshot BTCUSDT bid=67183.1 seq=\(number)"
            }
        switch form {
        case .clocks: return "\(clock) \(message)\n"
        case .dated: return "\(text.prefix(10)) \(clock),000 \(message)\n"
        case .containers: return "\(text) stderr F \(clock) \(message)\n"
        case .docker:
            let escaped = "\(clock) \(message)".replacing("\"", with: "\\\"")
            return "{\"log\":\"\(escaped)\\n\",\"stream\":\"stderr\",\"time\":\"\(text)\"}\n"
        }
    }

    static func log(_ count: Int, _ form: Form, start: Int64 = begin) -> String {
        (0..<count).map { line($0, form, start: start) }.joined()
    }

    /// Half a day and more, from noon on.
    static let count = 10_000

    static func time(ofLine number: Int) -> Timestamp { Timestamp(milliseconds: begin + Int64(number) * 5_000) }

    private static func read(
        _ paths: [String], since: Timestamp, readsAll: Bool = false, smallest: Int = 4_096
    ) async -> LogHistory {
        await LogReader.history(
            paths.map { .file($0) }, naming: [id], symbol: nil, since: since,
            now: Timestamp(milliseconds: begin + 30 * 86_400_000), zone: .utc, readsAll: readsAll,
            passingOverFrom: smallest)
    }

    @Test(arguments: Form.allCases) func `a plain log is entered, and what it tells from there on is the same`(
        form: Form
    ) async throws {
        try await withTemporaryFolder { folder in
            let path = try folder.file("grinder.log", Self.log(Self.count, form))
            for number in [3_000, 5_049, 5_051, 9_000, 9_990] {
                let since = Self.time(ofLine: number)
                let whole = await Self.read([path], since: since, readsAll: true)
                let entered = await Self.read([path], since: since)
                #expect(entered.events == whole.events)
                #expect(entered.events.map(\.number) == whole.events.map(\.number))
                #expect(!entered.events.isEmpty || number == 9_990)
                #expect(entered.searched == [path])
                #expect(entered.covered?.upperBound == whole.covered?.upperBound)
                #expect(entered.covered.map { $0.lowerBound < since } == true)
                #expect(entered.window.outside.map(\.extent) == [.unreadBeginning])
                #expect(entered.window.leftOut < whole.window.leftOut)
                #expect(entered.passedOver(Self.id) != nil)
            }
        }
    }

    @Test func `a log that ends before is passed over, by its lines, whatever its file time says`() async throws {
        try await withTemporaryFolder { folder in
            let path = try folder.file("grinder.log", Self.log(Self.count, .clocks))
            try folder.touch("grinder.log", secondsAgo: 0)
            let since = Self.time(ofLine: Self.count + 1_000)
            let found = await Self.read([path], since: since)
            #expect(found.searched == [])
            #expect(found.problems == [])
            #expect(found.events == [])
            #expect(found.window.outside.map(\.extent) == [.unread])
            #expect(
                found.window.outside.first?.detail.hasPrefix("older than the time asked for (from \(since) on)") == true
            )
            #expect(found.passedOver(Self.id)?.kind == .outsideWindow)
            #expect(found.accounts(for: path))
            #expect(found.outsideAlone.map(\.source) == [path])
        }
    }

    @Test func `a file time that lies passes over no plain log`() async throws {
        try await withTemporaryFolder { folder in
            let path = try folder.file("grinder.log", Self.log(Self.count, .clocks))
            try folder.touch("grinder.log", secondsAgo: 90 * 86_400)
            let since = Self.time(ofLine: 9_000)
            let whole = await Self.read([path], since: since, readsAll: true)
            let entered = await Self.read([path], since: since)
            #expect(entered.events == whole.events)
            #expect(entered.events.count == 10)
        }
    }

    @Test func `logs that are out of order, without moments, short or of another form are read whole`() async throws {
        let since = Self.time(ofLine: 9_000)
        let late = Self.log(2_000, .clocks, start: Self.begin + 8_500 * 5_000)
        let clocksAlone = (0..<Self.count).map { number in
            "\(Self.time(ofLine: number).description.dropFirst(11).prefix(8)) INFO     grinder.x: order \(Self.id)\n"
        }
        let cases = [
            late + Self.log(Self.count, .clocks), clocksAlone.joined(),
            String(repeating: "order \(Self.id) was seen\n", count: 5_000),
            "\0\0" + Self.log(Self.count, .clocks), Self.log(Self.count, .clocks).replacing("\n", with: "\r"),
        ]
        for text in cases {
            try await withTemporaryFolder { folder in
                let path = try folder.file("grinder.log", text)
                let whole = await Self.read([path], since: since, readsAll: true)
                let found = await Self.read([path], since: since)
                #expect(found == whole)
                #expect(found.window.outside.allSatisfy { $0.extent == .read })
                let short = await Self.read([path], since: since, smallest: 100_000_000)
                #expect(short == whole)
            }
        }
    }

    @Test func `a transport whose clock is another's is believed in nothing`() async throws {
        let shifted = (0..<Self.count).map { number in
            let transport = Self.time(ofLine: number).advanced(byMilliseconds: -7_200_000)
            return "\(transport) stderr F \(Self.line(number, .clocks))"
        }
        try await withTemporaryFolder { folder in
            let path = try folder.file("grinder.log", shifted.joined())
            let since = Self.time(ofLine: 9_000)
            let whole = await Self.read([path], since: since, readsAll: true)
            let found = await Self.read([path], since: since)
            #expect(found == whole)
        }
    }

    @Test(arguments: [(hours: 14, isRead: true), (16, false)])
    func `a compressed log is passed over by its file time, which is said to be all that tells`(
        hours: Int, isRead: Bool
    ) async throws {
        try await withTemporaryFolder { folder in
            let path = try folder.file("grinder.log.1.gz", bytes: gzipped(Self.log(Self.count, .clocks)))
            let end = Date(timeIntervalSince1970: Double(Self.begin / 1_000 + Int64(Self.count) * 5))
            try FileManager.default.setAttributes([.modificationDate: end], ofItemAtPath: path)
            let since = Self.time(ofLine: Self.count).advanced(byMilliseconds: Int64(hours) * 3_600_000)
            let found = await Self.read([path], since: since)
            #expect(found.searched == (isRead ? [path] : []))
            #expect(found.window.outside.map(\.extent) == [isRead ? .read : .unread])
            #expect((found.passedOver(Self.id) != nil))
            #expect(isRead || found.window.outside[0].detail.contains("by its file time"))
        }
    }

    @Test func `a compressed log whose first lines are younger than its file is read`() async throws {
        try await withTemporaryFolder { folder in
            for text in [Self.log(Self.count, .clocks), String(repeating: "order \(Self.id)\n", count: 9_000)] {
                let path = try folder.file("grinder.log.1.gz", bytes: gzipped(text))
                try folder.touch("grinder.log.1.gz", secondsAgo: 4_000 * 86_400)
                let since = Self.time(ofLine: 9_000)
                let whole = await Self.read([path], since: since, readsAll: true)
                let found = await Self.read([path], since: since, smallest: 100)
                #expect(found == whole)
            }
        }
    }

    @Test func `damage is found where the log is read, and a log passed over is none`() async throws {
        try await withTemporaryFolder { folder in
            var bytes = try gzipped(Self.log(Self.count, .clocks))
            bytes[20] ^= 0xFF
            let path = try folder.file("grinder.log.1.gz", bytes: bytes)
            let end = Date(timeIntervalSince1970: Double(Self.begin / 1_000 + Int64(Self.count) * 5))
            try FileManager.default.setAttributes([.modificationDate: end], ofItemAtPath: path)
            let found = await Self.read([path], since: Self.time(ofLine: Self.count * 4), smallest: 100)
            #expect(found.problems.map(\.source) == [path])
        }
    }

    @Test func `lines before a place are counted`() async throws {
        try await withTemporaryFolder { folder in
            let text = Self.log(1_000, .dated) + "\n\n\nno end"
            let path = try folder.file("grinder.log", text)
            let file = try RegularFile(path: path)
            for offset in [0, 1, 7, 8, 100, 4_099, text.utf8.count] {
                let expected = text.utf8.prefix(offset).count { $0 == UInt8(ascii: "\n") }
                #expect(try file.lines(before: offset) == expected)
            }
        }
    }
}
