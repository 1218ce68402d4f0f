import ExchangeSandbox
import Testing

@testable import grinderctl

/// The positions that the real grinder left in its own runs, closed as it cannot.
@Suite struct SampleFlattenTests {
    private static func words(_ symbol: String, _ more: String...) -> [String] {
        ["flatten", symbol, "--execute", "--confirm", symbol, "--reason", "left", "--max-notional", "10000", "--json"]
            + ["--answer", "instance-stopped=yes"] + more
    }

    @Test func `a grid's fill: its sell orders are cancelled, its buy order stays, and it is flat`() async throws {
        try await Sample.play("position_nonzero") { stage, environment async throws in
            let stopped = environment.merging(Stage.botless) { $1 }
            let verdict = await stage.run(["triage", "position", "BTCUSDT", "--json"], with: stopped).verdict
            #expect(verdict == "untracked-fills")
            let answer = await stage.run(Self.words("BTCUSDT"), with: stopped)
            #expect(answer.exit == 0, "\(answer.all)")
            let sent = stage.exchange.mutatingRequests()
            #expect(sent.map(\.method) == ["DELETE", "DELETE", "POST"])
            #expect(sent.prefix(2).map { $0.parameters["orderId"] } == ["8389765000014", "8389765000028"])
            #expect(sent.last?.parameters["quantity"] == "0.010")
            #expect(answer.json["notes"].elements.contains { $0.text?.contains("1772971200_3 stays") == true })

            // Opened outside grinder: nothing arms it.
            _ = await stage.run(["triage", "position", "ETHUSDT", "--json"], with: stopped)
            #expect(await stage.run(Self.words("ETHUSDT"), with: stopped).refusals == ["no-fresh-triage"])
            #expect(stage.exchange.mutatingRequests().count == 3)
        }
    }

    @Test func `hedge: each side by itself, those too that grinder's rows mask`() async throws {
        try await Sample.play("position_hedge") { stage, environment async throws in
            let stopped = environment.merging(Stage.botless) { $1 }
            let masked = await stage.run(Self.words("BTCUSDT", "--without-triage"), with: stopped)
            #expect(masked.outcome == "verified", "\(masked.all)")
            let both = await stage.run(Self.words("ETHUSDT", "--without-triage"), with: stopped)
            #expect(both.refusals == ["side-required"])
            for side in ["short", "long"] {
                let one = await stage.run(Self.words("ETHUSDT", "--without-triage", "--side", side), with: stopped)
                #expect(one.outcome == "verified", "\(one.all)")
            }
            let sent = stage.exchange.mutatingRequests().map(\.parameters)
            #expect(sent.map { $0["positionSide"] } == ["LONG", "SHORT", "LONG"])
            #expect(sent.map { $0["side"] } == ["SELL", "BUY", "SELL"])
            #expect(sent.map { $0["quantity"] } == ["0.030", "0.400", "1.000"])
            #expect(sent.allSatisfy { $0["reduceOnly"] == nil })
            let flat = await stage.run(["triage", "position", "ETHUSDT", "--json"], with: stopped)
            #expect(flat.json["findings"].elements.map { $0["verdict"]["code"].text } == ["flat", "flat"])
        }
    }
}
