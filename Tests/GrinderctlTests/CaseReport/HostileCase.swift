import AuditLog
import Foundation
import TriageCore

@testable import grinderctl

/// A case in which everything others can write is written to break a page, and a real action.
enum HostileCase {
    static let script = "<script>document.title='owned'</script>"
    static let image = "\"><img src=\"http://evil.example/x.png\" onerror=\"document.title='owned'\">"
    static let markdown = "`a` | b ](http://evil.example) ``` <b>x</b> @team ![i](http://evil.example/i.png)"
    static let bidi = "a\u{202E}b\u{1B}[31mc\u{0}d\u{FFFE}"

    /// Runs it on a stage and hands over the audit log's path.
    static func play(_ stage: Stage, cancelling: Bool = true) async throws {
        let lines = [script, image, markdown, bidi].map { text in
            "2026-03-08 11:59:00,112 WARNING grinder.execution: CANCEL_2011_DIAG order_id=\(States.orphanID) parsed=\(text.replacing("\u{0}", with: ""))"
        }
        let log = try stage.write(lines.joined(separator: "\n") + "\n", to: "grinder.log")
        _ = await stage.run(["incident", "open", "INC-1", "--title", "\(script) \(image)"])
        _ = await stage.run(["incident", "note", "INC-1", "\(markdown)\n\(script)"])
        let attached = ["--incident", "INC-1"]
        _ = await stage.run(["triage", "unexpected", States.orphanID, "--logs", log] + attached)
        _ = await stage.run(["cancel", States.orphanID, "--execute", "--confirm", "no"] + attached)
        if cancelling {
            var words = Stage.cancel(States.orphanID, more: attached)
            words[words.firstIndex(of: "left behind") ?? 0] = image
            _ = await stage.run(words)
        }
        _ = await stage.run(["incident", "close", "INC-1", "--reason", bidi.replacing("\u{0}", with: "")])
    }
}
