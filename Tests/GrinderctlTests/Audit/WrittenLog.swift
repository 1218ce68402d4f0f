import AuditLog
import Foundation
import GRDB
import JSON
import TriageCore

extension Stage {
    /// Appends entries of somebody, as a command of theirs would have.
    func append(
        _ drafts: [EntryDraft], to path: String? = nil, by name: String = "ada", on host: String = "oncall-1",
        at time: String = "2026-03-08T12:00:00.000Z"
    ) throws {
        let store = try AuditStore.open(
            path: path ?? auditPath, access: .append,
            identity: AuditIdentity(operator: name, host: host, environment: "sandbox"), now: { time })
        _ = try store.append(drafts)
    }

    /// Alters a log as a tamperer would: triggers off, and on again.
    func tamper(_ sql: String, in path: String? = nil) throws {
        let queue = try DatabaseQueue(path: path ?? auditPath)
        try queue.writeWithoutTransaction { db in
            let rows = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for row in rows { try db.execute(sql: "DROP TRIGGER \(row["name"] as String)") }
            try db.execute(sql: sql)
            for row in rows { try db.execute(sql: row["sql"]) }
        }
        try queue.close()
    }

    static func notes(_ count: Int, incident: String? = nil) -> [EntryDraft] {
        (1...count).map {
            EntryDraft(kind: .note, incident: incident, symbol: "BTCUSDT", payload: ["text": .string("note \($0)")])
        }
    }
}
