import ExchangeSandbox
import Foundation
import OperatorStage
import TestSupport
import Testing

@Suite struct TogetherTests {
    @Test func `twenty processes that record at once leave one unbroken chain`() async throws {
        try await OperatorStage.set(state: Orphans.state(20)) { stage async throws in
            let children = try (1...20).map { number in
                try stage.start(["triage", "unexpected", Orphans.id(number), "--json", "--weight-budget", "100%"])
            }
            for child in children {
                let ended = await child.end()
                // Twenty on one busy machine may wait too long for the exchange; they record all the same.
                #expect([1, 2, 69].contains(ended.exit), "\(ended.errorText)")
            }
            let verify = try await stage.run(["audit", "verify", "--json"])
            #expect(verify.exit == 0)
            let list = try await stage.run(["audit", "list", "--json"])
            let object = try JSONSerialization.jsonObject(with: list.output) as? [String: Any]
            let entries = try #require(object?["entries"] as? [[String: Any]])
            #expect(entries.compactMap { $0["seq"] as? Int } == Array(1...entries.count))
            let verdicts = entries.filter { $0["kind"] as? String == "verdict" }
            #expect(Set(verdicts.compactMap { $0["client_order_id"] as? String }).count == 20)
            for investigation in Set(entries.compactMap { $0["investigation"] as? String }) {
                let kinds = entries.filter { $0["investigation"] as? String == investigation }
                    .compactMap { $0["kind"] as? String }
                #expect(kinds.first == "investigation.opened")
                #expect(kinds.last == "verdict")
            }
            Campaign.printSummary("twenty operators at once on one log", cases: children.count, failures: 0)
        }
    }

    @Test func `two cancels of one order at once: one DELETE, and the log accounts for every intent`()
        async throws
    {
        try await OperatorStage.set(state: Orphans.state()) { stage async throws in
            #expect(try await stage.run(["triage", "unexpected", Orphans.first]).exit == 1)
            let both = [try stage.start(Orphans.cancel), try stage.start(Orphans.cancel)]
            var exits: [Int32] = []
            for child in both { exits.append(await child.end().exit) }
            #expect(exits.contains(0))
            #expect(exits.allSatisfy { [0, 3].contains($0) })
            let intents = try await stage.run(["audit", "list", "--kind", "action.intent"])
            let outcomes = try await stage.run(["audit", "list", "--kind", "action.outcome"])
            #expect(
                intents.outputText.split(separator: "\n").count == outcomes.outputText.split(separator: "\n").count)
            #expect(stage.exchange.mutatingRequests().count == 1)
            #expect(try await stage.run(["audit", "verify"]).exit == 0)
        }
    }
}
