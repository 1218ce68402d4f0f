import AuditLog
import ExchangeSandbox
import Foundation
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
        ("audit: {ancor: syslog}", "did you mean anchor?"), ("anchors: [{}]", "anchors.[0] has another shape"),
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
}
