import OperatorStage
import Testing

@Suite struct CancelTranscripts {
    @Test func `plan, refusal and verified`() async throws {
        try await Stage.setStill(state: Account.state) { stage async throws in
            var transcript = Transcript(on: stage)
            try await transcript.run(["cancel", Account.orphan])
            try await transcript.run(["triage", "unexpected", Account.orphan, "--quiet"])
            try await transcript.run(["cancel", Account.orphan, "--execute", "--confirm", "yes"])
            try await transcript.run(Account.cancel)
            try await transcript.run(Account.cancel)
            try transcript.check("cancel")
        }
    }

    @Test func `what cannot be cancelled`() async throws {
        try await Stage.setStill(state: Account.state) { stage async throws in
            var transcript = Transcript(on: stage)
            try await transcript.run(["cancel", Account.persons, "--symbol", "BTCUSDT"])
            try await transcript.run(["cancel", Account.filled])
            try await transcript.run(["cancel", Account.unknown])
            try await transcript.run(["cancel", Account.orphan, Account.bots, "--max-orders", "1"])
            try transcript.check("cancel-refused")
        }
    }

    @Test func `an unknown outcome, what it blocks, and how it is settled`() async throws {
        try await Transcript.play(
            "cancel-unknown", state: Account.state, faults: ["-1007@DELETE:/fapi/v1/order*1"]
        ) { transcript async throws in
            try await transcript.run(Account.cancel + ["--without-triage"])
            try await transcript.run(Account.cancel + ["--without-triage", "--quiet"])
            try await transcript.run(["audit", "resolve"])
        }
    }
}
