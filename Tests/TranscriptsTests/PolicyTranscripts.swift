import BotEvidence
import Foundation
import OperatorStage
import Testing

@Suite struct PolicyTranscripts {
    private func keygen(_ folder: String, _ name: String) async {
        let outcome = await Program(
            path: "/usr/bin/ssh-keygen",
            arguments: ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", "\(folder)/\(name)"],
            environment: ["HOME": folder], timeout: .seconds(900)
        ).run()
        #expect(outcome.ending == .exited(0))
    }

    @Test func `a cancel between two operators`() async throws {
        try await Stage.setStill(state: Account.state) { stage async throws in
            let folder = stage.folder
            await keygen(folder, "bob")
            await keygen(folder, "mallory")
            let key = try String(contentsOfFile: folder + "/bob.pub", encoding: .utf8)
            try "bob@example.com \(key)".write(toFile: folder + "/signers", atomically: true, encoding: .utf8)
            try "policy: {ticket: required, second-operator: required, allowed-signers: \(folder)/signers}\n".write(
                toFile: folder + "/policy.yaml", atomically: true, encoding: .utf8)
            let config = ["--config", folder + "/policy.yaml"]
            let (plan, approval) = (folder + "/plan.json", folder + "/plan.approval.json")
            let confirmed = ["--execute", "--confirm", Account.orphan]
            var transcript = Transcript(on: stage)
            try await transcript.run(["triage", "unexpected", Account.orphan, "--quiet"])
            try await transcript.run(Account.cancel + ["--ticket", "OPS-7"] + config)
            try await transcript.run(
                ["cancel", Account.orphan, "--reason", "left behind", "--ticket", "OPS-7", "--out", plan] + config)
            let shown = await stage.run(["approve", plan, "--key", folder + "/bob"] + config)
            let digits = shown.error.split(separator: " ").last.map { String($0).trimmingCharacters(in: .newlines) }
            // The hash's first 8 or 12 digits; whole hashes are masked as such.
            transcript.mask(try Regex("\\b\(try #require(digits))[0-9a-f]{0,4}\\b"), as: "DIGITS")
            try await transcript.run(["approve", plan, "--key", folder + "/bob"] + config)
            try await transcript.run(
                ["approve", plan, "--key", folder + "/mallory", "--confirm", digits ?? ""] + config)
            try await transcript.run(
                ["approve", plan, "--key", folder + "/bob.pub", "--confirm", digits ?? ""] + config)
            try await transcript.run(["cancel", "--plan", plan, "--approval", approval] + confirmed + config)
            try await transcript.run(["cancel", "--plan", plan, "--approval", approval] + confirmed + config)
            try transcript.check("policy")
        }
    }
}
