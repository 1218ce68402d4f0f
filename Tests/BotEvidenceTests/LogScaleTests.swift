import BotEvidence
import Foundation
import TestSupport
import Testing
import TriageCore

/// Ten rotated logs of five gigabytes: a history takes no more memory than of a tenth of them, and about ten
/// times as long. They are written for this test and gone after it.
@Suite(.serialized) struct LogScaleTests {
    private static let id = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_1")
    private static let files = 10

    /// Eight megabytes of an ordinary day, which name other orders; the same each time.
    private static let block: [UInt8] = {
        var random = SeededGenerator(seed: 20_260_308)
        var lines: [String] = []
        var bytes = 0
        while bytes < (Campaign.isWhole ? 8 << 20 : 8 << 10) {
            let number = Int.random(in: 2...9_999_999, using: &random)
            let line = [
                "INFO     grinder.live.engine: PLACE_INTENT order_id=grinder_d_BTCUSDT_1_1772971200_\(number)",
                "INFO     grinder.reconcile.snapshot_client: SNAPSHOT_SUCCESS", "INFO     x: tick \(number)",
                "WARNING  grinder.stream: ws_reconnected after \(number) ms", "DEBUG    book: depth \(number) levels",
            ][number % 5]
            lines.append("2026-03-08 12:00:00,000 \(line)\n")
            bytes += lines.last?.utf8.count ?? 0
        }
        return Array(lines.joined().utf8)
    }()

    /// One that the bot says twice: when it places the order, in the first file, and much later.
    private static func write(_ folder: TemporaryFolder, blocks: Int) throws -> [LogSource] {
        try (0..<files).map { number in
            let path = try folder.file("grinder.log.\(number)", bytes: [])
            let file = try FileHandle(forWritingTo: URL(filePath: path))
            defer { try? file.close() }
            let named = "2026-03-08 12:00:01,000 INFO     grinder.live.engine: PLACE_INTENT order_id=\(id.rawValue)\n"
            if number == 0 || number == files - 1 { try file.write(contentsOf: Data(named.utf8)) }
            for _ in 0..<blocks { try file.write(contentsOf: Data(block)) }
            return .file(path)
        }
    }

    /// The most memory this process has held since it was asked last, in KiB.
    private static func peak() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }

    private struct Cost {
        var seconds = 0.0
        var memory = 0
    }

    /// What the history of some logs costs, and what they found.
    private static func costs(_ sources: [LogSource]) async -> (costs: [String: Cost], found: [Int]) {
        var costs: [String: Cost] = [:]
        var found: [Int] = []
        // As it is read, and line by line, which must find the same.
        for what in ["history", "history line by line"] {
            _ = peak()
            let began = ContinuousClock.now
            let history = await LogReader.history(
                sources, naming: [id], symbol: nil, now: Timestamp(milliseconds: 1_773_100_800_000), zone: .utc,
                readsAll: what != "history")
            found.append(history.lines(naming: [id]).count)
            found.append(history.searched.count)
            let took = (ContinuousClock.now - began).components
            costs[what] = Cost(seconds: Double(took.seconds) + Double(took.attoseconds) / 1e18, memory: peak())
        }
        return (costs, found)
    }

    @Test func `ten times the logs take about ten times as long, and no more memory`() async throws {
        // 0.5 GB and 5 GB.
        let sizes = Campaign.isWhole ? [6, 60] : [1, 10]
        let bytes = Int64(Self.block.count * Self.files * sizes[1])
        let attributes = try FileManager.default.attributesOfFileSystem(
            forPath: FileManager.default.temporaryDirectory.path)
        let free = try #require(attributes[.systemFreeSize] as? NSNumber).int64Value
        try #require(free > 2 * bytes, "\(bytes >> 20) MB of logs need more than the \(free >> 20) MB that are free")
        var all: [[String: Cost]] = []
        for blocks in sizes {
            try await withTemporaryFolder { folder in
                let (costs, found) = await Self.costs(try Self.write(folder, blocks: blocks))
                #expect(found == [2, Self.files, 2, Self.files])
                all.append(costs)
            }
        }
        var wrong: [String] = []
        for (what, cost) in all[1] {
            let earlier = all[0][what] ?? Cost()
            guard Campaign.isWhole else { continue }
            if cost.seconds > earlier.seconds * 20 + 1 {
                wrong.append("\(what): \(earlier.seconds), \(cost.seconds) s")
            }
            if cost.memory > earlier.memory + 256 << 10 {
                wrong.append("\(what): \(earlier.memory), \(cost.memory) KiB")
            }
        }
        let words = all[1].sorted { $0.key < $1.key }.map {
            "\($0.key) in \(Int($0.value.seconds.rounded())) s and \($0.value.memory >> 10) MiB"
        }
        Campaign.printSummary("logs of \(bytes >> 20) MiB", cases: all[1].count, failures: wrong.count, words)
        #expect(wrong.isEmpty, "\(wrong)")
    }
}
