import ArgumentParser
import Foundation
import OperatorStage
import Testing

@testable import grinderctl

/// `--format md`: a block for a ticket from every command that prints a result, and no such flag elsewhere.
@Suite struct TicketFormatTests {
    /// What is typed of each command; `AUDIT` has an investigation, `EXPORT` is one of its exports, `ALERT` a payload.
    static let typed: [String: [String]] = [
        "scan": ["scan", "--symbol", "BTCUSDT"],
        "triage missing": ["triage", "missing", States.orphanID],
        "triage unexpected": ["triage", "unexpected", States.orphanID],
        "triage divergence": ["triage", "divergence", States.orphanID, "--grace", "0s"],
        "triage position": ["triage", "position", "BTCUSDT"],
        "triage alert": ["triage", "alert", "ALERT"],
        "cancel": ["cancel", States.orphanID],
        "flatten": ["flatten", "BTCUSDT"],
        "reset": ["reset"],
        "check": ["check", "rest"],
        "stream status": ["stream", "status"],
        "stream reconnect": ["stream", "reconnect", "--config", "CONFIG"],
        "timeline": ["timeline", States.orphanID],
        "audit list": ["audit", "list"],
        "audit show": ["audit", "show", "1"],
        "audit verify": ["audit", "verify"],
        "audit resolve": ["audit", "resolve"],
        "audit merge": ["audit", "merge", "EXPORT"],
        "audit report": ["audit", "report", "--since", "2d"],
        "incident open": ["incident", "open", "INC-7", "--title", "night"],
        "incident note": ["incident", "note", "INC-1", "bot-1 restarted"],
        "incident list": ["incident", "list"],
        "incident close": ["incident", "close", "INC-1", "--reason", "done"],
        "runbook list": ["runbook", "list"],
        "runbook lint": ["runbook", "lint"],
        "drill": ["drill", "--list"],
        "config show": ["config", "show"],
        "config check": ["config", "check"],
        "explain": ["explain", "orphaned"],
    ]

    /// A signed plan and a PostgreSQL server are played in their own suites.
    private static let apart: Set<String> = ["approve", "audit push"]

    private static var leaves: [any ToolCommand.Type] {
        func below(_ type: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
            let next = type.configuration.subcommands
            return next.isEmpty ? [type] : next.flatMap(below)
        }
        return below(GrinderCtl.self).compactMap { $0 as? any ToolCommand.Type }
    }

    @Test func `every command prints it or does not know the flag`() {
        let named = Set(Self.leaves.filter { !($0 is any Formatless.Type) }.map { $0.name })
        #expect(named.subtracting(["triage"]) == Set(Self.typed.keys).union(Self.apart))
    }

    @Test(arguments: typed.keys.sorted())
    func `a block for a ticket, signed, without a colour or a control byte`(_ name: String) async throws {
        try await Stage.set { stage async throws in
            for words in [
                ["incident", "open", "INC-1", "--title", "two orphans"],
                ["triage", "unexpected", States.orphanID, "--incident", "INC-1"],
            ] { _ = await stage.run(words) }
            let export = try stage.write(await stage.run(["audit", "export"]).output, to: "export.jsonl")
            let alert = try stage.write(AlertPayloads.unexpected, to: "alert.json")
            let config = try stage.write("instances: [{name: bot-1, stop: 'true', start: 'true'}]\n", to: "c.yaml")
            let files = ["EXPORT": export, "ALERT": alert, "CONFIG": config]
            let words = (Self.typed[name] ?? []).map { files[$0] ?? $0 }
            let answer = await stage.run(
                words + ["--format", "md"], with: ["CLICOLOR_FORCE": "1"], console: ScriptedConsole(outputWidth: 80))
            let text = answer.output
            if name == "audit report" {
                #expect(text.hasPrefix("<!-- made by grinderctl -->"), "\(answer.all)")
            } else {
                #expect(text.hasPrefix("**"), "\(answer.all)")
                #expect(text.contains("by ada on oncall-1"), "\(answer.all)")
            }
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F }, "\(text)")
            // Fences close.
            #expect(text.split(separator: "\n").count { $0.hasPrefix("```") } % 2 == 0, "\(text)")
            let plain = await stage.run(words, with: [:], console: ScriptedConsole(outputWidth: 80))
            #expect(plain.output != text)
        }
    }

    @Test func `what has one form refuses it and does not list it`() async throws {
        for type in Self.leaves where type is any Formatless.Type {
            let words = type.name.split(separator: " ").map(String.init)
            try await Stage.set(state: #"{"marks":{"BTCUSDT":"60000"}}"#) { stage async throws in
                for help in [["help"] + words, words + ["--help"]] {
                    let text = await stage.run(help).output
                    #expect(text.contains("--json"), "\(help): \(text)")
                    #expect(!text.contains("--format"), "\(help): \(text)")
                }
                let more =
                    ["runbook show": ["unexpected"], "runbook export": [stage.folder + "/books"]][type.name] ?? []
                let answer = await stage.run(words + more + ["--format", "md"])
                #expect(answer.exit == 64, "\(answer.all)")
                #expect(answer.error.contains("--format md does nothing here"), "\(answer.all)")
            }
        }
        try await Stage.set { stage async throws in
            #expect(await stage.run(["help", "audit", "show"]).output.contains("--format"))
        }
    }

    @Test func `a table is shown as it stands, a command to copy, and one form is asked for at a time`() async throws {
        let table = AnswerText(command: "audit list", text: "1  a  `b`\n2  c  ```d\nnext: grinderctl audit show 2\n")
        #expect(
            table.ticket(signature: "grinderctl, by ada_b") == """
                **audit list**

                ````text
                1  a  `b`
                2  c  ```d
                ````

                ```sh
                grinderctl audit show 2
                ```

                grinderctl, by ada\\_b

                """)
        try await Stage.set { stage async throws in
            _ = await stage.run(["triage", "unexpected", States.orphanID])
            #expect(await stage.run(["audit", "list", "--csv", "--format", "md"]).exit == 64)
            #expect(await stage.run(["scan", "--watch", "60s", "--format", "md"]).exit == 64)
        }
    }
}
