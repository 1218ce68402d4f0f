import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import Testing
import TriageCore

@testable import grinderctl

/// `reset` as an operator types it, against the embedded exchange.
@Suite struct ResetTests {
    static let first = "grinder_d_BTCUSDT_1_1772964000_301"
    static let eth = "grinder_d_ETHUSDT_1_1772964000_302"
    static let stop = "grinder_tp_BTCUSDT_1_1772964000_303"
    static let persons = "web_Kp3vLx9QmTz2RbYc5NfA"

    /// Two orders and a stop of grinder's, a person's order, a position of grinder's own fills.
    static var account: FlattenState {
        var state = FlattenState()
        state.marks = ["BTCUSDT": "60000", "ETHUSDT": "3000"]
        state.orders = [
            FlattenState.order(first, "BUY", "58000.00", "0.002"),
            FlattenState.order(persons, "BUY", "57000.00", "0.002"),
            FlattenState.order(eth, "BUY", "2800.00", "0.020").replacing(
                "BTCUSDT", with: "ETHUSDT", maxReplacements: 1),
        ]
        state.algos = [
            #"{"algoId":4000000230628001,"clientAlgoId":"\#(stop)","orderType":"STOP_MARKET","symbol":"BTCUSDT","#
                + #""side":"SELL","quantity":"0.005","triggerPrice":"55000.00","workingType":"MARK_PRICE","#
                + #""createTime":"-2h"}"#
        ]
        return state
    }

    /// The default bot answers; here nothing does.
    static let silent: [String: String?] = ["GRINDERCTL_HEALTH": "http://127.0.0.1:9"]
    static let plan = ["reset", "--json", "--answer", "instance-stopped=yes"]
    static let words = plan + ["--execute", "--confirm", "reset", "--reason", "expected state lost"]

