import BotEvidence
import Foundation
import Testing
import TriageCore

@Suite struct LogHistoryFileTests {
    static let id = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_1")

    @Test func `rotated and compressed files are in the order of time, not of names`() async throws {
        try await withTemporaryFolder { folder in
            let newest = try folder.file("grinder.log", "2026-03-08 12:00:03,000 INFO ws_closed\n")
            let oldest = try folder.file(
                "grinder.log.1", bytes: gzipped("2026-03-08 12:00:01,000 INFO \(Self.id)\n"))
            let middle = try folder.file(
                "grinder.log.2.gz",
                bytes: gzipped("2026-03-08 12:00:02,000 INFO ws_co") + gzipped("nnected\n") + [0, 0, 0])
            let sources = [newest, oldest, middle].map { LogSource.file($0) }
            let history = await Self.read(sources)
            #expect(history.events.map(\.file) == [oldest, middle, newest])
            #expect(history.searched == [newest, oldest, middle])
            #expect(history.problems == [])
            #expect(try history.covered == moment("2026-03-08T12:00:01Z")...moment("2026-03-08T12:00:03Z"))
            let found = await NamingLines(of: Self.id, in: sources)
            #expect(found.lines.map(\.file) == [oldest])
            #expect(found.problems == [])
        }
    }

    @Test func `the time of the last change dates a log of clocks`() async throws {
        try await withTemporaryFolder { folder in
            let path = try folder.file(
                "grinder.log", "23:59:00 INFO     x: ws_connected\n00:00:01 INFO     x: ws_closed\n")
            let changed = Date(timeIntervalSince1970: 1_772_928_002)
            try FileManager.default.setAttributes([.modificationDate: changed], ofItemAtPath: path)
            let history = await Self.read([.file(path)])
            #expect(history.times == ["2026-03-07T23:59:00.000Z", "2026-03-08T00:00:01.000Z"])
        }
    }

    @Test(arguments: [0, 10, 60, 100]) func `a compressed log cut short is a problem, and what it gave is kept`(
        percent: Int
    ) async throws {
        try await withTemporaryFolder { folder in
            let text = (1...2_000).map { "2026-03-08 12:00:00,\(100 + $0 % 900) INFO ws_connected \($0 * 7_919)\n" }
            let whole = try gzipped(text.joined())
            let path = try folder.file("a.log.gz", bytes: Array(whole.prefix(max(7, whole.count * percent / 100))))
            let history = await Self.read([.file(path)])
            #expect(history.searched == (percent == 100 ? [path] : []))
            #expect(history.problems.map(\.source) == (percent == 100 ? [] : [path]))
            #expect(percent < 60 || history.events.count > 500)
            #expect(percent < 100 || history.events.count == 2_000)
        }
    }

    @Test func `damaged gzip, other formats and missing files are problems of their own`() async throws {
        try await withTemporaryFolder { folder in
            var damaged = try gzipped(String(repeating: "ws_connected\n", count: 100))
            damaged[12] ^= 0xFF
            let bad = try folder.file("bad.log.gz", bytes: damaged)
            let xz = try folder.file("a.log.xz", bytes: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00])
            let good = try folder.file("good.log", "ws_closed")
            let history = await Self.read([bad, xz, folder.at("gone"), good].map { LogSource.file($0) })
            #expect(history.problems.map(\.source) == [bad, xz, folder.at("gone")])
            #expect(history.searched == [good])
            #expect(history.events.contains { $0.meaning == .stream("ws_closed") })
        }
    }

    @Test(arguments: [1, 2, 5, 13]) func `standard input comes in chunks of any size, compressed or not`(
        size: Int
    ) async throws {
        let text = "2026-03-08 12:00:01,000 INFO ws_connected\r\n\n2026-03-08 12:00:02,000 INFO \(Self.id)"
        for bytes in [Array(text.utf8), try gzipped(text)] {
            let parts = stride(from: 0, to: bytes.count, by: size).map {
                Array(bytes[$0..<min($0 + size, bytes.count)])
            }
            let history = await Self.read([.standardInput], input: chunks(parts))
            #expect(history.numbers == [1, 3])
            #expect(history.events.last?.clientOrderID == Self.id)
            #expect(history.problems == [])
        }
    }

    @Test func `beyond the limit the first and the last are kept, and the cut is named`() async throws {
        let lines = (1...50).map { "2026-03-08 12:00:\($0 < 10 ? "0" : "")\($0),000 INFO ws_connected" }
        let history = try await history(lines.joined(separator: "\n"), limit: 10)
        #expect(history.numbers == [1, 2, 3, 4, 5, 46, 47, 48, 49, 50])
        #expect(history.problems.map(\.detail).contains { $0.hasPrefix("40 of its events were left out") })
        #expect(history.searched == ["standard input"])
    }

    @Test func `the limit holds over several files too`() async throws {
        try await withTemporaryFolder { folder in
            let paths = try (1...9).map { hour in
                let lines = (10...19).map { "2026-03-08 0\(hour):00:\($0),000 INFO ws_connected\n" }
                return try folder.file("\(10 - hour).log", lines.joined())
            }
            let history = await Self.read(paths.map { .file($0) }, limit: 10)
            #expect(history.events.count == 10)
            #expect(history.events.first?.file == paths.first)
            #expect(history.events.last?.file == paths.last)
            #expect(history.problems.map(\.source) == ["logs"])
        }
    }

    @Test func `a line of megabytes is read to its beginning only`() async throws {
        let line = "12:00:00 INFO     x: ws_connected " + String(repeating: "a", count: 3_000_000)
        let history = try await history("\(line)\n12:00:01 INFO     x: ws_closed")
        #expect(history.numbers == [1, 2])
        #expect(history.events.allSatisfy { $0.text.utf8.count < 5_000 })
    }

    static func read(
        _ sources: [LogSource], input: LogChunks? = nil, limit: Int = 20_000
    ) async -> LogHistory {
        await LogReader.history(
            sources, naming: nil, symbol: nil, now: Timestamp(milliseconds: 1_783_000_000_000), zone: .utc,
            standardInput: input, limit: limit)
    }

    @Test func `several files are read at the same time and told in their order`() async throws {
        try await withTemporaryFolder { folder in
            let paths = try (0..<9).map { number in
                let lines = (0..<(number % 2 == 0 ? 5_000 : 1)).map { _ in "12:00:0\(number) INFO     x: nothing\n" }
                let text = lines.joined() + "12:00:0\(number) INFO     x: ws_connected\n"
                return try folder.file("grinder.log.\(number)", text)
            }
            let missing = folder.at("gone.log")
            let history = await Self.read((paths + [missing]).map { .file($0) })
            #expect(history.searched == paths)
            #expect(history.events.map(\.file) == paths)
            #expect(history.problems.map(\.source) == [missing])
        }
    }
}
