import ExchangeSandbox
import Foundation
import Glibc
import OperatorStage
import Synchronization
import Testing

@Suite struct KilledCancelTests {
    @Test func `killed while its DELETE is on the way: no second one, and the outcome is found by reading`()
        async throws
    {
        let held = Held()
        try await OperatorStage.set(state: Orphans.state(), beforeMutation: { _ in await held.hold() }) {
            stage async throws in
            #expect(try await stage.run(["triage", "unexpected", Orphans.first]).exit == 1)
            let child = try stage.start(Orphans.cancel)
            await held.arrival()
            child.send(signal: SIGKILL)
            #expect(await child.end().exit == 128 + SIGKILL)

            let second = try await stage.run(Orphans.cancel)
            #expect(second.exit == 3)
            #expect(second.outputText.contains("FAIL  unresolved request"))
            #expect(second.errorText.contains("grinderctl audit resolve"))
            held.letGo()
            let resolved = try await stage.run(["audit", "resolve"])
            #expect(resolved.exit == 0)
            #expect(resolved.outputText.contains("CANCELED: nothing of it can execute any more"))
            #expect(try await stage.run(Orphans.cancel).exit == 0)
            #expect(stage.exchange.mutatingRequests().count == 1)
            #expect(try await stage.run(["audit", "verify"]).exit == 0)
        }
    }

    @Test func `killed after the exchange has applied it, while it is read back: settled by reading`() async throws {
        let faults = ["drop-after@DELETE:/fapi/v1/order"]
        let arrived = Held()
        let victim = Mutex<ChildProcess?>(nil)
        try await OperatorStage.set(
            state: Orphans.state(), faults: faults, beforeMutation: { _ in await arrived.hold() },
            // The first read after the DELETE was applied gets no answer.
            beforeAnswer: { _ in victim.withLock { $0?.send(signal: SIGKILL) } }
        ) { stage async throws in
            #expect(try await stage.run(["triage", "unexpected", Orphans.first]).exit == 1)
            let child = try stage.start(Orphans.cancel)
            await arrived.arrival()
            victim.withLock { $0 = child }
            arrived.letGo()
            #expect(await child.end().exit == 128 + SIGKILL)
            victim.withLock { $0 = nil }

            let listed = try await stage.run(["audit", "list", "--kind", "action.intent"])
            #expect(listed.outputText.split(separator: "\n").count == 1)
            let resolved = try await stage.run(["audit", "resolve"])
            #expect(resolved.exit == 0)
            #expect(resolved.outputText.contains("CANCELED"))
            #expect(stage.exchange.mutatingRequests().count == 1)
        }
    }
}