    @Test func `the plan shows five steps, every order and position, every gate, and sends nothing`() async throws {
        try await Stage.set(state: Self.account.json) { stage async throws in
            let answer = await stage.run(["reset", "--json"], with: Self.silent)
            #expect(answer.exit == 0)
            #expect(answer.outcome == "planned")
            #expect(
                answer.json["steps"].elements.compactMap { $0["id"].text } == [
                    "instance-stopped", "expected-state", "cancel", "flatten", "restart",
                ])
            #expect(
                answer.json["plan"]["steps"].elements.compactMap { $0["action"].text } == [
                    "cancel", "cancel", "cancel", "close",
                ])
            #expect(answer.json["plan"]["preconditions"].names.count == 3)
            #expect(answer.refusals == ["instance-running", "reason-missing", "confirmation-missing"])
            #expect(answer.gate("instance-running")["try"].text?.contains("--answer instance-stopped=…") == true)
            #expect(stage.exchange.mutatingRequests().isEmpty)
            #expect(try stage.entries(.resetStep).isEmpty)
        }
    }

    @Test func `everything of grinder's is cleared, and a person's order stays`() async throws {
        try await Stage.set(state: Self.account.json) { stage async throws in
            let answer = await stage.run(Self.words, with: Self.silent)
            #expect(answer.exit == 0, "\(answer.all)")
            #expect(answer.outcome == "verified")
            #expect(answer.json["left"].elements.isEmpty)
            #expect(answer.json["steps"].elements.map { $0["status"].text } == ["ok", "ok", "ok", "ok", "unanswered"])
            let sent = stage.exchange.mutatingRequests().map { "\($0.method) \($0.path)" }
            #expect(
                sent.sorted() == [
                    "DELETE /fapi/v1/algoOrder", "DELETE /fapi/v1/order", "DELETE /fapi/v1/order",
                    "POST /fapi/v1/order",
                ])
            #expect(
                await stage.run(["triage", "unexpected", Self.persons, "--symbol", "BTCUSDT", "--json"]).verdict
                    == "not-ours")
            let intents = try stage.entries(.actionIntent)
            #expect(intents.count == 4)
            #expect(intents.allSatisfy { (try? $0.payload())?["action"]?.stringValue == "reset" })
            #expect(await stage.run(["audit", "verify"]).exit == 0)
        }
    }

    @Test(arguments: [[], ["--answer", "instance-stopped=yes"], ["--while-running"]])
    func `an instance that answers is not talked away`(more: [String]) async throws {
        try await Stage.set(state: Self.account.json) { stage async throws in
            let words = ["reset", "--json", "--execute", "--confirm", "reset", "--reason", "r"] + more
            let answer = await stage.run(words)
            #expect(answer.exit == 3)
            #expect(answer.refusals == ["instance-running"])
            #expect(answer.error.contains("--while-running has no effect") == more.contains("--while-running"))
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `without a word of it, silence does not count as stopped`() async throws {
        try await Stage.set(state: Self.account.json) { stage async throws in
            let words = ["reset", "--json", "--execute", "--confirm", "reset", "--reason", "r"]
            for changes in [Self.silent, ["GRINDERCTL_HEALTH": nil]] {
                let answer = await stage.run(words, with: changes)
                #expect(answer.exit == 3)
                #expect(answer.refusals == ["instance-running"])
            }
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test(arguments: [
        (["--max-orders", "3"], "order-limit"), (["--max-notional", "299"], "notional-cap"),
        (["--confirm", "BTCUSDT"], "confirmation-mismatch"),
    ])
    func `a gate over the whole of it refuses before anything is done`(more: [String], gate: String) async throws {
        try await Stage.set(state: Self.account.json) { stage async throws in
            let words = more.first == "--confirm" ? Self.plan + ["--execute", "--reason", "r"] : Self.words
            let answer = await stage.run(words + more, with: Self.silent)
            #expect(answer.exit == 3)
            #expect(answer.refusals == [gate])
            #expect(answer.json["results"].elements.allSatisfy { $0["outcome"].text == "refused" })
            let left = answer.json["left"].elements.compactMap(\.text)
            #expect(left.count == 4, "\(left)")
            for what in [Self.first, Self.eth, Self.stop, "position BTCUSDT 0.005"] {
                #expect(left.contains { $0.contains(what) && $0.hasSuffix("not touched") })
            }
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `--only cancel closes nothing, and --symbol touches no other`() async throws {
        try await Stage.set(state: Self.account.json) { stage async throws in
            let answer = await stage.run(Self.words + ["--only", "cancel", "--symbol", "BTCUSDT"], with: Self.silent)
            #expect(answer.exit == 0, "\(answer.all)")
            #expect(
                answer.json["steps"].elements.map { $0["status"].text } == ["ok", "ok", "ok", "skipped", "skipped"])
            #expect(stage.exchange.mutatingRequests().count == 2)
            #expect(stage.exchange.mutatingRequests().allSatisfy { $0.method == "DELETE" })
        }
    }

    @Test func `both sides of a hedge account are closed, each by its own verdict`() async throws {
        var state = FlattenState()
        state.hedge = true
        state.positions = [
            FlattenState.Held("BTCUSDT", "LONG", "0.005", "grinder_d_BTCUSDT_1_1772964000_311"),
            FlattenState.Held("BTCUSDT", "SHORT", "-0.003", "grinder_d_BTCUSDT_1_1772964000_312"),
        ]
        try await Stage.set(state: state.json) { stage async throws in
            let answer = await stage.run(Self.words, with: Self.silent)
            #expect(answer.exit == 0, "\(answer.all)")
            #expect(stage.exchange.mutatingRequests().count == 2)
        }
    }

    @Test func `a position of others is left and named, unless the operator overrides the triage`() async throws {
        var state = FlattenState()
        state.positions = [FlattenState.Held("BTCUSDT", "BOTH", "0.005", Self.persons)]
        try await Stage.set(state: state.json) { stage async throws in
            let answer = await stage.run(Self.words, with: Self.silent)
            #expect(answer.exit == 1)
            #expect(answer.json["left"].elements.first?.text?.contains("position BTCUSDT 0.005: external") == true)
            #expect(answer.json["next"].elements.compactMap(\.text) == ["grinderctl triage position BTCUSDT"])
            #expect(stage.exchange.mutatingRequests().isEmpty)
            let forced = await stage.run(Self.words + ["--without-triage"], with: Self.silent)
            #expect(forced.exit == 0, "\(forced.all)")
            #expect(
                try stage.entries(.actionIntent).allSatisfy {
                    (try? $0.payload())?["overrides"]?.arrayValue == ["without-triage"]
                })
        }
    }

    @Test func `a stop that fires while orders are cancelled is followed, and its position closed`() async throws {
        var state = Self.account
        state.positions = []
        state.algos = [
            #"{"algoId":4000000230628001,"clientAlgoId":"\#(Self.stop)","orderType":"STOP","symbol":"BTCUSDT","#
                + #""side":"SELL","quantity":"0.004","price":"61000.00","triggerPrice":"59500.00","#
                + #""workingType":"MARK_PRICE","createTime":"-2h"}"#
        ]
        try await Stage.set(state: state.json) { stage async throws in
            let answer = await stage.run(Self.words, with: Self.silent) { phase in
                // Its trigger fires right after the first cancel.
                if phase == .outcomeRecorded { stage.exchange.setMark("BTCUSDT", "59400") }
            }
            #expect(answer.exit == 0, "\(answer.all)")
            let again = await stage.run(["triage", "unexpected", Self.stop, "--json"])
            #expect(again.verdict == "gone")
        }
    }
}
