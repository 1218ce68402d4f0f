import BotEvidence
import ExchangeSandbox
import Foundation
import Glibc
import JSON
import Testing

@testable import grinderctl

/// Logs that the configuration's commands print.
@Suite struct LogCommandConfigurationTests {
    fileprivate static let id = "grinder_d_BTCUSDT_7_1772970900_70"
    fileprivate static let log =
        "11:55:00 INFO httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&"
        + "newClientOrderId=\(id)&timestamp=1772970900000 \"HTTP/1.1 400 Bad Request\"\n"
        + "11:55:00 ERROR grinder.live.engine: Non-retryable error on PLACE: Binance error -2019: Margin is "
        + "insufficient.\n"

    fileprivate static func config(_ command: String, name: String = "bot-1") -> String {
        "logs:\n  - name: \(name)\n    command: \(JSONValue.string(command).text)\n"
    }

    @Test func `triage, scan, timeline, check and alert read it`() async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let log = try stage.write(Self.log, to: "bot.log")
            let config = try stage.write(Self.config("cat \(log)"), to: "config.yaml")
            let missing = await stage.run(["triage", "missing", Self.id, "--json", "--config", config])
            #expect(missing.verdict == "rejected", "\(missing.all)")
            #expect(missing.output.contains("bot-1:1"))
            let payload = try stage.write(AlertPayloads.payload("firing", "ORDER_MISSING_ON_EXCHANGE"), to: "a.json")
            let alert = await stage.run(["triage", "alert", payload, "--json", "--config", config])
            #expect(alert.json["findings"][0]["verdict"]["code"].text == "rejected", "\(alert.all)")
            let scan = await stage.run(["scan", "--json", "--config", config, "--symbol", "BTCUSDT"])
            #expect(scan.output.contains("in 1 file"), "\(scan.all)")
            let timeline = await stage.run(["timeline", Self.id, "--json", "--config", config])
            #expect(timeline.output.contains("bot-1"), "\(timeline.all)")
            let check = await stage.run(["check", "stream", "--json", "--config", config])
            #expect(!check.output.contains("no log was named"), "\(check.all)")
            #expect(stage.exchange.mutatingRequests().allSatisfy { $0.path.hasSuffix("listenKey") })
        }
    }

    @Test func `one that fails is not read, and nothing is concluded from its silence`() async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let config = try stage.write(Self.config("echo no route >&2; exit 255"), to: "config.yaml")
            let answer = await stage.run(["triage", "missing", Self.id, "--json", "--config", config])
            #expect(answer.exit == 2 && answer.verdict == "inconclusive", "\(answer.all)")
            #expect(answer.output.contains("exit status 255: no route"))
            let scan = await stage.run(["scan", "--json", "--config", config, "--symbol", "SOLUSDT"])
            #expect(scan.exit != 0, "\(scan.all)")
        }
    }

    @Test func `a file that is named takes the place of the commands`() async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let log = try stage.write(Self.log, to: "bot.log")
            let mark = stage.folder + "/ran"
            let config = try stage.write(Self.config("touch \(mark)"), to: "config.yaml")
            let answer = await stage.run(["triage", "missing", Self.id, "--json", "--config", config, "--logs", log])
            #expect(answer.verdict == "rejected")
            let timeline = await stage.run(["timeline", Self.id, "--config", config, "--logs", log])
            #expect(timeline.exit != 77)
            #expect(access(mark, F_OK) != 0)
        }
    }

    @Test(arguments: [
        ["triage", "missing", id], ["scan"], ["timeline", id], ["check", "stream"], ["triage", "alert", "ALERT"],
    ])
    func `a configuration that others can write runs none`(_ words: [String]) async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let mark = stage.folder + "/ran"
            let config = try stage.write(Self.config("touch \(mark)"), to: "config.yaml")
            let payload = try stage.write(AlertPayloads.payload("firing", "ORDER_MISSING_ON_EXCHANGE"), to: "a.json")
            #expect(chmod(config, 0o666) == 0)
            let typed = words.map { $0 == "ALERT" ? payload : $0 } + ["--config", config]
            let answer = await stage.run(typed)
            #expect(answer.exit == 77, "\(answer.all)")
            #expect(answer.error.contains("its log commands would be run"))
            #expect(access(mark, F_OK) != 0)
            #expect(stage.exchange.seenRequests().isEmpty)
            #expect(chmod(config, 0o644) == 0)
            #expect(await stage.run(typed).exit != 77)
            #expect(access(mark, F_OK) == 0)
        }
    }

    @Test func `it is given no key`() async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let dump = stage.folder + "/env"
            let config = try stage.write(Self.config("env > \(dump)"), to: "config.yaml")
            let secret = try #require(stage.environment["BINANCE_API_SECRET"])
            _ = await stage.run(
                ["triage", "missing", Self.id, "--config", config],
                with: ["KUBECONFIG": "/etc/kube", "COPY_OF_IT": "x\(secret)x"])
            let given = try String(contentsOfFile: dump, encoding: .utf8)
            #expect(given.contains("KUBECONFIG=/etc/kube"))
            #expect(!given.contains("BINANCE_") && !given.contains(secret))
        }
    }

    @Test(arguments: [
        ("logs:\n  - name: a\n    command: 'true'\n  - name: a\n    command: 'true'\n", "two entries called a"),
        ("logs:\n  - name: ''\n    command: 'true'\n", "empty name"),
        ("logs:\n  - name: a\n    command: ' '\n", "empty command"),
        ("logs:\n  - name: a\n", "logs[0] has another shape"),
        ("logs:\n  - name: a\n    comand: x\n", "did you mean command?"),
    ])
    func `an entry that cannot be used is refused`(_ text: String, _ told: String) async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let config = try stage.write(text, to: "config.yaml")
            let answer = await stage.run(["scan", "--config", config])
            #expect(answer.exit == 78, "\(answer.all)")
            #expect(answer.error.contains(told), "\(answer.error)")
        }
    }

    @Test func `config show and config check tell of it without its token`() async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let command = "no-such-logcli --password=Sesame99 query"
            let config = try stage.write(Self.config(command) + "  - \(stage.folder)\n", to: "config.yaml")
            let show = await stage.run(["config", "show", "--config", config])
            #expect(show.output.contains("bot-1: no-such-logcli --password=<redacted> query"), "\(show.all)")
            let check = await stage.run(["config", "check", "--config", config])
            #expect(check.all.contains("no-such-logcli, which is not found"), "\(check.all)")
            #expect(!(show.all + check.all).contains("Sesame99"))
        }
    }
}

