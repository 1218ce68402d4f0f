import Runbooks
import Testing

@testable import grinderctl

@Suite struct RunbookLintTests {
    @Test func `prose and code agree for every compiled-in runbook`() async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(["runbook", "lint", "--json"])
            #expect(answer.exit == 0)
            #expect(answer.json["ok"] == .bool(true))
            let list = await stage.run(["runbook", "list", "--json"])
            for runbook in list.json["runbooks"].elements {
                let id = try #require(runbook["id"].text)
                let copy = try stage.write(await stage.run(["runbook", "show", id]).output, to: id + ".md")
                #expect(await stage.run(["runbook", "lint", copy]).exit == 0)
            }
        }
    }

    @Test func `a broken copy is told line by line`() async throws {
        try await Stage.set { stage async throws in
            let text = await stage.run(["runbook", "show", "unexpected"]).output
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let headings = lines.indices.filter { lines[$0].hasPrefix("## ") }
            let first = try #require(headings.first)
            let last = try #require(headings.first { lines[$0].hasPrefix("## owner:") })
            var broken = lines
            broken[first] += " or so"
            broken[last] = "## not-a-step: Nobody takes it"
            let copy = try stage.write(broken.joined(separator: "\n"), to: "copy.md")
            let answer = await stage.run(["runbook", "lint", copy])
            #expect(answer.exit == 1)
            #expect(answer.output.contains("line \(first + 1): the step is called"))
            #expect(answer.output.contains("line \(last + 1): the procedure takes no step not-a-step"))
            #expect(answer.output.contains("has no heading"))
            let json = await stage.run(["runbook", "lint", copy, "--json"])
            #expect(json.json["ok"] == .bool(false))
            #expect(json.json["problems"].elements.count == answer.output.split(separator: "\n").count)
        }
    }

    @Test func `a runbook that is not there or not one is told`() async throws {
        try await Stage.set { stage async throws in
            #expect(await stage.run(["runbook", "lint", stage.folder + "/none.md"]).exit == 66)
            #expect(await stage.run(["runbook", "show", "none"]).exit == 64)
            let text = try stage.write("no front matter\n", to: "text.md")
            #expect(await stage.run(["runbook", "lint", text]).exit == 1)
        }
    }
}
