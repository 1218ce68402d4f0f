import AuditLog
import Foundation
import JSON
import OperatorStage
import Testing
import TriageCore

/// Against a real server, which each test starts: what is pushed is there exactly once, and what was tampered with shows.
@Suite struct AuditPushTests {
    /// A folder with logs of its own, and the built binary.
    private struct Host {
        let server: PostgresServer
        let database: String
        let folder: String
        var password: String? = PostgresServer.password

        func log(_ name: String) -> String { folder + "/\(name).db" }

        /// Appends so many entries as that host.
        func write(_ count: Int, to name: String) throws {
            let store = try AuditStore.open(
                path: log(name), access: .append,
                identity: AuditIdentity(operator: "ada", host: name, environment: "sandbox"),
                now: { "2026-03-08T12:00:00.000Z" })
            _ = try store.append(
                (0..<count).map { number in
                    EntryDraft(
                        kind: .note, incident: number.isMultiple(of: 2) ? "INC-1" : nil,
                        payload: [
                            "text": .string("é\u{1F600} \"\\ \u{7F} tab\t line\n bell\u{7} / </script> \(number)")
                        ])
                })
        }

        private func environment(_ name: String) -> [String: String] {
            var variables = OperatorStage.nowhere
            variables["HOME"] = folder
            variables["GRINDERCTL_AUDIT_DB"] = log(name)
            variables["PGPASSWORD"] = password
            return variables
        }

        func start(_ words: [String], as name: String) throws -> ChildProcess {
            try ChildProcess.start(words, environment: environment(name), folder: folder)
        }

        func run(_ words: [String], as name: String) async throws -> ChildProcess.Ended {
            try await start(words, as: name).end()
        }

        func push(_ name: String, more: [String] = []) async throws -> ChildProcess.Ended {
            try await run(["audit", "push", "--to", server.address(database)] + more, as: name)
        }

        func verify(more: [String] = []) async throws -> ChildProcess.Ended {
            try await run(["audit", "verify", "--from", server.address(database)] + more, as: "nobody")
        }

        func sql(_ text: String) async throws -> String {
            try await server.sql(text, in: database).outputText.trimmingCharacters(
                in: .whitespacesAndNewlines)
        }

        /// As a server's administrator could, past the table's own triggers.
        func tamper(_ text: String) async throws {
            let done = try await server.sql(
                "SET session_replication_role = replica; " + text, in: database)
            try #require(done.exit == 0, "\(done.errorText)")
        }

        func count(_ table: String = "grinderctl_entries") async throws -> Int? {
            Int(try await sql("SELECT count(*) FROM \(table)"))
        }
    }

    private func with(
        _ server: PostgresServer, _ database: String, _ body: (Host) async throws -> Void
    ) async throws {
        try await server.create(database)
        let folder =
            FileManager.default.temporaryDirectory.path + "/grinderctl-push-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(Host(server: server, database: database, folder: folder))
    }

