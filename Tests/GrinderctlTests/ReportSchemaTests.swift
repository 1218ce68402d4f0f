import Foundation
import OperatorStage
import Testing

@testable import grinderctl

/// What is printed with `--json` against the schema that is shipped; each test's reports are held against it beside this
/// by the stage.
@Suite struct ReportSchemaTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func `the schema that is shipped is the one the binary prints`() throws {
        let committed = try String(
            contentsOf: Self.root.appending(path: "completions/report.schema.json"), encoding: .utf8)
        #expect(committed == ReportSchema.text, "make completions writes it anew")
    }

    @Test func `every reference leads to a definition`() throws {
        let text = ReportSchema.json.text
        let defined = Set(JSONTree(text: text)["$defs"].names)
        for match in text.matches(of: #/"\$ref":"#/\$defs/([^"]+)"/#) {
            #expect(defined.contains(String(match.1)), "\(match.1)")
        }
    }

    /// Each line of the transcripts that is JSON; what was masked there is given a value of its kind.
    private static var recorded: [String] {
        get throws {
            let folder = root.appending(path: "Tests/TranscriptsTests/Golden")
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            return try files.flatMap { file in
                try String(contentsOf: folder.appending(path: file), encoding: .utf8)
                    .replacing("HASH", with: String(repeating: "0", count: 64))
                    .split(separator: "\n").filter { $0.hasPrefix("{\"") }.map(String.init)
            }
        }
    }

    @Test func `every transcript's JSON is of the schema`() throws {
        let lines = try Self.recorded
        #expect(lines.count >= 7)
        for line in lines {
            #expect(ReportValidator.strict.problems(in: line) == [], "\(line.prefix(120))")
            #expect(ReportValidator.open.problems(in: line) == [])
        }
    }

    /// Commands that need nothing but an account and a bot; those with a state of their own have tests that run them.
    private static let plain: [[String]] = [
        ["triage", "unexpected"], ["triage", "unexpected", States.orphanID], ["triage", "missing", States.orphanID],
        ["triage", "divergence", States.orphanID, "--grace", "1ms"], ["triage", "position", "BTCUSDT"],
        ["triage", States.orphanID],
        ["triage", "missing", "grinder_d_BTCUSDT_9_1772964000_9"], ["triage", "btcusdt"], ["scan"], ["scan", "--run"],
        ["check"], ["check", "rest"], ["check", "state"], ["check", "clock"], ["stream", "status"],
        ["timeline", States.orphanID], ["timeline", "BTCUSDT"], ["cancel", States.orphanID], ["flatten", "BTCUSDT"],
        ["reset"],
        ["incident", "open", "INC-1", "--title", "t"], ["incident", "note", "INC-1", "seen"], ["incident", "list"],
        ["triage", "unexpected", "--incident", "INC-1"], ["incident", "close", "INC-1", "--reason", "r"],
        ["audit", "list"], ["audit", "list", "--manual-cancels"], ["audit", "list", "--limit", "2"],
        ["audit", "show", "1"],
        ["audit", "show", "INC-1"], ["audit", "verify"], ["audit", "head"], ["audit", "resolve"],
        ["audit", "report", "INC-1"], ["config", "show"], ["config", "check"], ["config", "schema"],
        ["config", "schema", "--report"], ["runbook", "list"], ["runbook", "show", "missing"], ["runbook", "lint"],
        ["explain", "orphaned"], ["explain", "-1022"], ["help", "gates"], ["help"], ["triage", "--help"],
        ["drill", "--list"], ["triage", "missing"], ["nonsense"], ["explain", "nonsense"], ["audit", "show", "NONE"],
        ["cancel", States.orphanID, "--execute"], ["--version"], ["stream", "reconnect"],
    ]

    @Test func `what every command answers is of the schema`() async throws {
        try await Stage.set { stage async throws in
            for words in Self.plain {
                let answer = await stage.run(words + ["--json"])
                let lines = answer.output.split(separator: "\n").map(String.init)
                #expect(lines.count == 1, "\(words) \(answer.all)")
                // The schemas themselves are printed as they are.
                for line in lines where words.prefix(2) != ["config", "schema"] {
                    #expect(ReportValidator.open.problems(in: line) == [], "\(words)")
                }
            }
            let export = await stage.run(["audit", "export"])
            #expect(ReportValidator.strict.problems(inLines: export.output) == [])
        }
    }

    /// One change that a schema worth its name finds.
    struct Slip: Sendable, CustomTestStringConvertible {
        let words: [String]
        let from: String
        let to: String
        var testDescription: String { "\(from) → \(to)" }
    }

    static let slips: [Slip] = {
        let triage = ["triage", "unexpected", States.orphanID]
        let cancel = ["cancel", States.orphanID]
        return [
            Slip(words: triage, from: #""code":"orphaned""#, to: #""code":"orphanned""#),
            Slip(words: triage, from: #""code":"orphaned""#, to: #""code":"filled""#),
            Slip(words: triage, from: #""confidence":"certain""#, to: #""confidence":"sure""#),
            Slip(words: triage, from: #""action":"cancel""#, to: #""action":"CANCEL""#),
            Slip(words: triage, from: #""status":"ok""#, to: #""status":"OK""#),
            Slip(words: triage, from: #""mismatch":"ORDER_EXISTS_UNEXPECTED""#, to: #""mismatch":"ORDER_EXISTS""#),
            Slip(words: triage, from: #""verdict":{"#, to: #""verdikt":{"#),
            Slip(words: triage, from: #""schema":"grinderctl/1""#, to: #""schema":"grinderctl/2""#),
            Slip(words: triage, from: #""weight":"#, to: #""weight":"1","w":"#),
            Slip(words: triage, from: #""head":""#, to: #""head":"x"#),
            Slip(words: cancel, from: #""executedQty":"0""#, to: #""executedQty":0"#),
            Slip(words: cancel, from: #""price":"59000.10""#, to: #""price":59000.10"#),
            Slip(words: cancel, from: #""orderId":""#, to: #""orderId":"x"#),
            Slip(words: cancel, from: #""code":"reason-missing""#, to: #""code":"reason-mising""#),
            Slip(words: cancel, from: #""outcome":"planned""#, to: #""outcome":"plan""#),
            Slip(words: ["audit", "verify"], from: #""firstBad":null"#, to: #""firstBad":"1""#),
            Slip(words: ["audit", "list"], from: #""kind":"verdict""#, to: #""kind":"verdikt""#),
            Slip(words: ["nonsense"], from: #""code":"usage""#, to: #""code":"usages""#),
        ]
    }()

    @Test(arguments: slips)
    func `a report with one slip in it is not of the schema`(_ slip: Slip) async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            let line = await stage.run(slip.words + ["--json"]).output.split(separator: "\n").joined()
            #expect(line.contains(slip.from), "\(line)")
            #expect(ReportValidator.open.problems(in: line) == [])
            let changed = line.replacing(slip.from, with: slip.to, maxReplacements: 1)
            #expect(ReportValidator.open.problems(in: changed) != [])
        }
    }

    @Test func `a member nobody described is found, and a script's validator lets it pass`() {
        let line = #"{"schema":"grinderctl/1","command":"audit head","head":null,"more":1}"#
        #expect(ReportValidator.strict.problems(in: line).count == 1)
        #expect(ReportValidator.open.problems(in: line) == [])
    }
}
