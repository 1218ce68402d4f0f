import ExchangeSandbox
import Foundation
import Glibc
import OperatorStage
import Testing

@Suite struct ListenSignalTests {
    private static func payload(_ type: String) -> String {
        #"{"version":"4","groupKey":"g","alerts":[{"status":"firing","labels":{"alertname":"ReconcileMismatchDetected","#
            + #""type":"\#(type)"},"startsAt":"2026-03-08T12:00:00Z"}]}"#
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `told to end while nothing is under way it ends 0 at once`(_ signal: Int32) async throws {
        try await OperatorStage.set(state: "{}") { stage async throws in
            let listen = try await ListeningChild.start(stage)
            #expect(await RawHTTP.get("/healthz", from: listen.port)?.status == 200)
            listen.child.send(signal: signal)
            let ended = await listen.child.end()
            #expect(ended.exit == 0, "\(ended.errorText)")
            #expect(listen.told.isEmpty)
        }
    }

    @Test func `what waits for weight when it is told to end is inconclusive, recorded and told`()
        async throws
    {
        try await OperatorStage.set(state: Orphans.state(2)) { stage async throws in
            // The clock fits into this minute, and of the two lists of open orders one into each of the next:
            // two minutes never begin before it has ended.
            let listen = try await ListeningChild.start(stage, ["--weight-budget", "40"])
            #expect(await RawHTTP.post(Self.payload("ORDER_EXISTS_UNEXPECTED"), to: listen.port)?.status == 202)
            try await eventually("it waits for weight") { listen.child.errorSoFar.contains("weight budget") }
            #expect(await RawHTTP.post(Self.payload("ORDER_MISSING_ON_EXCHANGE"), to: listen.port)?.status == 202)
            listen.child.send(signal: SIGTERM)
            let ended = await listen.child.end()
            #expect(ended.exit == 0, "\(ended.errorText)")
            #expect(listen.told.count == 1)
            let verdicts = try await stage.run(["audit", "list", "--kind", "verdict"])
            #expect(verdicts.outputText.contains("inconclusive"), "\(verdicts.outputText)")
            let notes = try await stage.run(["audit", "list", "--kind", "note"])
            #expect(notes.outputText.contains("ORDER_MISSING_ON_EXCHANGE"), "\(notes.outputText)")
        }
    }

    @Test func `beside operators on the same log the chain stays whole`() async throws {
        try await OperatorStage.set(state: Orphans.state(6)) { stage async throws in
            let listen = try await ListeningChild.start(stage, ["--weight-budget", "100%"])
            let operators = try (1...3).map { number in
                try stage.start(["triage", "unexpected", Orphans.id(number), "--json", "--weight-budget", "100%"])
            }
            for type in ["ORDER_EXISTS_UNEXPECTED", "ORDER_MISSING_ON_EXCHANGE", "POSITION_NONZERO_UNEXPECTED"] {
                #expect(await RawHTTP.post(Self.payload(type), to: listen.port)?.status == 202)
            }
            for child in operators { _ = await child.end() }
            try await eventually("all three are told") { listen.told.count == 3 }
            listen.child.send(signal: SIGTERM)
            #expect(await listen.child.end().exit == 0)
            #expect(try await stage.run(["audit", "verify"]).exit == 0)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }
}
