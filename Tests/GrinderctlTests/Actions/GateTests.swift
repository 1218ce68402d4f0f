import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import Testing
import TriageCore

@testable import grinderctl

/// A cancel as it is typed, and the one gate that stops it.
struct GateCase: Sendable, CustomTestStringConvertible {
    let gate: String
    let words: [String]
    var changes: [String: String?] = [:]
    var config: String?
    /// Ids triaged before.
    var triaged = [States.orphanID]
    /// Minutes that pass between triage and cancel.
    var laterMinutes: Int64 = 0
    var exit: Int32 = 3
    /// What the remedy names; `nil` where there is none.
    var remedy: String?

    var testDescription: String { gate + " " + words.joined(separator: " ") }

    private static let orphan = States.orphanID
    private static let executed = ["--execute", "--confirm", orphan, "--reason", "left behind"]

    static let refusing: [GateCase] = [
        GateCase(
            gate: "environment-mismatch", words: [orphan, "--env", "demo"] + executed,
            remedy: "grinderctl triage unexpected \(orphan) --env demo"),
        GateCase(
            gate: "mainnet-not-allowed", words: [orphan, "--without-triage", "--env", "mainnet"] + executed),
        GateCase(
            gate: "mainnet-not-allowed", words: [orphan, "--without-triage", "--env", "mainnet"] + executed,
            changes: ["ALLOW_MAINNET_TRADE": "true"]),
        GateCase(
            gate: "not-ours",
            words: [
                States.personsID, "--symbol", "BTCUSDT", "--execute", "--confirm", States.personsID, "--reason", "x",
                "--without-triage",
            ]),
        GateCase(gate: "symbol-not-allowed", words: [orphan] + executed, config: "symbols: [ETHUSDT]\n"),
        GateCase(
            gate: "no-fresh-triage", words: [orphan] + executed, triaged: [],
            remedy: "grinderctl triage unexpected \(orphan)"),
        GateCase(
            gate: "no-fresh-triage", words: [orphan] + executed, laterMinutes: 16,
            remedy: "grinderctl triage unexpected \(orphan)"),
        GateCase(
            gate: "no-fresh-triage",
            words: [States.botsID, "--execute", "--confirm", States.botsID, "--reason", "flagged"],
            triaged: [States.botsID], remedy: "grinderctl triage unexpected \(States.botsID)"),
        GateCase(
            gate: "order-limit",
            words: [orphan, States.secondID, "--max-orders", "1", "--execute", "--confirm", "2", "--reason", "x"],
            triaged: [orphan, States.secondID], remedy: "grinderctl cancel \(orphan) \(States.secondID) --execute"),
        GateCase(
            gate: "order-limit",
            words: [orphan, States.secondID, "--execute", "--confirm", "2", "--reason", "x"],
            config: "limits: {max-orders: 1}\n", triaged: [orphan, States.secondID]),
        GateCase(
            gate: "reason-missing", words: [orphan, "--execute", "--confirm", orphan, "--reason", "WHY"],
            remedy: "--reason"),
        GateCase(
            gate: "reason-missing", words: [orphan, "--execute", "--confirm", orphan], remedy: "--reason"),
        GateCase(
            gate: "reason-missing", words: [orphan, "--execute", "--confirm", orphan, "--reason", "  "],
            remedy: "--reason"),
        GateCase(
            gate: "confirmation-missing", words: [orphan, "--execute", "--reason", "x"],
            remedy: "--confirm \(orphan)"),
        GateCase(
            gate: "confirmation-mismatch", words: [orphan, "--execute", "--reason", "x", "--confirm", "yes"],
            remedy: "--confirm \(orphan)"),
        GateCase(
            gate: "confirmation-mismatch",
            words: [orphan, States.secondID, "--execute", "--reason", "x", "--confirm", orphan],
            triaged: [orphan, States.secondID], remedy: "--confirm 2"),
    ]
}

