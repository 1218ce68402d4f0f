import AuditLog
import Foundation
import GRDB
import Testing

struct ReadingTests {
    @Test func `reading a log at rest leaves nothing behind`() throws {
        let log = try TemporaryLog()
        try log.filled(3)
        let before = FileManager.default.contents(atPath: log.path)
        let store = try log.open(.read)
        #expect(try store.verify().ok)
        #expect(try store.entries().count == 3)
        #expect(try log.names() == ["audit.db"])
        #expect(FileManager.default.contents(atPath: log.path) == before)
    }

    @Test func `a reader of a log at rest notices what is written after it opened`() throws {
        let log = try TemporaryLog()
        try log.filled(1)
        let reader = try log.open(.read)
        #expect(try reader.head()?.seq == 1)
        do {
            let writer = try log.open()
            _ = try writer.append(draft(2))
            #expect(try reader.head()?.seq == 2)
        }
        try log.tamper(droppingTriggers: false, "PRAGMA wal_checkpoint(TRUNCATE)")
        #expect(try reader.head()?.seq == 2)
        try log.filled(1)
        #expect(try reader.entries().map(\.seq) == [1, 2, 3])
    }

    @Test func `a store for reading appends nothing`() throws {
        let log = try TemporaryLog()
        try log.filled(1)
        let reader = try log.open(.read)
        #expect(AuditFailure.kind { () throws(AuditFailure) in try reader.append(draft(2)) } == .permission)
    }

    /// What a crash, or a backup that takes the files one by one, leaves.
    @Test(arguments: [[""], ["", "-wal"], ["", "-wal", "-shm"]])
    func `a copy of a log in use is read as it is, then continued`(suffixes: [String]) throws {
        let log = try TemporaryLog()
        let copy = try TemporaryLog()
        try log.filled(2)
        let writer = try log.open()
        _ = try writer.append(draft(3))
        for suffix in suffixes {
            try FileManager.default.copyItem(atPath: log.path + suffix, toPath: copy.path + suffix)
        }
        let names = try copy.names()
        let count = suffixes.contains("-wal") ? 3 : 2
        let reader = try copy.open(.read)
        #expect(try reader.verify().ok)
        #expect(try reader.entries().count == count)
        #expect(try copy.names() == names)
        #expect(try copy.open().append(draft(9)).seq == Int64(count + 1))
        #expect(try copy.open(.read).verify().ok)
    }

    @Test func `a transaction cut off in a rollback journal is not read`() throws {
        let log = try TemporaryLog()
        let copy = try TemporaryLog()
        try log.filled(50)
        let queue = try DatabaseQueue(path: log.path)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; PRAGMA cache_spill = 1")
            for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                try db.execute(sql: "DROP TRIGGER \(trigger)")
            }
            try db.inTransaction(.immediate) {
                try db.execute(sql: "UPDATE entries SET operator = 'a name that takes a lot more room'")
                for suffix in ["", "-journal"] {
                    try FileManager.default.copyItem(atPath: log.path + suffix, toPath: copy.path + suffix)
                }
                return .rollback
            }
        }
        try queue.close()
        let names = try copy.names()
        #expect(names == ["audit.db", "audit.db-journal"])
        let verification = try copy.open(.read).verify()
        #expect(verification.entries == 50)
        #expect(verification.firstBad == nil, "\(verification)")
        #expect(try copy.names() == names)
    }

    @Test func `a -wal torn in the middle of a frame ends at the last whole transaction`() throws {
        let log = try TemporaryLog()
        let copy = try TemporaryLog()
        let writer = try log.open()
        for number in 1...5 { _ = try writer.append(draft(number)) }
        try FileManager.default.copyItem(atPath: log.path, toPath: copy.path)
        let wal = try #require(FileManager.default.contents(atPath: log.path + "-wal"))
        try wal.dropLast(100).write(to: URL(fileURLWithPath: copy.path + "-wal"))
        let verification = try copy.open(.read).verify()
        #expect(verification.ok)
        #expect(verification.entries == 4)
    }

    @Test(arguments: [false, true])
    func `a log in a folder one may not write is read`(left: Bool) throws {
        let log = try TemporaryLog()
        try log.filled(2)
        if left { try log.leaveWAL() }
        try log.lock()
        defer { log.unlock() }
        let names = try log.names()
        let entries = try asNobody { try log.open(.read).entries() }
        #expect(entries.count == (left ? 3 : 2))
        #expect(try log.names() == names)
    }

    @Test func `a log one may not read says so`() throws {
        let log = try TemporaryLog()
        try log.filled(1)
        #expect(chmod(log.path, 0o000) == 0)
        let failure = #expect(throws: AuditFailure.self) { try asNobody { try log.open(.read) } }
        #expect(failure?.kind == .permission)
        #expect(failure?.family == .unreadable)
    }

    @Test func `a log one may not write is found out at opening`() throws {
        let log = try TemporaryLog()
        try log.filled(1)
        try log.lock()
        defer { log.unlock() }
        for path in [log.path, log.folder + "/other.db"] {
            let failure = #expect(throws: AuditFailure.self) { try asNobody { try log.open(at: path) } }
            #expect(failure?.kind == .permission)
            #expect(failure?.family == .unwritable)
        }
        let below = log.folder + "/new/audit.db"
        let failure = #expect(throws: AuditFailure.self) { try asNobody { try log.open(at: below) } }
        #expect(failure?.kind == .parentNotCreatable)
    }
}

extension TemporaryLog {
    /// Puts the log into the state a crash leaves: entries in a `-wal`, and no process.
    fileprivate func leaveWAL() throws {
        let other = try TemporaryLog()
        try FileManager.default.copyItem(atPath: path, toPath: other.path)
        let writer = try other.open()
        _ = try writer.append(draft(3))
        try FileManager.default.removeItem(atPath: path)
        for suffix in ["", "-wal", "-shm"] {
            try FileManager.default.copyItem(atPath: other.path + suffix, toPath: path + suffix)
        }
    }

    /// Everyone may read, nobody may write.
    fileprivate func lock() throws {
        for name in try names() { #expect(chmod(folder + "/" + name, 0o444) == 0) }
        #expect(chmod(folder, 0o555) == 0)
    }

    fileprivate func unlock() {
        chmod(folder, 0o755)
    }
}

/// Runs a body without root's privilege to ignore permissions, where the tests run as root. `setfsuid` concerns one
/// thread only, and the header that declares it is not in the Glibc module.
private func asNobody<T: Sendable>(_ body: @escaping @Sendable () throws -> T) throws -> T {
    guard geteuid() == 0 else { return try body() }
    typealias SetFileSystemUser = @convention(c) (UInt32) -> Int32
    let symbol = try #require(dlsym(nil, "setfsuid"))
    let setFileSystemUser = unsafeBitCast(symbol, to: SetFileSystemUser.self)
    let result = Answer<T>()
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
        _ = setFileSystemUser(65534)
        result.value = Result(catching: body)
        // What the body holds may be released here, and its folder removed.
        _ = setFileSystemUser(0)
        done.signal()
    }
    done.wait()
    return try #require(result.value).get()
}

/// Handed over by a semaphore.
private final class Answer<T: Sendable>: @unchecked Sendable {
    var value: Result<T, any Error>?
}
