import AuditLog
import ExchangeSandbox
import JSON
import Testing
import TriageCore

@testable import grinderctl

/// A position closed between two operators.
@Suite struct FlattenByPlanTests {
    private static let opening = "grinder_d_BTCUSDT_2_1772964000_73"

    /// A position with an order of grinder's that would compete, and one that would make it larger.
    private static var state: FlattenState {
        var state = FlattenState()
        state.orders = [
            FlattenState.order(FlattenState.takeProfit, "SELL", "61000.00", "0.005", reduceOnly: true),
            FlattenState.order(opening, "BUY", "59000.00", "0.002"),
        ]
        return state
    }

    private func planned(_ state: FlattenState, more: [String] = [], _ play: (TwoOperators) async throws -> Void)
        async throws
    {
        try await state.play { stage async throws in
            let two = try await TwoOperators.prepare(on: stage)
            let words = ["flatten", "BTCUSDT", "--reason", "left behind", "--ticket", "OPS-7", "--out", two.plan]
            let drawn = await stage.run(words + more + ["--config", two.config, "--json"], with: Stage.botless)
            #expect(drawn.exit == 0, "\(drawn.all)")
            #expect(try await two.approve().exit == 0)
            #expect(stage.exchange.mutatingRequests().isEmpty)
            try await play(two)
        }
    }

    private func execute(_ two: TwoOperators, _ more: [String] = []) async -> Answer {
        await two.stage.run(
            ["flatten", "--plan", two.plan, "--approval", two.approval, "--execute", "--confirm", "BTCUSDT", "--json"]
                + ["--answer", "instance-stopped=yes", "--config", two.config] + more, with: Stage.botless)
    }

    @Test func `each request of the approved plan is sent once, and all of them name it`() async throws {
        try await planned(Self.state) { two async throws in
            let plan = try #require(PlanFile(try CanonicalJSON.parse(try two.read("plan.json"))))
            #expect(plan.targets[0].requests.map { $0.prefix(6) } == ["DELETE", "POST /"])
            let answer = await execute(two)
            #expect(answer.exit == 0, "\(answer.all)")
            #expect(answer.outcome == "verified")
            #expect(two.stage.exchange.mutatingRequests().map(\.method) == ["DELETE", "POST"])
            #expect(Quantity(await two.stage.held())?.isZero == true)
            let hash = try two.hash()
            #expect(
                try two.stage.entries(.actionIntent).map { $0.understood(as: IntentRecord.self).plan?.hash } == [
                    hash, hash,
                ])
            let again = await execute(two)
            #expect(again.exit == 3)
            #expect(again.gate("policy")["detail"].text?.contains("already carried out") == true)
            #expect(two.stage.exchange.mutatingRequests().count == 2)
        }
    }

    @Test func `a position that has changed since is not closed by the old plan`() async throws {
        try await planned(Self.state) { two async throws in
            two.stage.exchange.setMark("BTCUSDT", "58900")
            let answer = await execute(two)
            #expect(answer.exit == 3)
            #expect(answer.refusals.contains("stale-plan") || answer.refusals.contains("no-fresh-triage"))
            #expect(two.stage.exchange.mutatingRequests().isEmpty)
            _ = await two.stage.triagePosition()
            let triaged = await execute(two)
            #expect(triaged.exit == 3)
            #expect(
                triaged.gate("stale-plan")["detail"].text?.contains("positionAmt 0.005 → 0.007") == true,
                "\(triaged.all)")
            #expect(two.stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `a position that is gone since is no success of the plan`() async throws {
        try await planned(Self.state) { two async throws in
            two.stage.exchange.setMark("BTCUSDT", "61100")
            let answer = await execute(two)
            #expect(answer.exit == 3)
            #expect(answer.gate("stale-plan")["detail"].text?.contains("the planned position → flat") == true)
            #expect(try !two.stage.entries(.actionRefused).isEmpty)
            #expect(two.stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `the side of a hedge account comes from the plan, and no other is closed by it`() async throws {
        var state = FlattenState()
        state.hedge = true
        state.positions = [
            .init("BTCUSDT", "LONG", "0.005", "grinder_d_BTCUSDT_1_1772964000_71"),
            .init("BTCUSDT", "SHORT", "-0.002", "grinder_d_BTCUSDT_2_1772964000_72"),
        ]
        try await planned(state, more: ["--side", "long"]) { two async throws in
            let other = await execute(two, ["--side", "short"])
            #expect(other.exit == 3)
            #expect(
                other.gate("policy")["detail"].text?.contains("the plan is for BTCUSDT LONG, not BTCUSDT SHORT") == true
            )
            #expect(await execute(two).outcome == "verified")
            #expect(two.stage.placed.map { $0.parameters["positionSide"] } == ["LONG"])
            #expect(await two.stage.held(side: "SHORT") == "-0.002")
        }
    }

    @Test func `a plan to flatten cancels nothing`() async throws {
        try await planned(Self.state) { two async throws in
            let answer = await two.stage.run([
                "cancel", "--plan", two.plan, "--approval", two.approval, "--execute", "--confirm", "BTCUSDT", "--json",
                "--config", two.config,
            ])
            #expect(answer.exit == 3)
            #expect(answer.json["error"]["message"].text?.contains("is a plan to flatten, not to cancel") == true)
            #expect(try two.stage.entries(.actionRefused).count == 1)
            #expect(two.stage.exchange.mutatingRequests().isEmpty)
        }
    }
}
