import BotEvidence
import ExchangeSandbox
import Testing
import TriageCore

@testable import grinderctl

/// Where the bot's instances are asked: an address is used as it was given.
@Suite struct GatewayTests {
    private static let words = ["triage", "unexpected", States.orphanID, "--json"]

    /// Two bots behind one gateway; the second one has run since before the orphan was placed.
    private static func gateway(
        _ stage: Stage, query: String = "", _ play: (_ first: String, _ second: String) async throws -> Void
    ) async throws {
        let now = stage.clock.milliseconds
        let gateway = try await BotEndpoint.start(
            [
                BotEndpoint.Place(prefix: "/bot-1", pages: BotPages(born: now - 1_800_000)),
                BotEndpoint.Place(prefix: "/bot-2", pages: BotPages(born: now - 10_800_000)),
            ], clock: stage.clock.sandbox)
        try await play("\(gateway.baseURL)/bot-1/healthz\(query)", "\(gateway.baseURL)/bot-2/healthz\(query)")
        await gateway.stop()
    }

    @Test(arguments: ["", "?probe=1"])
    func `two bots behind one gateway are two, each asked once`(query: String) async throws {
        try await Stage.set { stage async throws in
            try await Self.gateway(stage, query: query) { first, second async throws in
                let alone = await stage.run(Self.words + ["--health", first])
                #expect(alone.verdict == "orphaned", "\(alone.all)")
                // The running bot-2 placed it: what is read of bot-1 must not be taken for it.
                let both = await stage.run(Self.words + ["--health", first, "--health", second])
                #expect(both.verdict == "expected", "\(both.all)")
                let starts = both.json["steps"].elements.flatMap { $0["facts"].elements }
                    .compactMap { $0["name"].text }.filter { $0.hasSuffix(" start") }
                #expect(starts == ["\(first) start", "\(second) start"])
                #expect(await stage.run(Stage.cancel(States.orphanID)).refusals == ["no-fresh-triage"])
                let config = try stage.write(
                    "instances:\n  - {name: a, health: \"\(first)\"}\n  - {name: b, metrics: \"\(second)\"}\n",
                    to: "config.yaml")
                let configured = await stage.run(
                    Self.words + ["--config", config], with: ["GRINDERCTL_HEALTH": nil])
                #expect(configured.verdict == "expected", "\(configured.all)")
                let variable = await stage.run(Self.words, with: ["GRINDERCTL_HEALTH": "\(first),\(second)"])
                #expect(variable.verdict == "expected")
                let metrics =
                    ["GRINDERCTL_HEALTH": nil, "GRINDERCTL_METRICS": "\(second)\n\(first)"] as [String: String?]
                #expect(await stage.run(Self.words, with: metrics).verdict == "expected")
            }
        }
    }

    @Test func `a bot named by its metrics alone is asked whatever health is named besides`() async throws {
        try await Stage.set { stage async throws in
            try await Self.gateway(stage) { first, second async throws in
                let page = second.replacing("/healthz", with: "/metrics")
                let named = await stage.run(Self.words + ["--health", first, "--metrics", page])
                #expect(named.verdict == "expected", "\(named.all)")
                let variables = await stage.run(
                    Self.words, with: ["GRINDERCTL_HEALTH": first, "GRINDERCTL_METRICS": page])
                #expect(variables.verdict == "expected", "\(variables.all)")
                // What a server of metrics has collected tells of a bot that nobody heard.
                let collected = second.replacing("/healthz", with: "/federate?match[]=a")
                let silent = await stage.run(Self.words + ["--health", first, "--metrics", collected])
                #expect(silent.verdict == "inconclusive", "\(silent.all)")
                // Its own page, as before, goes with it.
                let own = first.replacing("/healthz", with: "/metrics")
                #expect(await stage.run(Self.words + ["--health", first, "--metrics", own]).verdict == "orphaned")
                let file = try stage.write("grinder_up 1\n", to: "m.prom")
                let either = await stage.run(Self.words + ["--health", first, "--health", second, "--metrics", file])
                #expect(either.exit == 64, "\(either.all)")
            }
        }
    }

