import AuditLog
import ExchangeSandbox
import Foundation
import GRDB
import Testing

@testable import grinderctl

@Suite struct AuditFileTests {
    /// Places no audit log can be; FOLDER is a folder of the test's own.
    static let places = [
        "FOLDER", "FOLDER/file/audit.db", "/proc/audit.db", "/dev/full", "FOLDER/text", "FOLDER/other.db",
    ]

    private static func furnish(_ stage: Stage) throws {
        _ = try stage.write("plain\n", to: "file")
        _ = try stage.write(String(repeating: "not a database\n", count: 100), to: "text")
        let other = try DatabaseQueue(path: stage.folder + "/other.db")
        try other.write { try $0.execute(sql: "CREATE TABLE notes (text TEXT); PRAGMA application_id = 1234567") }
        try other.close()
    }

    @Test(arguments: places)
    func `an audit log that cannot be written ends 74 before the first request`(_ place: String) async throws {
        try await Stage.set { stage async throws in
            try Self.furnish(stage)
            let path = place.replacing("FOLDER", with: stage.folder)
            let words = ["triage", "unexpected", States.orphanID, "--audit-db", path]
            let triage = await stage.run(words + ["--json"])
            #expect(triage.exit == 74)
            #expect(triage.json["error"]["code"].text == "audit-unwritable")
            #expect(triage.json["error"]["message"].text?.contains(path) == true)
            #expect(triage.attempt == "grinderctl \(words.joined(separator: " ")) --json --no-audit")
            let cancel = await stage.run(Stage.cancel(States.orphanID, more: ["--audit-db", path, "--without-triage"]))
            #expect(cancel.exit == 74)
            #expect(cancel.attempt == "grinderctl help audit")
            #expect(cancel.error.contains("Nothing was sent"))
            // Where nothing is, nothing is open.
            let isThere = FileManager.default.fileExists(atPath: path)
            #expect(await stage.run(["audit", "resolve", "--audit-db", path]).exit == (isThere ? 74 : 66))
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test func `what the error proposes works: a verdict, nothing recorded, nothing cleared`() async throws {
        try await Stage.set { stage async throws in
            let words = ["triage", "unexpected", States.orphanID, "--audit-db", "/proc/audit.db", "--no-audit"]
            let answer = await stage.run(words + ["--json"])
            #expect(answer.exit == 1)
            #expect(answer.verdict == "orphaned")
            #expect(answer.json["audit"] == .null)
            let cancel = await stage.run(Stage.cancel(States.orphanID))
            #expect(cancel.refusals == ["no-fresh-triage"])
        }
    }

    struct Reading: Sendable {
        let place: String
        let exit: Int32
    }

    @Test(
        arguments: ["verify", "list", "head", "show 1"],
        [
            Reading(place: "FOLDER/none.db", exit: 66), Reading(place: "FOLDER/text", exit: 65),
            Reading(place: "FOLDER/other.db", exit: 65), Reading(place: "FOLDER", exit: 65),
        ])
    func `reading a log that is missing ends 66, one that is not ours 65`(
        _ verb: String, _ row: Reading
    ) async throws {
        try await Stage.set { stage async throws in
            try Self.furnish(stage)
            let path = row.place.replacing("FOLDER", with: stage.folder)
            let words = ["audit"] + verb.split(separator: " ").map(String.init) + ["--audit-db", path]
            #expect(await stage.run(words).exit == row.exit)
            let json = await stage.run(words + ["--json"])
            #expect(json.exit == row.exit)
            #expect(json.json["error"]["exit"].number == Int64(row.exit))
        }
    }

    /// Alters an entry as a tamperer would: triggers off, and on again.
    private static func tamper(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            let rows = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for row in rows { try db.execute(sql: "DROP TRIGGER \(row["name"] as String)") }
            try db.execute(sql: "UPDATE entries SET operator = 'eve' WHERE seq = 3")
            for row in rows { try db.execute(sql: row["sql"]) }
        }
        try queue.close()
    }

    @Test func `tampering is found by every reading of the log, and named by verify`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            #expect(await stage.run(["audit", "verify"]).exit == 0)
            let head = await stage.run(["audit", "head"]).output.trimmed
            try Self.tamper(stage.auditPath)
            let verify = await stage.run(["audit", "verify", "--json"])
            #expect(verify.exit == 1)
            #expect(verify.json["ok"] == .bool(false))
            #expect(verify.json["firstBad"].number == 3)
            #expect(await stage.run(["audit", "verify", "--head", head]).exit == 1)
            for words in [["list"], ["head"], ["show", "2"]] {
                let answer = await stage.run(["audit"] + words)
                #expect(answer.exit == 1, "\(words)")
                #expect(answer.error.contains("grinderctl audit verify"))
                #expect(!answer.output.isEmpty)
            }
        }
    }

    @Test func `a head noted elsewhere tells of an end that was cut off`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            let head = await stage.run(["audit", "head"]).output.trimmed
            #expect(head.contains(/^[0-9]+:[0-9a-f]{64}$/))
            #expect(await stage.run(["audit", "verify", "--head", head]).exit == 0)
            let later = await stage.run(["audit", "verify", "--head", "999:" + head.suffix(64)])
            #expect(later.exit == 1)
            #expect(await stage.run(["audit", "verify", "--head", "nonsense"]).exit == 64)
        }
    }

    @Test func `entries carry the incident of the flag or the variable, and show finds them by it`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.run(["triage", "unexpected", States.orphanID, "--incident", "INC-1"])
            _ = await stage.run(["cancel", States.orphanID], with: ["GRINDERCTL_INCIDENT": "INC-2"])
            #expect(try stage.entries().allSatisfy { ["INC-1", "INC-2"].contains($0.incident) })
            let shown = await stage.run(["audit", "show", "INC-2", "--json"])
            #expect(shown.exit == 0)
            #expect(
                shown.json["entries"].elements.map { $0["kind"].text } == ["investigation.opened", "action.planned"])
            #expect(await stage.run(["audit", "show", "INC-3"]).exit == 66)
        }
    }
}
