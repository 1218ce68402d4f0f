import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import Testing
import TriageCore

@testable import grinderctl

@Suite struct FourEyesTests {
    @Test func `a plan drawn, approved by another person and carried out is one DELETE and a trail`() async throws {
        try await Stage.set { stage async throws in
            let two = try await TwoOperators.set(on: stage)
            let drawn = await two.makePlan()
            #expect(drawn.exit == 0)
            let hash = try two.hash()
            #expect(drawn.json["plan"]["file"]["sha256"].text == hash)
            #expect(CanonicalJSON.isCanonical(try two.read("plan.json")))
            #expect(try permissions(two.plan) == 0o600)
            let approved = try await two.approve()
            #expect(approved.exit == 0)
            #expect(approved.json["approval"]["approver"].text == "bob@example.com")
            #expect(stage.exchange.mutatingRequests().isEmpty)
            let done = await two.execute()
            #expect(done.exit == 0)
            #expect(done.outcome == "verified")
            #expect(done.gate("policy")["detail"].text?.contains("approved by bob@example.com") == true)
            #expect(stage.exchange.mutatingRequests().map(\.method) == ["DELETE"])
            let planned = try stage.entries(.actionPlanned).compactMap { $0.understood(as: PlanRecord.self).plan?.hash }
            #expect(planned == [hash, hash])
            let signed = try #require(try stage.entries(.planApproved).first?.payload())
            #expect(signed["plan"]?["sha256"]?.stringValue == hash)
            let intent = try #require(try stage.entries(.actionIntent).first?.payload())
            #expect(intent["plan"]?["approver"]?.stringValue == "bob@example.com")
            #expect(intent["ticket"]?.stringValue == "OPS-7")
            #expect(intent["reason"]?.stringValue == "left behind")
            #expect(await stage.run(["audit", "verify"]).exit == 0)
        }
    }

    @Test(arguments: ApprovalBypass.all)
    func `a cheat is refused with its own reason, recorded, and nothing is sent`(_ cheat: ApprovalBypass) async throws {
        try await Stage.set { stage async throws in
            let two = try await TwoOperators.set(on: stage, allowing: cheat.allowed)
            #expect(await two.makePlan().exit == 0)
            let before = stage.exchange.mutatingRequests().count
            let answer = try await cheat.play(two)
            #expect(answer.exit == 3, "\(answer.all)")
            #expect(answer.refusals == [cheat.gate])
            let said = answer.gate(cheat.gate)["detail"].text ?? ""
            #expect(said.contains(cheat.reason), "\(said)")
            #expect(stage.exchange.mutatingRequests().count == before + cheat.sentBefore)
            #expect(try !stage.entries(.actionRefused).isEmpty)
        }
    }

    @Test func `without a policy a plan file is carried out as it was drawn, and only once`() async throws {
        try await Stage.set { stage async throws in
            let two = try await TwoOperators.set(on: stage)
            _ = try stage.write("limits: {max-orders: 5}\n", to: "policy.yaml")
            #expect(await two.makePlan().exit == 0)
            #expect(await two.execute(approval: nil).exit == 0)
            let again = await two.execute(approval: nil)
            #expect(again.exit == 3)
            #expect(again.gate("policy")["detail"].text?.contains("already carried out") == true)
            #expect(stage.exchange.mutatingRequests().count == 1)
        }
    }

