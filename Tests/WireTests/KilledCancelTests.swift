import ExchangeSandbox
import Foundation
import Glibc
import OperatorStage
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
            #expect(second.outputText.contains("no  open-intent"))
            #expect(second.errorText.contains("grinderctl audit resolve"))
            held.letGo()
            let resolved = try await stage.run(["audit", "resolve"])
            #expect(resolved.exit == 0)
            #expect(resolved.outputText.contains("settled: CANCELED"))
            #expect(try await stage.run(Orphans.cancel).exit == 0)
            #expect(stage.exchange.mutatingRequests().count == 1)
            #expect(try await stage.run(["audit", "verify"]).exit == 0)
        }
    }

    @Test func `killed after the exchange has applied it, while it is read back: settled by reading`() async throws {
        let faults = ["drop-after@DELETE:/fapi/v1/order"]
        let arrived = Held()
        try await OperatorStage.set(
            state: Orphans.state(), faults: faults, beforeMutation: { _ in await arrived.hold() }
        ) { stage async throws in
            #expect(try await stage.run(["triage", "unexpected", Orphans.first]).exit == 1)
            let child = try stage.start(Orphans.cancel)
            await arrived.arrival()
            stage.exchange.add(faults: [try Fault(spec: "latency+20000@GET:/fapi/v1/order*1")])
            arrived.letGo()
            while stage.exchange.mutatingRequests().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            child.send(signal: SIGKILL)
            #expect(await child.end().exit == 128 + SIGKILL)
            stage.exchange.clearFaults()

            let listed = try await stage.run(["audit", "list", "--kind", "action.intent"])
            #expect(listed.outputText.split(separator: "\n").count == 1)
            let resolved = try await stage.run(["audit", "resolve"])
            #expect(resolved.exit == 0)
            #expect(resolved.outputText.contains("CANCELED"))
            #expect(stage.exchange.mutatingRequests().count == 1)
        }
    }
}
