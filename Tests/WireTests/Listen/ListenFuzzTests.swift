import ExchangeSandbox
import Foundation
import Glibc
import OperatorStage
import TestSupport
import Testing

/// Generated requests at the built binary: 10,000 in `make torture`, 500 here.
@Suite struct ListenFuzzTests {
    @Test func `whatever is sent is answered as it should be, and nothing is changed by it`() async throws {
        let count = Campaign.isWhole ? 10_000 : 500
        try await OperatorStage.set(state: Orphans.state(3)) { stage async throws in
            let token = stage.folder + "/token"
            try (HTTPFuzz.token + "\n").write(toFile: token, atomically: false, encoding: .utf8)
            chmod(token, 0o600)
            let listen = try await ListeningChild.start(stage, ["--token-file", token, "--weight-budget", "100%"])
            var wrong: [String] = []
            var statuses: [String: Int] = [:]
            var base = 0
            for number in 0..<count {
                let fuzz = HTTPFuzz(seed: UInt64(number))
                let status = await RawHTTP.send(fuzz.sending, to: listen.port).last?.status
                statuses[status.map(String.init) ?? "none", default: 0] += 1
                if !fuzz.allowed.contains(status), !fuzz.sending.hangsUp {
                    wrong.append("\(fuzz.name): \(status.map(String.init) ?? "no answer")")
                }
                if number == count / 5 { base = listen.residentMemory }
            }
            Campaign.printSummary("requests to listen, good and hostile", cases: count, failures: wrong.count, statuses)
            #expect(wrong.isEmpty, "\(wrong.count) of \(count): \(wrong.prefix(10).joined(separator: "; "))")
            for status in ["200", "202", "400", "401", "404", "405", "413"] {
                #expect(statuses[status, default: 0] > 0, "\(status)")
            }
            #expect(await RawHTTP.get("/healthz", from: listen.port)?.status == 200)
            // Four fifths of all requests, and not 128 MiB more.
            #expect(listen.residentMemory - base < 128 << 10, "\(base) KiB, then \(listen.residentMemory) KiB")
            listen.child.send(signal: SIGTERM)
            let ended = await listen.child.end()
            #expect(ended.exit == 0, "\(ended.errorText.suffix(2_000))")
            #expect(ended.outputText.split(separator: "\n").count == 1)
            #expect(stage.exchange.mutatingRequests().isEmpty)
            #expect(try await stage.run(["audit", "verify"]).exit == 0)
        }
    }
}