    @Test func `what the policy demands is named with the command that satisfies it`() async throws {
        try await Stage.set { stage async throws in
            let two = try await TwoOperators.set(on: stage)
            let bare = await stage.run(["cancel", States.orphanID, "--config", two.config, "--json"])
            #expect(bare.exit == 0)
            #expect(
                bare.gate("policy")["detail"].text
                    == "a ticket is required; a second operator must approve: draw a plan file")
            #expect(bare.gate("policy")["try"].text?.hasSuffix("--ticket '…'") == true)
            let words = Stage.cancel(States.orphanID, more: ["--ticket", "T", "--config", two.config])
            let direct = await stage.run(words)
            #expect(direct.exit == 3)
            #expect(direct.gate("policy")["try"].text?.contains("--out new-plan.json") == true)
            #expect(await two.makePlan().gate("policy")["try"].text?.contains("grinderctl approve \(two.plan)") == true)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `--without-triage and an old verdict do not satisfy a policy of fresh triages`() async throws {
        try await Stage.set { stage async throws in
            let two = try await TwoOperators.set(on: stage)
            _ = try stage.write("policy: {fresh-triage: 5}\n", to: "policy.yaml")
            let words = Stage.cancel(States.orphanID, more: ["--config", two.config])
            let without = await stage.run(words + ["--without-triage"])
            #expect(without.refusals == ["policy"])
            #expect(without.gate("policy")["try"].text?.contains("triage unexpected \(States.orphanID)") == true)
            stage.clock.advance(6 * 60_000)
            let old = await stage.run(words)
            #expect(old.refusals == ["policy"])
            #expect(old.gate("policy")["detail"].text?.contains("is 6 minutes old, 5 are allowed") == true)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `one action's own policy wins over the general one`() async throws {
        try await Stage.set { stage async throws in
            let two = try await TwoOperators.set(on: stage)
            _ = try stage.write(
                "policy: {ticket: required, actions: {cancel: {ticket: optional}}}\n", to: "policy.yaml")
            #expect(await stage.run(Stage.cancel(States.orphanID, more: ["--config", two.config])).exit == 0)
            _ = try stage.write("policy: {actions: {cancle: {ticket: optional}}}\n", to: "policy.yaml")
            let wrong = await stage.run(["cancel", States.secondID, "--config", two.config])
            #expect(wrong.exit == 78)
            #expect(wrong.error.contains("did you mean cancel?"))
        }
    }

    @Test func `a plan file is never overwritten, and not written when no plan was drawn`() async throws {
        try await Stage.set { stage async throws in
            let two = try await TwoOperators.set(on: stage)
            _ = try stage.write("mine", to: "plan.json")
            let there = await two.makePlan()
            #expect(there.exit == 64)
            #expect(there.error.contains("was not overwritten"))
            #expect(try two.read("plan.json") == "mine")
            let refused = await two.makePlan(States.personsID, out: "other.json", more: ["--symbol", "BTCUSDT"])
            #expect(refused.exit == 3)
            #expect(!FileManager.default.fileExists(atPath: two.file("other.json")))
            #expect(await two.makePlan(out: "none/plan.json").exit == 66)
            #expect(await two.makePlan(out: "executed.json", more: ["--execute"]).exit == 64)
        }
    }

    @Test(arguments: [[], ["--ticket", " "]])
    func `a plan that could never be carried out for want of a ticket is not written`(_ ticket: [String]) async throws {
        try await Stage.set { stage async throws in
            let two = try await TwoOperators.set(on: stage)
            let path = two.file("unticketed.json")
            for words in [["cancel", States.orphanID], ["flatten", "BTCUSDT"]] {
                let answer = await stage.run(words + ["--config", two.config, "--out", path, "--json"] + ticket)
                #expect(answer.exit == 3, "\(answer.all)")
                #expect(answer.json["error"]["code"].text == "refused")
                #expect(answer.json["error"]["message"].text?.hasPrefix("policy: a ticket is required") == true)
                #expect(answer.attempt?.hasSuffix("--ticket '…'") == true)
                #expect(!FileManager.default.fileExists(atPath: path))
            }
            #expect(try stage.entries(.actionRefused).count == 2)
            #expect(try stage.entries(.actionPlanned).isEmpty)
        }
    }

    @Test func `words that contradict each other are told before anything is asked`() async throws {
        try await Stage.set { stage async throws in
            let seen = stage.exchange.seenRequests().count
            #expect(await stage.run(["cancel", "--json"]).exit == 64)
            #expect(await stage.run(["cancel", "--plan", stage.folder + "/none.json"]).exit == 66)
            #expect(await stage.run(["cancel", States.orphanID, "--approval", "x"]).exit == 64)
            let plan = try stage.write("{}", to: "p.json")
            #expect(await stage.run(["cancel", "--plan", plan, "--out", stage.folder + "/q.json"]).exit == 64)
            let nonsense = await stage.run(["cancel", "--plan", plan, "--execute"])
            #expect(nonsense.exit == 65)
            #expect(try stage.entries(.actionRefused).count == 1)
            #expect(stage.exchange.seenRequests().count == seen)
        }
    }

    private func permissions(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require((attributes[.posixPermissions] as? NSNumber)?.intValue)
    }
}
