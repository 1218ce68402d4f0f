import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import Testing
import TriageCore

@testable import grinderctl

/// One position after another closed, or not, by the built commands against the embedded exchange.
@Suite struct FlattenTests {
    private static func hedge(_ amounts: (long: String, short: String) = ("0.005", "-0.002")) -> FlattenState {
        var state = FlattenState()
        state.hedge = true
        state.positions = [
            .init("BTCUSDT", "LONG", amounts.long, "grinder_d_BTCUSDT_1_1772964000_71"),
            .init("BTCUSDT", "SHORT", amounts.short, "grinder_d_BTCUSDT_2_1772964000_72"),
        ]
        return state
    }

    @Test(arguments: [("0.005", "SELL"), ("-0.005", "BUY")])
    func `one-way: one reduce-only MARKET order of exactly the size, and flat`(
        _ amount: String, _ side: String
    ) async throws {
        var state = FlattenState()
        state.positions = [.init("BTCUSDT", "BOTH", amount, "grinder_d_BTCUSDT_1_1772964000_71")]
        try await state.play { stage async throws in
            let answer = await stage.flatten()
            #expect(answer.exit == 0)
            #expect(answer.outcome == "verified")
            let result = answer.json["results"][0]
            #expect(result["status"].text == "FILLED" && result["executedQty"].text == "0.005")
            #expect(stage.exchange.mutatingRequests().count == 1)
            let sent = try #require(stage.placed.first?.parameters)
            #expect(sent["side"] == side && sent["type"] == "MARKET" && sent["quantity"] == "0.005")
            #expect(sent["reduceOnly"] == "true" && sent["positionSide"] == nil)
            #expect(sent["newOrderRespType"] == "RESULT")
            #expect(sent["newClientOrderId"] == result["clientOrderId"].text)
            #expect(await stage.held() == "0")
            #expect(await stage.run(["audit", "verify"]).exit == 0)
        }
    }

    @Test func `the client order id is in the log before the exchange sees it`() async throws {
        try await FlattenState().play { stage async throws in
            let answer = await stage.flatten()
            let intent = try #require(try stage.entries(.actionIntent).first)
            let payload = try intent.payload()
            #expect(intent.clientOrderID == stage.placed.first?.parameters["newClientOrderId"])
            #expect(payload["action"]?.stringValue == "flatten")
            #expect(payload["request"]?["newClientOrderId"]?.stringValue == intent.clientOrderID)
            #expect(payload["request"]?["quantity"]?.stringValue == "0.005")
            #expect(payload["preconditions"]?["positionAmt"]?.stringValue == "0.005")
            #expect(intent.investigation == answer.json["audit"]["investigation"].text)
            let kinds = try stage.entries().map(\.kindText)
            #expect(kinds.suffix(4) == ["action.planned", "action.intent", "action.outcome", "action.verified"])
        }
    }

    @Test(arguments: [("long", "LONG", "SELL", "0.005"), ("short", "SHORT", "BUY", "0.002")])
    func `hedge: the side named, by its position side and without reduce-only; the other stays`(
        _ side: String, _ positionSide: String, _ order: String, _ quantity: String
    ) async throws {
        try await Self.hedge().play { stage async throws in
            let answer = await stage.flatten(more: ["--side", side])
            #expect(answer.outcome == "verified", "\(answer.all)")
            let sent = try #require(stage.placed.first?.parameters)
            #expect(sent["positionSide"] == positionSide && sent["side"] == order && sent["quantity"] == quantity)
            #expect(sent["reduceOnly"] == nil)
            let both = (await stage.held(side: "LONG"), await stage.held(side: "SHORT"))
            #expect(both == (side == "long" ? ("0", "-0.002") : ("0.005", "0")))
            // One side is left: it needs no name, and the named one is flat already.
            let again = await stage.flatten(more: ["--side", side])
            #expect(again.exit == 0 && again.outcome == "verified")
            #expect(stage.placed.count == 1)
        }
    }