extension LogCommandConfigurationTests {
    @Test func `it runs once for an alert without an id, and once for a scan that triages all it found`() async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let log = try stage.write(Self.log, to: "bot.log")
            let count = stage.folder + "/runs"
            let config = try stage.write(Self.config("echo x >> \(count); cat \(log)"), to: "config.yaml")
            let missing = try stage.write(AlertPayloads.payload("firing", "ORDER_MISSING_ON_EXCHANGE"), to: "m.json")
            let position = try stage.write(AlertPayloads.payload("firing", "POSITION_NONZERO_UNEXPECTED"), to: "p.json")
            for words in [
                ["triage", "alert", missing], ["triage", "alert", position], ["triage", "alert", "-"],
                ["scan", "--run", "--symbol", "BTCUSDT"],
            ] where words.last != "-" {
                try? FileManager.default.removeItem(atPath: count)
                let answer = await stage.run(words + ["--json", "--config", config])
                #expect(answer.exit < 64, "\(answer.all)")
                let runs = try String(contentsOfFile: count, encoding: .utf8)
                #expect(runs == "x\n", "\(words): \(runs)")
            }
        }
    }

    @Test(arguments: [
        ("kubectl logs deploy/grinder --since-time={sinc}", "sinc"), ("logs --from {from} --to {until}", "from"),
        ("logs {Since}", "Since"), ("logs {untill}", "untill"),
    ])
    func `a placeholder that means nothing is refused before anything runs`(
        _ command: String, _ word: String
    ) async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let mark = stage.folder + "/ran"
            let config = try stage.write(Self.config("touch \(mark); \(command)"), to: "config.yaml")
            let answer = await stage.run(["triage", "missing", Self.id, "--config", config])
            #expect(answer.exit == 78, "\(answer.all)")
            #expect(answer.error.contains("{\(word)}") && answer.error.contains("{since} and {until}"))
            #expect(access(mark, F_OK) != 0)
        }
    }

    @Test(arguments: [
        "awk '{print $1}' x", "awk '{print}' x", "echo ${HOME}", "docker ps --format '{{.Names}}'",
        "xargs -I {} cat {}",
        "logcli query '{app=\"grinder\"}' --from={since}", "ls {a,b}.log", "curl -d '{\"from\": 1}' x",
    ])
    func `what a shell, awk or a template writes between braces is its own`(_ command: String) {
        #expect(LogCommand.strangePlaceholder(in: command) == nil)
    }
}
