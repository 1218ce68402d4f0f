import ExchangeSandbox
import Foundation
import Testing
import TriageCore

@testable import grinderctl

/// One way to carry out what nobody approved. Ada has drawn the plan when it is played.
struct ApprovalBypass: Sendable, CustomTestStringConvertible {
    let name: String
    var gate = "policy"
    /// What the refusal says.
    let reason: String
    var allowed: TwoOperators.Allowing = {
        "bob@example.com \(try await $0.key("bob"))\nada@example.com \(try await $0.key("ada"))\n"
    }
    /// Requests of an honest execution before.
    var sentBefore = 0
    let play: @Sendable (TwoOperators) async throws -> Answer

    var testDescription: String { name }

    static let all = people + documents + times + worlds

    private static let people = [
        ApprovalBypass(name: "no approval", reason: "a second operator must approve the plan") {
            await $0.execute(approval: nil)
        },
        ApprovalBypass(name: "the planner approves", reason: "ada@example.com approves what ada planned") { two in
            try await two.forge(by: "ada@example.com", key: "ada", plan: try two.hash())
            return await two.execute()
        },
        ApprovalBypass(
            name: "the planner's key under another name", reason: "the approving key is also ADA's",
            allowed: { two in
                "bob \(try await two.key("ada"))\nADA \(try await two.key("ada"))\n"
            }
        ) { two in
            try await two.forge(by: "bob", key: "ada", plan: try two.hash())
            return await two.execute()
        },
        ApprovalBypass(
            name: "a key that stands for anybody", reason: "which names no person",
            allowed: { "*@example.com \(try await $0.key("ada"))\n" }
        ) { two in
            try await two.forge(by: "bob@example.com", key: "ada", plan: try two.hash())
            return await two.execute()
        },
        ApprovalBypass(name: "a key nobody allowed", reason: "is not among the allowed signers") { two in
            try await two.forge(by: "bob@example.com", key: "mallory", plan: try two.hash())
            return await two.execute()
        },
        ApprovalBypass(name: "an allowed key in another's name", reason: "do not let this key sign for carol") { two in
            try await two.forge(by: "carol", key: "bob", plan: try two.hash())
            return await two.execute()
        },
        ApprovalBypass(
            name: "a key that was allowed once", reason: "do not let this key sign for bob@example.com",
            allowed: { "bob@example.com valid-before=\"20200101\" \(try await $0.key("bob"))\n" }
        ) { two in
            try await two.forge(by: "bob@example.com", key: "bob", plan: try two.hash())
            return await two.execute()
        },
        ApprovalBypass(
            name: "a key allowed for something else", reason: "do not let this key sign for bob@example.com",
            allowed: { "bob@example.com namespaces=\"git\" \(try await $0.key("bob"))\n" }
        ) { two in
            try await two.forge(by: "bob@example.com", key: "bob", plan: try two.hash())
            return await two.execute()
        },
    ]

