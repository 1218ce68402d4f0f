import BotEvidence
import Foundation
import Testing
import TriageCore

/// A log that says, or shows, that it is not whole proves nothing by its silence.
@Suite struct LogGapTests {
    private static func history(
        _ lines: [LogShape.Line], insert: String? = nil, change: (String) -> String = { $0 }
    ) async -> LogHistory {
        var text = lines.map { change($0.text) + "\n" }
        if let insert { text.insert(insert + "\n", at: 2) }
        return await BotEvidenceTests.history(
            Array(text.joined().utf8), naming: [ShapeWorld.id], symbol: Symbol("BTCUSDT"), since: nil, until: nil,
            now: ShapeWorld.now, zone: .utc, limit: 20_000)
    }

    /// Every line that places an order, cut so many bytes before it names it.
    @Test(arguments: ShapeWorld.Form.allCases, [0, 1, 16, 40, 72, 90, 110])
    func `placements that are cut before their id may be anyone's`(form: ShapeWorld.Form, before: Int) async throws {
        for fate in [ShapeWorld.Fate.accepted, .absent] {
            let history = await Self.history(ShapeWorld.lines(fate, form)) { line in
                guard let name = line.range(of: "newClientOrderId") else { return line }
                return String(line[..<name.lowerBound].dropLast(before))
            }
            let verdict = try #require(ShapeWorld.verdict(of: history))
            #expect(verdict.code == "inconclusive", "\(fate) \(verdict.cause)")
            #expect(!history.problems.isEmpty)
        }
    }

    private static let url = "https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=BUY"

    @Test(arguments: [
        "12:00:02 INFO     httpx: HTTP Request: POST \(url)",
        "12:00:02 INFO     httpx: HTTP Request: POST \(url)&price=6718…",
        "12:00:02 INFO     httpx: HTTP Request: POST \(url)&price=6718 [truncated]",
        "12:00:02 INFO     httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/ord",
        "12:00:02 INFO     httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order?sym",
        "12:00:02 INFO     httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/algoOrder?symbol=BTCUSDT&clientAlgoId=gri",
        #"{"asctime": "2026-03-08 12:00:02,000", "message": "HTTP Request: POST \#(url)&ty"#,
        #"{"log":"12:00:02 INFO     httpx: HTTP Request: POST \#(url)&ty","stream":"stderr"}"#,
        #"12:00:02 DEBUG urllib3.connectionpool: https://fapi.binance.com:443 "POST /fapi/v1/order?symbol=BTCUSDT&si"#,
        #"2026-03-08T12:00:02Z proxy: POST /fapi/v1/order {"symbol":"BTCUSDT","side":"BU"#,
        #"2026-03-08T12:00:02Z proxy: POST \#(url)&qu..."#,
    ])
    func `one such line is enough`(line: String) async throws {
        let history = await Self.history(ShapeWorld.lines(.absent, .text), insert: line)
        #expect(history.problems.map(\.detail) == ["line 3 places an order and is cut before its client order id"])
        #expect(ShapeWorld.verdict(of: history)?.code == "inconclusive")
    }

    @Test(arguments: [
        // Of another symbol.
        "12:00:02 INFO     httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order?symbol=ETHUSDT&side=BUY",
        "12:00:02 INFO     httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/listenKey",
        #"12:00:02 INFO     httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order/test?symbol=BTCUSDT "HTTP/1.1 200 OK""#,
        "12:00:02 ERROR    grinder.live.engine: Connection error: POST https://fapi.binance.com/fapi/v1/order",
        "12:00:02 ERROR    grinder.live.engine: Client error for url '\(url)'",
        "12:00:02 WARNING  grinder.live.engine: slow POST \(url)",
        "httpx.ReadTimeout: POST https://fapi.binance.com/fapi/v1/order",
        "12:00:02 INFO     httpx: HTTP Request: GET https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&orig",
    ])
    func `a line that has no id of its own is no sign of a cut`(line: String) async throws {
        let history = await Self.history(ShapeWorld.lines(.absent, .text), insert: line)
        #expect(history.problems == [])
        #expect(ShapeWorld.verdict(of: history)?.code == "never-arrived")
    }

