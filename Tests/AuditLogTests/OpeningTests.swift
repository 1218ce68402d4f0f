import AuditLog
import Foundation
import GRDB
import Testing

struct OpeningTests {
    @Test func `the files are for their owner alone, and so are the folders made for them`() throws {
        let log = try TemporaryLog()
        let path = log.folder + "/share/grinderctl/audit.db"
        let store = try log.open(at: path)
        _ = try store.append(draft(1))
        for name in [path, path + "-wal", path + "-shm"] { #expect(try mode(of: name) == 0o600, "\(name)") }
        #expect(try mode(of: log.folder + "/share") == 0o700)
        #expect(try mode(of: log.folder + "/share/grinderctl") == 0o700)
        #expect(store.warnings.isEmpty)
    }

    @Test func `it is WAL, STRICT, and carries its application id and schema version`() throws {
        let log = try TemporaryLog()
        try log.filled(1)
        let queue = try DatabaseQueue(path: log.path)
        try queue.read { db in
            #expect(try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal")
            #expect(try Int.fetchOne(db, sql: "PRAGMA application_id") == 0x6772_414C)
            #expect(try Int.fetchOne(db, sql: "PRAGMA user_version") == 2)
            #expect(try Bool.fetchOne(db, sql: "SELECT strict FROM pragma_table_list WHERE name = 'entries'") == true)
            let columns = try String.fetchAll(db, sql: "SELECT name FROM pragma_table_info('entries') ORDER BY cid")
            #expect(
                columns == [
                    "seq", "ts", "kind", "investigation", "incident", "operator", "host", "environment", "symbol",
                    "client_order_id", "payload", "prev_hash", "hash",
                ])
        }
        try queue.close()
    }

    @Test func `a file others can read is used, with a warning`() throws {
        let log = try TemporaryLog()
        try log.filled(1)
        #expect(chmod(log.path, 0o644) == 0)
        let store = try log.open()
        #expect(store.warnings == [.openToOthers(path: log.path, mode: 0o644)])
        #expect(try mode(of: log.path) == 0o644)
    }

    @Test func `a second name for the file is a warning`() throws {
        let log = try TemporaryLog()
        try log.filled(1)
        #expect(link(log.path, log.folder + "/other.db") == 0)
        #expect(try log.open(.read).warnings == [.severalNames(path: log.path, count: 2)])
    }

    @Test func `an empty file becomes a log, but only for appending`() throws {
        let log = try TemporaryLog()
        #expect(FileManager.default.createFile(atPath: log.path, contents: nil))
        #expect(AuditFailure.kind { () throws(AuditFailure) in try log.open(.read) } == .anotherApplication)
        #expect(try log.names() == ["audit.db"])
        #expect(try log.open().append(draft(1)).seq == 1)
    }

    @Test func `a path with a space, a percent sign and a question mark is a path`() throws {
        let log = try TemporaryLog()
        let path = log.folder + "/a %41 ?mode=memory#é.db"
        _ = try log.open(at: path).append(draft(1))
        #expect(try log.open(.read, at: path).entries().count == 1)
        #expect(try log.names() == ["a %41 ?mode=memory#é.db"])
    }

    @Test(arguments: [AuditStore.Access.append, .read], Obstacle.allCases)
    func `what is not a log of ours is refused untouched`(access: AuditStore.Access, obstacle: Obstacle) throws {
        let log = try TemporaryLog()
        try obstacle.put(in: log)
        let before = try log.names()
        let failure = #expect(throws: AuditFailure.self) { try log.open(access) }
        #expect(failure?.kind == obstacle.kind)
        #expect(failure?.path == log.path)
        #expect(failure?.family == (access == .append ? .unwritable : .unusable))
        #expect(try log.names() == before)
    }

    enum Obstacle: CaseIterable {
        case folder, pipe, link, text, shortText, database, entriesOfAnother, damaged, newer

        var kind: AuditFailure.Kind {
            switch self {
            case .folder: .isFolder
            case .pipe: .notAFile
            case .link: .symbolicLink
            case .text, .shortText: .notADatabase
            case .database, .entriesOfAnother: .anotherApplication
            case .damaged: .corrupt
            case .newer: .newerSchema
            }
        }

        func put(in log: TemporaryLog) throws {
            switch self {
            case .folder: try FileManager.default.createDirectory(atPath: log.path, withIntermediateDirectories: false)
            case .pipe: #expect(mkfifo(log.path, 0o600) == 0)
            case .link:
                _ = try log.open(at: log.folder + "/real.db")
                #expect(symlink("real.db", log.path) == 0)
            case .text: try Data(repeating: 65, count: 5000).write(to: URL(fileURLWithPath: log.path))
            case .shortText: try Data("hello".utf8).write(to: URL(fileURLWithPath: log.path))
            case .database: try log.tamper("CREATE TABLE accounts (id INTEGER)")
            case .entriesOfAnother: try log.tamper("CREATE TABLE entries (seq INTEGER, payload TEXT)")
            case .damaged:
                try log.filled(1)
                try log.tamper("ALTER TABLE entries DROP COLUMN host")
            case .newer:
                try log.filled(1)
                try log.tamper(droppingTriggers: false, "PRAGMA user_version = 99")
            }
        }
    }

    @Test func `a corrupt page is corruption, not an empty answer`() throws {
        let log = try TemporaryLog()
        try log.filled(200)
        let file = try #require(FileHandle(forUpdatingAtPath: log.path))
        try file.seek(toOffset: 4096)
        try file.write(contentsOf: Data(repeating: 0xA5, count: 4096))
        try file.close()
        let kind = AuditFailure.kind { () throws(AuditFailure) in
            try log.open(.read).entries()
        }
        #expect(kind == .corrupt)
    }

    @Test func `a missing file is not created by reading`() throws {
        let log = try TemporaryLog()
        for path in [log.path, log.folder + "/no/such/audit.db"] {
            let failure = #expect(throws: AuditFailure.self) { try log.open(.read, at: path) }
            #expect(failure?.kind == .missing)
            #expect(failure?.family == .missing)
        }
        #expect(try log.names().isEmpty)
    }

    @Test func `a file in the place of a folder`() throws {
        let log = try TemporaryLog()
        try log.filled(1)
        let below = log.path + "/deeper/audit.db"
        #expect(AuditFailure.kind { () throws(AuditFailure) in try log.open(at: below) } == .parentNotCreatable)
        #expect(AuditFailure.kind { () throws(AuditFailure) in try log.open(.read, at: below) } == .missing)
    }

    private func mode(of path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }
}