@Suite struct GateTests {
    @Test(arguments: GateCase.refusing)
    func `a gate that refuses is named and nothing is sent`(_ row: GateCase) async throws {
        try await Stage.set { stage async throws in
            for id in row.triaged { _ = await stage.triage(id) }
            stage.clock.advance(row.laterMinutes * 60_000)
            var words = ["cancel"] + row.words + ["--json"]
            if let config = row.config { words += ["--config", try stage.write(config, to: "config.yaml")] }
            let answer = await stage.run(words, with: row.changes)
            #expect(answer.exit == row.exit)
            #expect(answer.outcome == "refused")
            #expect(answer.refusals.contains(row.gate))
            #expect(answer.json["results"].elements.allSatisfy { $0["outcome"].text == "refused" })
            let remedy = answer.gate(row.gate)["try"].text
            if let expected = row.remedy {
                #expect(remedy?.contains(expected) == true, "\(remedy ?? "none")")
            } else {
                #expect(remedy == nil)
            }
            #expect(stage.exchange.mutatingRequests().isEmpty)
            #expect(try stage.entries(.actionRefused).isEmpty == false)
            #expect(try stage.entries(.actionIntent).isEmpty)
        }
    }

    @Test func `with everything given the orphan is cancelled by one DELETE of its order id`() async throws {
        try await Stage.set { stage async throws in
            #expect(await stage.triage(States.orphanID) == ["orphaned"])
            let answer = await stage.run(Stage.cancel(States.orphanID))
            #expect(answer.exit == 0)
            #expect(answer.outcome == "verified")
            #expect(answer.refusals.isEmpty)
            // It protects nothing, so nothing has to be valued.
            #expect(answer.gate("notional-cap")["detail"].text == "0 USDT at mark price, cap 500")
            let asked = answer.json["requests"].elements.compactMap { $0["path"].text }
            #expect(!asked.contains("/fapi/v1/premiumIndex") && !asked.contains("/fapi/v3/positionRisk"))
            #expect(answer.gateCodes.last == "stale-plan")
            let sent = stage.exchange.mutatingRequests()
            #expect(sent.map(\.method) == ["DELETE"])
            #expect(sent.first?.parameters["orderId"] == answer.json["results"][0]["orderId"].text)
            #expect(sent.first?.parameters["origClientOrderId"] == nil)
            #expect(answer.json["results"][0]["status"].text == "CANCELED")
        }
    }

    @Test func `a conditional order is cancelled by its algo id`() async throws {
        try await Stage.set { stage async throws in
            #expect(await stage.triage(States.stopID) == ["orphaned"])
            let answer = await stage.run(Stage.cancel(States.stopID))
            #expect(answer.exit == 0)
            #expect(answer.outcome == "verified")
            let sent = stage.exchange.mutatingRequests()
            #expect(sent.map(\.path) == ["/fapi/v1/algoOrder"])
            #expect(sent.first?.parameters["algoId"] == "4000000230627731")
        }
    }

