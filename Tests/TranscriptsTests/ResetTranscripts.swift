import OperatorStage
import Testing

@Suite struct ResetTranscripts {
    @Test func `the plan of a running bot, the whole reset, and a finished one resumed`() async throws {
        try await Stage.setStill(state: Account.state) { stage async throws in
            var transcript = Transcript(on: stage)
            try await transcript.run(["reset"])
            let silent: [String: String?] = ["GRINDERCTL_HEALTH": nil]
            let words = ["reset", "--execute", "--confirm", "reset", "--reason", "expected state lost"]
            try await transcript.run(words, with: silent)
            try await transcript.run(words + ["--answer", "instance-stopped=yes"], with: silent)
            try await transcript.run(["reset", "--resume", "no-such-reset"], with: silent)
            try transcript.check("reset")
        }
    }

    @Test func `a position of a person's is left, and said to be left`() async throws {
        let external = try #require(VerdictCase.all.first { $0.name == "position-external" })
        try await Stage.setStill(state: external.state) { stage async throws in
            var transcript = Transcript(on: stage)
            try await transcript.run(
                [
                    "reset", "--execute", "--confirm", "reset", "--reason", "expected state lost", "--answer",
                    "instance-stopped=yes",
                ], with: ["GRINDERCTL_HEALTH": nil])
            try transcript.check("reset-left")
        }
    }
}