    @Test func `both sides open and none named is refused, even as a plan`() async throws {
        try await Self.hedge().play { stage async throws in
            for words in [["flatten", "BTCUSDT", "--json"], Stage.flatten()] {
                let answer = await stage.run(words, with: Stage.botless)
                #expect(answer.exit == 3)
                #expect(answer.refusals.contains("side-required"))
                #expect(answer.gate("side-required")["detail"].text == "BTCUSDT holds LONG 0.005 and SHORT -0.002")
            }
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `flat is verified and nothing is sent`() async throws {
        var state = FlattenState()
        state.positions = []
        try await state.play { stage async throws in
            for words in [["flatten", "BTCUSDT", "--json"], Stage.flatten()] {
                let answer = await stage.run(words, with: Stage.botless)
                #expect(answer.exit == 0)
                #expect(answer.outcome == "verified")
                #expect(answer.json["results"].elements.isEmpty)
            }
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `competing orders of grinder's go first, each with its own intent; the opening side stays`() async throws
    {
        var state = FlattenState()
        state.orders = [
            FlattenState.order(FlattenState.takeProfit, "SELL", "64000.00", "0.005", reduceOnly: true),
            FlattenState.order("grinder_d_BTCUSDT_2_1772964000_73", "BUY", "58000.00", "0.005"),
        ]
        try await state.play { stage async throws in
            let answer = await stage.flatten()
            #expect(answer.exit == 0, "\(answer.all)")
            #expect(answer.json["plan"]["steps"].elements.map { $0["action"].text } == ["cancel", "close"])
            #expect(answer.json["results"].elements.map { $0["status"].text } == ["CANCELED", "FILLED"])
            #expect(stage.exchange.mutatingRequests().map(\.method) == ["DELETE", "POST"])
            #expect(try stage.entries(.actionIntent).count == 2)
            #expect(answer.json["notes"].elements.contains { $0.text?.contains("_73 stays") == true })
        }
    }

    @Test func `a person's plain order does not stop a close: it is named, and stays`() async throws {
        var state = FlattenState()
        state.orders = [FlattenState.order(States.personsID, "SELL", "90000.00", "0.005")]
        try await state.play { stage async throws in
            let answer = await stage.flatten()
            #expect(answer.exit == 0, "\(answer.all)")
            #expect(answer.json["notes"].elements.contains { $0.text?.hasPrefix("\(States.personsID) stays") == true })
            #expect(stage.exchange.mutatingRequests().map(\.method) == ["POST"])
            #expect(answer.json["notes"].elements.contains { $0.text == "BTCUSDT is flat" })
        }
    }

    @Test func `a stranger's reduce-only order that leaves no room refuses all of it, also without triage`()
        async throws
    {
        var state = FlattenState()
        state.orders = [FlattenState.order(States.personsID, "SELL", "64000.00", "0.005", reduceOnly: true)]
        try await state.play { stage async throws in
            #expect(await stage.run(["flatten", "BTCUSDT"], with: Stage.botless).exit == 3)
            let answer = await stage.flatten(more: ["--without-triage"])
            #expect(answer.exit == 3)
            #expect(answer.refusals == ["not-ours"])
            #expect(answer.gate("not-ours")["detail"].text?.contains(States.personsID) == true)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `a large position goes in parts, each read back before the next`() async throws {
        var state = FlattenState()
        state.positions = [.init("BTCUSDT", "BOTH", "250.000", "grinder_d_BTCUSDT_1_1772964000_71")]
        try await state.play { stage async throws in
            let limited = await stage.flatten(more: ["--max-notional", "99999999", "--max-orders", "2"])
            #expect(limited.refusals == ["order-limit"])
            let answer = await stage.flatten(more: ["--max-notional", "99999999"])
            #expect(answer.exit == 0, "\(answer.all)")
            #expect(stage.placed.map { $0.parameters["quantity"] } == ["120", "120", "10"])
            #expect(Set(stage.placed.compactMap { $0.parameters["newClientOrderId"] }).count == 3)
            #expect(try stage.entries(.actionIntent).count == 3)
            let kinds = try stage.entries(.actionIntent, .actionOutcome, .actionVerified).map(\.kindText)
            #expect(
                kinds
                    == Array(repeating: ["action.intent", "action.outcome", "action.verified"], count: 3).flatMap(
                        \.self))
        }
    }

    @Test func `a thin book leaves a rest: failed, the command to go on, and grinder's still`() async throws {
        var state = FlattenState()
        state.depth = "0.003"
        try await state.play { stage async throws in
            let answer = await stage.flatten()
            #expect(answer.exit == 1)
            #expect(answer.outcome == "failed")
            let result = answer.json["results"][0]
            #expect(result["status"].text == "EXPIRED" && result["executedQty"].text == "0.003")
            #expect(result["next"].elements.compactMap(\.text).contains("grinderctl flatten BTCUSDT"))
            #expect(stage.placed.count == 1)
            #expect(try stage.openIntents() == 0)
            #expect(await stage.triagePosition() == "untracked-fills")
            let rest = await stage.flatten()
            #expect(rest.exit == 0, "\(rest.all)")
            #expect(stage.placed.map { $0.parameters["quantity"] } == ["0.005", "0.002"])
            #expect(await stage.held() == "0")
        }
    }

    @Test func `what no step reaches is told, and never verified`() async throws {
        var state = FlattenState()
        state.positions = [.init("BTCUSDT", "BOTH", "0.0057", "grinder_d_BTCUSDT_1_1772964000_71")]
        try await state.play { stage async throws in
            let answer = await stage.flatten()
            #expect(answer.exit == 1)
            #expect(answer.outcome == "failed")
            #expect(answer.json["results"][0]["outcome"].text == "verified")
            #expect(answer.json["notes"][0].text?.hasPrefix("0.0007 of BTCUSDT cannot be closed") == true)
            let dust = await stage.flatten(more: ["--without-triage"])
            #expect(dust.exit == 1)
            #expect(dust.outcome == "failed")
            #expect(stage.placed.count == 1)
        }
    }

    @Test func `a running bot refuses it, unless that is said, and then it is recorded`() async throws {
        try await FlattenState().play { stage async throws in
            let refused = await stage.run(Stage.flatten())
            #expect(refused.exit == 3)
            #expect(refused.refusals == ["instance-running"])
            #expect(stage.exchange.mutatingRequests().isEmpty)
            let answer = await stage.run(Stage.flatten(more: ["--while-running"]))
            #expect(answer.exit == 0, "\(answer.all)")
            let intent = try #require(try stage.entries(.actionIntent).first?.payload())
            #expect(intent["overrides"]?.arrayValue == [.string("while-running")])
        }
    }

    @Test func `a cancel under a running bot records that it was told so`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            #expect(await stage.run(Stage.cancel(States.orphanID, more: ["--while-running"])).exit == 0)
            let intent = try #require(try stage.entries(.actionIntent).first?.payload())
            #expect(intent["overrides"]?.arrayValue == [.string("while-running")])
        }
    }

    @Test func `without a fresh verdict it is refused; a verdict on less than is held now does not arm`() async throws {
        try await FlattenState().play(triaged: false) { stage async throws in
            #expect(await stage.flatten().refusals == ["no-fresh-triage"])
            await stage.triagePosition()
            let grown = #"{"positions":[{"symbol":"BTCUSDT","positionAmt":"0.006","entryPrice":"60000"}]}"#
            try stage.exchange.add(state: Data(grown.utf8))
            #expect(await stage.flatten().refusals == ["no-fresh-triage"])
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `the same facts give the same JSON, but for ids and times`() async throws {
        try await FlattenState().play { stage async throws in
            var plans: [String] = []
            for _ in 0..<2 {
                let answer = await stage.run(["flatten", "BTCUSDT", "--json"], with: Stage.botless)
                let plan = answer.output.prefix { $0 != "\n" }.components(separatedBy: #","requests":"#)[0]
                plans.append(plan.replacing(/gctl-f-[0-9a-f]{24}/, with: "ID"))
            }
            #expect(plans[0] == plans[1])
        }
    }

    @Test(arguments: [
        ["flatten"], ["flatten", "BTCUSDT", "--side", "up"], ["flatten", "btc usdt"], ["flatten", "NOSUCHUSDT"],
        ["flatten", "BTCUSDT", "--symbol", "ETHUSDT"],
    ])
    func `what cannot be meant is a usage error, and nothing is sent`(_ words: [String]) async throws {
        try await FlattenState().play(triaged: false) { stage async throws in
            #expect(await stage.run(words, with: Stage.botless).exit == 64)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }
}
