import AuditLog
import ExchangeSandbox
import Foundation
import Testing
import TriageCore

@testable import grinderctl

/// An action that is stopped between cancelling a take-profit and the close says what stands without it, and one command.
@Suite struct UnprotectedPositionTests {
    private static var account: FlattenState {
        var state = FlattenState()
        state.orders = [FlattenState.order(FlattenState.takeProfit, "SELL", "64000.00", "0.005", reduceOnly: true)]
        return state
    }

    private static func warning(_ answer: Answer) -> String? {
        answer.json["notes"].elements.compactMap(\.text).first { $0.hasPrefix("UNPROTECTED") }
    }

    private static func next(_ answer: Answer) -> [String] { answer.json["next"].elements.compactMap(\.text) }

    struct Stop: Sendable, CustomTestStringConvertible {
        let fault: String
        let exit: Int32
        let next: String
        var testDescription: String { fault }
    }

    static let stops = [
        Stop(fault: "503-throttled@POST:/fapi/v1/order*1", exit: 1, next: "grinderctl triage position BTCUSDT"),
        Stop(fault: "429@POST:/fapi/v1/order*1", exit: 75, next: "grinderctl triage position BTCUSDT"),
        Stop(fault: "-1007@POST:/fapi/v1/order*1", exit: 5, next: "grinderctl audit resolve"),
    ]

    @Test(arguments: stops)
    func `a close that is refused or unknown leaves the position without its take-profit`(_ row: Stop) async throws {
        try await Self.account.play(faults: [row.fault]) { stage async throws in
            let answer = await stage.flatten()
            #expect(answer.exit == row.exit, "\(answer.all)")
            let words = try #require(Self.warning(answer), "\(answer.output)")
            #expect(words.contains("BTCUSDT 0.005") && words.contains(FlattenState.takeProfit))
            #expect(words.contains("no grinder order closes it now"))
            #expect(words.contains("may still be open") == (row.exit == 5))
            #expect(Self.next(answer) == [row.next], "\(answer.output)")
        }
    }

    @Test func `a gate that closes in between says so, and proposes what opens it`() async throws {
        try await Self.account.play(beforeMutation: { _ in }) { stage async throws in
            let grown = #"{"positions":[{"symbol":"BTCUSDT","positionAmt":"0.007","entryPrice":"60000"}]}"#
            let answer = await stage.flatten { phase in
                if phase == .verified { try stage.exchange.add(state: .init(grown.utf8)) }
            }
            #expect(answer.refusals.contains("stale-plan"), "\(answer.all)")
            #expect(Self.warning(answer) != nil)
            #expect(
                Self.next(answer).count == 1 && Self.next(answer).first?.hasPrefix("grinderctl ") == true,
                "\(answer.output)")
            #expect(Self.next(answer).first?.contains("instance-stopped=yes") == false)
        }
    }

    @Test func `an interrupt in between says so, and proposes the same again`() async throws {
        try await Self.account.play { stage async throws in
            let interrupts = Stage.deaf()
            let answer = await stage.flatten(interrupts: interrupts) { phase in
                if phase == .verified { interrupts.arrived() }
            }
            #expect(answer.exit == 1, "\(answer.all)")
            #expect(Self.warning(answer)?.contains(FlattenState.takeProfit) == true)
            let next = Self.next(answer)
            #expect(next.count == 1 && next.first?.hasPrefix("grinderctl flatten BTCUSDT --execute") == true, "\(next)")
        }
    }

    @Test func `a take-profit that is not cancelled leaves nothing bare`() async throws {
        try await Self.account.play(faults: ["503-unavailable@DELETE:/fapi/v1/order*1"]) { stage async throws in
            let answer = await stage.flatten()
            #expect(answer.exit == 1)
            #expect(Self.warning(answer) == nil)
        }
    }

    @Test func `a flatten that goes through says nothing of the kind`() async throws {
        try await Self.account.play { stage async throws in
            let answer = await stage.flatten()
            #expect(answer.outcome == "verified" && Self.warning(answer) == nil, "\(answer.all)")
        }
    }

    @Test func `a reset that is stopped between its cancels and its close says the same`() async throws {
        try await Stage.set(state: Self.account.json) { stage async throws in
            stage.exchange.add(faults: [try Fault(spec: "503-throttled@POST:/fapi/v1/order")])
            let answer = await stage.run(ResetTests.words, with: ResetTests.silent)
            #expect(answer.exit == 1, "\(answer.all)")
            let words = try #require(Self.warning(answer), "\(answer.output)")
            #expect(words.contains("BTCUSDT 0.005") && words.contains(FlattenState.takeProfit))
        }
    }

    private struct Crash: Error {}

    @Test func `of a flatten that was killed between the two, the next plan says it, until a close was sent`()
        async throws
    {
        try await Self.account.play { stage async throws in
            let crashed = await stage.flatten { if $0 == .verified { throw Crash() } }
            #expect(crashed.exit == 70)
            #expect(try stage.openIntents() == 0)
            let planned = await stage.run(["flatten", "BTCUSDT", "--json"], with: Stage.botless)
            let note = planned.json["notes"].elements.compactMap(\.text).first
            #expect(
                note?.hasPrefix("no order protects BTCUSDT 0.005: an earlier flatten cancelled") == true,
                "\(planned.output)")
            #expect(note?.contains(FlattenState.takeProfit) == true && note?.contains("ended before its close") == true)
            #expect(await stage.flatten().outcome == "verified")
            let opened = #"{"positions":[{"symbol":"BTCUSDT","positionAmt":"0.001","entryPrice":"60000"}]}"#
            try stage.exchange.add(state: .init(opened.utf8))
            let later = await stage.run(["flatten", "BTCUSDT", "--json"], with: Stage.botless)
            #expect(later.json["notes"].elements.isEmpty, "\(later.output)")
        }
    }

    @Test func `of a flatten that was killed there, the settling says it`() async throws {
        try await Self.account.play { stage async throws in
            let crashed = await stage.flatten { if $0 == .sent { throw Crash() } }
            #expect(crashed.exit == 70)
            let resolved = await stage.resolve()
            #expect(resolved.exit == 0)
            #expect(
                resolved.json["results"][0]["detail"].text?.contains("position may be without this order") == true,
                "\(resolved.output)")
        }
    }
}
