import AuditLog
import ExchangeSandbox
import JSON
import Testing
import TriageCore

@testable import grinderctl

/// A verdict is about the exchange's own ids: what comes back under the same name needs its own.
@Suite struct VerdictObjectTests {
    @Test func `another order under the client order id of an orphan is not cancelled`() async throws {
        try await Stage.set { stage async throws in
            let id = States.orphanID
            let judged = await stage.run(["triage", "unexpected", id, "--json"])
            #expect(judged.verdict == "orphaned")
            let verdict = try #require(try stage.entries(.verdict).last)
            let row = try verdict.payload()
            #expect(row["orderId"]?.stringValue != nil)
            stage.exchange.add(faults: [try Fault(spec: "reuse-id")])
            let refused = await stage.run([
                "cancel", id, "--execute", "--confirm", id, "--reason", "orphan", "--max-notional", "100000", "--json",
            ])
            #expect(refused.exit == 3, "\(refused.all)")
            #expect(refused.all.contains("no-fresh-triage") && refused.all.contains("another order"))
            #expect(stage.exchange.mutatingRequests().isEmpty)
            let again = await stage.run(["triage", "unexpected", id, "--json"])
            #expect(again.verdict == "expected")
        }
    }

    @Test func `the rows of an action name the verdict it stands on`() async throws {
        try await Stage.set { stage async throws in
            let id = States.orphanID
            _ = await stage.run(["triage", "unexpected", id])
            let done = await stage.run([
                "cancel", id, "--execute", "--confirm", id, "--reason", "orphan", "--max-notional", "100000", "--json",
            ])
            #expect(done.exit == 0, "\(done.all)")
            let verdict = try #require(try stage.entries(.verdict).last).seq
            for kind in [AuditKind.actionPlanned, .actionIntent] {
                let row = try #require(try stage.entries(kind).last)
                #expect(try row.payload()["verdict"]?.integerValue == verdict)
            }
        }
    }

    @Test func `an id that nothing knows is inconclusive, at every try, and the open one like it is named`()
        async throws
    {
        try await Stage.set { stage async throws in
            let typed = "grinder_d_BTCUSDT_3_1772946000_41"
            for _ in 0..<2 {
                let answer = await stage.run(["triage", "unexpected", typed, "--json"])
                #expect(answer.verdict == "inconclusive" && answer.exit == 2, "\(answer.all)")
                #expect(answer.all.contains(States.orphanID))
            }
            let divergence = await stage.run(["triage", "divergence", typed, "--json"])
            #expect(divergence.verdict == "inconclusive" && divergence.exit == 2)
            #expect(divergence.all.contains(States.orphanID))
        }
    }

    @Test func `an order of this tool's own cancelling is gone by its audit log, when the exchange has forgotten it`()
        async throws
    {
        try await Stage.set { stage async throws in
            let id = States.orphanID
            _ = await stage.run(["triage", "unexpected", id])
            let reader = AuditIdentity(operator: "reader", host: "oncall-1", environment: "sandbox")
            let store = try AuditStore.open(path: stage.auditPath, access: .read, identity: reader, now: { "" })
            let memory = AuditMemory(store: store)
            #expect(try memory.mentions(of: ClientOrderID(id)).map(\.kind) == ["verdict"])
            #expect(try memory.mentions(of: ClientOrderID("grinder_d_BTCUSDT_3_1772946000_41")).isEmpty)
        }
    }
}