    @Test func `a verdict whose bot cannot be asked again arms nothing`() async throws {
        try await Stage.set { stage async throws in
            try await Self.gateway(stage, query: "?token=abcdef") { address, _ async throws in
                let triage = await stage.run(Self.words + ["--health", address], with: ["GRINDERCTL_HEALTH": nil])
                #expect(triage.verdict == "orphaned", "\(triage.all)")
                let refused = await stage.run(Stage.cancel(States.orphanID), with: ["GRINDERCTL_HEALTH": nil])
                #expect(refused.refusals == ["no-fresh-triage"], "\(refused.all)")
                #expect(refused.all.contains("cannot be read again"), "\(refused.all)")
                #expect(stage.exchange.mutatingRequests().isEmpty)
                let named = await stage.run(Stage.cancel(States.orphanID), with: ["GRINDERCTL_HEALTH": address])
                #expect(named.refusals.isEmpty, "\(named.all)")
            }
        }
    }

    @Test func `one place written in several ways is one instance`() async throws {
        try await Stage.set { stage async throws in
            let url = stage.bot.baseURL
            let answer = await stage.run(
                Self.words + ["--health", url, "--health", url + "/", "--health", url + "/healthz"])
            let starts = answer.json["steps"].elements.flatMap { $0["facts"].elements }
                .compactMap { $0["name"].text }.filter { $0.hasSuffix(" start") }
            #expect(starts == ["\(url) start"])
        }
    }

    @Test(arguments: [
        "http://127.0.0.1:9/#a", "http://u:hunter2@127.0.0.1:9/healthz", "ftp://127.0.0.1/healthz", "http://",
    ])
    func `what cannot be honoured is refused before anything is asked`(address: String) async throws {
        try await Stage.set { stage async throws in
            for flag in ["--health", "--metrics"] {
                let answer = await stage.run(Self.words + [flag, address])
                #expect(answer.exit == 64, "\(answer.all)")
                #expect(!answer.all.contains("hunter2"))
            }
            #expect(await stage.run(Self.words, with: ["GRINDERCTL_HEALTH": address]).exit == 64)
            for key in ["health", "metrics"] {
                let config = try stage.write("instances: [{name: a, \(key): \"\(address)\"}]\n", to: "config.yaml")
                let answer = await stage.run(Self.words + ["--config", config])
                #expect(answer.exit == 78, "\(answer.all)")
                #expect(!answer.all.contains("hunter2"))
            }
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test func `two instances of one name are refused`() async throws {
        try await Stage.set { stage async throws in
            let config = try stage.write(
                "instances: [{name: a, health: \"http://127.0.0.1:9\"}, {name: a, health: \"http://127.0.0.1:9/b\"}]\n",
                to: "config.yaml")
            #expect(await stage.run(Self.words + ["--config", config]).exit == 78)
        }
    }

    @Test func `standard input is read once`() async throws {
        try await Stage.set { stage async throws in
            let twice = [
                ["--logs", "-", "--expected", "-"], ["--expected", "/dev/stdin", "--logs", "-"],
                ["--health", "-", "--metrics", "-"],
            ]
            for words in twice {
                let answer = await stage.run(Self.words + words)
                #expect(answer.exit == 64, "\(answer.all)")
                #expect(answer.error.contains("once"))
            }
            let payload = #"{"alerts":[{"status":"resolved","labels":{"alertname":"ReconcileMismatchDetected"}}]}"#
            let alert = await stage.run(
                ["triage", "alert", "-", "--logs", "-"], console: ScriptedConsole(input: [payload]))
            #expect(alert.exit == 64)
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test func `what answers and is not grinder is told as what it is`() async throws {
        try await Stage.set { stage async throws in
            // The exchange's own server: it answers, and knows no such page.
            let answer = await stage.run(
                Self.words + ["--health", stage.exchange.baseURL], with: ["GRINDERCTL_HEALTH": nil])
            #expect(answer.verdict == "inconclusive")
            let cause = answer.json["verdict"]["cause"].text ?? ""
            #expect(cause.contains("what answers is not grinder") && cause.contains("status 404"), "\(cause)")
            #expect(!cause.contains("no answer"))
        }
    }

    @Test func `check state reads the pages it was given`() async throws {
        try await Stage.set(state: #"{"marks":{"BTCUSDT":"60000"}}"#) { stage async throws in
            var context = stage.context(
                ["check", "state", "--json", "--metrics", "http://bot.invalid:9090"], console: ScriptedConsole())
            let console = ScriptedConsole()
            context.console = console
            let instances = SimulatedInstances(clock: SimulatedClock())
            instances.set("http://bot.invalid:9090", .trading(since: 0))
            context.pages = { instances.reader() }
            #expect(await Shell.run(at: context) == 1)
            #expect(console.output.contains("not-running"), "\(console.output)")
        }
    }
}
