import AuditLog
import ExchangeSandbox
import JSON
import Synchronization
import Testing
import TriageCore

@testable import grinderctl

/// Stops the work between two beats, as a crash would.
private struct Crash: Error {}

@Suite struct CancelPhasesTests {
    struct Stop: Sendable, CustomTestStringConvertible {
        let phase: CommandContext.ActionPhase
        let sent: Int
        let openIntents: Int
        /// What a second cancel ends with, before anything is resolved.
        let second: Int32
        var testDescription: String { phase.rawValue }
    }

    static let stops = [
        Stop(phase: .planned, sent: 0, openIntents: 0, second: 0),
        Stop(phase: .gated, sent: 0, openIntents: 0, second: 0),
        Stop(phase: .intentDurable, sent: 0, openIntents: 1, second: 3),
        Stop(phase: .sent, sent: 1, openIntents: 1, second: 3),
        Stop(phase: .outcomeRecorded, sent: 1, openIntents: 1, second: 3),
        Stop(phase: .readBack, sent: 1, openIntents: 1, second: 3),
        Stop(phase: .verified, sent: 1, openIntents: 0, second: 0),
    ]

    @Test(arguments: stops)
    func `a crash after any phase leaves a log that settles it, and never a second DELETE`(_ stop: Stop) async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            let crashed = await stage.run(Stage.cancel(States.orphanID)) { phase in
                if phase == stop.phase { throw Crash() }
            }
            #expect(crashed.exit == 70)
            #expect(stage.exchange.mutatingRequests().count == stop.sent)
            #expect(try stage.openIntents() == stop.openIntents)

            let second = await stage.run(Stage.cancel(States.orphanID))
            #expect(second.exit == stop.second)
            if stop.second == 3 { #expect(second.refusals == ["open-intent"]) }
            #expect(second.error.contains("grinderctl audit resolve") == (stop.openIntents > 0))

            let resolved = await stage.run(["audit", "resolve", "--json"])
            #expect(resolved.exit == 0)
            #expect(resolved.json["results"].elements.count == stop.openIntents)
            #expect(try stage.openIntents() == 0)
            let third = await stage.run(Stage.cancel(States.orphanID))
            #expect(third.exit == 0)
            #expect(stage.exchange.mutatingRequests().count == 1)
            #expect(await stage.run(["audit", "verify"]).exit == 0)
        }
    }

    @Test func `the intent is in the log before the exchange sees the DELETE`() async throws {
        let seen = Mutex<[String]>([])
        let path = Mutex("")
        try await Stage.set(
            beforeMutation: { _ in
                let kinds = (try? Stage.entries(at: path.withLock { $0 }, []))?.map(\.kindText) ?? ["unreadable"]
                seen.withLock { $0 = kinds }
            },
            { stage async throws in
                path.withLock { $0 = stage.auditPath }
                _ = await stage.triage(States.orphanID)
                #expect(await stage.run(Stage.cancel(States.orphanID)).exit == 0)
                #expect(seen.withLock { $0.suffix(2) } == ["action.planned", "action.intent"])
                let kinds = try stage.entries().map(\.kindText)
                #expect(kinds.suffix(3) == ["action.intent", "action.outcome", "action.verified"])
            })
    }

    @Test func `the intent says what was sent, on which facts, and by which account context`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            let answer = await stage.run(Stage.cancel(States.orphanID))
            let intent = try #require(try stage.entries(.actionIntent).first)
            #expect(intent.clientOrderID == States.orphanID)
            #expect(intent.symbol == "BTCUSDT")
            #expect(intent.environment == "sandbox")
            #expect(intent.investigation == answer.json["audit"]["investigation"].text)
            let payload = try intent.payload()
            let orderID = try #require(answer.json["results"][0]["orderId"].text)
            #expect(payload["request"]?["orderId"]?.stringValue == orderID)
            #expect(payload["preconditions"]?["status"]?.stringValue == "NEW")
            #expect(payload["station"]?["baseURL"]?.stringValue == stage.exchange.baseURL)
            #expect(payload["station"]?["account"]?.stringValue?.utf8.count == 16)
        }
    }

    @Test func `while an intent is open even a plan is refused, for this order only`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID, States.secondID)
            _ = await stage.run(Stage.cancel(States.orphanID)) { if $0 == .intentDurable { throw Crash() } }
            let plan = await stage.run(["cancel", States.orphanID, "--json"])
            #expect(plan.exit == 3)
            #expect(plan.refusals.contains("open-intent"))
            #expect(plan.gate("open-intent")["try"].text == "grinderctl audit resolve")
            #expect(await stage.run(["cancel", States.secondID]).exit == 0)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `a resolve with another key leaves the intent open and says why`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            _ = await stage.run(Stage.cancel(States.orphanID)) { if $0 == .sent { throw Crash() } }
            let other = await stage.run(["audit", "resolve"], with: ["BINANCE_API_KEY": "anotherKey"])
            #expect(other.exit == 5)
            #expect(other.output.contains("LEFT OPEN"))
            #expect(try stage.openIntents() == 1)
            let unknown = await stage.run(["audit", "resolve", "9999"])
            #expect(unknown.exit == 64)
        }
    }

    @Test func `an intent of an order in several is settled with the others left alone`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID, States.secondID)
            let sends = Mutex(0)
            let words = Stage.cancel(States.orphanID, States.secondID)
            _ = await stage.run(words) { phase in
                if phase == .intentDurable,
                    sends.withLock({
                        $0 += 1; return $0
                    }) == 2
                {
                    throw Crash()
                }
            }
            #expect(stage.exchange.mutatingRequests().count == 1)
            #expect(try stage.openIntents() == 1)
            let resolved = await stage.run(["audit", "resolve", "--json"])
            #expect(resolved.exit == 0)
            #expect(resolved.json["results"][0]["status"].text == "NEW")
        }
    }

    @Test(arguments: [CommandContext.ActionPhase.planned, .gated])
    func `of two commands on one order only the first to record its intent sends`(_ phase: CommandContext.ActionPhase)
        async throws
    {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            let slow = await stage.run(Stage.cancel(States.orphanID)) { reached in
                guard reached == phase else { return }
                // Another operator's command runs to its crash in between.
                _ = await stage.run(Stage.cancel(States.orphanID)) { if $0 == .intentDurable { throw Crash() } }
            }
            #expect(slow.exit == 3)
            #expect(stage.exchange.mutatingRequests().isEmpty)
            #expect(try stage.openIntents() == 1)
            #expect(try stage.entries(.actionIntent).count == (phase == .planned ? 1 : 2))
        }
    }

    @Test func `an interrupt while one order is sent leaves the others unsent`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID, States.secondID)
            let interrupts = Stage.deaf()
            let words = Stage.cancel(States.orphanID, States.secondID)
            let answer = await stage.run(words, interrupts: interrupts) { if $0 == .sent { interrupts.arrived() } }
            #expect(answer.exit == 1)
            #expect(answer.json["results"].elements.map { $0["outcome"].text } == ["verified", "failed"])
            #expect(answer.json["results"][1]["detail"].text == "not sent: interrupted")
            #expect(stage.exchange.mutatingRequests().count == 1)
            #expect(try stage.openIntents() == 0)
        }
    }
}
