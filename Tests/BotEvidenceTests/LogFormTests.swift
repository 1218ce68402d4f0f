import BotEvidence
import CZlib
import Foundation
import TestSupport
import Testing
import TriageCore

/// A source whose bytes are no text is not read, and told by name; one that only looks odd is read.
@Suite struct LogFormTests {
    private static let line =
        "12:00:00 INFO     httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT"
        + "&newClientOrderId=\(ShapeWorld.id)&timestamp=1772971200000 \"HTTP/1.1 200 OK\"\n"
    private static let text = (0..<40).map { "12:00:00 INFO     grinder.live.engine: tick \($0)\n" }.joined() + line

    private static func read(_ bytes: [UInt8]) async -> LogHistory {
        await history(
            bytes, naming: [ShapeWorld.id], symbol: nil, since: nil, until: nil, now: ShapeWorld.now, zone: .utc,
            limit: 20_000)
    }

    @Test func `gzip within gzip is read, and no deeper`() async throws {
        let once = try gzipped(Self.text)
        let twice = try gzipped(once)
        for bytes in [once, twice] {
            let history = await Self.read(bytes)
            #expect(history.problems == [])
            #expect(history.events.map(\.number) == [41])
        }
        let thrice = await Self.read(try gzipped(twice))
        #expect(thrice.searched == [])
        #expect(thrice.problems.map(\.detail).allSatisfy { $0.contains("gzip") } && thrice.problems.count == 1)
        let cut = await Self.read(try gzipped(Array(once.dropLast(12))))
        #expect(cut.problems.map(\.detail) == ["its gzip data is cut short"])
    }

    @Test func `what gzip holds is looked at as the file itself is`() async throws {
        for inner in [[0x42, 0x5A, 0x68] + Self.noise(500), Array("SQLite format 3".utf8) + Self.noise(500)] {
            let history = await Self.read(try gzipped(inner))
            #expect(history.searched == [] && history.problems.count == 1)
        }
    }

    private static func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    @Test(
        arguments: [
            ("zlib", [0x78, 0x9C]), ("zlib", [0x78, 0x01]), ("zlib", [0x78, 0x5E, 0xA5]), ("zlib", [0x78, 0xDA]),
            ("snappy", [0xFF, 0x06, 0x00, 0x00, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59]),
            ("PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), ("PDF", Array("%PDF-1.7\n".utf8)),
            ("JPEG", [0xFF, 0xD8, 0xFF, 0xE0]), ("lzma", [0x5D, 0x00, 0x00, 0x80, 0x00]), ("compress", [0x1F, 0x9D]),
            ("rar", Array("Rar!".utf8)), ("Avro", [0x4F, 0x62, 0x6A, 0x01]),
        ] as [(String, [UInt8])])
    func `another form is told by its name`(name: String, magic: [UInt8]) async throws {
        for bytes in [magic + Self.noise(400), magic + Array(Self.text.utf8)] {
            let history = await Self.read(bytes)
            #expect(history.searched == [])
            #expect(history.problems.map { $0.detail.contains(name) } == [true], "\(history.problems)")
        }
    }

    @Test(arguments: [64, 300, 5_000, 300_000, 700_000], 1...3)
    func `bytes that are no text are told`(count: Int, seed: UInt64) async throws {
        // No known beginning.
        let history = await Self.read([0xC8] + Self.noise(count, seed: seed))
        #expect(history.searched == [])
        #expect(history.problems.map(\.detail).first?.contains("no text") == true)
    }

    @Test func `a compressed file appended to a log is told`() async throws {
        let tail = try gzipped((0..<2_000).map { "tick \($0 * 7_919 % 10_007)\n" }.joined())
        let many = String(repeating: Self.text, count: 200)
        for start in [Self.text, many] {
            let history = await Self.read(Array(start.utf8) + tail)
            #expect(history.problems.count == 1, "\(start.utf8.count)")
        }
    }

    private static let odd: [(what: String, bytes: [UInt8])] = [
        ("zeros before the line", Array(repeating: 0, count: 9_000) + Array(text.utf8)),
        ("colours", Array(text.replacing("INFO", with: "\u{1B}[32mINFO\u{1B}[0m").utf8)),
        ("UTF-16", LogShape.utf16(text, isBig: false, mark: true)),
        ("UTF-16, big, unmarked", LogShape.utf16(text, isBig: true, mark: false)),
        (
            "Latin-1",
            Array(repeating: Array("# Gr\u{F6}\u{DF}e\n".unicodeScalars.map { UInt8($0.value) }), count: 90).flatMap {
                $0
            } + Array(text.utf8)
        ),
        (
            "KOI8-R",
            Array(repeating: Array(repeating: UInt8(0xCF), count: 60) + [0x0A], count: 90).flatMap { $0 }
                + Array(text.utf8)
        ),
        (
            "fields behind control bytes",
            Array(repeating: Array("8=FIX.4.4\u{1}35=D\u{1}55=X\u{1}\n".utf8), count: 90).flatMap { $0 }
                + Array(text.utf8)
        ),
        ("overstrikes", Array(text.utf8) + Array("b\u{8}bo\u{8}ol\u{8}ld\u{8}d\n".utf8)),
        ("other scripts", Array(String(repeating: "日本語のログ Ошибка é\n", count: 90).utf8) + Array(text.utf8)),
        ("a word that begins as zlib does", Array("x^2\n".utf8) + Array(text.utf8)),
        ("one broken byte", [0xC3, 0x28, 0x0A] + Array(text.utf8)),
    ]

    @Test(arguments: odd.indices)
    func `a log that only looks odd is read`(index: Int) async throws {
        let (what, bytes) = Self.odd[index]
        let history = await Self.read(bytes)
        #expect(history.problems == [], "\(what)")
        #expect(history.searched == ["standard input"])
        #expect(history.events.count == 1, "\(what)")
    }
}
