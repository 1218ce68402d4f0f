import BotEvidence
import FoundationEssentials
import JSON
import TriageCore

/// One cancel between two operators, with a policy and keys of its own: what each of them types, and what cheating gets.
struct DrillFourEyes {
    let stage: DrillStage
    let context: CommandContext
    let id: String

    private static let second = "second-operator@drill"

    private var config: String { stage.file("policy.yaml") }
    private var plan: String { stage.file("plan.json") }
    private var approval: String { stage.file("plan.approval.json") }

    /// - Parameter truth: the outcome of the approved cancel.
    func play(_ truth: String) async -> [DrillResult.Check] {
        guard let keygen = context.programs.find("ssh-keygen", context.environment["PATH"]) else {
            return [DrillResult.Check(what: "four-eyes cancel: ssh-keygen is not installed", truth: "", found: "")]
        }
        do {
            try await prepare(keygen)
        } catch {
            return [DrillResult.Check(what: "four-eyes cancel \(id)", truth: truth, found: "not set up: \(error)")]
        }
        var checks = [
            await check("cancel without the second operator", execute([id, "--ticket", "DRILL-1"]), "refused policy"),
            await check("cancel --out plan.json", planCommand, "planned"),
            await check("cancel --plan, not yet approved", execute(["--plan", plan]), "refused policy"),
        ]
        checks.append(await approve())
        let approved = execute(["--plan", plan, "--approval", approval])
        checks.append(
            await check("cancel --plan --approval with another ticket", approved + ["--ticket", "X"], "refused policy"))
        checks.append(await check("cancel --plan --approval", approved, truth))
        checks.append(await check("the same again", approved, "refused policy"))
        return checks
    }

    private func prepare(_ keygen: String) async throws {
        let key = stage.file("second")
        let outcome = await context.programs.run(
            Program(
                path: keygen, arguments: ["-q", "-t", "ed25519", "-N", "", "-C", Self.second, "-f", key],
                environment: ["HOME": stage.file("")], timeout: .seconds(20)))
        guard outcome.ending == .exited(0) else { throw CommandError(.bug, "ssh-keygen: \(outcome.errors)") }
        let (bytes, _) = try RegularFile.contents(of: key + ".pub", limit: 1 << 16)
        let signers = stage.file("allowed_signers")
        try PrivateFile.create(
            signers, "\(Self.second) \(String(decoding: bytes, as: UTF8.self))", what: "the drill's allowed signers")
        try PrivateFile.create(
            config,
            "policy: {ticket: required, second-operator: required, fresh-triage: 10, allowed-signers: \"\(signers)\"}\n",
            what: "the drill's policy")
    }

    private var planCommand: [String] {
        ["cancel", id, "--reason", "drill", "--ticket", "DRILL-1", "--out", plan, "--config", config]
    }

    private func execute(_ words: [String]) -> [String] {
        let reason = words.first == "--plan" ? [] : ["--reason", "drill"]
        return ["cancel"] + words + ["--execute", "--confirm", id, "--config", config] + reason
    }

    private func approve() async -> DrillResult.Check {
        let text = (try? RegularFile.contents(of: plan, limit: 1 << 20).bytes).map {
            String(decoding: $0, as: UTF8.self)
        }
        let words = ["approve", plan, "--key", stage.file("second.pub"), "--config", config]
        let answer = await stage.run(
            words + ["--confirm", ContentDigest.sha256((text ?? "").utf8).prefix(8) + "", "--json"])
        let who =
            (try? JSONReader.value(answer.output.utf8))?["approval"]?["approver"]?.stringValue
            ?? "exit \(answer.exit): \(answer.error)"
        return DrillResult.Check(what: "approve plan.json", truth: Self.second, found: who)
    }

    /// The outcome, and of a refusal the gates that refused.
    private func check(_ what: String, _ words: [String], _ truth: String) async -> DrillResult.Check {
        let answer = await stage.run(words + ["--json", "--quiet"])
        guard let json = (try? JSONReader.value(answer.output.utf8)), let outcome = json["outcome"]?.stringValue else {
            return DrillResult.Check(what: what, truth: truth, found: "exit \(answer.exit): \(answer.error)")
        }
        let refusing =
            outcome == "refused"
            ? json["gates"]?.arrayValue?.filter { $0["status"]?.stringValue == "refused" } ?? [] : []
        let found = ([outcome] + refusing.compactMap { $0["code"]?.stringValue }).joined(separator: " ")
        return DrillResult.Check(what: what, truth: truth, found: found)
    }
}
