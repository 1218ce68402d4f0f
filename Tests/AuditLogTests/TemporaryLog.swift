import AuditLog
import Foundation
import GRDB
import JSON
import TriageCore

/// A folder of its own for one test, gone with the last reference, and a log in it.
final class TemporaryLog: Sendable {
    let folder: String
    let path: String

    init() throws {
        let base = FileManager.default.temporaryDirectory
        let url = base.appendingPathComponent("audit-log-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        folder = url.path
        path = folder + "/audit.db"
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func open(
        _ access: AuditStore.Access = .append, at other: String? = nil, forbidding: [String] = []
    ) throws(AuditFailure) -> AuditStore {
        try AuditStore.open(
            path: other ?? path, access: access,
            identity: AuditIdentity(operator: "ada", host: "oncall-1", environment: "sandbox"),
            now: { "2026-03-08T12:00:00.000Z" }, forbidding: forbidding)
    }

    /// A closed log of so many entries, with every column in use.
    func filled(_ count: Int) throws {
        let store = try open()
        _ = try store.append((1...count).map { draft($0) })
    }

    /// Does what a tamperer does: opens the file with SQLite itself.
    func tamper(droppingTriggers: Bool = true, _ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            if droppingTriggers {
                let triggers = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
                for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger)") }
            }
            try db.execute(sql: sql)
        }
        try queue.close()
    }

    /// The names in the folder.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }
}

func draft(_ number: Int) -> EntryDraft {
    EntryDraft(
        kind: .note, investigation: "inv-\(number)", incident: "inc-1", symbol: "BTCUSDT",
        clientOrderID: "grinder_d_BTCUSDT_1_1772971200_\(number)", payload: ["number": .integer(Int64(number))])
}

extension AuditFailure {
    /// The kind of failure a body ends in; `nil` when it does not fail.
    static func kind<T>(of body: () throws(AuditFailure) -> T) -> Kind? {
        do throws(AuditFailure) {
            _ = try body()
            return nil
        } catch {
            return error.kind
        }
    }
}
