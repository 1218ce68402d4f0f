import AuditLog
import Foundation
import JSON
import Testing
import TriageCore

@testable import grinderctl

@Suite struct AuditListTests {
    private static func list(_ stage: Stage, _ more: String...) async -> Answer {
        await stage.run(["audit", "list"] + more)
    }

    private static func count(_ answer: Answer) -> Int { answer.output.split(separator: "\n").count }

    @Test(arguments: [
        ("--outcome", "verifed", "verified"), ("--action", "cancle", "cancel"), ("--environment", "sandbx", "sandbox"),
        ("--kind", "verdcit", "verdict"), ("--kind", "intent", "action.intent"),
    ])
    func `a word that no entry can have is refused, with the one that was meant`(
        _ flag: String, _ word: String, _ meant: String
    ) async throws {
        try await Stage.set { stage async throws in
            try stage.append(Stage.notes(1))
            let answer = await Self.list(stage, flag, word)
            #expect(answer.exit == 64)
            #expect(answer.error.contains("\(flag) \(word) is not one of "))
            #expect(answer.error.contains("did you mean \(meant)?"))
            #expect(await Self.list(stage, flag, meant).exit == 0)
        }
    }

    @Test(arguments: [
        ("--symbol", "BTCUSD", "no entry has the symbol BTCUSD: there is BTCUSDT"),
        ("--operator", "eve", "no entry has the operator eve: there is ada"),
        ("--incident", "INC-8", "no entry has the incident INC-8: there is INC-7"),
        ("--order", "grinder_d_x", "no entry has the order grinder_d_x: there is grinder_d_BTCUSDT_1_1_1"),
        ("--until", "2026-03-07", "no entry matches"),
    ])
    func `a search that finds nothing says which word the log never saw, and ends 0`(
        _ flag: String, _ word: String, _ note: String
    ) async throws {
        try await Stage.set { stage async throws in
            try stage.append([
                EntryDraft(
                    kind: .note, incident: "INC-7", symbol: "BTCUSDT",
                    clientOrderID: ClientOrderID("grinder_d_BTCUSDT_1_1_1").rawValue, payload: ["text": "x"])
            ])
            let answer = await Self.list(stage, flag, word)
            #expect(answer.exit == 0)
            #expect(answer.output.isEmpty)
            #expect(answer.error == "note: \(note)\n")
            let json = await Self.list(stage, flag, word, "--json")
            #expect(json.exit == 0)
            #expect(json.json["entries"] == .list([]))
            #expect(await Self.list(stage, flag, word, "--quiet").error.isEmpty)
        }
    }

    @Test func `more entries than a portion are listed whole, as one object and as CSV`() async throws {
        try await Stage.set { stage async throws in
            try stage.append(Stage.notes(5_003))
            let json = await Self.list(stage, "--json")
            let isWhole = json.json["entries"].elements.map { $0["seq"].number } == (1...5_003).map { Int64($0) }
            #expect(isWhole)
            let csv = await Self.list(stage, "--csv")
            #expect(csv.output.split(separator: "\r\n").count == 5_004)
            let some = await Self.list(stage, "--json", "--kind", "note", "--until", "2026-03-08T12:00:00Z")
            #expect(some.json["entries"].elements.count == 5_003)
        }
    }

    @Test func `an entry that cannot be read ends the object with its error, and there is no second one`()
        async throws
    {
        try await Stage.set { stage async throws in
            try stage.append(Stage.notes(5_003))
            try stage.tamper("UPDATE entries SET payload = CAST(x'22FF22' AS TEXT) WHERE seq = 5002")
            let answer = await Self.list(stage, "--json")
            #expect(answer.exit == 1)
            #expect(answer.output.split(separator: "\n").count == 1)
            #expect(answer.json["entries"].elements.count == 5_000)
            #expect(answer.json["error"]["exit"].number == 1)
        }
    }

    @Test func `of many values the neighbours are named`() async throws {
        try await Stage.set { stage async throws in
            try stage.append(
                (100..<400).map { EntryDraft(kind: .note, incident: "INC-\($0)", payload: ["text": "x"]) })
            let close = await Self.list(stage, "--incident", "INC-2000")
            #expect(close.error == "note: no entry has the incident INC-2000: there is INC-200\n")
            let far = await Self.list(stage, "--incident", "INC-2000-of-another-team")
            #expect(far.error.hasSuffix("there is INC-199, INC-200, INC-201, INC-202\n"))
        }
    }

