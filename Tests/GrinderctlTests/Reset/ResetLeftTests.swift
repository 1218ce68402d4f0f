import ExchangeSandbox
import Testing
import TriageCore

@testable import grinderctl

/// What a reset cannot clear: said beforehand, and told with a next command that leads on.
@Suite struct ResetLeftTests {
    private static let own = "grinder_d_BTCUSDT_1_1772964000_321"

    private static func step(_ answer: Answer, _ id: String) -> JSONTree {
        answer.json["steps"].elements.first { $0["id"].text == id } ?? .missing
    }

    private static func next(_ answer: Answer) -> [String] { answer.json["next"].elements.compactMap(\.text) }
    private static func notes(_ answer: Answer) -> String {
        answer.json["notes"].elements.compactMap(\.text).joined(separator: "\n")
    }

    @Test func `a trigger that keeps firing is polled alone, for a while, and then named`() async throws {
        var state = ResetTests.account
        state.positions = []
        state.algos = [
            #"{"algoId":4000000230628001,"clientAlgoId":"\#(ResetTests.stop)","orderType":"STOP","symbol":"BTCUSDT","#
                + #""side":"SELL","quantity":"0.004","price":"61000.00","triggerPrice":"59500.00","#
                + #""workingType":"MARK_PRICE","createTime":"-2h","algoStatus":"TRIGGERING"}"#
        ]
        try await Stage.set(state: state.json) { stage async throws in
            let answer = await stage.run(ResetTests.words, with: ResetTests.silent)
            #expect(answer.exit == 1, "\(answer.all)")
            let left = answer.json["left"].elements.compactMap(\.text)
            #expect(left.count == 1 && left[0].contains("its trigger has been firing for 15 s"), "\(left)")
            let reads = answer.json["requests"].elements.filter { $0["path"].text == "/fapi/v1/openAlgoOrders" }
            #expect(reads.count { $0["weight"].number == 40 } <= 2)
            #expect(reads.count { $0["weight"].number == 1 } >= 15)
            #expect((answer.json["weight"].number ?? 999) < 300)
            #expect(Self.next(answer).first?.contains("reset --resume") == true)
            #expect(stage.exchange.mutatingRequests().count == 2)
        }
    }

    @Test func `dust is not said to be closed, and its next command is not the reset again`() async throws {
        var state = FlattenState()
        state.positions = [FlattenState.Held("BTCUSDT", "BOTH", "0.0004", Self.own)]
        try await Stage.set(state: state.json) { stage async throws in
            let plan = await stage.run(ResetTests.plan, with: ResetTests.silent)
            let closing = Self.step(plan, "flatten")
            #expect(closing["summary"].text?.hasPrefix("0 positions to be closed, 1 left") == true, "\(closing)")
            let why = closing["facts"].elements.first { $0["name"].text == "stays" }?["value"].text
            #expect(why?.contains("smaller than any order may be") == true)
            let answer = await stage.run(ResetTests.words, with: ResetTests.silent)
            #expect(answer.exit == 1, "\(answer.all)")
            #expect(Self.next(answer) == ["grinderctl triage position BTCUSDT"])
            #expect(answer.json["left"][0].text?.contains("web interface") == true)
            #expect(Self.notes(answer).contains("once what is left is gone, finish with: grinderctl reset"))
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `a rest beside what is closed is foreseen`() async throws {
        var state = FlattenState()
        state.positions = [FlattenState.Held("BTCUSDT", "BOTH", "0.0054", Self.own)]
        try await Stage.set(state: state.json) { stage async throws in
            let plan = await stage.run(ResetTests.plan, with: ResetTests.silent)
            let summary = Self.step(plan, "flatten")["summary"].text
            #expect(summary == "1 position to be closed, 1 rest too small for any order")
        }
    }

    @Test func `a position held back by a person's order names the order, and who must cancel it`() async throws {
        var state = FlattenState()
        state.orders = [FlattenState.order(ResetTests.persons, "SELL", "61000.00", "0.002", reduceOnly: true)]
        try await Stage.set(state: state.json) { stage async throws in
            let plan = await stage.run(ResetTests.plan, with: ResetTests.silent)
            #expect(Self.step(plan, "flatten")["summary"].text == "0 positions to be closed, 1 left")
            #expect(plan.json["left"][0].text?.contains(ResetTests.persons) == true)
            let answer = await stage.run(ResetTests.words, with: ResetTests.silent)
            // Its gate refused the only thing there was to do.
            #expect(answer.exit == 3, "\(answer.all)")
            #expect(answer.json["left"][0].text?.contains("its owner must cancel") == true)
            #expect(Self.next(answer) == ["grinderctl triage position BTCUSDT"])
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `a person's plain order holds no position back, and stays`() async throws {
        var state = FlattenState()
        state.orders = [FlattenState.order(ResetTests.persons, "SELL", "61000.00", "0.002")]
        try await Stage.set(state: state.json) { stage async throws in
            let answer = await stage.run(ResetTests.words, with: ResetTests.silent)
            #expect(answer.exit == 0, "\(answer.all)")
            #expect(stage.exchange.mutatingRequests().map(\.method) == ["POST"])
            let theirs = await stage.run(["triage", "unexpected", ResetTests.persons, "--symbol", "BTCUSDT", "--json"])
            #expect(theirs.verdict == "not-ours")
        }
    }

    @Test func `closing one side of a hedge account keeps the other side's rows`() async throws {
        var state = FlattenState()
        state.hedge = true
        state.positions = [
            FlattenState.Held("BTCUSDT", "LONG", "0.005", Self.own),
            FlattenState.Held("BTCUSDT", "SHORT", "-0.003", "grinder_d_BTCUSDT_1_1772964000_322"),
        ]
        try await Stage.set(state: state.json, faults: ["-1007@POST:/fapi/v1/order*1"]) { stage async throws in
            let answer = await stage.run(ResetTests.words, with: ResetTests.silent)
            #expect(answer.exit == 5, "\(answer.all)")
            #expect(
                answer.json["results"].elements.compactMap { $0["outcome"].text }.sorted() == ["failed", "unknown"])
            #expect(answer.json["left"].elements.count == 2, "\(answer.all)")
        }
    }

    @Test func `what to type next carries where this acted`() async throws {
        try await Stage.set(state: FlattenState().json) { stage async throws in
            let place = ["--env", "sandbox", "--audit-db", stage.auditPath]
            let given = place.joined(separator: " ")
            let unknown = await stage.run(["reset", "--resume", "nope", "--json"] + place)
            #expect(unknown.attempt == "grinderctl audit list \(given)")
            let plan = await stage.run(ResetTests.plan, with: ResetTests.silent)
            let id = plan.json["audit"]["investigation"].text ?? ""
            let resumed = await stage.run(["reset", "--resume", id, "--json"] + place)
            #expect(resumed.attempt == "grinderctl reset \(given)")
            let watch = await stage.run(["stream", "watch", "--for", "1s", "--json"] + place)
            #expect(watch.attempt == "grinderctl check stream \(given)")
        }
    }
}
