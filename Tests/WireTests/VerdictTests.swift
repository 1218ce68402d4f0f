import ExchangeSandbox
import Foundation
import OperatorStage
import Testing
import TriageCore

@Suite struct VerdictTests {
    private static func verdicts(_ answer: JSONTree) -> [JSONTree] {
        answer["verdict"] == .missing || answer["verdict"] == .null
            ? answer["findings"].elements.map { $0["verdict"] } : [answer["verdict"]]
    }

    private static func expect(_ row: VerdictCase, _ exit: Int32, _ output: String, _ error: String) {
        #expect(exit == row.exit, "\(row.name): \(output) \(error)")
        let verdicts = verdicts(JSONTree(text: output))
        #expect(verdicts.map { $0["code"].text } == row.codes, "\(row.name): \(output)")
        #expect(verdicts.map { $0["action"].text } == row.actions, "\(row.name)")
    }

    @Test(arguments: VerdictCase.everyVerdict.indices)
    func `each account has its verdict, its action and its exit`(_ index: Int) async throws {
        let row = VerdictCase.everyVerdict[index]
        try await row.playStill { stage, environment async throws in
            let answer = await stage.run(row.words + ["--json"], with: environment)
            Self.expect(row, answer.exit, answer.output, answer.error)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test(arguments: ["missing-filled", "divergence-persistent", "position-untracked-fills"])
    func `the built binary reaches the same verdict over the network`(_ name: String) async throws {
        let row = try #require(VerdictCase.all.first { $0.name == name })
        try await row.play { stage, environment async throws in
            let ended = try await stage.run(row.words + ["--json"], with: environment)
            Self.expect(row, ended.exit, ended.outputText, ended.errorText)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `no verdict of these procedures is without a case`() {
        let reached = { (name: String) in
            Set(VerdictCase.everyVerdict.filter { $0.name.hasPrefix(name) }.flatMap(\.codes))
        }
        #expect(reached("missing") == Set(MissingVerdict.allCases.map(\.rawValue)))
        #expect(reached("divergence") == Set(DivergenceVerdict.allCases.map(\.rawValue)))
        #expect(reached("unexpected") == Set(UnexpectedVerdict.allCases.map(\.rawValue)))
        #expect(reached("position") == Set(PositionVerdict.allCases.map(\.rawValue)))
    }
}
