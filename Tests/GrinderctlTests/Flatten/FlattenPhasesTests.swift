import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import Synchronization
import Testing
import TriageCore

@testable import grinderctl

private struct Crash: Error {}

/// Crashes, ambiguous answers and rivals: at most one order per intent, nothing over-flattened, every intent settled.
@Suite struct FlattenPhasesTests {
    struct Stop: Sendable, CustomTestStringConvertible {
        let phase: CommandContext.ActionPhase
        let sent: Int
        let openIntents: Int
        var testDescription: String { phase.rawValue }
    }

    static let stops = [
        Stop(phase: .planned, sent: 0, openIntents: 0), Stop(phase: .gated, sent: 0, openIntents: 0),
        Stop(phase: .intentDurable, sent: 0, openIntents: 1), Stop(phase: .sent, sent: 1, openIntents: 1),
        Stop(phase: .outcomeRecorded, sent: 1, openIntents: 1), Stop(phase: .readBack, sent: 1, openIntents: 1),
        Stop(phase: .verified, sent: 1, openIntents: 0),
    ]

    @Test(arguments: stops)
    func `a crash after any phase leaves a log that settles it, and never a second order`(_ stop: Stop) async throws {
        try await FlattenState().play { stage async throws in
            let crashed = await stage.flatten { if $0 == stop.phase { throw Crash() } }
            #expect(crashed.exit == 70)
            #expect(stage.placed.count == stop.sent)
            #expect(try stage.openIntents() == stop.openIntents)

            let second = await stage.flatten()
            if stop.openIntents > 0 { #expect(second.refusals.contains("open-intent") && second.exit == 3) }
            if stop.phase == .verified { #expect(second.exit == 0 && second.outcome == "verified") }
            #expect(second.error.contains("grinderctl audit resolve") == (stop.openIntents > 0))

            let resolved = await stage.resolve()
            #expect(resolved.exit == 0, "\(resolved.all)")
            #expect(resolved.json["results"].elements.count == stop.openIntents)
            #expect(try stage.openIntents() == 0)
            let third = await stage.flatten()
            #expect(third.exit == 0, "\(third.all)")
            #expect(stage.placed.count == 1)
            #expect(await stage.held() == "0")
            #expect(await stage.run(["audit", "verify"]).exit == 0)
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let fault: String
        let exit: Int32
        let outcome: String
        let left: String
        /// Of the request, as `action.outcome` records it.
        let recorded: String
        var openIntents = 0
        var testDescription: String { fault }
    }

    static let rows = [
        Row(fault: "drop-before", exit: 5, outcome: "unknown", left: "0.005", recorded: "unknown", openIntents: 1),
        Row(fault: "drop-after", exit: 0, outcome: "verified", left: "0", recorded: "unknown"),
        Row(fault: "503-unknown", exit: 5, outcome: "unknown", left: "0.005", recorded: "unknown", openIntents: 1),
        Row(fault: "503-unknown-applied", exit: 0, outcome: "verified", left: "0", recorded: "unknown"),
        Row(fault: "-1007", exit: 5, outcome: "unknown", left: "0.005", recorded: "unknown", openIntents: 1),
        Row(fault: "-1007-applied", exit: 0, outcome: "verified", left: "0", recorded: "unknown"),
        Row(fault: "html", exit: 5, outcome: "unknown", left: "0.005", recorded: "unknown", openIntents: 1),
        Row(fault: "503-unavailable", exit: 1, outcome: "failed", left: "0.005", recorded: "not-executed"),
        Row(fault: "503-throttled", exit: 1, outcome: "failed", left: "0.005", recorded: "not-executed"),
        Row(fault: "503-internal", exit: 1, outcome: "failed", left: "0.005", recorded: "not-executed"),
        Row(fault: "429", exit: 75, outcome: "failed", left: "0.005", recorded: "not-executed"),
        Row(fault: "418", exit: 75, outcome: "failed", left: "0.005", recorded: "not-executed"),
        Row(fault: "-1021", exit: 1, outcome: "failed", left: "0.005", recorded: "not-executed"),
    ]

    @Test(arguments: rows)
    func `an answer that is not definite is resolved by reading and never by a second order`(
        _ row: Row
    ) async throws {
        try await FlattenState().play(faults: [row.fault + "@POST:/fapi/v1/order"]) { stage async throws in
            let answer = await stage.flatten()
            #expect(answer.exit == row.exit, "\(answer.all)")
            #expect(answer.outcome == row.outcome)
            #expect(stage.placed.count == 1)
            let intent = try #require(try stage.entries(.actionIntent).first)
            let outcome = try #require(try stage.entries(.actionOutcome).first?.payload())
            #expect(outcome["outcome"]?.stringValue == row.recorded)
            #expect(outcome["intent"]?.integerValue == intent.seq)
            #expect(try stage.openIntents() == row.openIntents)
            if row.exit == 5 {
                #expect(answer.json["results"][0]["next"][0].text == "grinderctl audit resolve")
                let again = await stage.flatten(more: ["--without-triage"])
                #expect(again.refusals == ["open-intent"])
            }

            stage.exchange.clearFaults()
            let resolved = await stage.resolve()
            #expect(resolved.exit == 0, "\(resolved.all)")
            #expect(resolved.json["results"].elements.count == row.openIntents)
            #expect(stage.placed.count == 1)
            #expect(await stage.held() == row.left)
        }
    }

    @Test func `executed, but unreadable: unknown until the exchange answers`() async throws {
        try await FlattenState().play { stage async throws in
            let answer = await stage.flatten { phase in
                guard phase == .intentDurable else { return }
                stage.exchange.add(faults: [
                    try Fault(spec: "-1007-applied@POST:/fapi/v1/order"),
                    try Fault(spec: "503-unavailable@GET:/fapi/v1/order"),
                ])
            }
            #expect(answer.exit == 5, "\(answer.all)")
            #expect(await stage.resolve().exit == 5)
            #expect(try stage.openIntents() == 1)
            stage.exchange.clearFaults()
            let resolved = await stage.resolve()
            #expect(resolved.exit == 0)
            #expect(resolved.json["results"][0]["status"].text == "FILLED")
            #expect(resolved.json["results"][0]["executedQty"].text == "0.005")
            #expect(stage.placed.count == 1)
        }
    }

    @Test func `filled, but the position cannot be read: unknown, and not sent again`() async throws {
        try await FlattenState().play { stage async throws in
            let answer = await stage.flatten { phase in
                if phase == .intentDurable {
                    stage.exchange.add(faults: [try Fault(spec: "503-unavailable@GET:/fapi/v3/positionRisk")])
                }
            }
            #expect(answer.exit == 5, "\(answer.all)")
            #expect(answer.json["results"][0]["status"].text == "FILLED")
            #expect(answer.json["results"][0]["next"][0].text == "grinderctl audit resolve")
            #expect(try stage.openIntents() == 1)
            stage.exchange.clearFaults()
            #expect(await stage.resolve().exit == 0)
            #expect(try stage.openIntents() == 0)
            #expect(stage.placed.count == 1)
        }
    }

    @Test func `two expected rows of one age that differ are believed neither`() async throws {
        try await FlattenState().play { stage async throws in
            let rows = ["0.005", "0.007"].map { "{\"symbol\":\"BTCUSDT\",\"expected_position_amt\":\"\($0)\"}\n" }
            let file = try stage.write(rows.joined(), to: "expected.jsonl")
            let answer = await stage.run(["triage", "position", "BTCUSDT", "--expected", file, "--json"])
            #expect(answer.verdict == "inconclusive", "\(answer.all)")
            #expect(answer.exit == 2)
        }
    }

    @Test func `a refused connection is failed, and the intent is settled`() async throws {
        // A connection that is kept may be used before its end is seen: the request then left, and may have arrived.
        try await FlattenState().play(keepsConnections: false) { stage async throws in
            let answer = await stage.flatten { if $0 == .intentDurable { await stage.exchange.stop() } }
            #expect(answer.exit == 1)
            #expect(answer.outcome == "failed")
            #expect(try stage.openIntents() == 0)
        }
    }

    struct Moved: Sendable, CustomTestStringConvertible {
        let what: String
        let state: String
        /// What the difference is called.
        let words: String
        var testDescription: String { what }
    }

    static let moves = [
        Moved(what: "smaller", state: position("0.004"), words: "positionAmt 0.005 → 0.004"),
        Moved(what: "larger", state: position("0.006"), words: "positionAmt 0.005 → 0.006"),
        Moved(what: "turned", state: position("-0.005"), words: "positionAmt 0.005 → -0.005"),
        Moved(what: "flat", state: position("0"), words: "positionAmt 0.005 → 0"),
        Moved(
            what: "a new order",
            state:
                #"{"orders":[{"symbol":"BTCUSDT","clientOrderId":"web_1","side":"BUY","price":"1000","origQty":"1","orderId":99}]}"#,
            words: "new resting orders: 99"),
    ]

    private static func position(_ amount: String) -> String {
        #"{"positions":[{"symbol":"BTCUSDT","positionAmt":"\#(amount)","entryPrice":"60000"}]}"#
    }

    @Test(arguments: moves)
    func `a position that changed between plan and send is a stale plan, and nothing is sent`(
        _ moved: Moved
    ) async throws {
        try await FlattenState().play { stage async throws in
            let answer = await stage.flatten { phase in
                if phase == .planned { try stage.exchange.add(state: Data(moved.state.utf8)) }
            }
            #expect(answer.exit == 3, "\(answer.all)")
            // A verdict on the position as it was does not cover what it has become either.
            #expect(Set(answer.refusals).subtracting(["no-fresh-triage"]) == ["stale-plan"])
            #expect(answer.gate("stale-plan")["detail"].text?.contains(moved.words) == true)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    /// Whatever happens in the instant before the exchange looks at it, the order only ever reduces.
    @Test(arguments: ["0.004", "0.001", "0", "-0.005"])
    func `a position that changed after the last look is never over-flattened`(_ amount: String) async throws {
        try await FlattenState().play { stage async throws in
            let answer = await stage.flatten { phase in
                if phase == .intentDurable { try stage.exchange.add(state: Data(Self.position(amount).utf8)) }
            }
            // Nothing is left to close, whoever closed the rest: said so. What has turned is not closed by this.
            #expect(answer.outcome == (amount == "-0.005" ? "failed" : "verified"), "\(answer.all)")
            #expect(answer.output.contains("meanwhile, ") == (amount != "-0.005"))
            if amount != "-0.005" { #expect(!answer.output.contains("grinderctl flatten")) }
            #expect(stage.placed.count == 1)
            let left = await stage.held()
            #expect(left == (amount == "-0.005" ? "-0.005" : "0"))
            #expect(try stage.openIntents() == 0)
        }
    }

    @Test func `a competing order that fills while it is cancelled stops the rest`() async throws {
        var state = FlattenState()
        state.orders = [FlattenState.order(FlattenState.takeProfit, "SELL", "64000.00", "0.002", reduceOnly: true)]
        try await state.play(faults: ["fill-before-cancel@DELETE:/fapi/v1/order"]) { stage async throws in
            let answer = await stage.flatten()
            #expect(answer.exit == 1, "\(answer.all)")
            #expect(answer.refusals == ["stale-plan"])
            #expect(answer.json["results"].elements.map { $0["outcome"].text } == ["verified", "failed"])
            #expect(stage.placed.isEmpty)
            stage.exchange.clearFaults()
            await stage.triagePosition()
            #expect(await stage.flatten().exit == 0)
            #expect(stage.placed.map { $0.parameters["quantity"] } == ["0.003"])
        }
    }

    @Test func `a part that is not exactly what was planned ends the sending`() async throws {
        var state = FlattenState()
        state.positions = [.init("BTCUSDT", "BOTH", "250.000", "grinder_d_BTCUSDT_1_1772964000_71")]
        try await state.play { stage async throws in
            let sent = Mutex(0)
            let answer = await stage.flatten(more: ["--max-notional", "99999999"]) { phase in
                guard phase == .verified,
                    sent.withLock({
                        $0 += 1; return $0
                    }) == 1
                else { return }
                try stage.exchange.add(state: Data(Self.position("129.5").utf8))
            }
            #expect(answer.exit == 1)
            #expect(answer.refusals == ["stale-plan"])
            #expect(answer.json["results"].elements.map { $0["outcome"].text } == ["verified", "failed", "failed"])
            #expect(answer.json["notes"].elements.contains { $0.text == "closed so far: 120 of 250.000 BTCUSDT" })
            #expect(stage.placed.count == 1)
            #expect(try stage.openIntents() == 0)
        }
    }

    @Test(arguments: [CommandContext.ActionPhase.planned, .gated])
    func `of two commands on one symbol only the first to record its intent sends`(_ phase: CommandContext.ActionPhase)
        async throws
    {
        try await FlattenState().play { stage async throws in
            let slow = await stage.flatten { reached in
                guard reached == phase else { return }
                _ = await stage.flatten { if $0 == .intentDurable { throw Crash() } }
            }
            #expect(slow.exit == 3, "\(slow.all)")
            #expect(stage.placed.isEmpty)
            #expect(try stage.openIntents() == 1)
            #expect(await stage.resolve().exit == 0)
            #expect(await stage.flatten().exit == 0)
            #expect(stage.placed.count == 1)
        }
    }

    @Test func `an interrupt after the first part leaves the others unsent`() async throws {
        var state = FlattenState()
        state.positions = [.init("BTCUSDT", "BOTH", "250.000", "grinder_d_BTCUSDT_1_1772964000_71")]
        try await state.play { stage async throws in
            let interrupts = Stage.deaf()
            let answer = await stage.flatten(more: ["--max-notional", "99999999"], interrupts: interrupts) { phase in
                if phase == .sent { interrupts.arrived() }
            }
            #expect(answer.exit == 1)
            #expect(answer.json["results"][1]["detail"].text == "not sent: interrupted")
            #expect(stage.placed.count == 1)
            #expect(try stage.openIntents() == 0)
        }
    }

    @Test func `another key settles nothing, and says why`() async throws {
        try await FlattenState().play { stage async throws in
            _ = await stage.flatten { if $0 == .sent { throw Crash() } }
            let other = await stage.run(["audit", "resolve"], with: ["BINANCE_API_KEY": "anotherKey"])
            #expect(other.exit == 5)
            #expect(try stage.openIntents() == 1)
        }
    }
}
