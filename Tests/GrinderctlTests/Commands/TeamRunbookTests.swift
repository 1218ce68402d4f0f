import AuditLog
import Foundation
import JSON
import Runbooks
import Testing
import TriageCore

@testable import grinderctl

@Suite struct TeamRunbookTests {
    private static let ask = """
        ask:
          - {id: change-window, title: Change window, text: "Is a change window open?", choices: [yes, no], after: order}
          - {id: caller, text: "Who called?"}
        """

    /// A stage whose configuration names a folder with one changed runbook.
    private func set(
        _ ask: String = ask, _ play: (Stage, _ config: String, _ file: String) async throws -> Void
    ) async throws {
        try await Stage.set { stage async throws in
            let folder = stage.folder + "/runbooks"
            #expect(await stage.run(["runbook", "export", folder]).exit == 0)
            let file = folder + "/unexpected.md"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            try text.replacing("\n---\n", with: "\n\(ask)\n---\n", maxReplacements: 1)
                .write(toFile: file, atomically: false, encoding: .utf8)
            let config = try stage.write("runbooks: \(folder)\n", to: "team.yaml")
            try await play(stage, config, file)
        }
    }

    @Test func `export writes every runbook, and keeps a file that is there`() async throws {
        try await Stage.set { stage async throws in
            let folder = stage.folder + "/a/b"
            let first = await stage.run(["runbook", "export", folder, "--json"])
            #expect(first.exit == 0)
            let all = try Runbook.all
            #expect(first.json["files"].elements.count == all.count)
            for runbook in all {
                #expect(try String(contentsOfFile: "\(folder)/\(runbook.id).md", encoding: .utf8) == runbook.text)
            }
            try "mine".write(toFile: folder + "/missing.md", atomically: false, encoding: .utf8)
            try FileManager.default.removeItem(atPath: folder + "/position.md")
            let second = await stage.run(["runbook", "export", folder])
            #expect(second.output.contains("written  \(folder)/position.md"))
            #expect(second.output.contains("kept     \(folder)/missing.md"))
            #expect(try String(contentsOfFile: folder + "/missing.md", encoding: .utf8) == "mine")
            #expect(await stage.run(["runbook", "export", folder + "/missing.md"]).exit == 77)
        }
    }

    @Test func `a team's questions are asked at their place and change no verdict`() async throws {
        try await set { stage, config, file in
            let words = ["triage", "unexpected", States.orphanID, "--json", "--config", config]
            let console = ScriptedConsole(input: ["no", "the desk"], isTerminal: true)
            let answer = await stage.run(words, console: console)
            #expect(answer.verdict == "orphaned")
            #expect(answer.error.contains("Is a change window open? [yes/no]: "))
            #expect(answer.error.contains("Who called?: "))
            let steps = answer.json["steps"].elements.compactMap { $0["id"].text }
            #expect(steps.firstIndex(of: "change-window") == steps.firstIndex(of: "order").map { $0 + 1 })
            #expect(steps.last == "caller")
            let recorded = try stage.entries(.answer).map { try $0.payload()["text"]?.stringValue }
            #expect(recorded == ["no", "the desk"])
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(answer.json["runbook"]["sha256"].text == ContentDigest.sha256(text.utf8))
            let opened = try #require(try stage.entries(.investigationOpened).first?.payload())
            #expect(opened["runbook"]?["sha256"]?.stringValue == ContentDigest.sha256(text.utf8))
        }
    }

    @Test(arguments: ["yes", "no", "orphaned", "cancel everything"])
    func `whatever is answered, or nothing, the verdict stays`(_ text: String) async throws {
        try await set { stage, config, _ in
            let words = ["triage", "unexpected", States.botsID, "--json", "--config", config]
            let silent = await stage.run(words)
            #expect(silent.verdict == "expected")
            let step = silent.json["steps"].elements.first { $0["id"].text == "caller" } ?? .missing
            #expect(step["status"].text == "unanswered")
            let given = await stage.run(words + ["--answer", "change-window=\(text)", "--answer", "caller=\(text)"])
            #expect(given.verdict == "expected")
            // The cause names the bot's start, measured anew.
            for name in ["code", "action", "confidence", "summary", "next"] {
                #expect(given.json["verdict"][name] == silent.json["verdict"][name], "\(name)")
            }
        }
    }

    @Test(arguments: [
        ("ask:\n  - {id: order, text: x}", "order is a step of the procedure"),
        ("ask:\n  - {id: a, text: x, after: nowhere}", "comes after nowhere, which isn't a step"),
        ("ask:\n  - {id: a, text: x}\n  - {id: a, text: y}", "appears twice"),
        ("ask:\n  - {id: Not An Id, text: x}", "isn't an id"), ("ask:\n  - {text: x}", "is no list of"),
        ("ask: 7", "is no list of"),
    ])
    func `a copy that does not fit is refused before anything is asked`(_ ask: String, _ problem: String) async throws {
        try await set(ask) { stage, config, file in
            let answer = await stage.run(["triage", "unexpected", States.orphanID, "--config", config])
            #expect(answer.exit == 78)
            #expect(answer.error.contains(problem), "\(answer.error)")
            #expect(answer.error.contains("try: grinderctl runbook lint"))
            let lint = await stage.run(["runbook", "lint", file])
            #expect(lint.exit == 1)
            #expect(lint.output.contains(problem))
        }
    }

    @Test func `without a copy of its own the binary's runbook is followed; without the folder none is`() async throws {
        try await set { stage, config, file in
            try FileManager.default.removeItem(atPath: file)
            let answer = await stage.run(["triage", "unexpected", States.orphanID, "--json", "--config", config])
            #expect(
                answer.json["runbook"]["sha256"].text == RunbookLibrary.digest(try RunbookLibrary.named("unexpected")))
            try FileManager.default.removeItem(atPath: stage.folder + "/runbooks")
            #expect(await stage.run(["triage", "unexpected", States.orphanID, "--config", config]).exit == 78)
        }
    }
}
