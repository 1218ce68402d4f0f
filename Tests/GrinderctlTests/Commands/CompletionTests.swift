import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import Testing
import TriageCore

@testable import grinderctl

/// What a shell is offered; that the three shells take it is checked by `.packaging/check-completions`.
@Suite struct CompletionTests {
    private static let orphan = "grinder_d_BTCUSDT_3_1772964000_41"
    private static let open = "grinder_d_ETHUSDT_1_1772964000_7"
    private static let ended = "grinder_d_BTCUSDT_9_1772964000_9"

    /// As bash asks: the path of the command, its argument, the words typed with the last one under the cursor.
    private func offered(
        _ path: [String], _ argument: String, _ words: [String], at stage: Stage, with changes: [String: String?] = [:]
    ) async -> [String] {
        let typed = ["grinderctl"] + words
        let asked = ["---completion"] + path + ["--", argument, "\(typed.count - 1)", "\(words.last?.count ?? 0)"]
        let answer = await stage.run(asked + typed, with: changes)
        #expect(answer.exit == 0)
        #expect(answer.error.isEmpty)
        return answer.output.split(separator: "\n").map(String.init).filter { $0 != " " }
    }

    private func log(_ path: String, _ drafts: [EntryDraft]) throws {
        let identity = AuditIdentity(operator: "ada", host: "oncall-1", environment: "sandbox")
        let store = try AuditStore.open(
            path: path, access: .append, identity: identity, now: { "2026-03-08T12:00:00.000Z" })
        _ = try store.append(drafts)
    }

    private func verdict(_ id: String, _ code: String, _ symbol: String = "BTCUSDT") -> EntryDraft {
        EntryDraft(kind: .verdict, symbol: symbol, clientOrderID: id, payload: ["code": .string(code)])
    }

    private var history: [EntryDraft] {
        [
            verdict(Self.orphan, "orphaned"), verdict(Self.ended, "gone"),
            EntryDraft(
                kind: .actionIntent, symbol: "ETHUSDT", clientOrderID: Self.open, payload: ["action": "cancel"]),
            verdict("grinder_d_BTCUSDT_8_1772964000_8", "expected"),
            EntryDraft(
                kind: .investigationOpened, investigation: "one", symbol: "BTCUSDT", clientOrderID: Self.orphan,
                payload: ["command": "cancel"]),
            EntryDraft(kind: .investigationOpened, investigation: "two", payload: ["command": "reset"]),
        ]
    }

    @Test
    func `ids: what is orphaned or open first, then the newest; one that stands on the line is not offered again`()
        async throws
    {
        try await Stage.set { stage in
            try log(stage.auditPath, history)
            let ids = await offered(["cancel"], "positional@0", ["cancel", ""], at: stage)
            #expect(ids == [Self.open, Self.orphan, "grinder_d_BTCUSDT_8_1772964000_8", Self.ended])
            let more = await offered(["cancel"], "positional@0", ["cancel", Self.open, "grinder_d_B"], at: stage)
            #expect(more == [Self.orphan, "grinder_d_BTCUSDT_8_1772964000_8", Self.ended])
            #expect(await offered(["reset"], "--resume", ["reset", "--resume", ""], at: stage) == ["two"])
            #expect(await offered(["audit", "resolve"], "positional@0", ["audit", "resolve", ""], at: stage) == ["3"])
        }
    }

    @Test(
        arguments: [
            "$(touch /tmp/x)", "`id`", "a b", "a\u{1B}[31m", "a:b", "-rf", "~root", "a'b", "a\"b", "a\\b", "a;b", "ä",
            "",
            "a\nb", "{a,b}", "*",
        ])
    func `a name that a shell would expand, or a terminal obey, is not offered`(_ name: String) async throws {
        try await Stage.set { stage in
            try log(
                stage.auditPath,
                [
                    EntryDraft(kind: .incidentOpened, incident: name, payload: ["title": "x"]),
                    EntryDraft(kind: .incidentOpened, incident: "INC-7", payload: ["title": "x"]),
                    verdict(name, "orphaned", "X"),
                ])
            #expect(await offered(["scan"], "--incident", ["scan", "--incident", ""], at: stage) == ["INC-7"])
            #expect(await offered(["cancel"], "positional@0", ["cancel", ""], at: stage) == [])
        }
    }

