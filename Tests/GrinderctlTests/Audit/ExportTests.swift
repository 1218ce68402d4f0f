import AuditLog
import Foundation
import GRDB
import Testing
import TriageCore

@testable import grinderctl

@Suite struct ExportTests {
    /// An export of a log with so many entries.
    private static func export(_ count: Int, of stage: Stage) async throws -> String {
        try stage.append(Stage.notes(count))
        return await stage.run(["audit", "export"]).output
    }

    private static func verify(_ text: String, _ stage: Stage, _ more: [String] = []) async throws -> Answer {
        let path = try stage.write(text, to: "export.jsonl")
        return await stage.run(["audit", "verify", path] + more)
    }

    @Test func `an export is verified wherever it is, with blank lines, Windows' line ends and a mark of UTF-8`()
        async throws
    {
        try await Stage.set { stage async throws in
            let export = try await Self.export(5, of: stage)
            #expect(export.split(separator: "\n").count == 5)
            let head = await stage.run(["audit", "head"]).output.trimmed
            let dressed = [
                export, export + "\n", "\n\n" + export + " \n\n", "\u{FEFF}" + export,
                export.replacing("\n", with: "\r\n"), String(export.dropLast()),
            ]
            for text in dressed {
                let answer = try await Self.verify(text, stage, ["--head", head])
                #expect(answer.exit == 0, "\(answer.all)")
                #expect(answer.output == "ok: 5 entries, unbroken; head \(head)\n")
            }
            let json = try await Self.verify(export, stage, ["--json"]).json
            #expect(json["ok"] == .bool(true))
            #expect(json["entries"].number == 5)
            #expect(json["head"].text == head)
        }
    }

    @Test func `an altered, doubled, cut or strange line of an export is tampering, and named`() async throws {
        try await Stage.set { stage async throws in
            let export = try await Self.export(5, of: stage)
            let lines = export.split(separator: "\n").map(String.init)
            func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }
            let rows: [(text: String, bad: Int64, why: String)] = [
                (export.replacing("note 3", with: "note 9"), 3, "the hash does not match"),
                (text(Array(lines[..<2]) + lines[1...]), 2, "stands behind seq 2: each entry comes once, in order"),
                (text(Array(lines[..<2]) + ["{}"] + lines[2...]), 3, "line 3 isn't an entry"),
                (text(["not JSON"] + lines), 1, "line 1 isn't an entry"),
                (text(Array(lines[..<1]) + lines[2...]), 2, "missing"),
                (String(export.dropLast(40)), 5, "line 5 is cut off: the file ends in it"),
            ]
            for row in rows {
                let answer = try await Self.verify(row.text, stage, ["--json"])
                #expect(answer.exit == 1)
                #expect(answer.json["firstBad"].number == row.bad, "\(row.why): \(answer.all)")
                #expect(answer.json["why"].text?.contains(row.why) == true, "\(answer.all)")
            }
        }
    }

    struct Stranger: Sendable {
        let name: String
        let exit: Int32
        let why: String
    }

    private static func furnish(_ stage: Stage) throws {
        for (name, text) in [
            ("empty", ""), ("blank", "\n \n"), ("other.json", "{\"a\": 1}"), ("text", "hello\n"),
            ("long.json", String(repeating: "{\"level\": \"INFO\"}\n", count: 5_000)),
        ] { _ = try stage.write(text, to: name) }
        let other = try DatabaseQueue(path: stage.folder + "/other.db")
        try other.write { try $0.execute(sql: "CREATE TABLE notes (text TEXT); PRAGMA application_id = 1234567") }
        try other.close()
        try FileManager.default.createSymbolicLink(
            atPath: stage.folder + "/link.db", withDestinationPath: stage.folder + "/other.db")
    }

    @Test(arguments: [
        Stranger(name: "empty", exit: 65, why: "is empty: no export"),
        Stranger(name: "blank", exit: 65, why: "is empty: no export"),
        Stranger(name: "other.json", exit: 65, why: "isn't an audit log export: line 1 isn't an entry"),
        Stranger(name: "long.json", exit: 65, why: "isn't an audit log export: line 1"),
        Stranger(name: "text", exit: 65, why: "isn't an audit log export"),
        Stranger(name: "other.db", exit: 65, why: "an SQLite database of another application"),
        Stranger(name: "link.db", exit: 65, why: "name its own file, neither a link nor a pipe"),
        Stranger(name: "", exit: 65, why: "is a folder"), Stranger(name: "none", exit: 66, why: "is not there"),
        Stranger(name: "/dev/zero", exit: 65, why: "longer than 16 MiB"),
        Stranger(name: "/dev/null", exit: 65, why: "is empty"),
    ])
    func `what is no export is told as such, not as tampering`(_ row: Stranger) async throws {
        try await Stage.set { stage async throws in
            try Self.furnish(stage)
            let path = row.name.hasPrefix("/") ? row.name : stage.folder + "/" + row.name
            let answer = await stage.run(["audit", "verify", path, "--json"])
            #expect(answer.exit == row.exit, "\(answer.all)")
            #expect(answer.json["error"]["message"].text?.contains(row.why) == true, "\(answer.all)")
            #expect(!answer.all.contains("TAMPERED"))
            let merged = await stage.run(["audit", "merge", path])
            #expect(merged.exit == row.exit, "\(merged.all)")
            #expect(merged.output.isEmpty)
        }
    }

    @Test func `exports of two hosts are merged by time, and the merged file is verified chain by chain`() async throws
    {
        try await Stage.set { stage async throws in
            let paths = [stage.folder + "/one.db", stage.folder + "/two.db"]
            for (hour, place) in [(10, 0), (11, 1), (12, 0)] {
                try stage.append(
                    Stage.notes(2), to: paths[place], by: "op-\(place)", on: "host-\(place)",
                    at: "2026-03-08T\(hour):00:00.000Z")
            }
            var exports: [String] = []
            for (place, path) in paths.enumerated() {
                exports.append(
                    try stage.write(
                        await stage.run(["audit", "export", "--audit-db", path]).output, to: "\(place).jsonl"))
            }
            let merged = await stage.run(["audit", "merge"] + exports)
            #expect(merged.exit == 0)
            let hosts = merged.output.split(separator: "\n").map { String($0.prefix(6)) }
            #expect(hosts == ["host-0", "host-0", "host-1", "host-1", "host-0", "host-0"])
            #expect(merged.error.contains("of host-0: 4 entries, unbroken"))
            let lines = await stage.run(["audit", "merge", "--lines"] + exports).output
            let verified = try await Self.verify(lines, stage, ["--json"])
            #expect(verified.exit == 0)
            #expect(verified.json["chains"].elements.compactMap { $0["entries"].number } == [4, 2])
            let altered = try await Self.verify(lines.replacing("op-1", with: "op-0"), stage, ["--json"])
            #expect(altered.exit == 1)
            #expect(altered.json["chains"].elements.map { $0["ok"] } == [.bool(true), .bool(false)])
            let json = await stage.run(["audit", "merge", "--json"] + exports).json
            #expect(json["entries"].elements.count == 6)
            #expect(json["chains"].elements.count == 2)
            let twice = await stage.run(["audit", "merge", exports[0], exports[0]])
            #expect(twice.exit == 64)
            #expect(twice.error.contains("exports of the same log"))
            let log = await stage.run(["audit", "merge", paths[0]])
            #expect(log.exit == 65)
            #expect(log.error.contains("try: grinderctl audit export --audit-db \(paths[0]) > FILE"))
        }
    }
}
