import Testing
import TriageCore

@testable import grinderctl

@Suite struct ProgressTextTests {
    private static let text = ProgressText(palette: .plain)
    private static let step = StepReport(
        StepDefinition("order", "The open order", asks: []), .attention,
        "open: BUY 0.005 BTCUSDT at 59000.10 (LIMIT), NEW")
    private static let timing = StepTiming(milliseconds: 1_234, requests: 2, weight: 3, roundTrip: 41)

    @Test func `a step is told whole in a pipe, and cut to the terminal with its figures kept`() {
        #expect(
            Self.text.finished(Self.step, Self.timing, width: nil)
                == "  !!  order: open: BUY 0.005 BTCUSDT at 59000.10 (LIMIT), NEW (1.2 s, weight 3, rtt 41 ms)")
        for width in 45...100 {
            let line = Self.text.finished(Self.step, Self.timing, width: width)
            #expect(line.count <= width)
            #expect(line.hasSuffix(" (1.2 s, weight 3, rtt 41 ms)"))
        }
        #expect(Self.text.finished(Self.step, nil, width: 20) == "  !!  order: open...")
    }

    @Test func `what is waited for fits every width that has room for its figures`() {
        let work = RunningWork(
            steps: [StepID("order"), StepID("instance")], doing: "GET /fapi/v1/openAlgoOrders", milliseconds: 62_050,
            requests: 1, weight: 0)
        #expect(
            Self.text.running(work, width: 80)
                == "  ..  order, instance  GET /fapi/v1/openAlgoOrders  62.0 s, 1 request")
        for width in 30...100 { #expect(Self.text.running(work, width: width).count <= width) }
        #expect(
            Self.text.stillRunning(work)
                == "  ..  still working: order, instance  GET /fapi/v1/openAlgoOrders (62.0 s, 1 request)")
    }

    @Test func `control bytes of a summary are not sent to a terminal`() {
        let step = StepReport(StepDefinition("logs", "", asks: []), .ok, "a\u{1B}[2Jb\r\n")
        let line = Self.text.finished(step, nil, width: nil)
        #expect(line == "  ok  logs: a\\u{1b}[2Jb\\u{d}\\u{a}")
    }

    @Test(arguments: [
        ("abc", 3, "abc"), ("abcdef", 5, "ab..."), ("abcdef", 3, ""), ("abcdef", 0, ""), ("abcdef", -4, ""),
        ("日本語", 6, "日本語"), ("日本語", 5, "日..."), ("日本語日", 6, "日..."),
    ])
    func `a text is cut by columns`(text: String, room: Int, cut: String) {
        #expect(ScreenText.cut(text, to: room) == cut)
        #expect(ScreenText.columns(of: cut) <= max(room, 0))
    }

    @Test(arguments: [
        ([:], false), (["LANG": "C.UTF-8"], true), (["LANG": "de_DE.utf8"], true),
        (["LANG": "de_DE.UTF-8", "LC_ALL": "C"], false),
        (["LC_CTYPE": "en_US.UTF-8", "LANG": "C"], true), (["LC_ALL": "", "LANG": "en_US.UTF-8"], true),
    ])
    func `the locale tells whether a terminal shows UTF-8`(variables: [String: String], isUTF8: Bool) {
        #expect(Locale.isUTF8(variables) == isUTF8)
    }

    @Test func `without UTF-8 our own signs are written out, and the rest as numbers`() {
        #expect(Printable.ascii("NEW → FILLED … it’s – ok") == "NEW -> FILLED ... it's - ok")
        #expect(Printable.ascii("Größe") == "Gr\\u{f6}\\u{df}e")
        #expect(Printable.ascii("\u{1B}[1mplain\u{1B}[0m") == "\u{1B}[1mplain\u{1B}[0m")
    }
}
