import Foundation
import OperatorStage
import Testing

@Suite struct ErrorTranscripts {
    @Test func `errors: what, on what, what was not done, and the next command`() async throws {
        try await Stage.setStill(state: Account.state) { stage async throws in
            try "symbol: [BTCUSDT]\n".write(
                toFile: stage.folder + "/config.yaml", atomically: false, encoding: .utf8)
            var transcript = Transcript(on: stage)
            let triage = ["triage", "unexpected", Account.orphan]
            try await transcript.run(triage, with: ["BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil])
            try await transcript.run(triage, with: ["BINANCE_API_SECRET": nil])
            try await transcript.run(triage + ["--base-url", "https://fapi.binance.com.evil.io"])
            try await transcript.run(triage + ["--config", stage.folder + "/config.yaml"])
            try await transcript.run(triage + ["--audit-db", stage.folder])
            try await transcript.run(triage + ["--audit-db", stage.folder, "--json"])
            try await transcript.run(triage + ["--logs", "/none.log"])
            try await transcript.run(["triage", "unexpected", "web_1"])
            try await transcript.run(["cancel", Account.orphan, "--symbol", "ETHUSDT"])
            try await transcript.run(["cancel", Account.orphan, "--force"])
            try await transcript.run(["audit", "verify", "--audit-db", stage.folder + "/none.db"])
            try await transcript.run(["cancel", Account.orphan], with: ["GRINDERCTL_BASE_URL": "http://127.0.0.1:9"])
            try transcript.check("errors")
        }
    }

    /// The built binary as a shell starts it.
    @Test func `help and version`() async throws {
        try await OperatorStage.set(state: "{}") { stage async throws in
            var transcript = Transcript(on: stage)
            for words in [["--version"], ["help", "exit-codes"], ["help", "gates"], ["help", "cancel"]] {
                try await transcript.run(words)
            }
            try transcript.check("help")
        }
    }
}
