import ExchangeSandbox
import Foundation
import GRDB
import Glibc
import OperatorStage
import Testing

/// The log is taken away while an action is under way, before its first request: it ends 74 and has sent nothing.
@Suite struct MidActionTests {
    enum Loss: String, CaseIterable, Sendable {
        case deleted, renamed, replacedByItsCopy, replacedByAnother, emptied, cutShort, folderRenamed, walDeleted,
            overwritten, locked
    }

    private static let triage = ["triage", "unexpected", KillAccount.orders[0]]

    private static let actions = [
        KillAccount.cancel([KillAccount.orders[0]]), KillAccount.flatten,
        KillAccount.reset + ["--answer", "instance-stopped=yes"],
    ]

    @Test(arguments: Loss.allCases)
    func `nothing is sent by an action whose log is lost on the way`(_ loss: Loss) async throws {
        let interlude = MidActionEvent()
        // Each in turn, on a log of its own.
        for (number, words) in Self.actions.enumerated() where loss != .locked || number == 0 {
            try await OperatorStage.set(state: KillAccount.state, onRequest: { _ in interlude.answered() }) {
                stage async throws in
                // In a folder of its own, which can be taken away.
                let folder = stage.folder + "/logs"
                let path = folder + "/audit.db"
                let changes = ["GRINDERCTL_AUDIT_DB": path, "GRINDERCTL_HEALTH": nil]
                #expect(try await stage.run(Self.triage, with: changes).exit != 74)
                let holder = try Holder(loss == .locked ? path : nil)
                interlude.play(at: .answered(4)) { Self.take(loss, path, holder) }
                let ended = try await stage.run(words, with: changes)
                holder.release()
                #expect(ended.exit == 74, "\(words[0]): \(ended.outputText)\(ended.errorText)")
                #expect(stage.exchange.mutatingRequests().isEmpty)
                for part in [path, "Nothing was sent", "--audit-db"] {
                    #expect(ended.errorText.contains(part), "\(words[0]): \(ended.errorText)")
                }
            }
        }
    }

    private static func take(_ loss: Loss, _ path: String, _ holder: Holder) {
        let files = FileManager.default
        let folder = (path as NSString).deletingLastPathComponent
        switch loss {
        case .deleted: unlink(path)
        case .renamed: rename(path, path + ".old")
        case .replacedByItsCopy:
            try? files.copyItem(atPath: path, toPath: path + ".copy")
            rename(path + ".copy", path)
        case .replacedByAnother:
            try? Data().write(to: URL(filePath: path + ".other"))
            rename(path + ".other", path)
        case .emptied: truncate(path, 0)
        case .cutShort: truncate(path, 8_192)
        case .folderRenamed: rename(folder, folder + ".old")
        case .walDeleted: unlink(path + "-wal")
        case .overwritten:
            let file = FileHandle(forUpdatingAtPath: path)
            let size = (try? file?.seekToEnd()) ?? 0
            try? file?.seek(toOffset: 0)
            try? file?.write(contentsOf: Data(repeating: 0x5A, count: Int(size)))
            try? file?.close()
        case .locked: holder.hold()
        }
    }

    /// Another connection that takes the write lock and keeps it.
    private final class Holder: Sendable {
        private let queue: DatabaseQueue?

        init(_ path: String?) throws {
            var open = Configuration()
            open.allowsUnsafeTransactions = true
            queue = try path.map { try DatabaseQueue(path: $0, configuration: open) }
        }

        func hold() { try? queue?.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") } }
        func release() {
            try? queue?.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
            try? queue?.close()
        }
    }
}
