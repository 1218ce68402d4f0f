import OperatorStage
import Testing

@testable import grinderctl

/// Every verdict on a screen of 24 rows and 80 columns: what stands first, what stands last, and that the last row does
/// what it says.
@Suite struct VerdictScreenTests {
    @Test(arguments: VerdictCase.everyVerdict.indices)
    func `every verdict: the code first, one screen, and a last command that works`(
        _ index: Int
    ) async throws {
        let row = VerdictCase.everyVerdict[index]
        try await row.playStill { stage, changes async throws in
            let answer = await stage.run(row.words, with: changes)
            let shown = ShownScreen(answer)
            let first = try #require(shown.rows.first)
            if row.codes.count == 1 {
                #expect(first.hasPrefix("\(row.codes[0]) ") || first.hasPrefix("\(row.codes[0]): "), "\(first)")
            } else {
                let count = row.codes.count { $0 == row.codes[0] }
                #expect(first.hasPrefix("\(count) of \(row.codes.count) \(row.codes[0])"), "\(first)")
            }
            #expect(answer.exit == row.exit, "\(answer.all)")
            #expect(shown.faults() == [], "\(answer.output)")
            try await Self.follow(shown, on: stage, with: changes)
        }
    }

    /// Types what stands last. What leaves a fact to a person is refused until they have filled it in.
    static func follow(_ shown: ShownScreen, on stage: Stage, with changes: [String: String?]) async throws {
        #expect(shown.commands.isEmpty == (shown.exit == 0), "\(shown.rows)")
        for words in shown.commands {
            if words.contains("instance-stopped=…") {
                #expect(await stage.run(words, with: changes).exit == 64)
                // Where an instance is known, it has to be silent for the word to count.
            }
            let filled = ShownScreen.filled(words)
            let done = await stage.run(filled, with: changes)
            #expect(done.exit < 64 || done.exit == 69, "\(filled): \(done.all)")
            if filled.contains("--execute") {
                #expect(done.exit == 0 && done.output.contains("verified"), "\(done.all)")
            }
        }
    }

    @Test(arguments: VerdictCase.everyVerdict.indices)
    func `-q is a tabbed line a finding, and -v shows every fact of the report`(_ index: Int) async throws {
        let row = VerdictCase.everyVerdict[index]
        let quiet = try await row.playStill { stage, changes async throws in
            await stage.run(row.words + ["-q"], with: changes)
        }
        let lines = quiet.output.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false)
        }
        #expect(lines.map(\.count) == row.codes.map { _ in 6 })
        #expect(lines.map { String($0[0]) } == row.codes && lines.map { String($0[1]) } == row.actions)
        let json = try await row.playStill { stage, changes async throws in
            let answer = await stage.run(row.words + ["--json"], with: changes)
            return JSONTree(text: answer.output.replacing(stage.folder, with: "FOLDER"))
        }
        let text = try await row.playStill { stage, changes async throws in
            await stage.run(row.words + ["-v"], with: changes).output.replacing(stage.folder, with: "FOLDER")
        }
        #expect(Self.missing(of: json, in: text) == [])
    }

    @Test(arguments: [
        ["scan", "--symbol", "BTCUSDT"], ["scan", "--symbol", "BTCUSDT", "--run"], ["check"],
        ["triage", "alert", "ALERT"],
        ["triage", "alert", "STATE"], ["triage", States.orphanID],
    ])
    func `-v of a scan, a check and an alert shows every fact of the report`(_ words: [String]) async throws {
        func run(_ more: String) async throws -> String {
            try await Stage.setStill(state: States.orphan) { stage async throws in
                var typed = words
                for (name, text) in [
                    ("ALERT", SeveralScreenTests.alert("ORDER_EXISTS_UNEXPECTED")),
                    ("STATE", SeveralScreenTests.alert("", name: "ReconcileSnapshotStale")),
                ] {
                    let path = try stage.write(text, to: name + ".json")
                    typed = typed.map { $0 == name ? path : $0 }
                }
                return await stage.run(typed + [more]).output.replacing(stage.folder, with: "FOLDER")
            }
        }
        let json = JSONTree(text: try await run("--json"))
        #expect(json["steps"].elements.count > 2)
        #expect(Self.missing(of: json, in: try await run("-v")) == [])
    }

    /// The members of a report that a text does not show, wherever its rows were broken.
    static func missing(of json: JSONTree, in text: String) -> [String] {
        func bare(_ text: String) -> String { text.filter { !$0.isWhitespace } }
        let shown = bare(text)
        var wanted: [String] = []
        for step in json["steps"].elements {
            wanted += [step["id"], step["title"], step["summary"]].compactMap(\.text)
            for fact in step["facts"].elements {
                wanted.append("\(fact["name"].text ?? ""): \(fact["value"].text ?? "") [\(fact["source"].text ?? "")]")
            }
        }
        let verdicts = json["findings"].elements.map { $0["verdict"] } + [json["verdict"]]
        for verdict in verdicts where verdict != .missing {
            wanted += ["code", "cause", "summary", "confidence", "action"].compactMap { verdict[$0].text }
            wanted += verdict["next"].elements.compactMap(\.text)
        }
        wanted += json["next"].elements.compactMap(\.text)
        wanted += [json["audit"]["investigation"], json["environment"]].compactMap(\.text)
        wanted += json["ticket"].text.map { $0.split(separator: "\n").dropLast().map(String.init) } ?? []
        wanted.append("\(json["requests"].elements.count) request")
        if let weight = json["weight"].number { wanted.append("weight \(weight)") }
        return wanted.filter { !shown.contains(bare($0)) }
    }

    @Test func `a ticket block names the verdict, the command, and who looked`() async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let answer = await stage.run(["triage", "unexpected", States.orphanID, "--format", "md"])
            #expect(answer.exit == 1)
            #expect(answer.output.hasPrefix("**orphaned** (certain): grinder\\_d\\_BTCUSDT"))
            #expect(answer.output.contains("```sh\ngrinderctl cancel \(States.orphanID) --execute --confirm "))
            #expect(answer.output.contains("by ada on oncall-1, sandbox http"))
        }
    }
}
