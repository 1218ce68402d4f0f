import ExchangeSandbox
import Foundation
import Testing

@testable import grinderctl

@Suite struct OutputTests {
    /// Ids, times and durations are the only things that may differ between two runs on the same facts.
    private static func masked(_ json: String) -> String {
        json.replacing(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, with: "ID")
            .replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}Z/, with: "TIME")
            .replacing(/[0-9]+:[0-9a-f]{64}/, with: "HEAD")
            .replacing(/"ms":[0-9]+/, with: "\"ms\":0")
            .replacing(/up [0-9.]+ s/, with: "up N s")
            .replacing(/-?[0-9]+ ms/, with: "N ms")
            .replacing(/([0-9]+ (d|h|min|s) ?)+(before|after|ago)/, with: "AGE")
            // A slow machine measures the exchange's clock more than once.
            .replacing(/({"method":"GET","path":"\/fapi\/v1\/time"[^}]*},)+/, with: "CLOCK,")
            .replacing(/"weight":[0-9]+,"audit"/, with: "\"weight\":N,\"audit\"")
            // What the minute has seen so far, from whomever.
            .replacing(/used [0-9]+ of/, with: "used N of")
            .replacing(/this IP [0-9]+ of/, with: "this IP N of")
    }

    @Test(arguments: [
        ["triage", "unexpected", States.orphanID], ["triage", "unexpected"], ["cancel", States.orphanID],
        ["triage", "missing", States.filledID], ["triage", "missing", States.unknownID],
        ["triage", "divergence", States.endedID], ["triage", "divergence", States.orphanID, "--grace", "1s"],
        ["triage", "position", "BTCUSDT"], ["scan"], ["scan", "--run", "--weight-budget", "100%"],
    ])
    func `the same facts give the same bytes of JSON`(_ words: [String]) async throws {
        try await Stage.set { stage async throws in
            var runs: [String] = []
            for number in 1...3 {
                let log = stage.folder + "/audit-\(number).db"
                let answer = await stage.run(words + ["--json"], with: ["GRINDERCTL_AUDIT_DB": log])
                runs.append(Self.masked(answer.output))
            }
            #expect(runs[0] == runs[1])
            #expect(runs[1] == runs[2])
        }
    }

    static let colours:
        [(name: String, changes: [String: String?], flags: [String], isTerminal: Bool, coloured: Bool)] = [
            ("a pipe", ["TERM": "xterm"], [], false, false), ("a terminal", ["TERM": "xterm"], [], true, true),
            ("NO_COLOR", ["TERM": "xterm", "NO_COLOR": "1"], [], true, false),
            ("NO_COLOR over CLICOLOR_FORCE", ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], [], true, false),
            ("CLICOLOR_FORCE", ["CLICOLOR_FORCE": "1"], [], false, true),
            ("CLICOLOR_FORCE=0", ["CLICOLOR_FORCE": "0"], [], false, false),
            ("TERM=dumb", ["TERM": "dumb"], [], true, false),
            ("--no-color", ["TERM": "xterm", "CLICOLOR_FORCE": "1"], ["--no-color"], true, false),
        ]

    @Test(arguments: colours.indices)
    func `colour is for terminals that take it, and for nobody else`(_ index: Int) async throws {
        let row = Self.colours[index]
        try await Stage.set { stage async throws in
            let console = ScriptedConsole(isTerminal: row.isTerminal)
            let answer = await stage.run(
                ["triage", "unexpected", States.orphanID] + row.flags, with: row.changes, console: console)
            #expect(answer.exit == 1)
            #expect(answer.output.contains("\u{1B}[") == row.coloured, "\(row.name)")
            let json = await stage.run(
                ["triage", "unexpected", States.orphanID, "--json"], with: row.changes,
                console: ScriptedConsole(isTerminal: row.isTerminal))
            #expect(!json.output.contains("\u{1B}"))
        }
    }

    private static func hasControls(_ text: String) -> Bool {
        text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || (0x7F...0x9F).contains($0.value) }
    }

    @Test func `control bytes of ids, log lines and answers are never printed raw`() async throws {
        try await Stage.set { stage async throws in
            let line = "12:00:00 INFO x: \u{1B}[2J\u{7}\(States.orphanID)\u{9B}31m\u{202E}\r"
            let log = try stage.write(line + "\n", to: "grinder.log")
            for flags in [[], ["--json"], ["--verbose"], ["--print-curl"]] {
                let answer = await stage.run(["triage", "unexpected", States.orphanID, "--logs", log] + flags)
                #expect(!Self.hasControls(answer.all))
                #expect(!answer.all.contains("\u{202E}"))
                let showsLines = flags == ["--json"] || flags == ["--verbose"]
                #expect(answer.output.contains("2J") || !showsLines)
                let evil = await stage.run(
                    ["triage", "unexpected", "web_\u{1B}[31m\u{202E}", "--symbol", "BTCUSDT"] + flags)
                #expect(!Self.hasControls(evil.all))
                let refused = await stage.run(["cancel", "x\u{1B}]0;t\u{7}", "--symbol", "BTC\u{1B}"] + flags)
                #expect(refused.exit == 64)
                #expect(!Self.hasControls(refused.all))
            }
            for words in [["list"], ["list", "--json"], ["show", "2"], ["show", "1", "--json"]] {
                let answer = await stage.run(["audit"] + words)
                #expect(answer.exit == 0)
                #expect(!Self.hasControls(answer.all))
            }
            let question = await stage.run(
                ["triage", "unexpected", States.orphanID, "--answer", "instance-stopped=\u{1B}[5myes"])
            #expect(!Self.hasControls(question.all))
        }
    }

    @Test func `a stdout that is full is told, but a sent action ends by its outcome`() async throws {
        try await Stage.set { stage async throws in
            let full = { ScriptedConsole(outputFailure: "No space left on device") }
            let triage = await stage.run(["triage", "unexpected", States.endedID], console: full())
            #expect(triage.exit == 74)
            #expect(triage.error.contains("No space left on device"))
            _ = await stage.triage(States.orphanID)
            let cancel = await stage.run(Stage.cancel(States.orphanID), console: full())
            #expect(cancel.exit == 0)
            #expect(cancel.error.contains("No space left on device"))
            #expect(stage.exchange.mutatingRequests().count == 1)
        }
    }

    @Test func `--quiet leaves stderr empty, --verbose and --print-curl show requests without a secret`() async throws {
        try await Stage.set { stage async throws in
            let words = ["triage", "unexpected", States.orphanID]
            #expect(await stage.run(words + ["-q"]).error.isEmpty)
            for flag in ["--verbose", "-v", "--print-curl"] {
                let answer = await stage.run(words + [flag])
                #expect(answer.error.contains("/fapi/v1/openOrders"))
                #expect(!answer.all.contains(stage.exchange.apiKey))
                #expect(!answer.all.contains(stage.exchange.apiSecret))
                #expect(!answer.all.contains("signature="))
            }
        }
    }
}
