import AuditLog
import Foundation
import Testing
import TriageCore

@testable import grinderctl

@Suite struct StepwiseTests {
    private static let words = ["triage", "unexpected", States.orphanID, "--step"]

    @Test func `--step shows each step, waits for a line and ends with the same verdict`() async throws {
        try await Stage.set { stage async throws in
            let console = ScriptedConsole(input: Array(repeating: "", count: 10))
            let answer = await stage.run(Self.words, console: console)
            #expect(answer.exit == 1)
            #expect(answer.output.contains("orphaned"))
            #expect(answer.error.components(separatedBy: "[Enter to go on]").count > 4)
        }
    }

    @Test func `an input that ends stops the triage without a verdict`() async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(Self.words + ["--json"], console: ScriptedConsole(input: [""]))
            #expect(answer.exit == 130)
            #expect(answer.json["error"]["code"].text == "interrupted")
            #expect(try stage.entries(.verdict).isEmpty)
            #expect(try stage.entries(.step).isEmpty == false)
        }
    }

    @Test func `an answer is recorded, and one that an instance contradicts counts for nothing`() async throws {
        try await Stage.set { stage async throws in
            let words = ["triage", "unexpected", States.botsID, "--json", "--answer", "instance-stopped=yes"]
            let answer = await stage.run(words)
            #expect(answer.verdict == "expected")
            let recorded = try #require(try stage.entries(.answer).first?.payload())
            #expect(recorded["step"]?.stringValue == "instance-stopped")
            #expect(recorded["text"]?.stringValue == "yes")
            let step = answer.json["steps"].elements.first { $0["id"].text == "instance-stopped" } ?? .missing
            #expect(step["summary"].text?.contains("contradict") == true, "\(step)")
        }
    }

    @Test func `with no instance known the operator's yes makes an orphan, and on a terminal it is asked for`()
        async throws
    {
        try await Stage.set { stage async throws in
            let nobody: [String: String?] = ["GRINDERCTL_HEALTH": nil]
            let words = ["triage", "unexpected", States.orphanID, "--json"]
            #expect(await stage.run(words, with: nobody).verdict == "inconclusive")
            let yes = ["--answer", "instance-stopped=yes"]
            #expect(await stage.run(words + yes, with: nobody).verdict == "orphaned")
            let asked = ScriptedConsole(input: ["yes"], isTerminal: true)
            #expect(await stage.run(words, with: nobody, console: asked).verdict == "orphaned")
            #expect(asked.error.contains("[yes/no]"))
            let silent = ScriptedConsole(input: ["yes"], isTerminal: true)
            #expect(await stage.run(words + ["--no-input"], with: nobody, console: silent).verdict == "inconclusive")
        }
    }
}