    @Test func `a fresh orphan comes first, and what was only typed, or is not known, is not offered`() async throws {
        try await Stage.set { stage in
            try log(stage.auditPath, history + [verdict("grinder_d_BTCUSDT_7_1772964000_7", "inconclusive")])
            let typo = EntryDraft(
                kind: .investigationOpened, investigation: "three", symbol: "BTCUSDT",
                clientOrderID: "grinder_d_BTCUSDT_7_1772964000_70", payload: ["command": "triage missing"])
            try log(stage.auditPath, [typo])
            _ = await stage.run(["triage", "unexpected", States.secondID])
            let ids = await offered(["cancel"], "positional@0", ["cancel", ""], at: stage)
            #expect(
                ids == [States.secondID, Self.open, Self.orphan, "grinder_d_BTCUSDT_8_1772964000_8", Self.ended])
        }
    }

    @Test func `of very many the first hundred that fit what is typed`() async throws {
        try await Stage.set { stage in
            try log(stage.auditPath, (1...150).map { verdict("grinder_d_BTCUSDT_1_1772964000_\($0)", "gone") })
            #expect(await offered(["cancel"], "positional@0", ["cancel", ""], at: stage).count == 100)
            let old = "grinder_d_BTCUSDT_1_1772964000_2"
            let fitting = await offered(["cancel"], "positional@0", ["cancel", old], at: stage)
            #expect(fitting.last == old)
            #expect(fitting.allSatisfy { $0.hasPrefix(old) })
        }
    }

    @Test func `the log is the one the line names, by whatever spelling a shell hands over`() async throws {
        try await Stage.set { stage in
            let other = stage.folder + "/an other.db"
            try log(other, [verdict(Self.orphan, "orphaned")])
            let spellings = [
                ["--audit-db", "'\(other)'"], ["--audit-db=\"\(other)\""],
                ["--audit-db", "=", other.replacing(" ", with: "\\ ")],
                ["--audit-db", "~/an\\ other.db"],
            ]
            for spelling in spellings {
                let ids = await offered(["cancel"], "positional@0", spelling + ["cancel", ""], at: stage)
                #expect(ids == [Self.orphan], "\(spelling)")
            }
            for unknown in [
                ["--audit-db", "$LOG"], ["--audit-db", "\(stage.folder)/none.db"], ["--config", "<(true)"],
            ] {
                #expect(await offered(["cancel"], "positional@0", unknown + ["cancel", ""], at: stage) == [])
            }
        }
    }

    @Test func `nothing there, nothing readable, nothing of ours: nothing offered, nothing said, nothing made`()
        async throws
    {
        try await Stage.set { stage in
            let ask = ["cancel"]
            #expect(await offered(ask, "positional@0", ["cancel", ""], at: stage) == [])
            #expect(!FileManager.default.fileExists(atPath: stage.auditPath))
            _ = try stage.write("no database at all, but long enough to look like one", to: "audit.db")
            #expect(await offered(ask, "positional@0", ["cancel", ""], at: stage) == [])
            let broken = try stage.write("env: [", to: "config.yaml")
            #expect(await offered(ask, "positional@0", ["--config", broken, "cancel", ""], at: stage) == [])
            #expect(await offered(ask, "positional@99", ["cancel", ""], at: stage) == [])
            #expect(await offered(["no", "such"], "--flag", ["no", ""], at: stage) == [])
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: stage.folder).sorted() == [
                    "audit.db", "config.yaml",
                ])
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test func `symbols: the configuration's, then the log's`() async throws {
        try await Stage.set { stage in
            try log(stage.auditPath, history)
            let config = try stage.write("symbols: [SOLUSDT, BTCUSDT]\n", to: "config.yaml")
            let symbols = await offered(
                ["flatten"], "positional@0", ["flatten", "--config", config, ""], at: stage)
            #expect(symbols == ["SOLUSDT", "BTCUSDT", "ETHUSDT"])
        }
    }

    @Test(
        arguments: [
            ("'a b'", "a b"), (#""a\"b""#, #"a"b"#), (#"a\ b"#, "a b"), ("~/x", "/home/ada/x"), ("'~/x'", "~/x"),
            ("a'b'c", "abc"),
            ("$X", nil), ("\"$X\"", nil), ("'$X'", "$X"), ("a*", nil), ("`x`", nil),
        ] as [(String, String?)])
    func `a word without its quotes, or none where only the shell knows`(_ word: String, _ plain: String?) {
        #expect(TypedLine.plain(word, home: "/home/ada") == plain)
    }

    @Test func `the scripts: one help, and a fish that needs no terminal`() async throws {
        try await Stage.set { stage in
            for shell in ["bash", "zsh", "fish"] {
                let script = await stage.run(["--generate-completion-script", shell]).output
                #expect(!script.contains("Show subcommand help information"))
                #expect(!script.contains("__grinderctl_tokens -tC"))
                #expect(script.ranges(of: "\n_grinderctl_help() {").count == (shell == "fish" ? 0 : 1))
            }
        }
    }
}
