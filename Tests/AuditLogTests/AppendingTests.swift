import Foundation
import GRDB
import JSON
import Testing
import TriageCore

@testable import AuditLog

struct AppendingTests {
    @Test func `a full disk is said, and the log stays whole`() throws {
        let log = try TemporaryLog()
        let store = try log.open()
        _ = try store.append(draft(1))
        try store.queue.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        let big = EntryDraft(kind: .step, payload: .string(String(repeating: "x", count: 100_000)))
        #expect(AuditFailure.kind { () throws(AuditFailure) in try store.append([draft(2), big]) } == .diskFull)
        let verification = try store.verify()
        #expect(verification.ok)
        #expect(verification.entries == 1)
        try store.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        #expect(try store.append(big).seq == 2)
    }

    /// SQLite's default is decided when it is built; 2 is FULL.
    @Test func `each commit is synced, whatever SQLite was built with`() throws {
        let log = try TemporaryLog()
        let store = try log.open()
        try store.queue.read { (db: Database) throws in
            #expect(try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2)
            #expect(try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal")
        }
    }

    @Test func `a log held by another process is busy`() throws {
        let log = try TemporaryLog()
        let store = try log.open()
        let other = try DatabaseQueue(path: log.path)
        try store.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 1") }
        try other.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                #expect(AuditFailure.kind { () throws(AuditFailure) in try store.append(draft(1)) } == .busy)
                return .rollback
            }
        }
        #expect(try store.append(draft(1)).seq == 1)
        try other.close()
    }

    @Test(arguments: Disappearance.allCases)
    func `a file deleted or replaced since it was opened takes no entry`(how: Disappearance) throws {
        let log = try TemporaryLog()
        let store = try log.open()
        _ = try store.append(draft(1))
        try store.confirmSameFile()
        try how.happen(to: log)
        #expect(AuditFailure.kind(of: store.confirmSameFile) == .replaced)
        #expect(AuditFailure.kind { () throws(AuditFailure) in try store.append(draft(2)) } == .replaced)
    }

    enum Disappearance: CaseIterable {
        case deleted, renamed, replaced, folderRenamed, walDeleted, walReplaced

        func happen(to log: TemporaryLog) throws {
            let files = FileManager.default
            switch self {
            case .deleted: try files.removeItem(atPath: log.path)
            case .renamed: try files.moveItem(atPath: log.path, toPath: log.path + ".1")
            case .replaced:
                try files.copyItem(atPath: log.path, toPath: log.path + ".new")
                #expect(rename(log.path + ".new", log.path) == 0)
            case .folderRenamed:
                try files.createDirectory(atPath: log.folder + "/old", withIntermediateDirectories: false)
                for name in ["", "-wal", "-shm"] {
                    try files.moveItem(atPath: log.path + name, toPath: log.folder + "/old/audit.db" + name)
                }
            case .walDeleted: try files.removeItem(atPath: log.path + "-wal")
            case .walReplaced:
                try files.copyItem(atPath: log.path + "-wal", toPath: log.path + ".new")
                #expect(rename(log.path + ".new", log.path + "-wal") == 0)
            }
        }
    }

    @Test func `the file stays the same through checkpoints by others`() throws {
        let log = try TemporaryLog()
        let store = try log.open()
        for number in 1...3 {
            try log.filled(number)
            try log.tamper(droppingTriggers: false, "PRAGMA wal_checkpoint(TRUNCATE)")
            _ = try store.append(draft(number))
        }
        try store.confirmSameFile()
        #expect(try store.verify().ok)
    }

    private static let secret = "notARealSecret0123456789"
    private static let hex = String(repeating: "0f", count: 32)
    private static let token = String(repeating: "aB3", count: 20)

    @Test(arguments: [
        EntryDraft(kind: .step, payload: [.string("x\(secret)y")]),
        EntryDraft(kind: .step, payload: [secret: 1]),
        EntryDraft(kind: .step, payload: ["a": ["b": .string(secret)]]),
        EntryDraft(kind: .step, symbol: secret),
        EntryDraft(kind: .step, clientOrderID: secret),
        EntryDraft(kind: .step, payload: ["url": .string("/fapi/v1/order?symbol=X&signature=\(hex)")]),
        EntryDraft(kind: .step, payload: ["signature": .string(hex.uppercased())]),
        EntryDraft(kind: .step, payload: ["body": .string(#"{"listenKey": "\#(token)"}"#)]),
        EntryDraft(kind: .step, payload: ["body": .string(#"{\"listenKey\":\"\#(token)\"}"#)]),
        EntryDraft(kind: .step, payload: ["listenKey": .string(token)]),
        EntryDraft(kind: .step, payload: ["q": .string("LISTENKEY=\(token)")]),
        EntryDraft(kind: .step, payload: ["url": .string("wss://host/ws/\(token)")]),
        EntryDraft(kind: .step, payload: ["curl": .string("-H 'X-MBX-APIKEY: \(token)'")]),
    ])
    func `a draft with a secret is refused without repeating it`(draft: EntryDraft) throws {
        let log = try TemporaryLog()
        let store = try log.open(forbidding: [Self.secret, ""])
        let failure = #expect(throws: AuditFailure.self) { try store.append(draft) }
        #expect(failure?.kind == .secret)
        #expect(failure?.family == .refusedContent)
        let text = failure?.description ?? Self.secret
        for hidden in [Self.secret, Self.hex, Self.token] { #expect(!text.contains(hidden)) }
        #expect(try store.head() == nil)
    }

    @Test(arguments: [
        "the signature is valid", "signature=<redacted>", "listenKey: refreshed", "POST /fapi/v1/listenKey",
        "listenKey expired: reconnected", "sha256=\(hex)", "\(hex)",
    ])
    func `ordinary words are no secret`(text: String) throws {
        let log = try TemporaryLog()
        let store = try log.open(forbidding: [Self.secret, "", "a"])
        #expect(try store.append(EntryDraft(kind: .note, payload: ["text": .string(text)])).seq == 1)
    }

    @Test func `a NUL in a column is refused`() throws {
        let log = try TemporaryLog()
        let store = try log.open()
        let draft = EntryDraft(kind: .note, symbol: "BTC\0USDT")
        #expect(AuditFailure.kind { () throws(AuditFailure) in try store.append(draft) } == .invalidDraft)
    }
}
