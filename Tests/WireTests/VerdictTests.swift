import ExchangeSandbox
import Foundation
import OperatorStage
import Testing
import TriageCore

@Suite struct VerdictTests {
    private struct Answer: Decodable {
        struct Verdict: Decodable {
            let code: String
            let action: String
        }
        struct Finding: Decodable { let verdict: Verdict }

        let verdict: Verdict?
        let findings: [Finding]?

        var verdicts: [Verdict] { verdict.map { [$0] } ?? (findings ?? []).map(\.verdict) }
    }

    @Test(arguments: VerdictCase.all.indices)
    func `the binary reaches the verdict, its action and its exit`(_ index: Int) async throws {
        let row = VerdictCase.all[index]
        try await row.play { stage, environment async throws in
            let ended = try await stage.run(row.words + ["--json"], with: environment)
            #expect(ended.exit == row.exit, "\(row.name): \(ended.outputText) \(ended.errorText)")
            let answer = try JSONDecoder().decode(Answer.self, from: ended.output)
            #expect(answer.verdicts.map(\.code) == row.codes, "\(row.name): \(ended.outputText)")
            #expect(answer.verdicts.map(\.action) == row.actions, "\(row.name)")
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `no verdict of these procedures is without a case`() {
        let reached = { (name: String) in Set(VerdictCase.all.filter { $0.name.hasPrefix(name) }.flatMap(\.codes)) }
        #expect(reached("missing") == Set(MissingVerdict.allCases.map(\.rawValue)))
        #expect(reached("divergence") == Set(DivergenceVerdict.allCases.map(\.rawValue)))
        #expect(reached("position") == Set(PositionVerdict.allCases.map(\.rawValue)))
    }
}
