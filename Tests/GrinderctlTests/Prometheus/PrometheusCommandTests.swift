import ArgumentParser
import Binance
import BotEvidence
import ExchangeSandbox
import Glibc
import Testing
import TriageCore

@testable import grinderctl

/// Commands that are told of a Prometheus server.
@Suite struct PrometheusCommandTests {
    private static let flags = ["--prometheus", PlayedPrometheus.address]

    private static func on(
        _ stage: Stage, _ bots: [PlayedPrometheus.Bot],
        alerts: [(name: String, type: String, instance: String)] = [],
        faults: [(query: String, answer: PageAnswer)] = []
    ) -> PlayedPrometheus {
        let clock = stage.clock
        return PlayedPrometheus(bots, alerts: alerts, faults: faults, now: { clock.now })
    }

    private static func mark(_ stage: Stage) -> String { String(stage.bot.baseURL.dropFirst("http://".count)) }

    private static let flat = #"{"marks":{"BTCUSDT":"60000"}}"#

    @Test func `check state stands on it alone`() async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            var bot = PlayedPrometheus.Bot(Self.mark(stage), counts: [.orderUnexpected: 300])
            bot.growth = [.orderUnexpected: (perRun: 5, minutes: 45)]
            let answer = await stage.run(["check", "state", "--json"] + Self.flags, beside: Self.on(stage, [bot]))
            #expect(
                answer.verdict == nil && answer.json["findings"][0]["verdict"]["code"].text == "confirmed",
                "\(answer.all)")
            #expect(answer.output.contains("5 a run, counted since 2026-03-08T11:16:00.000Z (44 min)"))
        }
    }

    @Test(arguments: [
        (#"{"status":"error","error":"query timed out"}"#, 503), ("<html>login</html>", 200), ("", 401),
    ])
    func `unread is inconclusive, never no mismatch`(_ body: String, _ status: Int) async throws {
        try await Stage.setStill(state: Self.flat) { stage async throws in
            let fault = (query: "up", answer: PlayedPrometheus.json(body, status: status))
            let server = Self.on(stage, [PlayedPrometheus.Bot(Self.mark(stage))], faults: [fault])
            let check = await stage.run(["check", "state", "--json"] + Self.flags, beside: server)
            #expect(check.exit == 2, "\(check.all)")
            #expect(check.json["findings"][0]["verdict"]["code"].text == "inconclusive")
            let scan = await stage.run(["scan", "--json"] + Self.flags, beside: server)
            #expect(scan.exit == 2, "\(scan.all)")
            let healthy = Self.on(stage, [PlayedPrometheus.Bot(Self.mark(stage))])
            #expect(await stage.run(["scan", "--json"] + Self.flags, beside: healthy).exit == 0)
        }
    }

    @Test func `a page that does not answer is replaced by it, one that answers counts once`() async throws {
        try await Stage.setStill(state: Self.flat) { stage async throws in
            let bots = [PlayedPrometheus.Bot(Self.mark(stage)), PlayedPrometheus.Bot("127.0.0.1:9")]
            let both = await stage.run(
                ["check", "state", "--json", "--metrics", stage.bot.baseURL, "--metrics", "http://127.0.0.1:9"]
                    + Self.flags,
                beside: Self.on(stage, bots))
            let step = both.json["steps"].elements.first { $0["id"].text == "state-metrics" }
            #expect(step?["summary"].text?.contains("of 2 instances") == true, "\(both.all)")
            #expect(both.json["findings"][0]["verdict"]["code"].text != "inconclusive", "\(both.all)")
        }
    }

    /// An instance that only Prometheus knows keeps an order from being called orphaned.
    @Test func `what it lists is known, and only its own pages are an answer`() async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let id = States.orphanID
            let own = Self.on(stage, [PlayedPrometheus.Bot(Self.mark(stage))])
            #expect(
                await stage.run(["triage", "unexpected", id, "--json"] + Self.flags, beside: own).verdict == "orphaned")
            let other = Self.on(stage, [PlayedPrometheus.Bot(Self.mark(stage)), PlayedPrometheus.Bot("127.0.0.1:9")])
            let silent = await stage.run(["triage", "unexpected", id, "--json"] + Self.flags, beside: other)
            #expect(silent.verdict == "inconclusive", "\(silent.all)")
            #expect(silent.output.contains("127.0.0.1:9"))
            let fault = (query: "up", answer: PlayedPrometheus.json("", status: 500))
            let broken = Self.on(stage, [PlayedPrometheus.Bot(Self.mark(stage))], faults: [fault])
            let unread = await stage.run(["triage", "unexpected", id, "--json"] + Self.flags, beside: broken)
            #expect(unread.verdict == "inconclusive", "\(unread.all)")
            #expect(unread.error.contains("count as silent"))
        }
    }

    @Test func `what it lists is asked anew, and what it listed before is forgotten`() async throws {
        try await Stage.setStill(state: Self.flat) { stage async throws in
            let server = Self.on(stage, [], faults: [(query: "up", answer: PlayedPrometheus.json("", status: 500))])
            var context = stage.context(["scan"], with: ["GRINDERCTL_HEALTH": nil], console: ScriptedConsole())
            let others = try #require(context.pages)
            context.pages = { server.pages(beside: others()) }
            let shared = try SharedOptions.parse([])
            let settings = try SettingsReader(shared, environment: context.environment)
                .settings(evidence: try EvidenceOptions.parse(Self.flags))
            let session = try Session.open(
                "scan", shared: shared, settings: settings, at: context, recording: false, reads: true)
            var known = await session.informed()
            #expect(known.settings.instances.map(\.name) == ["what \(PlayedPrometheus.address) lists"])
            for label in ["bot-1:9090", "bot-2:9090"] {
                server.scrape([PlayedPrometheus.Bot(label)])
                known = await known.informed()
                #expect(known.settings.instances.map(\.name) == [label])
            }
            await session.exchange.shutdown()
        }
    }

    @Test func `an alert's findings are held against what the bot counts`() async throws {
        let lost = "grinder_d_BTCUSDT_7_1772970900_70"
        let post =
            "11:55:00 INFO httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&"
            + "newClientOrderId=\(lost)&timestamp=1772970900000 \"HTTP/1.1 503 Service Unavailable\"\n"
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let log = try stage.write(post, to: "grinder.log")
            let payload = try stage.write(AlertPayloads.payload("firing", "ORDER_MISSING_ON_EXCHANGE"), to: "a.json")
            for (perRun, findings) in [(Int64(1), 1), (2, 2)] {
                var bot = PlayedPrometheus.Bot(Self.mark(stage), counts: [.orderMissing: 100])
                bot.growth = [.orderMissing: (perRun: perRun, minutes: 4)]
                let alert = (
                    name: "ReconcileMismatchDetected", type: "ORDER_MISSING_ON_EXCHANGE", instance: bot.instance
                )
                let answer = await stage.run(
                    ["triage", "alert", payload, "--logs", log, "--json"] + Self.flags,
                    beside: Self.on(stage, [bot], alerts: [alert]))
                #expect(answer.output.contains("the bot counts \(perRun) a run; found 1"), "\(answer.all)")
                #expect(answer.output.contains("firing: ORDER_MISSING_ON_EXCHANGE"))
                #expect(answer.json["findings"].elements.count == findings, "\(answer.all)")
                #expect(answer.json["findings"][0]["verdict"]["code"].text == "never-arrived")
            }
        }
    }

    @Test func `the counters of a page do where there is no server`() async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let page = try stage.write(
                "grinder_reconcile_runs_total 8\n"
                    + "grinder_reconcile_mismatch_total{type=\"ORDER_MISSING_ON_EXCHANGE\"} 16\n",
                to: "metrics.prom")
            let payload = try stage.write(AlertPayloads.payload("firing", "ORDER_MISSING_ON_EXCHANGE"), to: "a.json")
            let answer = await stage.run(["triage", "alert", payload, "--json", "--metrics", page])
            #expect(answer.output.contains("the bot counts 2 a run; found 0"), "\(answer.all)")
            #expect(answer.exit == 2)
        }
    }

    @Test(arguments: ["prometheus:9090", "http://ada:x@p:9090", "http://p:9090/#x"])
    func `an address that cannot be honoured asks nothing`(_ address: String) async throws {
        try await Stage.setStill(state: Self.flat) { stage async throws in
            #expect(await stage.run(["scan", "--prometheus", address]).exit == 64)
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test func `its token file is its owner's, and goes to its own server alone`() async throws {
        try await Stage.setStill(state: Self.flat) { stage async throws in
            let token = try stage.write("sesame-opens-the-door\n", to: "token")
            let config = try stage.write(
                "prometheus:\n  url: \(PlayedPrometheus.address)\n  token-file: \(token)\n", to: "config.yaml")
            #expect(chmod(token, 0o644) == 0)
            let open = await stage.run(["scan", "--config", config])
            #expect(open.exit == 77 && open.attempt == nil && open.error.contains("others can read"))
            #expect(unlink(token) == 0)
            #expect(await stage.run(["scan", "--config", config]).exit == 66)
            let elsewhere = Self.on(stage, [PlayedPrometheus.Bot(Self.mark(stage))])
            #expect(
                await stage.run(
                    ["scan", "--json", "--config", config, "--prometheus", "http://other.test:9090"], beside: elsewhere
                ).exit == 2)
            _ = try stage.write("two words\n", to: "token")
            #expect(chmod(token, 0o600) == 0)
            #expect(await stage.run(["scan", "--config", config]).exit == 78)
            #expect(await stage.run(["runbook", "list", "--config", config]).exit == 0)
            let server = Self.on(stage, [PlayedPrometheus.Bot(Self.mark(stage))])
            _ = try stage.write("sesame-opens-the-door\n", to: "token")
            #expect(chmod(token, 0o600) == 0)
            let answer = await stage.run(["scan", "--json", "-v", "--config", config], beside: server)
            #expect(answer.exit == 0 && !answer.all.contains("sesame"), "\(answer.all)")
        }
    }
}
