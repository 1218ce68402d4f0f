import ExchangeSandbox
import Foundation
import OperatorStage
import Testing

/// The built binary on a terminal, in a pipe, and interrupted at the keyboard.
@Suite struct TerminalTests {
    private static let triage = ["triage", "unexpected", Orphans.first]

    @Test func `a terminal is shown each step with its time, weight and round trip, and one line is replaced`()
        async throws
    {
        try await OperatorStage.set(
            state: Orphans.state(), faults: ["latency+7000@GET:/fapi/v1/openAlgoOrders*1"]
        ) { stage async throws in
            let terminal = try Terminal(columns: 60)
            let child = try stage.start(Self.triage, on: terminal)
            #expect(try await terminal.shows("request"))
            #expect(await child.end().exit == 1)
            #expect(try await terminal.shows("head:"))
            let screen = Screen(terminal.text)
            #expect(screen.others.isEmpty)
            let order = try #require(screen.lines.first { $0.hasPrefix("  !!  order: ") })
            #expect(order.wholeMatch(of: #/  !!  order: .*\.\.\. \([0-9.]+ s, weight [0-9]+, rtt [0-9]+ ms\)/#) != nil)
            #expect(order.count <= 59)
            #expect(terminal.text.contains("\r"))
            #expect(terminal.text.firstMatch(of: #/  \.\.  .*GET /fapi/v1/.* [0-9.]+ s, [0-9]+ requests?/#) != nil)
            // What was replaced is gone.
            #expect(!screen.lines.contains { $0.hasPrefix("  ..  ") })
            #expect(terminal.isSane)
        }
    }

