import AuditLog
import ExchangeSandbox
import Foundation
import Glibc
import OperatorStage
import Synchronization
import TestSupport
import Testing

/// The log can be written until the intent is in it, and not after: what became of the request is kept beside it, and
/// the next command that records takes it in.
@Suite struct KeptOutcomeTests {
    private static let resolve = ["audit", "resolve"]

    /// The action is done and told; what became of it lies beside the log, and then is in it, once.
    private static func kept(
        _ stage: OperatorStage, _ ended: ChildProcess.Ended, in folder: String, intentIsHere: Bool = true
    ) async throws {
        #expect(ended.exit == 0, "\(ended.outputText)\(ended.errorText)")
        #expect(stage.exchange.mutatingRequests().count == 1)
        let path = folder + "/audit.db"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        let kept = try #require(names.first { $0.contains("-outcomes-") }, "\(names) \(ended.errorText)")
        #expect(ended.errorText.contains(folder + "/" + kept), "\(ended.errorText)")
        let changes: [String: String?] = ["GRINDERCTL_AUDIT_DB": path]
        let read = try await stage.run(["audit", "list"], with: changes)
        #expect(read.errorText.contains(kept) || !intentIsHere, "\(read.errorText)")
        let next = try await stage.run(resolve, with: changes)
        #expect(next.exit == 0, "\(next.errorText)")
        #expect(next.errorText.contains("2 records kept in \(folder)/\(kept) are in it now"))
        try taken(path)
    }

    /// Outcome and what was read back are in the log, once each, and the chain holds.
    private static func taken(_ path: String) throws {
        let log = try KillLog.open(path)
        let entries = try log.entries()
        for kind in [AuditKind.actionOutcome, .actionVerified] {
            #expect(entries.filter { $0.kind == kind }.count == 1, "\(entries.map(\.kindText))")
        }
        #expect(try log.openIntents().isEmpty)
        #expect(try log.verify().ok)
        let folder = (path as NSString).deletingLastPathComponent
        #expect(try !FileManager.default.contentsOfDirectory(atPath: folder).contains { $0.contains("-outcomes-") })
    }

    private static let cancel = Orphans.cancel + ["--without-triage"]

    @Test func `a log that may grow no more once its intent is in it`() async throws {
        try await withOutcomeKept { stage, ended in try await Self.kept(stage, ended, in: stage.folder) }
    }

    /// Cancels with a log that may not grow any more when the DELETE has arrived.
    private func withOutcomeKept(
        _ play: (OperatorStage, ChildProcess.Ended) async throws -> Void
    ) async throws {
        let held = Held()
        try await OperatorStage.set(state: Orphans.state(), beforeMutation: { _ in await held.hold() }) {
            stage async throws in
            let child = try stage.start(Self.cancel)
            await held.arrival()
            let limited = try await ChildProcess.start(
                ["--pid", "\(child.identifier)", "--fsize=8192"], environment: [:], folder: stage.folder,
                program: "/usr/bin/prlimit"
            ).end()
            held.letGo()
            #expect(limited.exit == 0, "\(limited.errorText)")
            try await play(stage, await child.end())
        }
    }

