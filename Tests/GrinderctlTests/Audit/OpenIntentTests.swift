import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import Testing
import TriageCore

@testable import grinderctl

/// What could not be read back stays an open intent, comes before everything else, and is settled by reading alone.
@Suite struct OpenIntentTests {
    private struct Crash: Error {}

    /// The exchange executes and confirms, and then can no longer be read.
    private static func unread(_ stage: Stage, _ path: String)
        -> @Sendable (CommandContext.ActionPhase) async throws -> Void
    {
        { phase in
            if phase == .sent { stage.exchange.add(faults: [try Fault(spec: "503-unavailable@GET:\(path)")]) }
        }
    }

    @Test func `a cancel that Binance confirmed and nobody could read back is unknown, and audit resolve settles it`()
        async throws
    {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            let answer = await stage.run(
                Stage.cancel(States.orphanID), atPhase: Self.unread(stage, "/fapi/v1/order"))
            #expect(answer.exit == 5, "\(answer.all)")
            let result = answer.json["results"][0]
            #expect(result["detail"].text?.hasPrefix("Binance confirmed the cancel; it could not be read back") == true)
            #expect(result["next"].elements.compactMap(\.text) == ["grinderctl audit resolve"])
            #expect(!answer.all.contains("Nothing was sent"))
            #expect(try stage.entries(.actionOutcome).first?.payload()["outcome"]?.stringValue == "done")
            #expect(try stage.entries(.actionVerified).isEmpty)
            #expect(try stage.openIntents() == 1)
            let listed = await stage.run(["audit", "list", "--manual-cancels"])
            #expect(listed.output.contains("unknown: confirmed by Binance, not read back"), "\(listed.all)")

            // An attempt that settles nothing is a note.
            let early = await stage.run(["audit", "resolve", "--json"])
            #expect(early.exit == 5)
            #expect(try stage.entries(.actionResolved).isEmpty)
            let notes = try stage.entries(.note).compactMap { try $0.payload()["by"]?.stringValue }
            #expect(notes == ["read back", "resolve"])
            #expect(try stage.openIntents() == 1)

            stage.exchange.clearFaults()
            let resolved = await stage.run(["audit", "resolve", "--json"])
            #expect(resolved.exit == 0, "\(resolved.all)")
            #expect(try stage.entries(.actionResolved).count == 1)
            #expect(try stage.openIntents() == 0)
            let after = await stage.run(["audit", "list", "--manual-cancels"])
            #expect(after.output.contains("-> resolved, CANCELED"), "\(after.all)")
            #expect(stage.exchange.mutatingRequests().count == 1)
            #expect(await stage.run(["audit", "verify"]).exit == 0)
        }
    }

    @Test func `the same of a closing order`() async throws {
        try await FlattenState().play { stage async throws in
            let answer = await stage.flatten(atPhase: Self.unread(stage, "/fapi/v1/order"))
            #expect(answer.exit == 5, "\(answer.all)")
            #expect(answer.json["results"][0]["detail"].text?.hasPrefix("Binance confirmed the closing order") == true)
            #expect(try stage.entries(.actionVerified).isEmpty)
            #expect(try stage.openIntents() == 1)
            stage.exchange.clearFaults()
            #expect(await stage.resolve().exit == 0)
            #expect(try stage.openIntents() == 0)
            #expect(stage.placed.count == 1)
        }
    }

    @Test func `an open intent comes before an order that has ended, and before a position that is flat`() async throws
    {
        try await Stage.set { stage async throws in
            _ = await stage.run(Stage.cancel(States.orphanID, more: ["--without-triage"])) { phase in
                if phase == .sent { throw Crash() }
            }
            for words in [["cancel", States.orphanID, "--json"], Stage.cancel(States.orphanID)] {
                let answer = await stage.run(words)
                #expect(answer.exit == 3, "\(answer.all)")
                #expect(answer.outcome == "refused")
                #expect(answer.refusals.contains("open-intent"))
                #expect(answer.json["results"][0]["outcome"].text == "refused")
                #expect(answer.json["next"].elements.compactMap(\.text) == ["grinderctl audit resolve"])
            }
            #expect(stage.exchange.mutatingRequests().count == 1)
        }
        try await FlattenState().play { stage async throws in
            _ = await stage.flatten { if $0 == .sent { throw Crash() } }
            let plan = await stage.run(["flatten", "BTCUSDT", "--json"], with: Stage.botless)
            #expect(plan.exit == 3 && plan.refusals.contains("open-intent"), "\(plan.all)")
            #expect(!plan.gateCodes.contains("side-required"))
            let reset = await stage.run(ResetTests.words, with: ResetTests.silent)
            #expect(reset.exit == 3 && reset.refusals == ["open-intent"], "\(reset.all)")
            #expect(stage.placed.count == 1)
        }
    }

    @Test func `an id the exchange does not know, with an open intent, is refused by it`() async throws {
        try await Stage.set(state: #"{"marks":{"BTCUSDT":"60000"}}"#) { stage async throws in
            try Self.write(stage, [(.actionIntent, Self.intent(stage, States.orphanID))])
            let answer = await stage.run(["cancel", States.orphanID, "--json"])
            #expect(answer.exit == 3, "\(answer.all)")
            #expect(answer.refusals.contains("open-intent"))
            #expect(try stage.entries(.actionRefused).count == 1)
        }
    }

    private static func intent(_ stage: Stage, _ id: String) -> JSONValue {
        [
            "action": "cancel",
            "request": ["endpoint": "DELETE /fapi/v1/order", "symbol": "BTCUSDT", "orderId": "8389765612825190229"],
            "reason": "left behind", "ticket": .null, "overrides": .array([]),
            "station": [
                "environment": "sandbox", "baseURL": .string(stage.exchange.baseURL),
                "account": .string(Self.account(stage)),
            ],
        ]
    }

    private static func account(_ stage: Stage) -> String {
        String(ContentDigest.sha256(Array(stage.exchange.apiKey.utf8)).prefix(16))
    }

    /// Rows as a version that is no more wrote them, two minutes ago.
    private static func write(_ stage: Stage, _ rows: [(AuditKind, JSONValue)]) throws {
        let at = stage.clock.now.advanced(byMilliseconds: -120_000).description
        let store = try AuditStore.open(
            path: stage.auditPath, access: .append,
            identity: AuditIdentity(operator: "ada", host: "oncall-1", environment: "sandbox"), now: { at })
        for (kind, payload) in rows {
            _ = try store.append(
                EntryDraft(
                    kind: kind, investigation: "older", incident: nil, symbol: "BTCUSDT",
                    clientOrderID: States.orphanID, payload: payload))
        }
    }

    struct Older: Sendable, CustomTestStringConvertible {
        let what: String
        let words: [(AuditKind, JSONValue)]
        let openIntents: Int
        var testDescription: String { what }
    }

    static let older = [
        Older(
            what: "unknown, looked at in vain, and resolved in vain",
            words: [
                (.actionOutcome, ["intent": 1, "outcome": "unknown", "message": "no answer"]),
                (.actionVerified, ["intent": 1, "outcome": "unknown", "settled": false]),
                (.actionResolved, ["intent": 1, "outcome": "unknown", "settled": false, "detail": "no answer"]),
            ], openIntents: 1),
        Older(
            what: "done and verified",
            words: [
                (.actionOutcome, ["intent": 1, "outcome": "done"]),
                (.actionVerified, ["intent": 1, "outcome": "verified", "settled": true, "status": "CANCELED"]),
            ], openIntents: 0),
        Older(
            what: "done, and then the process died", words: [(.actionOutcome, ["intent": 1, "outcome": "done"])],
            openIntents: 0),
    ]

    @Test(arguments: older)
    func `a log of an earlier version is read, verified, listed and settled as ever`(_ older: Older) async throws {
        try await Stage.set { stage async throws in
            try Self.write(stage, [(.actionIntent, Self.intent(stage, States.orphanID))] + older.words)
            #expect(try stage.openIntents() == older.openIntents)
            #expect(await stage.run(["audit", "verify"]).exit == 0)
            #expect(await stage.run(["audit", "list", "--manual-cancels"]).exit == 0)
            let resolved = await stage.run(["audit", "resolve", "--json"])
            #expect(resolved.exit == 0, "\(resolved.all)")
            #expect(resolved.json["results"].elements.count == older.openIntents)
            #expect(try stage.openIntents() == 0)
            #expect(await stage.run(["audit", "verify"]).exit == 0)
        }
    }

    @Test func `every row of an action carries the seq of the verdict it stands on`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            #expect(await stage.run(Stage.cancel(States.orphanID)).exit == 0)
            let verdict = try #require(try stage.entries(.verdict).first?.seq)
            for entry in try stage.entries(.actionPlanned, .actionIntent) {
                #expect(try entry.payload()["verdict"]?.integerValue == verdict)
            }
            #expect(await stage.run(Stage.cancel(States.secondID, more: ["--without-triage"])).exit == 0)
            #expect(try stage.entries(.actionIntent).last?.payload()["verdict"] == .null)
        }
    }

    @Test(arguments: [
        [States.orphanID, States.orphanID], ["\(States.orphanID) \(States.secondID)"],
        ["\(States.orphanID),\(States.secondID)"], ["\(States.orphanID), "], [States.orphanID + "\n"],
    ])
    func `an id given twice, and several in one argument, are slips that are explained and not repaired`(
        _ ids: [String]
    ) async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(["cancel"] + ids + ["--json"])
            #expect(answer.exit == 64, "\(answer.all)")
            #expect(answer.output.contains(States.orphanID))
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `on a terminal a missing reason is asked for, and a placeholder is not`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            let words = ["cancel", States.orphanID, "--execute", "--json"]
            let typed = ScriptedConsole(input: ["WHY", States.orphanID], isTerminal: true)
            #expect(await stage.run(words, console: typed).refusals == ["reason-missing"])
            #expect(stage.exchange.mutatingRequests().isEmpty)
            let told = ScriptedConsole(input: ["left behind by the old process", States.orphanID], isTerminal: true)
            let answer = await stage.run(words, console: told)
            #expect(answer.exit == 0, "\(answer.all)")
            let intent = try #require(try stage.entries(.actionIntent).first?.payload())
            #expect(intent["reason"]?.stringValue == "left behind by the old process")
        }
    }
}