    @Test func `a table that leaves entries out says so; spans, cases and what programs read are whole`() async throws {
        try await Stage.set { stage async throws in
            try stage.append(Stage.notes(60, incident: "INC-7"))
            let bare = await Self.list(stage)
            #expect(Self.count(bare) == 50)
            #expect(bare.output.hasPrefix("11  "))
            #expect(bare.error == "note: these are the last 50; there are more: --all, or --limit N\n")
            let symbol = await Self.list(stage, "--symbol", "BTCUSDT")
            #expect(Self.count(symbol) == 50)
            #expect(symbol.error.contains("there are more"))
            for more in [["--all"], ["--since", "2026-03-01"], ["--incident", "INC-7"], ["--limit", "60"]] {
                let answer = await stage.run(["audit", "list"] + more)
                #expect(Self.count(answer) == 60, "\(more)")
                #expect(answer.error.isEmpty)
            }
            #expect(await Self.list(stage, "--json").json["entries"].elements.count == 60)
            #expect(await Self.list(stage, "--csv").output.split(separator: "\r\n").count == 61)
            let last = await Self.list(stage, "--limit", "2")
            #expect(Self.count(last) == 2)
            #expect(last.error.isEmpty)
            let both = await Self.list(stage, "--limit", "2", "--all")
            #expect(both.exit == 64)
            #expect(both.error.contains("use only one of --all and --limit"))
            #expect(await Self.list(stage, "--csv", "--json").exit == 64)
            #expect(await Self.list(stage, "--manual-cancels", "--kind", "note").exit == 64)
        }
    }

    @Test func `an entry in JSON has the columns as stored`() async throws {
        try await Stage.set { stage async throws in
            try stage.append(Stage.notes(1))
            let entry = await Self.list(stage, "--json").json["entries"][0]
            #expect(
                entry.names == [
                    "client_order_id", "environment", "hash", "host", "incident", "investigation", "kind", "operator",
                    "payload", "prev_hash", "seq", "symbol", "ts",
                ])
            #expect(entry["payload"].text == #"{"text":"note 1"}"#)
            #expect(entry["incident"] == .null)
        }
    }

    @Test(arguments: [
        ("plain", "plain"), ("a,b", #""a,b""#), (#"say "hi""#, #""say ""hi""""#), ("=1+1", #""'=1+1""#),
        ("+1", #""'+1""#), ("-1", #""'-1""#), ("@SUM(A1)", #""'@SUM(A1)""#), ("\t=1", #""'\u{9}=1""#),
        ("\n=1", #""'\u{a}=1""#), ("two\nlines", #"two\u{a}lines"#), ("it's", #""it's""#), ("", ""),
    ])
    func `a cell of CSV is one cell, and never a formula`(_ text: String, _ cell: String) async throws {
        #expect(CSV.text([["x", text]]) == "x,\(cell)\r\n")
    }

    @Test func `hostile words stay in their cells`() async throws {
        try await Stage.set { stage async throws in
            let hostile = "=cmd|' /C calc'!A0"
            try stage.append(
                [EntryDraft(kind: .note, incident: hostile, payload: ["text": "x"])], by: "@ada,\"eve\"", on: "+host")
            let lines = await Self.list(stage, "--csv").output.split(separator: "\r\n")
            #expect(
                lines[0]
                    == "seq,ts,kind,investigation,incident,operator,host,environment,symbol,client_order_id,payload,prev_hash,hash"
            )
            #expect(lines[1].contains(#","'=cmd|' /C calc'!A0","'@ada,""eve""","'+host",sandbox,"#))
            #expect(lines[1].contains(#","{""text"":""x""}","#))
        }
    }

    @Test func `who cancelled what, when, why and what became of it, in one line`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            #expect(await stage.run(Stage.cancel(States.orphanID, more: ["--ticket", "OPS-7"])).exit == 0)
            let answer = await Self.list(stage, "--manual-cancels", "--since", "30d")
            #expect(answer.exit == 0)
            #expect(Self.count(answer) == 1)
            for part in [
                "ada@oncall-1", "sandbox", "cancelled \(States.orphanID) (", "because: left behind", "ticket OPS-7",
                "-> verified, CANCELED, executedQty 0",
            ] { #expect(answer.output.contains(part), "\(part): \(answer.output)") }
            let json = await Self.list(stage, "--manual-cancels", "--json").json
            #expect(json["cancels"][0]["outcome"].text == "verified")
            #expect(json["cancels"][0]["ticket"].text == "OPS-7")
            #expect(json["entries"][0]["kind"].text == "action.intent")
            let csv = await Self.list(stage, "--manual-cancels", "--csv").output.split(separator: "\r\n")
            #expect(csv.count == 2)
            #expect(csv[0].hasPrefix("seq,ts,operator,host,environment,symbol,client_order_id,order_id,reason,ticket"))
            #expect(await Self.list(stage, "--manual-cancels", "--outcome", "failed").error.contains("no such cancel"))
            let flattens = await Self.list(stage, "--manual-cancels", "--action", "flatten")
            #expect(flattens.output.isEmpty)
        }
    }
}
