import Foundation
import JSON
import Testing
import TriageCore

@testable import AuditLog

struct SpoolTests {
    private static let outcome = EntryDraft(
        kind: .actionOutcome, investigation: "inv-9", symbol: "BTCUSDT", clientOrderID: "one",
        payload: ["intent": 2, "outcome": "done"])
    private static let verified = EntryDraft(
        kind: .actionVerified, investigation: "inv-9", symbol: "BTCUSDT", clientOrderID: "one",
        payload: ["intent": 2, "outcome": "verified", "settled": true])

    private static let intent = EntryDraft(
        kind: .actionIntent, investigation: "inv-9", symbol: "BTCUSDT", clientOrderID: "one")

    /// A log with an open intent, seq 2, whose outcome lies in a spool.
    private static func kept() throws -> (TemporaryLog, String) {
        let log = try TemporaryLog()
        let store = try log.open()
        _ = try store.append([draft(1), intent])
        let spool = try store.spool()
        #expect(store.keep(outcome, in: spool))
        #expect(store.keep(verified, in: spool))
        spool.release()
        return (log, spool.path)
    }

    @Test func `a spool is on the disk, private, and gone when nothing was kept in it`() throws {
        let log = try TemporaryLog()
        let store = try log.open()
        let spool = try store.spool()
        let attributes = try FileManager.default.attributesOfItem(atPath: spool.path)
        #expect(attributes[.size] as? Int == OutcomeSpool.size)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        // While its process lives, nobody takes it.
        #expect(try log.open().warnings == [])
        #expect(FileManager.default.fileExists(atPath: spool.path))
        spool.release()
        #expect(!FileManager.default.fileExists(atPath: spool.path))
    }

    @Test func `the next command takes in what was kept, once, and the chain holds`() throws {
        let (log, path) = try Self.kept()
        #expect(try log.open(.read).warnings == [.outcomesWait(path: path)])
        #expect(try log.open(.read).openIntents().count == 1)
        let bytes = FileManager.default.contents(atPath: path)
        let store = try log.open()
        #expect(store.warnings == [.foldedReserve(path: path, count: 2)])
        #expect(try store.entries().map(\.kindText) == ["note", "action.intent", "action.outcome", "action.verified"])
        #expect(try store.entry(seq: 3)?.payload()["outcome"] == "done")
        #expect(try store.openIntents().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: path))
        // As if killed between the commit and the removal.
        _ = FileManager.default.createFile(atPath: path, contents: bytes)
        #expect(try log.open().entries().count == 4)
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try log.open(.read).verify().ok)
        #expect(try log.names().filter { $0.contains("outcomes") }.isEmpty)
    }

    @Test(arguments: ["investigation", "order", "kind"])
    func `what was kept settles no intent of another log`(_ other: String) throws {
        let (log, path) = try Self.kept()
        let bytes = FileManager.default.contents(atPath: path)
        try FileManager.default.removeItem(atPath: path)
        let another = try TemporaryLog()
        let draft = EntryDraft(
            kind: other == "kind" ? .note : .actionIntent,
            investigation: other == "investigation" ? "inv-8" : "inv-9", symbol: "BTCUSDT",
            clientOrderID: other == "order" ? "two" : "one")
        _ = try another.open().append([AuditLogTests.draft(1), draft])
        _ = FileManager.default.createFile(atPath: another.path + "-outcomes-x", contents: bytes)
        let store = try another.open()
        #expect(try store.openIntents().map(\.entry.seq) == (other == "kind" ? [] : [2]))
        #expect(try store.entry(seq: 3)?.payload().objectValue?["intent"] == nil)
        #expect(try store.entry(seq: 3)?.payload()["intentElsewhere"] == 2)
        #expect(try another.open(.read).verify().ok)
        withExtendedLifetime(log) {}
    }

    @Test func `an unfinished reserve is no outcome that waits`() throws {
        let log = try TemporaryLog()
        let unfinished = log.path + "-outcomes-ab.new"
        _ = FileManager.default.createFile(atPath: unfinished, contents: Data())
        #expect(throws: AuditFailure.self) { try log.open(.amend) }
        #expect(!FileManager.default.fileExists(atPath: log.path))
        _ = try log.open().append(draft(1))
        _ = FileManager.default.createFile(atPath: unfinished, contents: Data())
        #expect(try log.open(.read).warnings == [])
    }

    @Test(arguments: ["bit", "torn", "cut", "behind"])
    func `a spool that is not what was written is told of, noted, and kept`(_ how: String) throws {
        let (log, path) = try Self.kept()
        var bytes = Array(try #require(FileManager.default.contents(atPath: path)))
        let second = try #require(bytes.firstIndex(of: 10)) + 1
        switch how {
        case "bit": bytes[second + 100] ^= 1
        case "torn": for place in (second + 20)..<(second + 400) { bytes[place] = 0 }
        case "cut": bytes = Array(bytes.prefix(second + 90))
        default: bytes[bytes.count - 1] = 7
        }
        try Data(bytes).write(to: URL(filePath: path))
        let taken = how == "behind" ? 2 : 1
        let store = try log.open()
        guard case .damagedReserve(let aside, _, taken)? = store.warnings.first else {
            Issue.record("\(store.warnings)")
            return
        }
        #expect(FileManager.default.contents(atPath: aside) == Data(bytes))
        #expect(try store.entries().count == 2 + taken + 1)
        #expect(try store.entries().last?.kind == .note)
        #expect(try log.open().warnings == [])
        #expect(try log.open(.read).verify().ok)
    }

    @Test func `a spool that no process holds and that is empty is removed in silence`() throws {
        let log = try TemporaryLog()
        _ = try log.open()
        for name in ["-outcomes-dead", "-outcomes-dead2.new"] {
            _ = FileManager.default.createFile(atPath: log.path + name, contents: Data(count: OutcomeSpool.size))
        }
        #expect(try log.open().warnings == [])
        #expect(try log.names().filter { $0.contains("outcomes") }.isEmpty)
    }
}