    @Test func `two hosts push into one table, each entry once, each chain checkable there and here`()
        async throws
    {
        try await PostgresServer.run { server async throws in
            try await with(server, "two") { host async throws in
                try host.write(7, to: "bot-1")
                try host.write(5, to: "bot-2")
                let first = try await host.push("bot-1", more: ["--json"])
                #expect(first.exit == 0, "\(first.errorText)")
                #expect(first.outputText.contains("\"pushed\":7,\"lastSeq\":7"))
                #expect(try await host.push("bot-2", more: ["--batch", "2"]).exit == 0)
                #expect(try await host.push("bot-1").outputText.hasPrefix("pushed 0 entries"))
                try host.write(3, to: "bot-1")
                #expect(try await host.push("bot-1").outputText.hasPrefix("pushed 3 entries"))
                #expect(try await host.count() == 15)
                // The server's own recomputation agrees with ours, control characters and all.
                #expect(try await host.count("grinderctl_breaks") == 0)
                #expect(
                    try await host.sql("SELECT host || ' ' || entries FROM grinderctl_chains ORDER BY host")
                        == "bot-1 10\nbot-2 5")
                let verified = try await host.verify()
                #expect(verified.exit == 0)
                #expect(verified.outputText.contains("ok: bot-1, sandbox: 10 entries, unbroken; head 10:"))
                #expect(verified.outputText.contains("ok: bot-2, sandbox: 5 entries, unbroken; head 5:"))
                let head = try await host.run(["audit", "head"], as: "bot-1").outputText
                    .trimmingCharacters(in: .whitespacesAndNewlines)
                #expect(try await host.verify(more: ["--head", head]).exit == 0)
                #expect(
                    try await host.verify(more: ["--head", "10:" + String(repeating: "0", count: 64)]).exit
                        == 1)
                // It only grows, whoever asks.
                for sql in [
                    "UPDATE grinderctl_entries SET operator = 'eve'", "DELETE FROM grinderctl_entries",
                    "TRUNCATE grinderctl_entries",
                    "INSERT INTO grinderctl_entries SELECT chain, seq + 10, ts, kind, investigation, incident, operator, host, environment, symbol, client_order_id, payload, prev_hash, hash FROM grinderctl_entries WHERE seq = 3",
                ] { #expect(try await server.sql(sql, in: host.database).exit != 0) }
                #expect(try await host.count() == 15)
                let said = try await host.push("bot-2", more: ["--verbose"])
                #expect(!(said.outputText + said.errorText).contains(PostgresServer.password))
            }
            try await with(server, "tampered") { host async throws in try await tampering(host) }
            try await with(server, "refused") { host async throws in try await refusals(host) }
        }
    }

    private func tampering(_ host: Host) async throws {
        try host.write(9, to: "bot-1")
        #expect(try await host.push("bot-1").exit == 0)
        // A column, and its hash with it: the next row does not follow.
        try await host.tamper("UPDATE grinderctl_entries SET operator = 'eve' WHERE seq = 4")
        #expect(
            try await host.sql("SELECT seq || ' ' || problem FROM grinderctl_breaks")
                == "4 the hash does not match the columns")
        var verified = try await host.verify(more: ["--json"])
        #expect(verified.exit == 1)
        #expect(verified.outputText.contains("\"firstBad\":4"))
        try await host.tamper("UPDATE grinderctl_entries e SET hash = grinderctl_hash(e) WHERE seq = 4")
        #expect(try await host.sql("SELECT seq FROM grinderctl_breaks") == "5")
        verified = try await host.verify(more: ["--json"])
        #expect(verified.outputText.contains("\"firstBad\":5"))
        // A row gone: found there, here, and by the next push, which overwrites nothing.
        try await host.tamper("DELETE FROM grinderctl_entries WHERE seq = 4")
        #expect(
            try await host.sql("SELECT seq || ' ' || problem FROM grinderctl_breaks")
                == "5 entries are missing before it")
        #expect(try await host.verify(more: ["--json"]).outputText.contains("\"firstBad\":4"))
        try host.write(1, to: "bot-1")
        var pushed = try await host.push("bot-1")
        #expect(pushed.exit == 1)
        #expect(pushed.errorText.contains("some were removed there"))
        #expect(try await host.count() == 8)
        // The end cut off there: pushed again, and with a head noted elsewhere found before.
        try await host.tamper("DELETE FROM grinderctl_entries WHERE seq >= 4")
        let head = try await host.run(["audit", "head"], as: "bot-1").outputText.trimmingCharacters(
            in: .whitespacesAndNewlines)
        #expect(try await host.verify(more: ["--head", head]).exit == 1)
        #expect(try await host.push("bot-1").outputText.hasPrefix("pushed 7 entries"))
        #expect(try await host.count("grinderctl_breaks") == 0)
        // The last entry rewritten there.
        try await host.tamper("UPDATE grinderctl_entries SET hash = repeat('a', 64) WHERE seq = 10")
        pushed = try await host.push("bot-1")
        #expect(pushed.exit == 1)
        #expect(pushed.errorText.contains("is another entry on the server than here"))
        // Here the end is cut off: an older copy of the log is put back.
        try await host.tamper(
            "UPDATE grinderctl_entries e SET hash = grinderctl_hash(e) WHERE seq = 10")
        try FileManager.default.copyItem(atPath: host.log("bot-1"), toPath: host.log("older"))
        try host.write(2, to: "bot-1")
        #expect(try await host.push("bot-1").exit == 0)
        pushed = try await host.push("older")
        #expect(pushed.exit == 1)
        #expect(pushed.errorText.contains("its end was cut off"))
        #expect(try await host.count() == 12)
        // A log begun anew under the same host's name.
        try host.write(1, to: "other")
        try FileManager.default.moveItem(atPath: host.log("other"), toPath: host.log("anew"))
        try await host.tamper("UPDATE grinderctl_entries SET host = 'other' WHERE seq = 1")
        #expect(
            try await host.push("anew").errorText.contains(
                "the server has another log of other in sandbox"))
    }

    private func refusals(_ host: Host) async throws {
        try host.write(2, to: "bot-1")
        func push(_ address: String) async throws -> ChildProcess.Ended {
            try await host.run(["audit", "push", "--to", address], as: "bot-1")
        }
        // A password in argv is refused, and not repeated.
        for address in ["postgres://ops:hunter2secret@/x", "postgres://ops@/x?password=hunter2secret"] {
            let refused = try await push(address)
            #expect(refused.exit == 78)
            #expect(refused.errorText.contains(".pgpass"))
            #expect(!refused.errorText.contains("hunter2secret"))
        }
        #expect(try await push("mysql://x").exit == 78)
        // Nobody there: later.
        let away = try await push("postgres://ops@/x?host=" + host.folder)
        #expect(away.exit == 69)
        #expect(away.errorText.contains("nothing here is lost"))
        var stranger = host
        stranger.password = "wrong-password-here"
        let wrong = try await stranger.push("bot-1")
        #expect(wrong.exit == 69)
        #expect(!wrong.errorText.contains("wrong-password-here"))
        #expect(try await host.verify().exit == 65)
        #expect(try await host.push("bot-1", more: ["--batch", "0"]).exit == 64)
        #expect(try await host.push("none").exit == 66)
        // With ~/.pgpass, and no variable.
        stranger.password = nil
        let passfile = host.folder + "/.pgpass"
        try "*:*:*:ops:\(PostgresServer.password)\n".write(
            toFile: passfile, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: passfile)
        #expect(try await stranger.push("bot-1").exit == 0)
    }

    @Test func `killed in mid-push and pushed by several at once, every entry is there exactly once`()
        async throws
    {
        try await PostgresServer.run { server async throws in
            try await with(server, "killed") { host async throws in
                try host.write(400, to: "bot-1")
                for round in 0..<6 {
                    let child = try host.start(
                        ["audit", "push", "--to", server.address("killed"), "--batch", "3"], as: "bot-1")
                    // Once it has made some way.
                    let before = try await host.count() ?? 0
                    try await eventually("round \(round) makes some way") {
                        let count = try await host.count() ?? 0
                        return count > before || count == 400
                    }
                    child.send(signal: SIGKILL)
                    _ = await child.end()
                }
                #expect(try await host.count("grinderctl_breaks") == 0)
                let together = try (0..<3).map { _ in
                    try host.start(
                        ["audit", "push", "--to", server.address("killed"), "--batch", "7"], as: "bot-1")
                }
                for child in together { #expect(await child.end().exit == 0) }
                #expect(try await host.count() == 400)
                #expect(
                    try await host.sql(
                        "SELECT count(DISTINCT seq) || ' ' || max(seq) FROM grinderctl_entries") == "400 400")
                #expect(try await host.verify().exit == 0)
            }
        }
    }
}
