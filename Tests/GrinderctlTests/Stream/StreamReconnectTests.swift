import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import Testing
import TriageCore

@testable import grinderctl

@Suite struct StreamReconnectTests {
    private static let empty = #"{"marks":{"BTCUSDT":"60000"}}"#

    /// A configuration whose one instance is the stage's bot, with commands that leave a mark.
    private static func configuration(
        _ stage: Stage, stop: String = "true", start: String = "true", policy: String = ""
    ) throws
        -> String
    {
        try stage.write(
            """
            instances:
              - name: bot-1
                health: \(stage.bot.baseURL)
                stop: "\(stop) && echo stopped >> \(stage.folder)/deeds"
                start: "\(start) && echo started >> \(stage.folder)/deeds"
            policy: {\(policy)}

            """, to: "config.yaml")
    }

    private static func deeds(_ stage: Stage) -> String {
        (try? String(contentsOfFile: stage.folder + "/deeds", encoding: .utf8)) ?? ""
    }

    private static let execute = ["--execute", "--confirm", "reconnect", "--reason", "blind since 03:00", "--json"]

    @Test func `a reconnect without --execute draws the plan and stops nothing`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            let config = try Self.configuration(stage)
            let answer = await stage.run(["stream", "reconnect", "--config", config, "--json"])
            #expect(answer.exit == 0)
            #expect(answer.outcome == "planned")
            #expect(
                answer.gateCodes == ["mainnet-not-allowed", "weight-budget", "reason-missing", "confirmation-missing"])
            #expect(answer.json["plan"]["steps"][0]["instance"].text == "bot-1")
            #expect(Self.deeds(stage).isEmpty)
            #expect(try stage.entries(.actionPlanned).count == 1)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `a gate that refuses stops nothing, and is recorded`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            let config = try Self.configuration(stage)
            for words in [
                ["--execute", "--confirm", "reconnect"], ["--execute", "--reason", "why"],
                ["--execute", "--reason", "why", "--confirm", "yes"],
            ] {
                let answer = await stage.run(["stream", "reconnect", "--config", config, "--json"] + words)
                #expect(answer.exit == 3)
                #expect(answer.outcome == "refused")
            }
            let mainnet = await stage.run(
                ["stream", "reconnect", "--config", config, "--env", "mainnet"] + Self.execute)
            #expect(mainnet.exit == 3)
            #expect(mainnet.refusals == ["mainnet-not-allowed"])
            #expect(Self.deeds(stage).isEmpty)
            #expect(try stage.entries(.actionRefused).count == 4)
        }
    }

    @Test func `a ticket the policy demands is missing: nothing is stopped; given, it passes`() async throws {
        try await Stage.set(state: Self.empty, uptimeSeconds: 0) { stage async throws in
            let config = try Self.configuration(stage, policy: "actions: {reconnect: {ticket: required}}")
            let words = ["stream", "reconnect", "--config", config] + Self.execute
            let refused = await stage.run(words)
            #expect(refused.exit == 3, "\(refused.all)")
            #expect(refused.refusals == ["policy"])
            #expect(Self.deeds(stage).isEmpty)
            stage.exchange.makeListenKey()
            let done = await Self.run(words + ["--ticket", "OPS-1"], on: stage, hearing: [Self.event])
            #expect(done.exit == 0, "\(done.all)")
            #expect(done.gate("policy")["status"].text == "passed")
            #expect(Self.deeds(stage) == "stopped\nstarted\n")
        }
    }

    @Test func `a second operator cannot approve a reconnect, so that it is refused`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            let config = try Self.configuration(stage, policy: "second-operator: required, fresh-triage: 10")
            let answer = await stage.run(["stream", "reconnect", "--config", config] + Self.execute)
            #expect(answer.exit == 3, "\(answer.all)")
            #expect(answer.refusals == ["policy"])
            #expect(answer.gate("policy")["detail"].text?.contains("always refused") == true)
            #expect(Self.deeds(stage).isEmpty)
        }
    }

    @Test func `an instance that has been up since before was not restarted, whatever its commands say`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            let config = try Self.configuration(stage)
            let answer = await stage.run(["stream", "reconnect", "--config", config] + Self.execute)
            #expect(Self.deeds(stage) == "stopped\nstarted\n")
            #expect(answer.outcome == "failed")
            #expect(answer.exit == 1)
            let kinds = try stage.entries(.actionPlanned, .actionOutcome, .actionVerified, .actionResolved).map(\.kind)
            #expect(kinds == [.actionPlanned, .actionOutcome])
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    private static let event = StreamEvent(name: "ORDER_TRADE_UPDATE", time: nil, content: .other)

    /// Runs a command whose stream gives these events.
    private static func run(_ words: [String], on stage: Stage, hearing events: [StreamEvent]) async -> Answer {
        let console = ScriptedConsole()
        var context = stage.context(words, console: console)
        context.streams = { _ in PlayedStream(events: events) }
        context.eventPatience = .milliseconds(50)
        let exit = await Shell.run(at: context)
        return Answer(exit: exit, output: console.output, error: console.error)
    }

    @Test(arguments: [true, false])
    func `a newer start is not enough: without an event the reconnect has failed, and says so`(
        hasKey: Bool
    ) async throws {
        try await Stage.set(state: Self.empty, uptimeSeconds: 0) { stage async throws in
            if hasKey { stage.exchange.makeListenKey() }
            let config = try Self.configuration(stage)
            let answer = await Self.run(
                ["stream", "reconnect", "--config", config] + Self.execute, on: stage, hearing: [])
            #expect(answer.outcome == "failed", "\(answer.output)")
            #expect(answer.exit == 1)
            let detail = answer.json["results"][0]["detail"].text ?? ""
            #expect(detail.hasPrefix("stopped, started, and up since then"))
            #expect(detail.contains(hasKey ? "no event came" : "no listenKey exists (-1125)"), "\(detail)")
            #expect(try stage.openIntents() == 0)
            // What was not seen is not verified; that much is settled.
            #expect(try stage.entries(.actionVerified).isEmpty)
            let settled = try #require(try stage.entries(.actionResolved).first?.payload())
            #expect(settled["outcome"]?.stringValue == "failed" && settled["action"]?.stringValue == "reconnect")
        }
    }

    @Test func `an instance that is up since then and an event that came are verified`() async throws {
        try await Stage.set(state: Self.empty, uptimeSeconds: 0) { stage async throws in
            stage.exchange.makeListenKey()
            let config = try Self.configuration(stage)
            let answer = await Self.run(
                ["stream", "reconnect", "--config", config] + Self.execute, on: stage, hearing: [Self.event])
            #expect(answer.outcome == "verified", "\(answer.output)")
            #expect(answer.exit == 0)
            #expect(try stage.entries(.actionVerified).count == 1 && stage.entries(.actionResolved).isEmpty)
            let after = answer.json["steps"].elements.first { $0["id"].text == "reconnect-after" }
            #expect(after?["summary"].text?.hasPrefix("an event of the account came") == true)
            let missed = answer.json["steps"].elements.first { $0["id"].text == "reconnect-missed" }
            #expect(missed?["summary"].text == "nothing happened in between")
        }
    }

    @Test(arguments: [nil, "named", "silent"])
    func `fills of the gap are held against the bot's log`(log: String?) async throws {
        let id = States.filledID
        let state =
            #"{"marks":{"BTCUSDT":"60000"},"orders":[\#(States.order(States.botsID, "58500.00", "0.005", "-10m")),"#
            + #"{"symbol":"BTCUSDT","orderId":8389765612825190777,"clientOrderId":"\#(id)","side":"BUY","type":"LIMIT","#
            + #""price":"60000.00","origQty":"0.001","time":"-2h","status":"FILLED","updateTime":"-30s"}],"#
            + #""trades":[{"symbol":"BTCUSDT","id":77,"orderId":8389765612825190777,"side":"BUY","price":"60000.00","#
            + #""qty":"0.001","time":"-30s"}]}"#
        try await Stage.set(state: state, uptimeSeconds: 0) { stage async throws in
            let config = try Self.configuration(stage)
            var words = ["stream", "reconnect", "--config", config] + Self.execute
            if let log {
                let line = "\(stage.clock.now) INFO ORDER_LOOKUP_NOT_FOUND \(log == "named" ? id : States.botsID)\n"
                words += ["--logs", try stage.write(line, to: "grinder.log")]
            }
            let answer = await stage.run(words)
            let missed = answer.json["steps"].elements.first { $0["id"].text == "reconnect-missed" } ?? .missing
            let words2 = ["named": "1 named by the bot's log since", "silent": "proves nothing: grinder logs no fills"]
            let expected = log.flatMap { words2[$0] } ?? "could not be compared: no log was named (--logs)"
            #expect(missed["summary"].text?.contains(expected) == true, "\(missed)")
            #expect(missed["facts"].elements.contains { $0["value"].text?.contains("order \(id)") == true })
        }
    }

    @Test(arguments: [-3_600_000, 3_600_000])
    func `fills are found by the exchange's clock`(offset: Int) async throws {
        let moment = "\(offset < 0 ? "-" : "+")\(abs(offset - 30_000) / 1_000)s"
        let state =
            #"{"marks":{"BTCUSDT":"60000"},"orders":[\#(States.order(States.botsID, "58500.00", "0.005", "-10m"))],"#
            + #""trades":[{"symbol":"BTCUSDT","id":77,"orderId":8389765612825190777,"side":"BUY","price":"60000.00","#
            + #""qty":"0.001","time":"\#(moment)"}]}"#
        let fault = "clock\(offset < 0 ? "" : "+")\(offset)"
        try await Stage.set(state: state, faults: [fault], uptimeSeconds: 0) { stage async throws in
            let config = try Self.configuration(stage)
            let answer = await stage.run(["stream", "reconnect", "--config", config] + Self.execute)
            let missed = answer.json["steps"].elements.first { $0["id"].text == "reconnect-missed" } ?? .missing
            #expect(missed["status"].text == "attention", "\(answer.all)")
            #expect(
                missed["facts"].elements.contains { $0["value"].text?.contains("BTCUSDT buy 0.001") == true },
                "\(missed)")
        }
    }

    @Test func `without the exchange's clock, whether anything was filled cannot be told`() async throws {
        try await Stage.set(state: Self.empty, uptimeSeconds: 0) { stage async throws in
            // It answers before the restart, and is silent after.
            let go = stage.folder + "/go"
            let config = try Self.configuration(stage, start: "until [ -e \(go) ]; do sleep 0.05; done")
            async let running = stage.run(["stream", "reconnect", "--config", config] + Self.execute)
            try await eventually("it is stopped") { Self.deeds(stage) == "stopped\n" }
            stage.exchange.add(faults: [try Fault(spec: "503-unavailable@GET:/fapi/v1/time")])
            _ = try stage.write("", to: "go")
            let answer = await running
            let missed = answer.json["steps"].elements.first { $0["id"].text == "reconnect-missed" } ?? .missing
            #expect(missed["status"].text == "attention", "\(answer.all)")
            #expect(missed["summary"].text?.contains("can't tell whether anything was filled") == true, "\(missed)")
        }
    }

    @Test func `a stop that fails starts nothing`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            let config = try Self.configuration(stage, stop: "false")
            let answer = await stage.run(["stream", "reconnect", "--config", config] + Self.execute)
            #expect(answer.exit == 1)
            #expect(Self.deeds(stage).isEmpty)
            #expect(
                answer.json["results"][0]["detail"].text?.contains("its stop command ended with exit status 1") == true)
        }
    }

    @Test func `without stop and start commands there is nothing to restart with`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            let answer = await stage.run(["stream", "reconnect"] + Self.execute)
            #expect(answer.exit == 78)
            #expect(answer.json["error"]["message"].text?.contains("Nothing was stopped.") == true)
        }
    }
}
