import OperatorStage
import Testing
import TriageCore

@testable import grinderctl

@Suite struct LocalTimeTests {
    private static let east = LocalTime.fixed(seconds: 7_200, name: "CEST")

    @Test func `the wall clock stands behind each time, with its date where that is another`() {
        #expect(
            Self.east.beside("placed 2026-07-01T03:12:07.000Z, 2 h ago")
                == "placed 2026-07-01T03:12:07.000Z (05:12 CEST), 2 h ago")
        #expect(
            Self.east.beside("2026-07-01T23:00:00.000Z to 2026-07-02T01:00:00.000Z")
                == "2026-07-01T23:00:00.000Z (2026-07-02 01:00 CEST) to 2026-07-02T01:00:00.000Z (03:00 CEST)")
        #expect(
            Self.east.beside("the bot's start (2026-07-01T03:12:07.000Z)")
                == "the bot's start (2026-07-01T03:12:07.000Z, 05:12 CEST)")
        #expect(
            LocalTime.fixed(seconds: -12_600, name: "UTC-03:30").beside("2026-07-01T03:12:07.000Z")
                == "2026-07-01T03:12:07.000Z (2026-06-30 23:42 UTC-03:30)")
    }

    @Test func `UTC is not shown twice, and what is no time stays`() {
        let text = "2026-07-01T03:12:07.000Z, 03:12:07Z, 2026-07-01T03:12:07Z, 2026-13-01T03:12:07.000Z"
        #expect(LocalTime.utc.beside(text) == text)
        #expect(LocalTime.fixed(seconds: 0, name: "GMT").beside(text) == text)
        #expect(Self.east.beside("03:12:07Z and 2026-13-01T03:12:07.000Z") == "03:12:07Z and 2026-13-01T03:12:07.000Z")
    }

    @Test func `a screen shows it in its sentences, never in commands, ids or quoted lines`() {
        var screen = Screen()
        let time = "2026-07-01T03:12:07.000Z"
        screen.answer("orphaned", .bad, "placed \(time)")
        screen.say("from \(time)")
        screen.fact("placed", time, source: "GET /fapi/v1/order")
        screen.fact("line", "\(time) INFO started", source: "bot.log:1")
        screen.record("audit", time)
        screen.command("grinderctl timeline BTCUSDT --since \(time)")
        let lines = ScreenText(screen: screen.with(Self.east), width: 200).lines
        #expect(lines.map { $0.contains("CEST") } == [true, true, true, false, false, false], "\(lines)")
    }

    @Test(arguments: [
        ["triage", "unexpected", States.orphanID], ["triage", "unexpected", States.orphanID, "-v"],
        ["incident", "list"], ["audit", "show", "INC-1"], ["cancel", States.orphanID],
    ])
    func `a person's text has it; JSON, -q and a ticket do not; and a screen stays a screen`(_ words: [String])
        async throws
    {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            _ = await stage.run(["incident", "open", "INC-1", "--title", "night"])
            _ = await stage.run(["triage", "unexpected", "--incident", "INC-1"])
            func shown(_ more: [String], _ local: LocalTime) async -> String {
                let console = ScriptedConsole(outputWidth: 80)
                var context = stage.context(words + more, console: console)
                context.localTime = local
                _ = await Shell.run(at: context, parse: NarrowParser.parse)
                return console.output
            }
            let text = await shown([], Self.east)
            #expect(text.contains(" CEST)") || words[0] == "cancel", "\(text)")
            if !words.contains("-v"), words[0] != "audit" {
                #expect(ShownScreen(output: text, exit: 1).faults() == [], "\(text)")
            }
            for more in [["--json"], ["--format", "md"], ["-q"]] {
                #expect(!(await shown(more, Self.east)).contains("CEST") || more == ["-q"] && words[0] != "triage")
            }
            #expect(!(await shown([], .utc)).contains("CEST"))
        }
    }
}
