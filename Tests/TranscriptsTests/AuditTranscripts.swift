import Foundation
import GRDB
import OperatorStage
import Testing

@Suite struct AuditTranscripts {
    private static func tamper(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            let rows = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for row in rows { try db.execute(sql: "DROP TRIGGER \(row["name"] as String)") }
            try db.execute(sql: "UPDATE entries SET ts = '2020-01-01T00:00:00.000Z' WHERE seq = 2")
            for row in rows { try db.execute(sql: row["sql"]) }
        }
        try queue.close()
    }

    @Test func `list, show, head, verify, and a log that was tampered with`() async throws {
        try await Stage.setStill(state: Account.state) { stage async throws in
            _ = await stage.run(["triage", "unexpected", Account.orphan])
            _ = await stage.run(Account.cancel)
            var transcript = Transcript(on: stage)
            for words in [["list"], ["list", "--kind", "verdict"], ["show", "1"], ["head"], ["verify"]] {
                try await transcript.run(["audit"] + words)
            }
            try Self.tamper(stage.auditPath)
            try await transcript.run(["audit", "verify"])
            try await transcript.run(["audit", "verify", "--json"])
            try await transcript.run(["audit", "show", "2"])
            try transcript.check("audit")
        }
    }
}
