import AuditLog
import ExchangeSandbox
import Foundation
import Testing

@testable import grinderctl

/// Commands that read a log, or settle and note what stands in one.
@Suite struct AmendingTests {
    @Test(arguments: [
        ["audit", "list"], ["audit", "show", "1"], ["audit", "verify"], ["audit", "head"], ["audit", "resolve"],
        ["audit", "export"], ["audit", "report", "INC-1"],
        ["audit", "push", "--to", "postgres://ops@127.0.0.1:9/audit"],
        ["incident", "list"], ["incident", "note", "INC-1", "text"], ["incident", "close", "INC-1"],
    ])
    func `a log that is not there ends 66, and is not made`(_ words: [String]) async throws {
        try await Stage.set { stage async throws in
            let path = stage.folder + "/typo/audit.db"
            let answer = await stage.run(words + ["--audit-db", path, "--json"])
            #expect(answer.exit == 66, "\(answer.all)")
            #expect(answer.json["error"]["message"].text?.contains("\(path): there is no such file") == true)
            #expect(answer.json["error"]["message"].text?.contains("--audit-db") == true)
            #expect(!FileManager.default.fileExists(atPath: stage.folder + "/typo"))
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test(arguments: ["a b", "", " ", "-x", "a\nb", "a\u{7}", String(repeating: "x", count: 101)])
    func `an incident's id is the same everywhere`(_ id: String) async throws {
        try await Stage.set { stage async throws in
            let commands = [
                ["triage", "unexpected", States.orphanID], ["cancel", States.orphanID], ["audit", "list"],
                ["audit", "report"], ["incident", "open"], ["scan"],
            ]
            for words in commands {
                let flag = await stage.run(words + (id.hasPrefix("-") ? ["--incident=" + id] : ["--incident", id]))
                #expect(flag.exit == 64, "\(words): \(flag.all)")
                #expect(flag.error.contains("an incident id has"))
                // An empty variable is none.
                guard !id.isEmpty else { continue }
                let variable = await stage.run(words, with: ["GRINDERCTL_INCIDENT": id])
                #expect(variable.exit == 64, "\(words): \(variable.all)")
                #expect(variable.error.contains("GRINDERCTL_INCIDENT: an incident id has"))
            }
            #expect(!FileManager.default.fileExists(atPath: stage.auditPath))
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test func `a note is taken behind an entry that was tampered with, and says so; not behind a tampered end`()
        async throws
    {
        try await Stage.set { stage async throws in
            #expect(await stage.run(["incident", "open", "INC-1"]).exit == 0)
            #expect(await stage.run(["incident", "note", "INC-1", "first"]).exit == 0)
            try stage.tamper("UPDATE entries SET operator = 'eve' WHERE seq = 1")
            let note = await stage.run(["incident", "note", "INC-1", "second"])
            #expect(note.exit == 0)
            #expect(note.error.contains("warning: the audit log was tampered with (seq 1: "))
            #expect(try stage.entries(.note).count == 2)
            try stage.tamper("UPDATE entries SET operator = 'eve' WHERE seq = 3")
            let refused = await stage.run(["incident", "note", "INC-1", "third"])
            #expect(refused.exit == 74)
            #expect(refused.error.contains("its last entry, seq 3, was altered"))
            #expect(try stage.entries(.note).count == 2)
        }
    }

    @Test(arguments: ["link", "folder"])
    func `what stands where an outcome would wait is named, with what to do`(_ kind: String) async throws {
        try await Stage.set { stage async throws in
            try stage.append(Stage.notes(1))
            let path = stage.auditPath + "-outcomes-1"
            if kind == "link" {
                try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/null")
            } else {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            }
            for words in [["audit", "list"], ["incident", "open", "INC-1"]] {
                let answer = await stage.run(words)
                #expect(answer.exit == 0)
                #expect(answer.error.contains("\(path) is a \(kind == "link" ? "symbolic link" : "folder")"))
                #expect(answer.error.contains("mv \(path) \(path).damaged"))
            }
            try FileManager.default.moveItem(atPath: path, toPath: path + ".damaged")
            #expect(await stage.run(["audit", "list"]).error.isEmpty)
        }
    }
}