    private static let documents = [
        ApprovalBypass(name: "an edited plan", reason: "was drawn in this audit log") { two in
            _ = try await two.approve()
            try two.rewrite("plan.json") { $0.replacing("left behind", with: "I was told to") }
            return await two.execute()
        },
        ApprovalBypass(name: "a plan formatted anew", reason: "it is not canonical") { two in
            _ = try await two.approve()
            try two.rewrite("plan.json") { $0 + "\n" }
            return await two.execute()
        },
        ApprovalBypass(name: "an edited plan, approved anew", reason: "was drawn in this audit log") { two in
            try two.rewrite("plan.json") { $0.replacing(States.orphanID, with: States.botsID) }
            try await two.forge(by: "bob@example.com", key: "bob", plan: try two.hash())
            return await two.execute([States.orphanID])
        },
        ApprovalBypass(name: "an edited plan for an order nobody knows", reason: "was drawn in this audit log") { two in
            try two.rewrite("plan.json") { $0.replacing(States.orphanID, with: States.unknownID) }
            try await two.forge(by: "bob@example.com", key: "bob", plan: try two.hash())
            return await two.execute(confirm: States.unknownID)
        },
        ApprovalBypass(name: "another plan's approval", reason: "the approval is for the plan") { two in
            _ = try await two.approve()
            #expect(await two.makePlan(out: "second.json").exit == 0)
            return await two.execute(plan: "second.json")
        },
        ApprovalBypass(name: "an approval made longer", reason: "its signature is of another text") { two in
            _ = try await two.approve()
            try two.rewrite("plan.approval.json") { $0.replacing(/expires\\":\\"20/, with: #"expires\":\"21"#) }
            return await two.execute()
        },
        ApprovalBypass(name: "an approval in another's name", reason: "its signature is of another text") { two in
            _ = try await two.approve()
            try two.rewrite("plan.approval.json") { $0.replacing("bob@example.com", with: "eve@example.com") }
            return await two.execute()
        },
        ApprovalBypass(name: "a plan as its own approval", reason: "isn't a grinderctl approval") { two in
            await two.execute(approval: "plan.json")
        },
        ApprovalBypass(name: "a signature made for something else", reason: "was made for git") { two in
            try await two.forge(by: "bob@example.com", key: "bob", plan: try two.hash(), namespace: "git")
            return await two.execute()
        },
        ApprovalBypass(name: "another reason", reason: "the plan's reason is left behind, not because") { two in
            _ = try await two.approve()
            return await two.execute(["--reason", "because"])
        },
        ApprovalBypass(name: "another ticket", reason: "the plan's ticket is OPS-7, not OPS-8") { two in
            _ = try await two.approve()
            return await two.execute(["--ticket", "OPS-8"])
        },
        ApprovalBypass(name: "an override nobody saw", reason: "the plan was drawn without --without-triage") { two in
            _ = try await two.approve()
            return await two.execute(["--without-triage"])
        },
    ]

    private static let times = [
        ApprovalBypass(name: "an approval that expired", reason: "the approval expired") { two in
            _ = try await two.approve(["--for", "2m"])
            two.stage.clock.advance(3 * 60_000)
            return await two.execute()
        },
        ApprovalBypass(name: "an approval longer than allowed", reason: "is for 60 minutes, 20 are allowed") { two in
            try await two.forge(by: "bob@example.com", key: "bob", plan: try two.hash(), lifetimeMinutes: 60)
            return await two.execute()
        },
        ApprovalBypass(name: "an approval made ahead", reason: "was made in the future") { two in
            try await two.forge(by: "bob@example.com", key: "bob", plan: try two.hash(), createdAgo: -300_000)
            return await two.execute()
        },
        ApprovalBypass(name: "a replay", reason: "this plan was already carried out", sentBefore: 1) { two in
            _ = try await two.approve()
            #expect(await two.execute().outcome == "verified")
            return await two.execute()
        },
        ApprovalBypass(name: "a replay with a new approval", reason: "this plan was already carried out", sentBefore: 1)
        { two in
            _ = try await two.approve()
            #expect(await two.execute().outcome == "verified")
            _ = try await two.approve(["--out", two.file("again.json")])
            return await two.execute(approval: "again.json")
        },
    ]

    private static let worlds = [
        ApprovalBypass(name: "another order", reason: "the plan is for \(States.orphanID), not \(States.secondID)") {
            two in
            _ = try await two.approve()
            _ = await two.stage.triage(States.secondID)
            return await two.execute([States.secondID], confirm: States.secondID)
        },
        ApprovalBypass(name: "one more order", reason: "the plan is for \(States.orphanID), not") { two in
            _ = try await two.approve()
            _ = await two.stage.triage(States.secondID)
            return await two.execute([States.orphanID, States.secondID], confirm: "2")
        },
        ApprovalBypass(name: "facts changed before", gate: "stale-plan", reason: "status NEW → FILLED") { two in
            _ = try await two.approve()
            two.stage.exchange.setMark("BTCUSDT", "58900")
            return await two.execute()
        },
        ApprovalBypass(name: "facts changed in between", gate: "stale-plan", reason: "NEW → FILLED") { two in
            _ = try await two.approve()
            let exchange = two.stage.exchange
            return await two.execute(atPhase: { phase in
                if phase == .planned { exchange.setMark("BTCUSDT", "58900") }
            })
        },
        ApprovalBypass(
            name: "another environment", gate: "environment-mismatch", reason: "was drawn with environment sandbox"
        ) {
            two in
            _ = try await two.approve()
            return await two.execute(["--env", "demo"])
        },
    ]
}
