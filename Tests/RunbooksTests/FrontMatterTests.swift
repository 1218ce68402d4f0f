import Runbooks
import Testing
import Yams

@Suite struct FrontMatterTests {
    private struct Front: Decodable { let id, title, command: String, mismatch: String? }

    private static func text(_ matter: String) -> String { "---\n\(matter)\n---\n\n# A\n\n## logs: Title\n" }

    @Test func `each runbook of the binary says what a YAML parser reads in it`() throws {
        let all = try Runbook.all
        #expect(all.map(\.id) == Runbook.compiledIDs)
        for runbook in all {
            let matter = runbook.text.split(separator: "---\n", maxSplits: 2).first.map(String.init) ?? ""
            let front = try YAMLDecoder().decode(Front.self, from: matter)
            #expect(runbook.id == front.id && runbook.title == front.title)
            #expect(runbook.command == front.command && runbook.mismatch == front.mismatch)
            #expect(runbook.asked.isEmpty)
            #expect(try Runbook.compiled(runbook.id) == runbook)
        }
        #expect(try Runbook.compiled("nothing") == nil)
    }

    /// Whatever stands there: as a YAML parser reads it, or refused as it refuses it.
    @Test(arguments: [
        "id: a\ntitle: b c\ncommand: d", "id: a\ntitle: b # c\ncommand: d", "id: a\ntitle: 'b: c'\ncommand: d",
        "id: a\ntitle: \"b\"\ncommand: d", "id: a\ntitle: b\n  c\ncommand: d", "id: a\ntitle: b\ncommand: d\nmore: e",
        "id: a\ntitle: b\ncommand: d\nmismatch: null", "id: a\ntitle: yes\ncommand: d",
        "id: a\ntitle: 1.50\ncommand: d",
        "id: a\ntitle: b\ncommand: |\n  d", "id: a\ntitle:  b \ncommand: d", "id: a\ntitle: b's [c|d]\ncommand: d",
        "{id: a, title: b, command: d}", "id: a\ntitle: [b]\ncommand: d", "id: a\ntitle: b",
        "id: a\nid: b\ntitle: c\ncommand: d",
        "id: a\ntitle: b:\ncommand: d", "id: a\ntitle: *b\ncommand: d", "id: a\n\ntitle: b\ncommand: d",
        "id:a\ntitle: b\ncommand: d",
        "id: ä\ntitle: ü\ncommand: d",
    ])
    func `front matter is read as YAML`(matter: String) throws {
        let front = try? YAMLDecoder().decode(Front.self, from: matter)
        let runbook = try? Runbook(text: Self.text(matter))
        #expect(runbook?.id == front?.id && runbook?.title == front?.title)
        #expect(runbook?.command == front?.command && runbook?.mismatch == front?.mismatch)
        if let runbook { #expect(runbook.steps.map(\.id) == ["logs"]) }
    }
}