    @Test func `gates are shown in the order of the contract`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            let config = try stage.write("symbols: [BTCUSDT]\n", to: "config.yaml")
            let answer = await stage.run(Stage.cancel(States.orphanID, more: ["--config", config]))
            #expect(
                answer.gateCodes == [
                    "environment-mismatch", "mainnet-not-allowed", "not-ours", "symbol-not-allowed", "open-intent",
                    "no-fresh-triage", "order-limit", "notional-cap", "clock-skew", "weight-budget", "reason-missing",
                    "confirmation-missing", "confirmation-mismatch", "stale-plan",
                ])
            #expect(answer.gates.allSatisfy { $0["status"].text == "passed" && $0["detail"].text?.isEmpty == false })
        }
    }

    @Test func `a plan shows every gate, needs no flag, sends nothing and ends 0`() async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(["cancel", States.orphanID, "--json"])
            #expect(answer.exit == 0)
            #expect(answer.outcome == "planned")
            #expect(answer.refusals == ["no-fresh-triage", "reason-missing", "confirmation-missing"])
            #expect(!answer.gateCodes.contains("stale-plan"))
            #expect(answer.json["plan"]["steps"][0]["clientOrderId"].text == States.orphanID)
            #expect(answer.json["plan"]["preconditions"][States.orphanID]["status"].text == "NEW")
            #expect(stage.exchange.mutatingRequests().isEmpty)
            let rows = try stage.entries(.actionPlanned)
            #expect(rows.count == 1)
        }
    }

    @Test func `a plan for an order that is not grinder's is refused`() async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(["cancel", States.personsID, "--symbol", "BTCUSDT", "--json"])
            #expect(answer.exit == 3)
            #expect(answer.outcome == "refused")
            #expect(answer.refusals.contains("not-ours"))
            let rows = try stage.entries(.actionRefused)
            #expect(rows.count == 1)
        }
    }

    @Test func `one order that is not grinder's stops all of them`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            let answer = await stage.run(
                Stage.cancel(
                    States.orphanID, States.personsID, more: ["--symbol", "BTCUSDT", "--without-triage"]))
            #expect(answer.exit == 3)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `an ETHUSDT and a BTCUSDT orphan are cancelled in one call that confirms their count`() async throws {
        try await Stage.set { stage async throws in
            #expect(await stage.triage(States.orphanID, States.ethID) == ["orphaned", "orphaned"])
            let answer = await stage.run(Stage.cancel(States.orphanID, States.ethID))
            #expect(answer.exit == 0)
            #expect(stage.exchange.mutatingRequests().count == 2)
            let rows = try stage.entries(.actionIntent)
            #expect(rows.count == 2)
        }
    }

    @Test(arguments: [("clock+120000", 3), ("clock+30000", 0), ("clock-120000", 3)])
    func `a clock that is a minute off refuses`(_ fault: String, _ exit: Int32) async throws {
        try await Stage.set(faults: [fault]) { stage async throws in
            let answer = await stage.run(Stage.cancel(States.orphanID, more: ["--without-triage"]))
            #expect(answer.exit == exit)
            #expect(answer.refusals == (exit == 3 ? ["clock-skew"] : []))
            #expect(stage.exchange.mutatingRequests().count == (exit == 3 ? 0 : 1))
        }
    }

    @Test func `the weight budget alone refuses with 75 and the seconds to wait`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            let words = Stage.cancel(States.orphanID, more: ["--weight-budget", "8"])
            let answer = await stage.run(words)
            #expect(answer.exit == 75)
            #expect(answer.refusals == ["weight-budget"])
            #expect(answer.gate("weight-budget")["detail"].text?.contains(/in [0-9]+ s/) == true)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `an override is recorded in the intent`() async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(Stage.cancel(States.orphanID, more: ["--without-triage", "--ticket", "T-7"]))
            #expect(answer.exit == 0)
            let intent = try #require(try stage.entries(.actionIntent).first?.payload())
            #expect(intent["overrides"]?.arrayValue == [.string("without-triage")])
            #expect(intent["ticket"]?.stringValue == "T-7")
            #expect(intent["reason"]?.stringValue == "left behind")
        }
    }

    @Test func `facts that changed between plan and sending are printed and refuse`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            let answer = await stage.run(Stage.cancel(States.orphanID)) { phase in
                if phase == .planned { stage.exchange.setMark("BTCUSDT", "58900") }
            }
            #expect(answer.exit == 3)
            #expect(answer.refusals == ["stale-plan"])
            #expect(answer.gate("stale-plan")["detail"].text?.contains("NEW → FILLED") == true)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `on a terminal the missing confirmation is asked for, and only the very name confirms`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            let words = ["cancel", States.orphanID, "--execute", "--reason", "left behind", "--json"]
            let wrong = await stage.run(words, console: ScriptedConsole(input: ["yes"], isTerminal: true))
            #expect(wrong.exit == 3)
            #expect(wrong.refusals == ["confirmation-mismatch"])
            let silent = await stage.run(words, console: ScriptedConsole(input: [""], isTerminal: true))
            #expect(silent.refusals == ["confirmation-missing"])
            let forbidden = ScriptedConsole(input: [States.orphanID], isTerminal: true)
            #expect(await stage.run(words + ["--no-input"], console: forbidden).exit == 3)
            #expect(stage.exchange.mutatingRequests().isEmpty)
            let right = ScriptedConsole(input: [States.orphanID], isTerminal: true)
            #expect(await stage.run(words, console: right).exit == 0)
            #expect(stage.exchange.mutatingRequests().count == 1)
        }
    }
}
