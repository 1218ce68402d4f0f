import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import Testing
import TriageCore

@testable import grinderctl

@Suite struct StepwiseTests {
    private static let words = ["triage", "unexpected", States.orphanID, "--step"]

    @Test func `--step shows each step, waits for a line and ends with the same verdict`() async throws {
        try await Stage.set { stage async throws in
            let console = ScriptedConsole(input: Array(repeating: "", count: 10), isTerminal: true)
            let answer = await stage.run(Self.words, console: console)
            #expect(answer.exit == 1)
            #expect(answer.output.contains("orphaned"))
            #expect(answer.error.components(separatedBy: "[Enter] go on").count > 4)
        }
    }

    @Test func `a note is recorded with its step and changes nothing`() async throws {
        try await Stage.set { stage async throws in
            let lines =
                ["n asked ada, she knows nothing", "what", "", "note the second"] + Array(repeating: "", count: 10)
            let console = ScriptedConsole(input: lines, isTerminal: true)
            let answer = await stage.run(Self.words + ["--json"], console: console)
            #expect(answer.verdict == "orphaned")
            #expect(answer.error.contains("not understood"))
            let notes = try stage.entries(.note).map { try $0.payload() }
            #expect(notes.map { $0["text"]?.stringValue } == ["asked ada, she knows nothing", "the second"])
            #expect(notes.map { $0["step"]?.stringValue } == ["logs", "order"])
        }
    }

    @Test func `a note with the secret in it is not recorded`() async throws {
        try await Stage.set { stage async throws in
            let secret = stage.exchange.apiSecret
            let lines = ["n \(secret)", "h \(secret)"] + Array(repeating: "", count: 10)
            let answer = await stage.run(Self.words, console: ScriptedConsole(input: lines, isTerminal: true))
            #expect(answer.exit == 1)
            #expect(answer.error.contains("not recorded"))
            #expect(try stage.entries(.note).isEmpty)
        }
    }

    @Test func `handing over ends with what is open and the command to go on, and without a verdict`() async throws {
        try await Stage.set { stage async throws in
            let console = ScriptedConsole(input: ["", "h ask bob"], isTerminal: true)
            let words = Self.words + ["--json", "--env", "sandbox", "--audit-db", stage.auditPath]
            let answer = await stage.run(words, console: console)
            #expect(answer.exit == 2)
            #expect(answer.verdict == "inconclusive")
            #expect(answer.json["verdict"]["cause"].text?.contains("ask bob") == true)
            #expect(answer.json["verdict"]["summary"].text?.contains("owner, expected, instance") == true)
            #expect(
                answer.json["verdict"]["next"].elements.map(\.text) == [
                    "grinderctl triage unexpected \(States.orphanID) --step --json --env sandbox --audit-db \(stage.auditPath)"
                ])
            #expect(answer.json["steps"].elements.map { $0["id"].text } == ["logs", "order"])
            let note = try #require(try stage.entries(.note).first?.payload())
            #expect(note["handover"]?.boolValue == true)
            #expect(note["text"]?.stringValue == "ask bob")
            #expect(try stage.entries(.verdict).isEmpty)
        }
    }

    @Test func `without a terminal, or with --no-input, nothing is asked`() async throws {
        try await Stage.set { stage async throws in
            let piped = await stage.run(Self.words + ["--json"], console: ScriptedConsole(input: ["", ""]))
            #expect(piped.exit == 64)
            #expect(piped.json["error"]["message"].text?.contains("terminal") == true)
            let terminal = ScriptedConsole(input: ["", ""], isTerminal: true)
            #expect(await stage.run(Self.words + ["--no-input"], console: terminal).exit == 64)
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test func `an input that ends stops the triage without a verdict`() async throws {
        try await Stage.set { stage async throws in
            let console = ScriptedConsole(input: [""], isTerminal: true)
            let answer = await stage.run(Self.words + ["--json"], console: console)
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
