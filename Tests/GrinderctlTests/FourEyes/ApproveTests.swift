import AuditLog
import ExchangeSandbox
import Foundation
import Testing

@testable import grinderctl

@Suite struct ApproveTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let name: String
        let exit: Int32
        let reason: String
        let play: @Sendable (TwoOperators) async throws -> Answer
        var testDescription: String { name }
    }

    static let refusals = [
        Refusal(name: "the planner", exit: 3, reason: "ada@example.com cannot approve what ada planned") {
            try await $0.approve(key: "ada.pub")
        },
        Refusal(name: "the planner as somebody else", exit: 3, reason: "is also ada@example.com's") {
            try await $0.approve(["--as", "bob@example.com"], key: "ada.pub")
        },
        Refusal(name: "a key that is not allowed", exit: 3, reason: "is not among the allowed signers") {
            try await $0.approve(key: "mallory.pub")
        },
        Refusal(name: "a name that is not the key's", exit: 3, reason: "do not let this key sign for carol") {
            try await $0.approve(["--as", "carol"])
        },
        Refusal(name: "a key that is not there", exit: 66, reason: "there is no key file") {
            try await $0.approve(key: "none.pub")
        },
        Refusal(name: "a public key without its private half", exit: 3, reason: "ssh-keygen did not sign") { two in
            try FileManager.default.removeItem(atPath: two.file("bob"))
            return try await two.approve()
        },
        Refusal(name: "an edited plan", exit: 3, reason: "this audit log has drawn another plan") { two in
            try two.rewrite("plan.json") { $0.replacing("left behind", with: "I was told to") }
            return try await two.approve()
        },
        Refusal(name: "a plan formatted anew", exit: 3, reason: "it isn't canonical") { two in
            try two.rewrite("plan.json") { " " + $0 }
            return try await two.approve()
        },
        Refusal(name: "a damaged plan", exit: 65, reason: "isn't a grinderctl plan") { two in
            try two.rewrite("plan.json") { String($0.dropLast(9)) }
            return try await two.approve()
        },
        Refusal(name: "an old plan", exit: 3, reason: "minutes ago, and 20 are allowed") { two in
            two.stage.clock.advance(21 * 60_000)
            return try await two.approve()
        },
        Refusal(name: "longer than allowed", exit: 64, reason: "is longer than the policy allows (20 minutes)") {
            try await $0.approve(["--for", "21m"])
        },
        Refusal(name: "another environment", exit: 3, reason: "the plan is for sandbox, not for demo") {
            try await $0.approve(["--env", "demo"])
        },
        Refusal(name: "another hash", exit: 3, reason: "but the plan's hash begins with") { two in
            await two.stage.run(
                [
                    "approve", two.plan, "--key", two.file("bob"), "--config", two.config, "--confirm", "00000000",
                    "--json",
                ])
        },
        Refusal(name: "too few digits", exit: 3, reason: "but the plan's hash begins with") { two in
            await two.stage.run(
                ["approve", two.plan, "--key", two.file("bob"), "--config", two.config, "--json"]
                    + ["--confirm", String(try two.hash().prefix(4))])
        },
        Refusal(name: "no confirmation", exit: 3, reason: "the approval is not confirmed") { two in
            await two.stage.run(["approve", two.plan, "--key", two.file("bob"), "--config", two.config, "--json"])
        },
        Refusal(name: "no allowed signers", exit: 78, reason: "has no policy.allowed-signers") { two in
            _ = try two.stage.write("policy: {ticket: required}\n", to: "policy.yaml")
            return try await two.approve()
        },
        Refusal(name: "allowed signers anyone can write", exit: 77, reason: "anyone can write") { two in
            try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: two.allowed)
            return try await two.approve()
        },
        Refusal(name: "an approval that is there", exit: 64, reason: "was not overwritten") { two in
            _ = try two.stage.write("mine", to: "plan.approval.json")
            return try await two.approve()
        },
    ]

    @Test(arguments: refusals)
    func `an approval that would not hold is not made, and says why`(_ row: Refusal) async throws {
        try await Stage.set { stage async throws in
            let two = try await TwoOperators.set(on: stage) {
                "bob@example.com \(try await $0.key("bob"))\nada@example.com \(try await $0.key("ada"))\n"
            }
            #expect(await two.makePlan().exit == 0)
            let answer = try await row.play(two)
            #expect(answer.exit == row.exit, "\(answer.all)")
            #expect(answer.json["error"]["message"].text?.contains(row.reason) == true, "\(answer.all)")
            #expect(try stage.entries(.planApproved).isEmpty)
            let made = try? two.read("plan.approval.json")
            #expect(made == nil || made == "mine")
        }
    }

    @Test func `on a terminal the plan is shown and its hash is asked for`() async throws {
        try await Stage.set { stage async throws in
            let two = try await TwoOperators.set(on: stage)
            #expect(await two.makePlan().exit == 0)
            let digits = String(try two.hash().prefix(8))
            let words = ["approve", two.plan, "--key", two.file("bob"), "--config", two.config]
            let wrong = ScriptedConsole(input: ["yes please"], isTerminal: true)
            #expect(await stage.run(words, console: wrong).exit == 3)
            let console = ScriptedConsole(input: [digits], isTerminal: true)
            #expect(await stage.run(words, console: console).exit == 0)
            for word in [
                States.orphanID, "BUY 0.005 BTCUSDT at 59000.10", "left behind", "OPS-7", "drawn by ada", "status NEW",
            ] {
                #expect(console.error.contains(word), "\(word)")
            }
            #expect(console.output.contains("\ngrinderctl cancel --plan \(two.plan) --approval \(two.approval)"))
        }
    }

    @Test func `without ssh-keygen nothing is signed, and an approval counts for nothing`() async throws {
        try await Stage.set { stage async throws in
            let two = try await TwoOperators.set(on: stage)
            #expect(await two.makePlan().exit == 0)
            #expect(try await two.approve().exit == 0)
            var context = stage.context(
                [
                    "approve", two.plan, "--key", two.file("bob"), "--config", two.config, "--out",
                    two.file("other.json"),
                ]
                    + ["--confirm", try two.hash()], console: ScriptedConsole())
            context.programs.find = { _, _ in nil }
            #expect(await Shell.run(at: context) == 78)
            context.arguments = ["cancel", "--plan", two.plan, "--approval", two.approval, "--execute"]
            context.arguments += ["--confirm", States.orphanID, "--config", two.config]
            #expect(await Shell.run(at: context) == 3)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `ssh-keygen sees no key of the exchange`() async throws {
        try await Stage.set { stage async throws in
            let two = try await TwoOperators.set(on: stage)
            #expect(await two.makePlan().exit == 0)
            let spy = try stage.write(
                "#!/bin/sh\nenv >> \(two.file("seen"))\nexec /usr/bin/ssh-keygen \"$@\"\n", to: "spy", mode: 0o700)
            var context = stage.context(
                ["approve", two.plan, "--key", two.file("bob"), "--config", two.config, "--confirm", try two.hash()],
                console: ScriptedConsole())
            context.programs.find = { _, _ in spy }
            #expect(await Shell.run(at: context) == 0)
            let seen = try two.read("seen")
            #expect(seen.contains("HOME="))
            #expect(!seen.contains("BINANCE") && !seen.contains(stage.exchange.apiSecret))
        }
    }
}