    @Test(arguments: [
        "[...truncated 300 lines...]",
        "... 300 lines omitted ...",
        "<300 lines truncated>",
        "--- 1,200 lines skipped ---".replacing(",", with: ""),
        "[truncated]",
        "[snip]",
        "[...]",
        "…",
        "... (output truncated) ...",
        "journal: Suppressed 231 messages from grinder.service",
        "Mar 08 12:00:02 trader01 systemd-journald[123]: Suppressed 231 messages from grinder.service",
        #"{"__REALTIME_TIMESTAMP":"1772971202123456","MESSAGE":"Suppressed 231 messages from grinder.service"}"#,
        #"{"@timestamp":"2026-03-08T12:00:02Z","message":"imuxsock lost 57 messages from pid 4242 due to rate-limiting"}"#,
        "Mar  8 12:00:02 trader01 rsyslogd: imuxsock lost 57 messages from pid 4242 due to rate-limiting",
        "Mar  8 12:00:02 trader01 rsyslogd: imjournal: 57 messages lost due to rate-limiting (20000 allowed)",
        "Mar  8 12:00:02 trader01 rsyslogd: imuxsock begins to drop messages from pid 4242 due to rate-limiting",
        "failed to get log: open /var/log/pods/x/0.log: no such file or directory",
        "unable to retrieve container logs for docker://4f1a",
        "Error grabbing logs: unexpected EOF",
        "tail: grinder.log: file truncated",
    ])
    func `a log that says that lines are missing is not read whole`(line: String) async throws {
        let history = await Self.history(ShapeWorld.lines(.absent, .text), insert: line)
        #expect(history.problems.map(\.detail) == ["line 3 says that lines are missing"])
        #expect(ShapeWorld.verdict(of: history)?.code == "inconclusive")
        let scanned = await LogReader.history(
            [.standardInput], naming: nil, symbol: nil, now: ShapeWorld.now, zone: .utc,
            standardInput: chunks([Array((line + "\n").utf8)]), topic: .mismatches)
        #expect(scanned.problems.count == 1)
    }

    @Test(arguments: [
        "Mar  8 12:00:02 trader01 grinder[4242]: message repeated 3 times: [ 12:00:01 INFO     httpx: idle]",
        "-- Logs begin at Sun 2026-03-08 11:00:00 UTC, end at Sun 2026-03-08 13:00:00 UTC. --",
        "-- Reboot --",
        "12:00:02 WARNING  grinder.live.engine: Dropped 3 messages",
        #"{"asctime": "2026-03-08 12:00:02,000", "levelname": "INFO", "name": "grinder.x", "message": "Skipped 3 records"}"#,
        "12:00:02 INFO     grinder.live.engine: [...]",
        "Traceback (most recent call last):\n  File \"a.py\", line 3, in f\n    ...<3 lines>...\nOSError: lost 3 messages",
        "kernel: net_ratelimit: 12 callbacks suppressed",
        "--",
    ])
    func `the bot's own words and marks without a loss are none`(line: String) async throws {
        let history = await Self.history(ShapeWorld.lines(.absent, .text), insert: line)
        #expect(history.problems == [])
        #expect(ShapeWorld.verdict(of: history)?.code == "never-arrived")
    }

    @Test func `a gap outside of the time asked for is of no matter`() async throws {
        let text = """
            2026-03-08T10:00:00Z systemd-journald[1]: Suppressed 3 messages from grinder.service
            2026-03-08T12:00:00Z 12:00:00 INFO     grinder.live.engine: idle

            """
        for (since, count) in [("2026-03-08T11:00:00Z", 0), ("2026-03-08T09:00:00Z", 1)] {
            let history = try await BotEvidenceTests.history(text, naming: [ShapeWorld.id], since: since)
            #expect(history.problems.count == count)
        }
    }
}