    @Test(arguments: [[], ["-v"], ["-q"], ["--format", "md"]] as [[String]])
    func `what a terminal of 80 columns and 24 rows shows of four orphans, and its last row carried out`(
        _ flags: [String]
    ) async throws {
        try await OperatorStage.set(state: Orphans.state(4)) { stage async throws in
            let terminal = try Terminal(columns: 80, rows: 24)
            #expect(await (try stage.start(["triage", "unexpected"] + flags, on: terminal)).end().exit == 1)
            let wanted = flags.isEmpty ? "--reason '…'" : Orphans.id(4)
            #expect(try await terminal.shows(wanted))
            guard flags.isEmpty else { return }
            let lines = Screen(terminal.text).lines.map { $0.filter { $0 != "\r" } }
            let shown = ShownScreen(output: lines.joined(separator: "\n"), exit: 1)
            #expect(shown.rows.first?.hasPrefix("4 of 4 orphaned ") == true, "\(shown.rows)")
            #expect(shown.faults() == [], "\(shown.rows)")
            let second = try Terminal(columns: 80, rows: 24)
            let words = ShownScreen.filled(try #require(shown.commands.first))
            #expect(await (try stage.start(words, on: second)).end().exit == 0)
            #expect(try await second.shows("verified"))
        }
    }

    @Test func `a position on a terminal: the question, one screen, and its last row carried out`() async throws {
        let row = try #require(VerdictCase.all.first { $0.name == "position-untracked-fills" })
        try await row.play { stage, changes async throws in
            let terminal = try Terminal(columns: 80, rows: 24)
            #expect(await (try stage.start(row.words, on: terminal, with: changes)).end().exit == 1)
            #expect(try await terminal.shows("--reason '…'"))
            let lines = Screen(terminal.text).lines.map { $0.filter { $0 != "\r" } }
            let shown = ShownScreen(output: lines.joined(separator: "\n"), exit: 1)
            #expect(
                shown.rows.first?.hasPrefix("untracked-fills (likely): BTCUSDT 0.005, flatten it") == true,
                "\(shown.rows)")
            #expect(shown.faults() == [], "\(shown.rows)")
            let words = ShownScreen.filled(try #require(shown.commands.first))
            #expect(try await stage.run(words, with: changes).exit == 0)
        }
    }

    @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"], ["TERM": nil]] as [[String: String?]])
    func `a terminal that takes no control bytes gets lines`(_ changes: [String: String?]) async throws {
        try await OperatorStage.set(state: Orphans.state(), latencyMilliseconds: 400) { stage async throws in
            let terminal = try Terminal()
            #expect(await (try stage.start(Self.triage, on: terminal, with: changes)).end().exit == 1)
            #expect(try await terminal.shows("head: "))
            let text = terminal.text.replacing("\r\n", with: "\n")
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F })
            #expect(text.contains("  !! order") && !text.contains("  !!  order: open: "))
        }
    }

    @Test func `a pipe gets a line a step without control bytes, with -v at once and else when it takes long`()
        async throws
    {
        try await OperatorStage.set(
            state: Orphans.state(), faults: ["latency+7000@GET:/fapi/v1/openAlgoOrders*1"]
        ) { stage async throws in
            for flags in [[], ["-v"]] {
                let piped = try await stage.run(Self.triage + flags, with: ["TERM": "xterm"])
                #expect(piped.exit == 1)
                let steps = piped.errorText.split(separator: "\n")
                #expect(steps.contains { $0.hasPrefix("  !!  order: open: ") && $0.contains(", weight ") })
                #expect(!piped.errorText.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
            }
        }
    }

    @Test func `one file for both streams, and --quiet, get no line a step`() async throws {
        try await OperatorStage.set(state: Orphans.state()) { stage async throws in
            #expect(try await stage.run(Self.triage + ["-q", "-v"]).errorText.contains("order: open: ") == false)
            let words = ([ChildProcess.binary] + Self.triage).joined(separator: " ")
            let both = try await ChildProcess.start(
                ["-c", words + " -v 2>&1"], environment: stage.environment, folder: stage.folder, program: "/bin/sh"
            ).end()
            #expect(both.exit == 1)
            #expect(both.outputText.contains("\norphaned "), "\(both.outputText)")
            #expect(!both.outputText.contains("!!  order: open: "))
        }
    }

    @Test func `a terminal without UTF-8 gets ASCII`() async throws {
        try await OperatorStage.set(state: Orphans.state()) { stage async throws in
            for (locale, isASCII) in [("C", true), ("de_DE.UTF-8", false)] {
                let terminal = try Terminal()
                let words = ["incident", "open", "INC-\(isASCII ? 1 : 2)", "--title", "Größe → 0…"]
                #expect(await (try stage.start(words, on: terminal, with: ["LC_ALL": locale])).end().exit == 0)
                let shown = try await stage.start(["incident", "list"], on: terminal, with: ["LC_ALL": locale]).end()
                #expect(shown.exit == 0)
                #expect(try await terminal.shows(isASCII ? "Gr\\u{f6}\\u{df}e -> 0..." : "Größe → 0…"))
                #expect(terminal.text.utf8.allSatisfy { $0 < 0x80 } == isASCII)
            }
        }
    }

    @Test func `Ctrl-C while it reads: 130, what happened, a true audit, and a sane terminal`() async throws {
        try await OperatorStage.set(
            state: Orphans.state(), faults: ["latency+60000@GET:/fapi/v1/openAlgoOrders"]
        ) { stage async throws in
            let terminal = try Terminal()
            let child = try stage.start(Self.triage, on: terminal)
            #expect(try await terminal.shows("  ..  order"))
            terminal.type("\u{3}")
            #expect(await child.end().exit == 130)
            #expect(try await terminal.shows("try: grinderctl audit show "))
            let screen = Screen(terminal.text)
            #expect(
                screen.lines.contains { $0.hasPrefix("error: interrupted. Nothing was sent that changes anything.") })
            let attempt = try #require(screen.lines.first { $0.hasPrefix("try: grinderctl audit show ") })
            // The line that was replaced is gone, and so is the echo of the key.
            #expect(!screen.lines.contains { $0.hasPrefix("  ..  ") })
            #expect(screen.lines.last?.isEmpty == true)
            #expect(terminal.isSane)
            let shown = try await stage.run(attempt.split(separator: " ").dropFirst(2).map(String.init))
            #expect(shown.exit == 0)
            #expect(shown.outputText.contains("investigation.opened"))
            #expect(!shown.outputText.contains(" verdict "))
            #expect(try await stage.run(["audit", "verify"]).exit == 0)
        }
    }

    @Test func `Ctrl-C at a question and at --step: 130, and no verdict`() async throws {
        try await OperatorStage.set(state: Orphans.state()) { stage async throws in
            for (words, question) in [
                (Self.triage + ["--step"], "[Enter] go on"), (Self.triage, "[yes/no]"),
            ] {
                let terminal = try Terminal()
                let child = try stage.start(words, on: terminal, with: ["GRINDERCTL_HEALTH": nil])
                #expect(try await terminal.shows(question))
                terminal.type("\u{3}")
                #expect(await child.end().exit == 130)
                #expect(try await terminal.shows("error: interrupted."))
                // Said on a line of its own.
                #expect(Screen(terminal.text).lines.contains { $0.hasPrefix("error: interrupted.") })
                #expect(terminal.isSane)
            }
            let verdicts = try await stage.run(["audit", "list", "--kind", "verdict", "--json"])
            #expect(verdicts.outputText.contains(#""entries":[]"#))
        }
    }

    @Test func `--step: a note, another step, and handing over, typed at a terminal`() async throws {
        try await OperatorStage.set(state: Orphans.state()) { stage async throws in
            let terminal = try Terminal()
            let child = try stage.start(Self.triage + ["--step"], on: terminal)
            #expect(try await terminal.shows("h [TEXT]: hand over > "))
            terminal.type("n asked ada\n")
            #expect(try await terminal.shows("noted"))
            terminal.type("\n")
            #expect(try await terminal.shows("order: "))
            terminal.type("h bob takes over\n")
            #expect(await child.end().exit == 2)
            #expect(try await terminal.shows("bob takes over"))
            let list = try await stage.run(["audit", "list", "--kind", "note", "--json"])
            #expect(list.outputText.contains("asked ada"))
            #expect(list.outputText.contains("bob takes over"))
            #expect(terminal.isSane)
        }
    }

    @Test func `a log that takes long to read says how far it is`() async throws {
        try await OperatorStage.set(state: Orphans.state()) { stage async throws in
            // A FIFO keeps the reader waiting as a slow disk would.
            let words = Self.triage + ["--logs", "-", "--health", stage.bot.baseURL]
            let terminal = try Terminal()
            let go = stage.folder + "/go"
            let script =
                "(head -c 3000000 /dev/zero | tr '\\0' 'x'; until [ -e '\(go)' ]; do sleep 0.1; done) | \"$0\" \"$@\""
            var environment = stage.environment
            environment["TERM"] = "xterm"
            environment["PATH"] = "/usr/bin:/bin"
            let child = try ChildProcess.start(
                ["--ctty", "--wait", "/bin/sh", "-c", script, ChildProcess.binary] + words, environment: environment,
                folder: stage.folder, program: "/usr/bin/setsid", terminal: terminal.device)
            #expect(try await terminal.shows(" MB of "))
            try "".write(toFile: go, atomically: false, encoding: .utf8)
            #expect(await child.end().exit == 1)
            #expect(terminal.text.firstMatch(of: #/  \.\.  logs.*  [0-9]\.[0-9] MB of /#) != nil)
        }
    }
}
