import AuditLog
import ExchangeSandbox
import JSON
import Testing
import TriageCore

@testable import grinderctl

/// `--answer STEP=TEXT` on every action: evidence, on record once, and never in place of a gate.
@Suite struct ActionAnswerTests {
    static let actions = [
        ["cancel", States.orphanID], ["flatten", "BTCUSDT"], ["reset"], ["stream", "reconnect"],
    ]

    private static func configuration(_ stage: Stage) throws -> String {
        try stage.write("instances: [{name: bot-1, stop: 'true', start: 'true'}]\n", to: "config.yaml")
    }

    @Test(arguments: actions)
    func `an answer is recorded once`(_ words: [String]) async throws {
        try await FlattenState(orders: [FlattenState.order(States.orphanID, "BUY", "58000.00", "0.005")]).play {
            stage async throws in
            let more = ["--answer", "instance-stopped=yes, seen on bot-1", "--json"]
            let answer = await stage.run(
                words + more + ["--config", try Self.configuration(stage)], with: Stage.botless)
            #expect([0, 3].contains(answer.exit), "\(answer.all)")
            let rows = try stage.entries(.answer).map { try $0.payload() }
            #expect(rows.map { $0["step"]?.stringValue } == ["instance-stopped"])
            #expect(rows.map { $0["text"]?.stringValue } == ["yes, seen on bot-1"])
        }
    }

    @Test func `also where there is nothing to close or to cancel`() async throws {
        try await Stage.set(state: #"{"marks":{"BTCUSDT":"60000"}}"#) { stage async throws in
            for words in [["flatten", "BTCUSDT"], ["cancel", States.unknownID], ["reset"]] {
                let before = (try? stage.entries(.answer).count) ?? 0
                _ = await stage.run(words + ["--answer", "instance-stopped=yes"], with: Stage.botless)
                #expect(try stage.entries(.answer).count == before + 1, "\(words)")
            }
        }
    }

    @Test(arguments: actions, ["instance-stopped=…", "instance-stopped=...", "moon=full", "instance-stopped"])
    func `what stands for an answer, or answers nothing, is refused before anything is asked`(
        _ words: [String], _ answer: String
    ) async throws {
        try await Stage.set { stage async throws in
            let given = await stage.run(
                words + ["--answer", answer, "--config", try Self.configuration(stage)], with: Stage.botless)
            #expect(given.exit == 64, "\(given.all)")
            #expect(given.error.contains("Nothing was sent.") || given.error.contains("--answer"))
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test func `an answer with the secret in it is neither recorded nor repeated`() async throws {
        try await Stage.set { stage async throws in
            let given = await stage.run(
                ["cancel", States.orphanID, "--answer", "instance-stopped=yes \(stage.exchange.apiSecret)"])
            #expect(given.exit == 64)
            #expect(!given.all.contains(stage.exchange.apiSecret))
        }
    }

    @Test func `the command that resumes a reset claims no fact`() async throws {
        try await Stage.set(state: ResetTests.account.json) { stage async throws in
            stage.exchange.add(faults: [try .init(spec: "-1007@DELETE:/fapi/v1/order*1")])
            let answer = await stage.run(ResetTests.words, with: ResetTests.silent)
            #expect(answer.outcome == "unknown", "\(answer.all)")
            let resumed = answer.json["next"].elements.compactMap(\.text).first { $0.contains("--resume") }
            #expect(resumed?.contains("--answer instance-stopped=…") == true, "\(answer.output)")
            #expect(!answer.json["next"].elements.contains { $0.text?.contains("instance-stopped=yes") == true })
        }
    }
}
