import OperatorStage
import Testing

@Suite struct VerdictTranscripts {
    @Test(arguments: VerdictCase.all.indices)
    func `what missing, divergence and position tell an operator, without colour and with`(
        _ index: Int
    ) async throws {
        let row = VerdictCase.all[index]
        try await row.playStill { stage, environment async throws in
            var transcript = Transcript(on: stage)
            try await transcript.run(row.words, with: environment)
            try await transcript.run(row.words, with: environment.merging(["CLICOLOR_FORCE": "1"]) { $1 })
            try transcript.check(row.name)
        }
    }
}
