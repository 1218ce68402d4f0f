import BotEvidence
import Foundation
import Testing
import TriageCore

@testable import grinderctl

/// Ada, who plans, and Bob, who may approve: their keys, the allowed signers and the policy in a stage's folder.
struct TwoOperators {
    let stage: Stage

    static let policy = "ticket: required, second-operator: required, fresh-triage: 10, approval-lifetime: 20m"

    var plan: String { stage.folder + "/plan.json" }
    var approval: String { stage.folder + "/plan.approval.json" }
    var allowed: String { stage.folder + "/allowed_signers" }
    var config: String { stage.folder + "/policy.yaml" }

    /// Whose key the allowed signers give to whom, as lines of their file.
    typealias Allowing = @Sendable (TwoOperators) async throws -> String

    static let bobAlone: Allowing = { "bob@example.com \(try await $0.key("bob"))\n" }

    /// Keys, allowed signers and policy; and the orphan has its verdict.
    static func set(on stage: Stage, allowing lines: Allowing = bobAlone) async throws -> TwoOperators {
        let two = try await prepare(on: stage, allowing: lines)
        #expect(await stage.triage(States.orphanID) == ["orphaned"])
        return two
    }

    static func prepare(on stage: Stage, allowing lines: Allowing = bobAlone) async throws -> TwoOperators {
        let two = TwoOperators(stage: stage)
        for name in ["ada", "bob", "mallory"] { try await two.makeKey(name) }
        _ = try stage.write(try await lines(two), to: "allowed_signers")
        _ = try stage.write("policy: {\(policy), allowed-signers: \(two.allowed)}\n", to: "policy.yaml")
        return two
    }

    func file(_ name: String) -> String { stage.folder + "/" + name }

    private func makeKey(_ name: String) async throws {
        _ = try await keygen(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file(name)])
    }

    /// `ssh-ed25519 AAAA… bob`
    func key(_ name: String) async throws -> String {
        try String(contentsOfFile: file(name + ".pub"), encoding: .utf8).trimmed
    }

    @discardableResult
    func keygen(_ arguments: [String], input: String = "") async throws -> String {
        let outcome = await Program(
            path: "/usr/bin/ssh-keygen", arguments: arguments, environment: ["HOME": stage.folder],
            input: Array(input.utf8), timeout: .seconds(900)
        ).run()
        #expect(outcome.ending == .exited(0), "\(outcome.errors)")
        return outcome.output
    }

    /// `cancel … --out`, as Ada types it.
    func makePlan(_ ids: String..., out: String = "plan.json", more: [String] = []) async -> Answer {
        let names = ids.isEmpty ? [States.orphanID] : ids
        return await stage.run(
            ["cancel"] + names + ["--reason", "left behind", "--ticket", "OPS-7", "--config", config, "--json"]
                + ["--out", file(out)] + more)
    }

    func hash(_ name: String = "plan.json") throws -> String {
        ContentDigest.sha256(try String(contentsOfFile: file(name), encoding: .utf8).utf8)
    }

    /// `approve`, as Bob types it.
    func approve(_ more: [String] = [], key: String = "bob.pub", plan: String = "plan.json") async throws -> Answer {
        await stage.run(
            ["approve", file(plan), "--key", file(key), "--config", config, "--json"]
                + ["--confirm", String(try hash(plan).prefix(8))] + more)
    }

    /// `cancel --plan … --approval … --execute`, by whoever.
    func execute(
        _ more: [String] = [], approval: String? = "plan.approval.json", plan: String = "plan.json",
        confirm: String = States.orphanID, with changes: [String: String?] = [:],
        atPhase: @escaping @Sendable (CommandContext.ActionPhase) async throws -> Void = { _ in }
    ) async -> Answer {
        var words = ["cancel", "--plan", file(plan), "--execute", "--confirm", confirm, "--config", config, "--json"]
        if let approval { words += ["--approval", file(approval)] }
        return await stage.run(words + more, with: changes, atPhase: atPhase)
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }

    func rewrite(_ name: String, _ change: (String) -> String) throws {
        let before = try read(name)
        let after = change(before)
        #expect(after != before)
        _ = try stage.write(after, to: name)
    }

    /// An approval as somebody with their own tools would make it.
    func forge(
        by principal: String, key: String, plan: String, createdAgo: Int64 = 0, lifetimeMinutes: Int64 = 10,
        namespace: String = "grinderctl-approval", to name: String = "plan.approval.json"
    ) async throws {
        let created = stage.clock.now.advanced(byMilliseconds: -createdAgo)
        let statement =
            #"{"approver":"\#(principal)","created":"\#(created)","#
            + #""expires":"\#(created.advanced(byMilliseconds: lifetimeMinutes * 60_000))","plan":"\#(plan)","#
            + #""schema":"grinderctl-approval-statement/1"}"#
        let signature = try await keygen(["-Y", "sign", "-n", namespace, "-f", file(key)], input: statement)
        let parts = try [statement, signature].map {
            String(decoding: try JSONSerialization.data(withJSONObject: $0, options: .fragmentsAllowed), as: UTF8.self)
        }
        _ = try stage.write(
            #"{"schema":"grinderctl-approval/1","signature":\#(parts[1]),"statement":\#(parts[0])}"#, to: name)
    }
}
