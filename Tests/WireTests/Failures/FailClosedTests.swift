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

    private static func refused(
        _ stage: OperatorStage, _ ended: ChildProcess.Ended, _ words: String, at path: String? = nil
    ) {
        refused(stage.exchange, ended.exit, ended.errorText, words, at: path ?? stage.auditPath)
    }

    private static func refused(
        _ exchange: SandboxExchange, _ exit: Int32, _ error: String, _ words: String, at path: String
    ) {
        #expect(exit == 74, "\(error)")
        #expect(exchange.mutatingRequests().isEmpty)
        for part in [path, "--audit-db", words] { #expect(error.contains(part), "\(error)") }
    }

    /// The cancel refused, in process: what is wrong with a file is the same wherever it is read.
    private static func refuses(_ stage: Stage, _ words: String, at path: String? = nil) async {
        let path = path ?? stage.auditPath
        let answer = await stage.run(cancel, with: ["GRINDERCTL_AUDIT_DB": path])
        refused(stage.exchange, answer.exit, answer.error, words, at: path)
    }

    /// A log with a triage in it.
    private static func setInProcess(_ play: (Stage) async throws -> Void) async throws {
        try await Stage.set(state: Orphans.state()) { stage async throws in
            #expect(await stage.run(["triage", "unexpected", Orphans.first]).exit == 1)
            try await play(stage)
        }
    }

    private static func start(
        _ stage: OperatorStage, _ prefix: [String], with changes: [String: String] = [:]
    ) async throws -> ChildProcess.Ended {
        try await ChildProcess.start(
            cancel, environment: stage.environment.merging(changes) { $1 }, folder: stage.folder, prefix: prefix
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

    @Test(arguments: [
        ("PRAGMA user_version = 99", "newer grinderctl"), ("PRAGMA user_version = 0", "Nothing was sent"),
        ("PRAGMA application_id = 1", "Nothing was sent"), ("DROP TRIGGER entries_are_never_updated", "was dropped"),
        ("ALTER TABLE entries ADD COLUMN note TEXT", "Nothing was sent"), ("DROP TABLE entries", "Nothing was sent"),
        ("CREATE TABLE more (x)", "Nothing was sent"),
    ])
    func `another schema`(_ sql: String, _ words: String) async throws {
        try await Self.setInProcess { stage async throws in
            let queue = try DatabaseQueue(path: stage.auditPath)
            try Self.execute(sql, queue)
            try queue.close()
            await Self.refuses(stage, words)
        }
    }

    @Test func `a page of garbage, whichever`() async throws {
        try await Self.setInProcess { stage async throws in
            let whole = try Data(contentsOf: URL(filePath: stage.auditPath))
            let pages = whole.count / 4_096
            #expect(pages >= 8 && whole.count == pages * 4_096)
            for page in 1...pages {
                let garbage = Data((0..<4_096).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ page) })
                let log = stage.folder + "/page-\(page).db"
                var broken = whole
                broken.replaceSubrange((page - 1) * 4_096..<page * 4_096, with: garbage)
                try broken.write(to: URL(filePath: log))
                chmod(log, 0o600)
                await Self.refuses(stage, "Nothing was sent", at: log)
            }
        }
    }

    @Test(arguments: [4_096, 9_000])
    func `a file cut short`(_ size: Int) async throws {
        try await Self.setInProcess { stage async throws in
            #expect(truncate(stage.auditPath, size) == 0)
            await Self.refuses(stage, "Nothing was sent")
        }
    }

    @Test(
        .enabled("mounts are not allowed here", Confinement.canMount),
        arguments: [("a new log", "size=64k"), ("a new log", "ro"), ("the log", "size=96k"), ("the log", "ro")])
    func `a full disk, and one that is read-only`(_ which: String, _ option: String) async throws {
        try await Self.set { stage async throws in
            let place = stage.folder + "/disk"
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
            let copy = which == "the log" ? "cp '\(stage.auditPath)' '\(place)' && " : ""
            let fill = option == "ro" ? "mount -o remount,ro '\(place)'" : "true"
            let size = option == "ro" ? "size=1m" : option
            let script = "mount -t tmpfs -o \(size) none '\(place)' && \(copy)\(fill) && exec \"$@\""
            let path = place + "/audit.db"
            let ended = try await Self.start(
                stage, Confinement.mounted(script), with: ["GRINDERCTL_AUDIT_DB": path])
            Self.refused(stage, ended, "Nothing was sent", at: path)
        }
    }

    @Test(
        .enabled("nobody is kept out here", Confinement.canBeRefused),
        arguments: [
            (0o700, 0o400), (0o700, 0o000), (0o500, 0o600), (0o600, 0o600), (0o000, 0o600),
        ] as [(Int16, Int16)])
    func `a file or folder the user may not write`(_ folder: Int16, _ file: Int16) async throws {
        try await Self.set { stage async throws in
            let place = try stage.unprivilegedFolder()
            #expect(chmod(place + "/audit.db", mode_t(file)) == 0 && chmod(place, mode_t(folder)) == 0)
            defer { chmod(place, 0o700) }
            let ended = try await stage.runUnprivileged(Self.cancel, in: place)
            Self.refused(stage, ended, "Nothing was sent", at: place + "/audit.db")
        }
    }

    @Test(.enabled("only root can give a file away") { geteuid() == 0 ? await Confinement.canBeRefused() : false })
    func `another user's file`() async throws {
        try await Self.set { stage async throws in
            let place = try stage.unprivilegedFolder()
            chown(place + "/audit.db", 1, 1)
            chmod(place + "/audit.db", 0o666)
            let ended = try await stage.runUnprivileged(Self.cancel, in: place)
            // Others can write what an action would stand on: file permissions.
            #expect(ended.exit == 77, "\(ended.errorText)")
            #expect(stage.exchange.mutatingRequests().isEmpty)
            for part in [place + "/audit.db", "belongs to another user", "Nothing was sent"] {
                #expect(ended.errorText.contains(part), "\(ended.errorText)")
            }
        }
    }
}
