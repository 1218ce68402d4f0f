import Testing

@testable import grinderctl

@Suite struct ScreenTests {
    private typealias Screen = grinderctl.Screen

    private static let command =
        "grinderctl cancel grinder_d_BTCUSDT_2_1772964000_17 grinder_d_BTCUSDT_3_1772964000_18 --execute --confirm 2 "
        + "--reason '…'"

    private static var screen: Screen {
        var screen = Screen()
        screen.command(command)
        screen.answer(
            "orphaned", .bad, "(certain): grinder_d_BTCUSDT_2_1772964000_17, cancel it [sandbox]")
        screen.say("Placed 2026-03-08T10:00:00.000Z, 1 h 30 min before the bot's start, and belongs to no running bot.")
        screen.blank()
        screen.blank()
        screen.step(.skipped, "logs", "no log was named: give --logs PATH")
        screen.step(
            .ok, "instance", "1 of 1 answer, 1 trading, http://a-host-with-a-long-name.example.net:9090/healthz says")
        screen.record("audit", "00000001-0000-4000-8000-000000000001, seq 1 to 7")
        return screen
    }

    @Test(arguments: [40, 60, 80, 132])
    func `words wrap at the width, commands never, and nothing is broken within a word that fits a row`(_ width: Int) {
        let lines = ScreenText(screen: Self.screen, width: width).lines
        #expect(lines.last == Self.command)
        #expect(lines.dropLast().allSatisfy { ScreenText.columns(of: $0) <= width }, "\(lines)")
        let shown = Set(lines.joined(separator: " ").split(separator: " "))
        #expect(shown.contains("grinder_d_BTCUSDT_2_1772964000_17,"))
        // What no row holds goes on in the next.
        let address = "http://a-host-with-a-long-name.example.net:9090/healthz"
        #expect(shown.contains(Substring(address)) == (width >= 80))
        #expect(lines.map { $0.drop { $0 == " " } }.joined().contains(address))
        #expect(lines.first?.hasPrefix("orphaned (certain):") == true)
        #expect(!zip(lines, lines.dropFirst()).contains { $0.isEmpty && $1.isEmpty })
    }

    @Test func `what is said of the steps stands in one column`() {
        let lines = ScreenText(screen: Self.screen, width: 80).lines
        #expect(lines.contains("skip logs     no log was named: give --logs PATH"))
        #expect(lines.contains { $0.hasPrefix("  ok instance 1 of 1 answer") })
        #expect(lines.contains { $0.hasPrefix("              http://a-host") })
    }

    @Test func `control bytes are shown, never sent to the terminal`() {
        var screen = Screen()
        screen.answer("filled", .bad, "a\u{1B}[2Jb\nc")
        screen.command("grinderctl triage 'x\u{7}'")
        let lines = ScreenText(screen: screen).lines
        #expect(lines == [#"filled a\u{1b}[2Jb\u{a}c"#, #"grinderctl triage 'x\u{7}'"#])
    }

    @Test func `wide signs take two columns and combining marks none`() {
        #expect(ScreenText.columns(of: "注文") == 4)
        #expect(ScreenText.columns(of: "e\u{301}") == 1)
        #expect(ScreenText.columns(of: "🙂") == 2)
    }

    @Test func `a tabbed line stays one line of as many fields, whatever they hold`() {
        let line = TabbedLine(["orphaned", nil, "a\tb\nc", "\u{1B}[31m"]).text
        #expect(line == "orphaned\t\ta\\u{9}b\\u{a}c\t\\u{1b}[31m\n")
        #expect(line.filter { $0 == "\t" }.count == 3)
    }

    @Test func `a ticket block shows what others wrote as text, and commands in a block to copy`() {
        var screen = Screen()
        screen.answer("orphaned", .bad, "(certain): *bold* <script> web_1")
        screen.say("See `this` | that")
        screen.step(.failed, "order", "[x](http://evil)")
        screen.command("grinderctl cancel 'a```b'")
        let text = TicketBlock(screen: screen, signature: "grinderctl, 2026-03-08T12:00:00.000Z by ada").text
        #expect(text.hasPrefix("**orphaned** (certain): \\*bold\\* \\<script\\> web\\_1\n\n"))
        #expect(text.contains("- See \\`this\\` \\| that\n- fail **order** \\[x\\](http\\://evil)"))
        #expect(text.contains("````sh\ngrinderctl cancel 'a```b'\n````\n"))
        #expect(text.hasSuffix("by ada\n"))
    }

    @Test func `a format nobody knows is a usage error that names the known ones`() async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(["triage", "unexpected", "--format", "pdf"])
            #expect(answer.exit == 64)
            #expect(answer.error.hasPrefix("error: --format pdf is not one of text, md"))
        }
    }
}
