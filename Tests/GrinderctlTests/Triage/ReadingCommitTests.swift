import AuditLog
import ExchangeSandbox
import Foundation
import GRDB
import OperatorStage
import Synchronization
import Testing
import TriageCore

@testable import grinderctl

/// A reading is written twice: that it was opened, and everything it found.
@Suite struct ReadingCommitTests {
    /// How many entries the log held whenever a request was about to be answered.
    private final class Seen: Sendable {
        let path = Mutex<String?>(nil)
        let counts = Mutex<[Int]>([])
        let onRequest = Mutex<(@Sendable () -> Void)?>(nil)

        func look() {
            guard let path = path.withLock({ $0 }) else { return }
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(10)
            let count = try? DatabaseQueue(path: path, configuration: configuration).read {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM entries")
            }
            if let count { counts.withLock { $0.append(count) } }
            onRequest.withLock { $0 }?()
        }
    }

    static let commands: [[String]] = [
        ["triage", "unexpected", States.orphanID], ["triage", "unexpected"], ["triage", "missing", States.orphanID],
        ["triage", "position", "BTCUSDT"], ["scan"], ["scan", "--run"], ["timeline", States.orphanID],
    ]

    @Test(arguments: commands)
    func `while it reads only its opening is in the log, and at its end all of it`(_ words: [String]) async throws {
        let seen = Seen()
        try await Stage.set(beforeAnswer: { _ in seen.look() }) { stage async throws in
            seen.path.withLock { $0 = stage.auditPath }
            let answer = await stage.run(words + ["--json"])
            let counts = seen.counts.withLock { $0 }
            #expect(!counts.isEmpty && counts.allSatisfy { $0 == 1 }, "\(counts)")
            let entries = try stage.entries()
            #expect(entries.count >= 2)
            #expect(entries.first?.kind == .investigationOpened)
            #expect(Set(entries.compactMap(\.investigation)).count == 1)
            #expect(answer.json["audit"]["lastSeq"].number == entries.last?.seq)
            #expect(await stage.run(["audit", "verify"]).exit == 0)
        }
    }

    @Test(arguments: commands)
    func `when what it found cannot be written, the answer stands and clears nothing`(_ words: [String]) async throws {
        let seen = Seen()
        try await Stage.set(beforeAnswer: { _ in seen.look() }) { stage async throws in
            let path = stage.auditPath
            seen.path.withLock { $0 = path }
            // The log is set aside in the middle of the reading: it is no longer the file that was opened.
            seen.onRequest.withLock {
                $0 = {
                    guard !FileManager.default.fileExists(atPath: path + ".aside") else { return }
                    for part in ["", "-wal", "-shm"] { _ = rename(path + part, path + ".aside" + part) }
                }
            }
            let answer = await stage.run(words + ["--json"])
            #expect(answer.exit == 74)
            #expect(answer.json["audit"] == .null)
            #expect(answer.json["error"] == .missing)
            #expect(answer.json["command"].text != nil)
            #expect(answer.error.contains("not recorded and clears nothing"))
            let left = try Stage.entries(at: path + ".aside", [])
            #expect(left.map(\.kind) == [.investigationOpened])
            seen.onRequest.withLock { $0 = nil }
            seen.path.withLock { $0 = nil }
            let refused = await stage.run(Stage.cancel(States.orphanID))
            #expect(refused.exit == 3)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }
}
