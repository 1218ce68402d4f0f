import AuditLog
import ExchangeSandbox
import Foundation
import Testing
import TriageCore

@testable import grinderctl

/// The one command after a plan or a refusal: what flags can satisfy, no override, no claim, and nothing where no flag helps.
@Suite struct ProposalTests {
    /// Every command that an answer proposes.
    private static func proposed(_ answer: Answer) -> [String] { answer.json["next"].elements.compactMap(\.text) }

    private static func configuration(_ stage: Stage, _ text: String) throws -> String {
        try stage.write(text, to: "config.yaml")
    }

    struct Hopeless: Sendable, CustomTestStringConvertible {
        let words: [String]
        var config = ""
        var changes: [String: String?] = [:]
        let gate: String
        var testDescription: String { gate + " " + words.joined(separator: " ") }
    }

    static let hopeless = [
        Hopeless(words: ["cancel", States.personsID, "--symbol", "BTCUSDT"], gate: "not-ours"),
        Hopeless(words: ["cancel", States.orphanID], config: "symbols: [ETHUSDT]\n", gate: "symbol-not-allowed"),
        Hopeless(
            words: ["cancel", States.orphanID, States.secondID], config: "limits: {max-orders: 1}\n",
            gate: "order-limit"),
        Hopeless(
            words: ["flatten", "BTCUSDT", "--answer", "instance-stopped=yes"], config: "limits: {max-notional: 10}\n",
            changes: ["GRINDERCTL_HEALTH": nil], gate: "notional-cap"),
    ]

    @Test(arguments: hopeless, [[], ["--execute"]])
    func `where no flag can satisfy a gate no command is proposed that executes`(
        _ row: Hopeless, _ more: [String]
    ) async throws {
        var account = FlattenState()
        account.orders = [States.orphanID, States.secondID, States.personsID].map {
            FlattenState.order($0, "BUY", "58000.00", "0.005")
        }
        try await Stage.set(state: account.json) { stage async throws in
            let config = try Self.configuration(stage, row.config)
            let answer = await stage.run(row.words + more + ["--json", "--config", config], with: row.changes)
            #expect(answer.refusals.contains(row.gate), "\(answer.all)")
            #expect(Self.proposed(answer).isEmpty)
        }
    }

    @Test func `a quote asset that cannot be converted proposes nothing`() async throws {
        let id = "grinder_tp_AAABBB_1_1772964000_72"
        let order = FlattenState.order(id, "SELL", "2", "4", reduceOnly: true).replacing("BTCUSDT", with: "AAABBB")
        let state = """
            {"markets":{"AAABBB":{"quoteAsset":"BBB"}},"marks":{"AAABBB":"1"},"orders":[\(order)],
            "positions":[{"symbol":"AAABBB","positionAmt":"4","entryPrice":"1"}]}
            """
        try await Stage.set(state: state) { stage async throws in
            let answer = await stage.run(["cancel", id, "--execute", "--json"])
            #expect(answer.refusals.contains("notional-cap"), "\(answer.all)")
            #expect(Self.proposed(answer).isEmpty)
        }
    }

    @Test(arguments: [true, false])
    func `a running instance proposes its stop and nothing that executes`(hasStop: Bool) async throws {
        try await FlattenState().play { stage async throws in
            let stop = hasStop ? ", stop: 'systemctl stop grinder'" : ""
            let config = try Self.configuration(
                stage, "instances: [{name: bot-1, health: \(stage.bot.baseURL)\(stop)}]\n")
            for more in [[], ["--execute", "--confirm", "BTCUSDT"]] {
                let answer = await stage.run(
                    ["flatten", "BTCUSDT", "--reason", "left behind", "--json", "--config", config] + more,
                    with: Stage.botless)
                #expect(answer.gate("instance-running")["status"].text == "refused", "\(answer.all)")
                #expect(answer.gate("instance-running")["try"].text == (hasStop ? "systemctl stop grinder" : nil))
                let next = Self.proposed(answer)
                #expect(next.count == 1 && next.first?.hasPrefix("grinderctl flatten BTCUSDT") == true, "\(next)")
                #expect(next.allSatisfy { !$0.contains("--execute") && !$0.contains("--while-running") })
            }
        }
    }

