import BotEvidence
import TestSupport
import Testing
import TriageCore

/// Whatever a log holds, reading it ends, and shows no secret.
@Suite struct LogFuzzTests {
    @Test(arguments: 1...6) func `random bytes are no trouble`(seed: UInt64) async {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<Campaign.cases(full: 200) {
            let bytes = (0..<2_000).map { _ in UInt8.random(in: 0...255, using: &random) }
            for ids in [nil, Set([LogShapeTests.id])] {
                let result = await Self.read(bytes, naming: ids)
                #expect(result.events.count <= 2_000)
            }
            _ = await Self.read([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + bytes, naming: nil)
        }
    }

    @Test(arguments: 1...4) func `a mutilated log shows no signature`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let text = try sample(seed % 2 == 0 ? "order_missing.json.log" : "stream_trouble.text.log")
        let lines = text.split(separator: "\n")
        for _ in 0..<Campaign.cases(full: 300) {
            let line = Array((lines.randomElement(using: &random) ?? "").utf8)
            let bytes = Self.mutilated(line, with: &random)
            for event in await Self.read(bytes, naming: nil).events {
                #expect(event.text.firstMatch(of: /(?i)signature=[0-9a-f]{16,}/) == nil, "\(event.text)")
                #expect(event.text.firstMatch(of: /[0-9A-Za-z]{64,}/) == nil, "\(event.text)")
            }
        }
    }

    @Test(arguments: 1...3) func `times come in order, whatever the lines`(seed: UInt64) async {
        var random = SeededGenerator(seed: seed)
        let stamps = [
            "12:00:00 INFO     ", "2026-03-08 12:00:0", "Mar 08 11:59:59 h g[1]: ", "", "23:59:59 ", "00:00:00 ",
        ]
        for _ in 0..<Campaign.cases(full: 200) {
            let lines = (0..<40).map { _ in (stamps.randomElement(using: &random) ?? "") + "ws_connected" }
            let times = await Self.read(Array(lines.joined(separator: "\n").utf8), naming: nil).events
                .compactMap { $0.time?.moment }
            #expect(times == times.sorted())
        }
    }

    private static func mutilated(_ line: [UInt8], with random: inout SeededGenerator) -> [UInt8] {
        var bytes = line
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let noise: [UInt8] = [0, 10, 27, 34, 92, 123, 125, 32, 255].shuffled(using: &random)
            let index = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0...2, using: &random) {
            case 0: bytes.insert(noise[0], at: index)
            case 1: bytes.removeLast(min(bytes.count, Int.random(in: 0...20, using: &random)))
            default: bytes.insert(contentsOf: line.prefix(20), at: index)
            }
        }
        return bytes
    }

    private static func read(_ bytes: [UInt8], naming ids: Set<ClientOrderID>?) async -> LogHistory {
        await history(
            bytes, naming: ids, symbol: nil, since: nil, until: nil, now: Timestamp(milliseconds: 1_773_100_800_000),
            zone: .utc, limit: 20_000)
    }
}
