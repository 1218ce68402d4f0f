import ExchangeSandbox
import Foundation
import Testing

@Suite struct ScenarioTests {
    @Test(arguments: ScenarioLibrary.names)
    func `every scenario loads and says what is true of it`(name: String) throws {
        let scenario = try Scenario.named(name)
        #expect(scenario.name == name)
        #expect(!scenario.title.isEmpty && !scenario.truth.isEmpty)
        #expect(!scenario.bot.instances.isEmpty && !scenario.bot.logs.isEmpty)
    }

    @Test(arguments: ScenarioLibrary.names)
    func `every order a scenario judges is one its exchange knows`(name: String) async throws {
        let scenario = try Scenario.named(name)
        let clock = ManualClock(SandboxClock.system.now())
        let exchange = try await SandboxExchange.start(state: scenario.state, clock: clock.clock)
        let client = WireClient(exchange: exchange, now: { clock.now })
        var ids: Set<String> = []
        for path in ["/fapi/v1/openOrders", "/fapi/v1/allOrders", "/fapi/v1/openAlgoOrders"] {
            for row in try await client.signed(.get, path).rows {
                ids.formUnion([row["clientOrderId"], row["clientAlgoId"]].compactMap { $0 as? String })
            }
        }
        await exchange.stop()
        let judged = scenario.truth.keys.filter { !$0.contains(" ") }
        #expect(ids.isSuperset(of: judged))
    }

    @Test func `a scenario's times stand in the present`() async throws {
        let now: Int64 = 1_790_000_000_000
        let clock = ManualClock(now)
        let scenario = try Scenario.named("orphaned-grid-order", now: now)
        let exchange = try await SandboxExchange.start(state: scenario.state, clock: clock.clock)
        let rows = try await WireClient(exchange: exchange, now: { now }).signed(.get, "/fapi/v1/openOrders").rows
        await exchange.stop()
        #expect(rows.map { ($0["time"] as? NSNumber)?.int64Value } == [now - 7_200_000])
        let log = try #require(scenario.bot.logs.first)
        #expect(log.hasPrefix(#"{"asctime": "2026-09-21 14:12:20,000","#))
    }

    @Test func `a log line may be pasted with its tabs, and of a name given twice the last counts`() throws {
        let json = "{\"title\":\"a\",\"title\":\"b\",\"bot\":{\"logs\":[\"placed\tcid\"],\"logs\":[\"filled\tcid\"]}}"
        let scenario = try Scenario(json: Data(json.utf8), name: "pasted", now: 1_790_000_000_000)
        #expect(scenario.title == "b")
        #expect(scenario.bot.logs == ["filled\tcid"])
    }

    @Test func `a port in use is an error at once`() async throws {
        try await withExchange { exchange, _ in
            let port = try #require(UInt16(exchange.baseURL.split(separator: ":")[2]))
            await #expect(throws: (any Error).self) { try await SandboxExchange.start(port: port) }
        }
    }

    @Test func `an unknown scenario suggests the nearest`() {
        #expect(throws: ScenarioProblem.self) { try Scenario.named("orphaned-grid-ordr") }
        #expect {
            try Scenario.named("orphaned-grid-ordr")
        } throws: { error in
            "\(error)".contains("did you mean orphaned-grid-order")
        }
    }

    @Test func `a bot face serves health, readiness and metrics as grinder does`() async throws {
        let clock = ManualClock(1_000_000)
        let face = try await BotEndpoint.start(uptimeSeconds: 12.5, clock: clock.clock)
        clock.advance(1_230)
        let health = try await fetch(face.baseURL + "/healthz")
        let ready = try await fetch(face.baseURL + "/readyz")
        let metrics = try await fetch(face.baseURL + "/metrics")
        let other = try await fetch(face.baseURL + "/")
        await face.stop()
        #expect(health.text == #"{"status": "ok", "uptime_s": 13.73}"#)
        #expect(ready.status == 200)
        #expect(ready.text("mode") == "trading_loop")
        #expect(metrics.text.hasPrefix("# HELP grinder_up"))
        #expect(other.status == 404)
    }

    @Test func `a daemon that does not trade is never ready`() async throws {
        let face = try await BotEndpoint.start(mode: nil, ready: false)
        let ready = try await fetch(face.baseURL + "/readyz")
        await face.stop()
        #expect(ready.status == 503)
        #expect(ready.text == #"{"ready": false, "role": "unknown"}"#)
    }
}
