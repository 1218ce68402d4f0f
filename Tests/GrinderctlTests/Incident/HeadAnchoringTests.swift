import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import Testing
import TriageCore

@testable import grinderctl

@Suite struct HeadAnchoringTests {
    @Test func `the head of an action is noted in a file and at a command; a reading command notes nothing`()
        async throws
    {
        try await Stage.set { stage async throws in
            let heads = stage.folder + "/heads"
            let copy = stage.folder + "/copy"
            let config = try stage.write(
                """
                audit: {anchor: \(heads)}
                anchors: [{command: [/bin/sh, -c, 'cat > "$0"; env >> "$0"', \(copy)]}]

                """, to: "config.yaml")
            let environment: [String: String?] = ["GRINDERCTL_CONFIG": config, "PATH": "/usr/bin:/bin"]
            _ = await stage.run(["triage", "unexpected", States.orphanID], with: environment)
            #expect(!FileManager.default.fileExists(atPath: heads))
            let cancel = await stage.run(Stage.cancel(States.orphanID), with: environment)
            #expect(cancel.exit == 0)
            let head = try #require(cancel.json["audit"]["head"].text)
            let line = try String(contentsOfFile: heads, encoding: .utf8)
            #expect(line.hasPrefix(head + " 2"))
            #expect(line.contains(" oncall-1 sandbox "))
            let copied = try String(contentsOfFile: copy, encoding: .utf8)
            #expect(copied.hasPrefix(line))
            #expect(!copied.contains(stage.exchange.apiSecret))
            #expect(await stage.run(["audit", "verify", "--head", head], with: environment).exit == 0)
        }
    }

    @Test func `an anchor that fails is told and recorded, and the outcome stands`() async throws {
        try await Stage.set { stage async throws in
            let config = try stage.write("audit: {anchor: /nowhere/heads}\n", to: "config.yaml")
            let environment: [String: String?] = ["GRINDERCTL_CONFIG": config]
            _ = await stage.run(["triage", "unexpected", States.orphanID], with: environment)
            let cancel = await stage.run(Stage.cancel(States.orphanID) + ["--quiet"], with: environment)
            #expect(cancel.exit == 0)
            #expect(cancel.outcome == "verified")
            #expect(cancel.error.contains("warning: the head was not noted at the anchor file /nowhere/heads"))
            let note = try #require(try stage.entries(.note).last)
            #expect(try note.payload()["anchor"]?.stringValue == "file /nowhere/heads")
            // The report's span ends with that entry: nothing recorded goes unmentioned.
            #expect(cancel.json["audit"]["head"].text == note.position.description)
        }
    }

    @Test(arguments: [
        ("audit: {anchor: carrier-pigeon}", "is not syslog, a path"),
        ("audit: {anchor: {command: 'logger -t x'}}", "command: [logger, -t, x]"),
        ("audit: {anchor: {command: []}}", "is empty"), ("anchors: [{file: heads}]", "not an absolute path"),
        ("audit: {ancor: syslog}", "did you mean anchor?"), ("anchors: [{}]", "anchors[0] has another shape"),
    ])
    func `an anchor that means nothing is refused before anything is asked`(_ text: String, _ why: String) async throws
    {
        try await Stage.set { stage async throws in
            let config = try stage.write(text + "\n", to: "config.yaml")
            let answer = await stage.run(
                ["triage", "unexpected", States.orphanID], with: ["GRINDERCTL_CONFIG": config])
            #expect(answer.exit == 78)
            #expect(answer.error.contains(why))
        }
    }

    @Test func `a program's arguments are untouched by a shell, and it sees no more of us than it is given`()
        async throws
    {
        try await Stage.set { stage async throws in
            let script = "cat > \"$1\"; printf %s \"$2\" >> \"$1\"; env >> \"$1\""
            let anchor = AnchorProgram(
                words: ["sh", "-c", script, "anchor", stage.folder + "/out", "$(id) ; *"], environment: ["PATH": "/bin"]
            )
            #expect(await anchor.run(.live, giving: "7:cc") == nil)
            let out = try String(contentsOfFile: stage.folder + "/out", encoding: .utf8)
            #expect(out.hasPrefix("7:cc\n$(id) ; *"))
            #expect(out.contains("PATH=/bin"))
            #expect(!out.contains("HOME="))
        }
    }

    @Test func `a program that fails, is not there, is killed or takes too long says so`() async {
        func why(_ words: String..., timeout: Duration = .seconds(900)) async -> String? {
            await AnchorProgram(words: words, environment: ["PATH": "/bin"], timeout: timeout).run(
                .live, giving: "1:aa")
        }
        #expect(await why("false") == "it ended with status 1")
        #expect(await why("no-such-anchor") == "there is no such program")
        #expect(await why("/nowhere/anchor") != nil)
        #expect(await why("/bin/sh", "-c", "kill -9 $$") == "it was killed by signal 9")
        #expect(await why("/bin/sleep", "60", timeout: .milliseconds(50))?.contains("was killed") == true)
    }
}