    @Test(.enabled("mounts are not allowed here", Confinement.canMount))
    func `a disk that is full once the intent is on it`() async throws {
        let interlude = MidActionEvent()
        let victim = Mutex<pid_t>(0)
        try await OperatorStage.set(state: Orphans.state(), beforeMutation: { _ in interlude.arrived() }) {
            stage async throws in
            let (disk, after) = (stage.folder + "/disk", stage.folder + "/after")
            for path in [disk, after] {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            }
            interlude.play(at: .arrived) {
                // The disk as the process sees it.
                let filler = "/proc/\(victim.withLock { $0 })/root\(disk)/filler"
                let file = open(filler, O_WRONLY | O_CREAT, 0o600)
                let page = [UInt8](repeating: 0, count: 4_096)
                while write(file, page, page.count) > 0 {}
                close(file)
            }
            // What was on the disk is looked at when it is gone.
            let script =
                "mount -t tmpfs -o size=2m none '\(disk)' && { \"$@\"; s=$?; rm -f '\(disk)/filler'; "
                + "cp -a '\(disk)/.' '\(after)/' && exit $s; }"
            let child = try ChildProcess.start(
                Self.cancel, environment: stage.environment.merging(["GRINDERCTL_AUDIT_DB": disk + "/audit.db"]) { $1 },
                folder: stage.folder, prefix: Confinement.mounted(script))
            victim.withLock { $0 = child.identifier }
            let ended = await child.end()
            #expect(ended.exit == 0, "\(ended.outputText)\(ended.errorText)")
            #expect(ended.errorText.contains(disk + "/audit.db-outcomes-"), "\(ended.errorText)")
            let next = try await stage.run(Self.resolve, with: ["GRINDERCTL_AUDIT_DB": after + "/audit.db"])
            #expect(next.exit == 0)
            #expect(next.errorText.contains("2 records kept in"), "\(next.errorText)")
            try Self.taken(after + "/audit.db")
        }
    }

    @Test(arguments: ["deleted", "replaced"])
    func `a log that is taken away once its intent is in it`(_ how: String) async throws {
        let interlude = MidActionEvent()
        try await OperatorStage.set(state: Orphans.state(), beforeMutation: { _ in interlude.arrived() }) {
            stage async throws in
            let other = stage.folder + "/other.db"
            #expect(try await stage.run(["triage", "unexpected"], with: ["GRINDERCTL_AUDIT_DB": other]).exit == 1)
            let path = stage.auditPath
            interlude.play(at: .arrived) {
                if how == "deleted" { unlink(path) } else { rename(other, path) }
            }
            let ended = try await stage.run(Self.cancel)
            try await Self.kept(stage, ended, in: stage.folder, intentIsHere: false)
        }
    }

    @Test func `killed at any moment of taking it in, the next command finishes it`() async throws {
        try await withOutcomeKept { stage, ended in
            #expect(ended.exit == 0)
            let parts = try FileManager.default.contentsOfDirectory(atPath: stage.folder)
                .filter { $0.hasPrefix("audit.db") && !$0.hasSuffix("-shm") }
            var killed = 0
            for moment in stride(from: 1, to: 200, by: Campaign.isWhole ? 1 : 5) {
                let folder = stage.folder + "/moment-\(moment)"
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
                for part in parts {
                    try FileManager.default.copyItem(
                        atPath: stage.folder + "/" + part, toPath: folder + "/" + part)
                }
                let changes: [String: String?] = ["GRINDERCTL_AUDIT_DB": folder + "/audit.db"]
                let isKilled = try await kill(stage, changes, in: folder, at: moment)
                if isKilled { killed += 1 }
                let next = try await stage.run(Self.resolve, with: changes)
                #expect(next.exit == 0, "moment \(moment): \(next.errorText)")
                try Self.taken(folder + "/audit.db")
                guard isKilled else { break }
            }
            #expect(killed > (Campaign.isWhole ? 3 : 0))
            Campaign.printSummary("kills while an outcome kept aside is taken in", cases: killed, failures: 0)
        }
    }

    /// `false` when it was over before.
    private func kill(
        _ stage: OperatorStage, _ changes: [String: String?], in folder: String, at moment: Int
    ) async throws -> Bool {
        let child = Mutex<ChildProcess?>(nil)
        let watch = try FolderChanges(in: folder, of: "audit.db") { number in
            guard number == moment else { return }
            // It may change something before its start has returned.
            for _ in 0..<600_000 where child.withLock({ $0?.send(signal: SIGKILL) }) == nil { usleep(100) }
        }
        defer { watch.stop() }
        let started = try stage.start(Self.resolve, with: changes)
        child.withLock { $0 = started }
        return await started.end().exit == 128 + SIGKILL
    }
}
