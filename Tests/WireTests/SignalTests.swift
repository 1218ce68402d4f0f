import ExchangeSandbox
import Foundation
import Glibc
import OperatorStage
import Testing

@Suite struct SignalTests {
    @Test(arguments: [SIGINT, SIGTERM])
    func `interrupted before anything was sent it ends 130 and says so`(_ signal: Int32) async throws {
        let held = Held()
        try await OperatorStage.set(
            state: Orphans.state(),
            beforeAnswer: { if $0.path == "/fapi/v1/openAlgoOrders" { await held.hold() } }
        ) { stage async throws in
            let child = try stage.start(Orphans.cancel + ["--without-triage", "--json"])
            await held.arrival()
            child.send(signal: signal)
            let ended = await child.end()
            held.letGo()
            #expect(ended.exit == 130)
            #expect(ended.errorText.contains("error: interrupted. Nothing was sent"))
            #expect(ended.outputText.contains(#""code":"interrupted""#))
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `interrupted during the DELETE it waits for the outcome, which decides`() async throws {
        let held = Held()
        try await OperatorStage.set(state: Orphans.state(), beforeMutation: { _ in await held.hold() }) {
            stage async throws in
            let child = try stage.start(Orphans.cancel + ["--without-triage", "--json"])
            await held.arrival()
            child.send(signal: SIGINT)
            child.send(signal: SIGTERM)
            try await eventually("both are told") {
                child.errorSoFar.ranges(of: "waiting for its outcome").count == 2
            }
            held.letGo()
            let ended = await child.end()
            #expect(ended.exit == 0)
            #expect(ended.outputText.contains(#""outcome":"verified""#))
            #expect(stage.exchange.mutatingRequests().count == 1)
        }
    }

    @Test func `the sandbox says where it listens, serves, and ends 0 when told to`() async throws {
        try await OperatorStage.set(state: "{}") { stage async throws in
            let state = stage.folder + "/state.json"
            try Orphans.state().write(toFile: state, atomically: false, encoding: .utf8)
            let server = try ChildProcess.start(
                ["sandbox", "serve", "--state", state, "--fault", "429@GET:/fapi/v1/order*1"], environment: [:],
                folder: stage.folder)
            try await eventually("the sandbox says where it listens") { server.outputSoFar.hasSuffix("\n") }
            let line = server.outputSoFar
            let names = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
            #expect(names.keys.sorted() == ["apiKey", "apiSecret", "baseURL", "wsURL"])
            let answer = try await stage.run(
                ["triage", "unexpected"],
                with: [
                    "GRINDERCTL_BASE_URL": names["baseURL"], "BINANCE_API_KEY": names["apiKey"],
                    "BINANCE_API_SECRET": names["apiSecret"],
                ])
            #expect(answer.exit == 1)
            server.send(signal: SIGTERM)
            let ended = await server.end()
            #expect(ended.exit == 0)
            #expect(ended.outputText == line)
            for request in ended.errorText.split(separator: "\n") {
                let row = try JSONSerialization.jsonObject(with: Data(request.utf8)) as? [String: Any]
                #expect(row?.keys.sorted() == ["method", "mutating", "path", "status"])
            }
        }
    }
}
