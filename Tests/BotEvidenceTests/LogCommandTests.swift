import Foundation
import Glibc
import Testing
import TriageCore

@testable import BotEvidence

/// Logs that a command prints.
struct LogCommandTests {
    private static let id = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_1")
    private static let now = Timestamp(milliseconds: 1_772_971_200_000)
    private static let post =
        #"11:59:00 INFO httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&"#
        + #"newClientOrderId=grinder_d_BTCUSDT_1_1772971200_1&timestamp=1772971140000 "HTTP/1.1 400 Bad Request""#

    private static func source(
        _ text: String, timeout: Duration = .seconds(600), _ environment: [String: String] = ["PATH": "/usr/bin:/bin"]
    ) -> LogSource {
        .command(LogCommand(name: "bot-1", text: text, environment: environment, timeout: timeout))
    }

    private static func history(
        _ source: LogSource, since: Timestamp? = nil, until: Timestamp? = nil, redaction: Redaction = Redaction()
    ) async -> LogHistory {
        await LogReader.history(
            [source], naming: [id], symbol: nil, since: since, until: until, now: now, zone: .utc, redaction: redaction)
    }

    private static func output(_ text: String, over span: TimeSpan = TimeSpan(from: now, to: now)) async throws
        -> String
    {
        var bytes: [UInt8] = []
        let command = LogCommand(
            name: "x", text: text, environment: ["PATH": "/usr/bin:/bin"], timeout: .seconds(600))
        for try await chunk in command.chunks(over: span) { bytes += chunk }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `what it prints is read as a log, under its name`() async {
        let history = await Self.history(Self.source("printf '%s\\n' '\(Self.post)'"))
        #expect(history.searched == ["bot-1"] && history.problems.isEmpty)
        #expect(history.events.map(\.file) == ["bot-1"])
        #expect(history.events.first?.meaning == .request(method: "POST", path: "/fapi/v1/order", status: 400))
    }

    @Test(arguments: [
        ("exit 3", "exit status 3"), ("echo refused >&2; exit 1", "exit status 1: refused"), ("kill -9 $$", "signal 9"),
        ("no-such-program-here", "exit status 127"),
    ])
    func `anything but 0 is not read, whatever came before`(_ end: String, _ told: String) async {
        let history = await Self.history(Self.source("printf '%s\\n' '\(Self.post)'; \(end)"))
        #expect(history.searched.isEmpty)
        #expect(history.problems.map(\.source) == ["bot-1"])
        #expect(history.problems.first?.detail.contains(told) == true, "\(history.problems)")
    }

    @Test func `one that does not end in time is killed with what it started, and is not read`() async throws {
        try await withTemporaryFolder { folder in
            let mark = folder.at("pid")
            let history = await Self.history(
                Self.source("sh -c 'echo $$ > \(mark); exec sleep 300' & wait", timeout: .seconds(10)))
            #expect(history.problems.first?.detail.contains("did not end within 10 s and was killed") == true)
            let pid = try #require(pid_t(try String(contentsOfFile: mark, encoding: .utf8).filter(\.isNumber)))
            #expect(kill(pid, 0) != 0 || Self.isZombie(pid))
        }
    }

    /// Dead, and not yet collected by whoever inherits it.
    private static func isZombie(_ pid: pid_t) -> Bool {
        let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        return status.map { $0.contains(") Z ") } ?? true
    }

    @Test func `what is left running behind its back is not waited for`() async throws {
        #expect(try await Self.output("sleep 200 & echo done; kill $!") == "done\n")
    }

    @Test func `a reader that goes away ends it`() async throws {
        try await withTemporaryFolder { folder in
            let mark = folder.at("pid")
            let command = LogCommand(
                name: "x", text: "echo $$ > \(mark); exec yes", environment: ["PATH": "/usr/bin:/bin"])
            for try await chunk in command.chunks(over: TimeSpan(from: Self.now, to: Self.now)) where !chunk.isEmpty {
                break
            }
            let pid = try #require(pid_t(try String(contentsOfFile: mark, encoding: .utf8).filter(\.isNumber)))
            for _ in 0..<90_000 where kill(pid, 0) == 0 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(kill(pid, 0) != 0)
        }
    }

    @Test func `more than a pipe holds comes whole`() async throws {
        let text = try await Self.output("i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done")
        #expect(text.utf8.count == 220_000)
    }

    @Test func `the time asked for is passed on, a day back where none is`() async {
        let echo = Self.source("echo \"{since} {until}\" | sed 's/^/grinder_d_BTCUSDT_1_1772971200_1 /'")
        let asked = await Self.history(echo)
        #expect(asked.events.first?.text.contains("2026-03-07T12:00:00.000Z 2026-03-08T12:00:00.000Z") == true)
        #expect(asked.window.since == Self.now.advanced(byMilliseconds: -TimeSpan.day))
        let since = Self.now.advanced(byMilliseconds: -3_600_000)
        let narrow = await Self.history(echo, since: since, until: Self.now.advanced(byMilliseconds: -60_000))
        #expect(narrow.events.first?.text.contains("2026-03-08T11:00:00.000Z 2026-03-08T11:59:00.000Z") == true)
        let whole = await Self.history(Self.source("true"))
        #expect(whole.window.since == nil)
    }

    @Test func `its words are told without what must not be shown`() async {
        let history = await Self.history(
            Self.source("echo 'denied for sesame-opens-it' >&2; exit 1"),
            redaction: Redaction(secrets: ["sesame-opens-it"]))
        #expect(history.problems.first?.detail.contains("denied") == true)
        #expect(history.problems.first?.detail.contains("sesame") == false)
    }

    @Test func `lines are found by id in what it prints`() async {
        let found = await NamingLines(of: Self.id, in: [Self.source("printf 'x\\n%s\\n' '\(Self.post)'")])
        #expect(found.lines.map(\.number) == [2] && found.searched == ["bot-1"])
    }
}