    @Test func `of several orders without a verdict one triage is proposed`() async throws {
        try await Stage.set { stage async throws in
            let several = await stage.run(["cancel", States.orphanID, States.ethID, "--json"])
            #expect(
                Self.proposed(several) == ["grinderctl triage unexpected"])
            _ = await stage.run(["triage", "unexpected", "--json"])
            let planned = await stage.run(["cancel", States.orphanID, States.ethID, "--json"])
            #expect(
                Self.proposed(planned) == [
                    "grinderctl cancel \(States.orphanID) \(States.ethID) --reason '…' --confirm 2 --execute"
                ])
        }
    }

    @Test func `what is proposed carries neither an override nor a claim`() async throws {
        try await FlattenState().play { stage async throws in
            let words = ["flatten", "BTCUSDT", "--answer", "instance-stopped=yes", "--json"]
            let planned = await stage.run(words + ["--without-triage", "--while-running"], with: Stage.botless)
            let next = Self.proposed(planned)
            #expect(next.count == 1 && next.first?.contains("--answer instance-stopped=… ") == true, "\(next)")
            #expect(
                !planned.output.contains("--while-running --") && next.allSatisfy { !$0.contains("--without-triage") })
            #expect(planned.gates.compactMap { $0["try"].text }.allSatisfy { !$0.contains("instance-stopped=yes") })
        }
    }

    @Test func `an override that is left out brings its own gate back`() async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(["cancel", States.orphanID, "--without-triage", "--json"])
            #expect(!answer.refusals.contains("no-fresh-triage"))
            #expect(Self.proposed(answer) == ["grinderctl triage unexpected \(States.orphanID)"])
        }
    }

    @Test func `a wrong confirmation proposes the right one`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            for words in [["--confirm", "yes"], ["--confirm=yes"], ["--confirm", States.secondID]] {
                let answer = await stage.run(
                    ["cancel", States.orphanID, "--execute", "--reason", "left behind", "--json"] + words)
                #expect(answer.refusals == ["confirmation-mismatch"])
                let next = Self.proposed(answer)
                #expect(
                    next.count == 1 && next.first?.contains(States.orphanID) == true
                        && next.first?.contains("yes") == false, "\(next)")
                #expect(next.allSatisfy { !$0.contains(States.secondID) })
            }
        }
    }

    @Test func `both sides of a hedge account are a command each`() async throws {
        var account = FlattenState(hedge: true)
        account.positions = [
            .init("BTCUSDT", "LONG", "0.005", "grinder_d_BTCUSDT_1_1772964000_71"),
            .init("BTCUSDT", "SHORT", "-0.002", "grinder_d_BTCUSDT_1_1772964000_72"),
        ]
        try await Stage.set(state: account.json) { stage async throws in
            let answer = await stage.run(["flatten", "BTCUSDT", "--json"], with: Stage.botless)
            #expect(
                Self.proposed(answer) == [
                    "grinderctl flatten BTCUSDT --side long", "grinderctl flatten BTCUSDT --side short",
                ])
        }
    }

    @Test func `a ticket that only stands for one is none`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            let config = try Self.configuration(stage, "policy: {actions: {cancel: {ticket: required}}}\n")
            let words = Stage.cancel(States.orphanID, more: ["--config", config])
            for ticket in [[], ["--ticket", "…"], ["--ticket", "ID"]] {
                let answer = await stage.run(words + ticket)
                #expect(answer.refusals == ["policy"], "\(answer.all)")
                #expect(Self.proposed(answer).first?.contains("--ticket '…'") == true)
            }
            #expect(await stage.run(words + ["--ticket", "T-7"]).exit == 0)
        }
    }
}
