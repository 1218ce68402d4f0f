import ExchangeSandbox
import Foundation
import GRDB
import Glibc
import OperatorStage
import Testing

/// What keeps the audit log from being written, produced for real: the binary sends nothing that changes anything, ends
/// 74, and names the file and what to do.
@Suite struct FailClosedTests {
    private static let cancel = Orphans.cancel + ["--without-triage"]

    private static func refused(_ stage: OperatorStage, _ ended: ChildProcess.Ended, _ words: String) {
        #expect(ended.exit == 74, "\(ended.errorText)")
        #expect(stage.exchange.mutatingRequests().isEmpty)
        #expect(ended.errorText.contains(stage.auditPath), "\(ended.errorText)")
        #expect(ended.errorText.contains("--audit-db"), "\(ended.errorText)")
        #expect(ended.errorText.contains(words), "\(ended.errorText)")
    }

    private static func start(_ stage: OperatorStage, _ prefix: [String]) async throws -> ChildProcess.Ended {
        try await ChildProcess.start(
            cancel, environment: stage.environment, folder: stage.folder, prefix: prefix
        ).end()
    }

    private static func execute(_ sql: String, _ queue: DatabaseQueue) throws {
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    /// A log with a triage in it.
    private static func set(_ play: (OperatorStage) async throws -> Void) async throws {
        try await OperatorStage.set(state: Orphans.state()) { stage async throws in
            #expect(try await stage.run(["triage", "unexpected", Orphans.first]).exit == 1)
            try await play(stage)
        }
    }

    @Test(arguments: [20_000, 100_000])
    func `a file that may grow no more`(_ bytes: Int) async throws {
        try await Self.set { stage async throws in
            let ended = try await Self.start(stage, ["/usr/bin/prlimit", "--fsize=\(bytes)"])
            Self.refused(stage, ended, "Nothing was sent")
        }
    }

    @Test func `another process holds the lock`() async throws {
        try await Self.set { stage async throws in
            var open = Configuration()
            open.allowsUnsafeTransactions = true
            let holder = try DatabaseQueue(path: stage.auditPath, configuration: open)
            try Self.execute("BEGIN IMMEDIATE", holder)
            let ended = try await stage.run(Self.cancel)
            try Self.execute("ROLLBACK", holder)
            Self.refused(stage, ended, "fuser")
        }
    }

    @Test func `the schema of a later version`() async throws {
        try await Self.set { stage async throws in
            let queue = try DatabaseQueue(path: stage.auditPath)
            try Self.execute("PRAGMA user_version = 99", queue)
            try queue.close()
            Self.refused(stage, try await stage.run(Self.cancel), "newer grinderctl")
        }
    }

    @Test(arguments: 1...12)
    func `a page of garbage, whichever`(_ page: Int) async throws {
        try await Self.set { stage async throws in
            let file = try #require(FileHandle(forUpdatingAtPath: stage.auditPath))
            defer { try? file.close() }
            guard try file.seekToEnd() >= UInt64(page) * 4_096 else { return }
            try file.seek(toOffset: UInt64(page - 1) * 4_096)
            try file.write(contentsOf: Data((0..<4_096).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ page) }))
            Self.refused(stage, try await stage.run(Self.cancel), "Nothing was sent")
        }
    }

    @Test(arguments: [4_096, 9_000])
    func `a file cut short`(_ size: Int) async throws {
        try await Self.set { stage async throws in
            #expect(truncate(stage.auditPath, size) == 0)
            Self.refused(stage, try await stage.run(Self.cancel), "Nothing was sent")
        }
    }

    @Test(.enabled(if: geteuid() == 0), arguments: [("tmpfs", "size=64k"), ("tmpfs", "ro")])
    func `a full disk, and one that is read-only`(_ kind: String, _ option: String) async throws {
        try await OperatorStage.set(state: Orphans.state()) { stage async throws in
            let place = stage.folder + "/disk"
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
            let script = "mount -t \(kind) -o \(option) none '\(place)' && exec \"$@\""
            let ended = try await ChildProcess.start(
                Self.cancel,
                environment: stage.environment.merging(["GRINDERCTL_AUDIT_DB": place + "/audit.db"]) { $1 },
                folder: stage.folder, prefix: ["/usr/bin/unshare", "-m", "/bin/sh", "-c", script, "sh"]
            ).end()
            #expect(ended.exit == 74, "\(ended.errorText)")
            #expect(ended.errorText.contains(place + "/audit.db"))
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }
}
