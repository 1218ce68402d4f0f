import AuditLog
import ExchangeSandbox
import JSON
import Testing
import TriageCore

@testable import grinderctl

/// A flatten beside instances that are silent, unknown, or something else.
@Suite struct FlattenInstanceTests {
    private static let words = [
        "flatten", "BTCUSDT", "--execute", "--confirm", "BTCUSDT", "--reason", "left behind", "--json",
    ]
    private static let answer = ["--answer", "instance-stopped=yes"]

    @Test(arguments: ["http://127.0.0.1:9", nil])
    func `silence proves nothing: without the operator's word nothing is closed`(health: String?) async throws {
        try await FlattenState().play { stage async throws in
            let changes = ["GRINDERCTL_HEALTH": health] as [String: String?]
            let refused = await stage.run(Self.words, with: changes)
            #expect(refused.refusals == ["instance-running"], "\(refused.all)")
            #expect(refused.gate("instance-running")["try"].text?.contains("--answer instance-stopped=…") == true)
            #expect(stage.exchange.mutatingRequests().isEmpty)
            // What is proposed claims no fact.
            #expect(await stage.run(Self.words + ["--answer", "instance-stopped=…"], with: changes).exit == 64)
            let answered = await stage.run(Self.words + Self.answer, with: changes)
            #expect(answered.outcome == "verified", "\(answered.all)")
            let entry = try #require(try stage.entries(.answer).last?.payload())
            #expect(entry["text"]?.stringValue == "yes" && entry["contradictedBy"] == nil)
        }
    }

    @Test func `a page that is not grinder's is silence`() async throws {
        try await FlattenState().play { stage async throws in
            let changes = ["GRINDERCTL_HEALTH": stage.exchange.baseURL] as [String: String?]
            let refused = await stage.run(Self.words, with: changes)
            #expect(refused.refusals == ["instance-running"])
            #expect(refused.gate("instance-running")["detail"].text?.contains("status 404") == true)
            #expect(await stage.run(Self.words + Self.answer, with: changes).outcome == "verified")
        }
    }

    @Test func `an answer that a running instance contradicts counts for nothing, and is recorded so`() async throws {
        try await FlattenState().play { stage async throws in
            let refused = await stage.run(Self.words + Self.answer)
            #expect(refused.refusals.contains("instance-running"))
            let entry = try #require(try stage.entries(.answer).last?.payload())
            #expect(entry["contradictedBy"]?.arrayValue == [.string(stage.bot.baseURL)])
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test(arguments: [("yes", 0), ("no", 3), ("", 3)] as [(String, Int32)])
    func `on a terminal it is asked for`(said: String, exit: Int32) async throws {
        try await FlattenState().play { stage async throws in
            let console = ScriptedConsole(input: [said], isTerminal: true)
            let answer = await stage.run(Self.words, with: Stage.botless, console: console)
            #expect(answer.exit == exit, "\(answer.all)")
            #expect(answer.error.contains("Is every grinder instance stopped"))
        }
    }

    @Test func `triage position takes the answer, and a silent bot lowers its confidence`() async throws {
        try await FlattenState().play { stage async throws in
            let words = ["triage", "position", "BTCUSDT", "--json"]
            let silent = await stage.run(words, with: ["GRINDERCTL_HEALTH": "http://127.0.0.1:9"])
            #expect(silent.verdict == "untracked-fills")
            #expect(silent.json["verdict"]["confidence"].text == "likely")
            #expect(silent.json["verdict"]["action"].text == "flatten")
            let answered = await stage.run(words + Self.answer, with: Stage.botless)
            #expect(answered.json["verdict"]["action"].text == "flatten")
            #expect(answered.json["steps"].elements.contains { $0["id"].text == "instance-stopped" })
            let contradicted = await stage.run(words + Self.answer)
            #expect(contradicted.json["verdict"]["action"].text == "escalate")
        }
    }

    @Test func `the instance a verdict was given is asked again by the flatten`() async throws {
        try await FlattenState().play(triaged: false) { stage async throws in
            let triage = ["triage", "position", "BTCUSDT", "--json", "--health", stage.bot.baseURL]
            #expect(await stage.run(triage, with: Stage.botless).verdict == "untracked-fills")
            let refused = await stage.run(Self.words + Self.answer, with: Stage.botless)
            #expect(refused.refusals == ["instance-running"], "\(refused.all)")
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }
}
