import ExchangeSandbox
import Foundation
import OperatorStage
import Testing

@testable import grinderctl

/// Several findings on one screen: a tally, a line each, and one command that does all of it.
@Suite struct SeveralScreenTests {
    /// `orphans` left behind two hours ago, and `own` of the bot that runs.
    static func account(orphans: Int, own: Int = 0, more: [String] = []) -> String {
        let left = (0..<orphans).map {
            States.order("grinder_d_BTCUSDT_\($0)_1772964000_1", "59000.10", "0.001", "-2h")
        }
        let bots = (0..<own).map { States.order("grinder_d_BTCUSDT_\($0)_1772970010_2", "58000.00", "0.001", "-10m") }
        let orders = (left + bots + more).joined(separator: ",")
        return #"{"marks":{"BTCUSDT":"60000"},"orders":[\#(orders)]}"#
    }

    static func alert(_ type: String, name: String = "ReconcileMismatchDetected") -> String {
        #"{"alerts":[{"status":"firing","labels":{"alertname":"\#(name)","type":"\#(type)"}}]}"#
    }

    @Test func `an alert on twelve open orders: 4 of 12 orphaned, and two commands typed in all`() async throws {
        try await Stage.setStill(state: Self.account(orphans: 4, own: 8)) { stage async throws in
            let file = try stage.write(Self.alert("ORDER_EXISTS_UNEXPECTED"), to: "alert.json")
            let answer = await stage.run(["triage", "alert", file])
            let shown = ShownScreen(answer)
            #expect(shown.rows.first == "4 of 12 orphaned, 8 expected [sandbox]")
            #expect(shown.rows.count { $0.hasPrefix("  grinder_") && $0.contains("_1772964000_1 ") } == 4)
            #expect(shown.rows.count { $0.contains("_1772970010_2 ") } == 8)
            #expect(shown.faults() == [], "\(answer.output)")
            let command = try #require(shown.commands.first)
            #expect(shown.commands.count == 1 && command.count == 10)
            #expect(command.suffix(5) == ["--execute", "--confirm", "4", "--reason", "…"])
            #expect(await stage.run(command).exit == 3)
            let done = await stage.run(ShownScreen.filled(command))
            #expect(done.exit == 0 && stage.exchange.mutatingRequests().count == 4, "\(done.all)")
        }
    }

    @Test func `above twelve findings those that need nothing are counted, and a limit is raised where it must be`()
        async throws
    {
        try await Stage.setStill(state: Self.account(orphans: 12, own: 9)) { stage async throws in
            let answer = await stage.run(["triage", "unexpected"])
            let shown = ShownScreen(answer)
            #expect(shown.rows.first?.hasPrefix("12 of 21 orphaned, 9 expected ") == true)
            #expect(shown.rows.count { $0.contains("_1772970010_2") } == 0)
            #expect(shown.faults(rows: 30) == [], "\(answer.output)")
            let command = try #require(shown.commands.first)
            #expect(command.contains("--max-orders") && command.contains("12"))
            #expect(shown.rows.contains("12 orders: the limit is 10."))
            #expect(await stage.run(ShownScreen.filled(command)).exit == 0)
            #expect(stage.exchange.mutatingRequests().count == 12)
        }
    }

    @Test func `above the configuration's limit it takes one command after the other`() async throws {
        try await Stage.setStill(state: Self.account(orphans: 5)) { stage async throws in
            let config = try stage.write("limits:\n  max-orders: 3\n", to: "config.yaml")
            let changes = ["GRINDERCTL_CONFIG": config]
            let shown = ShownScreen(await stage.run(["triage", "unexpected"], with: changes))
            #expect(shown.commands.map { $0.suffix(5).prefix(3).last } == ["3", "2"])
            for command in shown.commands {
                #expect(await stage.run(ShownScreen.filled(command), with: changes).exit == 0)
            }
            #expect(stage.exchange.mutatingRequests().count == 5)
        }
    }

    @Test func `25 orphans of a stopped bot take a reset of the orders, and only a person says that it is stopped`()
        async throws
    {
        try await Stage.setStill(state: Self.account(orphans: 25)) { stage async throws in
            let changes: [String: String?] = ["GRINDERCTL_HEALTH": nil]
            let first = ShownScreen(await stage.run(["triage", "unexpected"], with: changes))
            #expect(first.rows.first?.hasPrefix("25 of 25 inconclusive ") == true)
            #expect(first.commands == [["triage", "unexpected", "--answer", "instance-stopped=…"]])
            #expect(first.rows.contains("Type instance-stopped=yes once you have seen it stopped."))
            #expect(await stage.run(first.commands[0], with: changes).exit == 64)
            let second = ShownScreen(await stage.run(ShownScreen.filled(first.commands[0]), with: changes))
            let command = try #require(second.commands.first)
            #expect(command.prefix(3) == ["reset", "--only", "cancel"])
            #expect(command.contains("instance-stopped=…") && command.contains("--max-orders"))
            #expect(await stage.run(command, with: changes).exit == 64)
            let done = await stage.run(ShownScreen.filled(command), with: changes)
            #expect(done.exit == 0, "\(done.all)")
            #expect(stage.exchange.mutatingRequests().count == 25)
        }
    }

    @Test func `25 orphans beside an order that is not known to be one are cancelled by their ids`() async throws {
        try await Stage.setStill(state: Self.account(orphans: 25, own: 1)) { stage async throws in
            let shown = ShownScreen(await stage.run(["triage", "unexpected"]))
            #expect(shown.commands.first?.first == "cancel" && shown.commands.first?.contains("25") == true)
        }
    }

    @Test func `a stop that protects a position is worth what it protects, rounded up`() async throws {
        let state = """
            {"marks":{"BTCUSDT":"60000"},"algoOrders":[{"algoId":4000000230627731,"clientAlgoId":"\(States.stopID)",
            "orderType":"STOP_MARKET","symbol":"BTCUSDT","side":"SELL","quantity":"0.050","triggerPrice":"57000.00",
            "reduceOnly":true,"createTime":"-2h"}],
            "positions":[{"symbol":"BTCUSDT","positionAmt":"0.020","entryPrice":"59000.00","updateTime":"-1h"}]}
            """
        try await Stage.setStill(state: state) { stage async throws in
            let answer = await stage.run(["triage", "unexpected", States.stopID])
            let shown = ShownScreen(answer)
            let command = try #require(shown.commands.first, "\(answer.all)")
            #expect(command.contains("--max-notional") && command.contains("1212"), "\(command)")
            #expect(shown.rows.contains { $0.hasPrefix("1200 USDT at mark price: the cap is 500.") })
            #expect(await stage.run(ShownScreen.filled(command)).exit == 0)
        }
    }

    @Test func `a missing alert on fifteen ids fits, grouped by what became of them`() async throws {
        let filled = (0..<4).map { number in
            States.order("grinder_d_BTCUSDT_\(number)_1772964000_1", "59000.10", "0.001", "-2h")
                .replacing(#""time""#, with: #""status":"FILLED","executedQty":"0.001","updateTime":"-1h","time""#)
        }
        let ended = (4..<15).map { number in
            States.order("grinder_d_BTCUSDT_\(number)_1772964000_1", "59000.10", "0.001", "-2h")
                .replacing(#""time""#, with: #""status":"CANCELED","updateTime":"-1h","time""#)
        }
        let state = #"{"marks":{"BTCUSDT":"60000"},"orders":[\#((filled + ended).joined(separator: ","))]}"#
        try await Stage.setStill(state: state) { stage async throws in
            let rows = (0..<15).map { number in
                #"{"client_order_id":"grinder_d_BTCUSDT_\#(number)_1772964000_1","expected_status":"OPEN","#
                    + #""symbol":"BTCUSDT","ts_created":\#(stage.clock.milliseconds - 7_200_000)}"#
            }
            let expected = try stage.write(rows.joined(separator: "\n") + "\n", to: "expected.jsonl")
            let file = try stage.write(Self.alert("ORDER_MISSING_ON_EXCHANGE"), to: "alert.json")
            let answer = await stage.run(["triage", "alert", file, "--expected", expected])
            let shown = ShownScreen(answer)
            #expect(shown.rows.first == "4 of 15 filled, 11 cancelled [sandbox]")
            #expect(shown.faults() == [], "\(answer.output)")
            #expect(shown.commands == [["triage", "position", "BTCUSDT", "--expected", expected]])
            let quiet = await stage.run(["triage", "alert", file, "--expected", expected, "-q"]).output
            #expect(quiet.split(separator: "\n").count == 15)
        }
    }

    @Test(arguments: [
        ("ORDER_EXISTS_UNEXPECTED", "ReconcileMismatchDetected"),
        ("ORDER_MISSING_ON_EXCHANGE", "ReconcileMismatchDetected"),
        ("ORDER_STATUS_DIVERGENCE", "ReconcileMismatchSpike"),
        ("POSITION_NONZERO_UNEXPECTED", "ReconcileMismatchSpike"),
        ("", "ReconcileSnapshotStale"), ("", "ReconcileLoopDown"), ("", "ReconcileMismatchDetected"),
        ("", "HighMemory"),
    ])
    func `every alert fits a screen, begins with what was found, and ends with a command that works`(
        _ type: String, _ name: String
    ) async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let file = try stage.write(Self.alert(type, name: name), to: "alert.json")
            let answer = await stage.run(["triage", "alert", file])
            let shown = ShownScreen(answer)
            let first = try #require(shown.rows.first)
            let form = #/[0-9]+ of [0-9]+ [a-z-]+|0 findings:|[a-z-]+( \([a-z]+\))?: /#
            #expect(first.prefixMatch(of: form) != nil, "\(first)")
            #expect(shown.faults() == [], "\(answer.output)")
            if answer.exit != 0 { try await VerdictScreenTests.follow(shown, on: stage, with: [:]) }
        }
    }

    @Test func `scan says what differs and how to triage all of it, and -q leaves the verdict empty`() async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let answer = await stage.run(["scan", "--symbol", "BTCUSDT"])
            let shown = ShownScreen(answer)
            #expect(shown.rows.first?.hasPrefix("4 findings: 4 ORDER_EXISTS_UNEXPECTED ") == true, "\(shown.rows)")
            #expect(shown.faults() == [], "\(answer.output)")
            #expect(shown.commands == [["scan", "--run", "--symbol", "BTCUSDT"]])
            let quiet = await stage.run(["scan", "--symbol", "BTCUSDT", "-q"]).output.split(separator: "\n")
            #expect(quiet.count == 4 && quiet.allSatisfy { $0.hasPrefix("\t\t\t") })
            let run = ShownScreen(await stage.run(ShownScreen.filled(shown.commands[0])))
            #expect(run.rows.first?.hasPrefix("3 of 4 orphaned, 1 expected ") == true, "\(run.rows)")
            #expect(run.faults() == [])
            #expect(await stage.run(ShownScreen.filled(try #require(run.commands.first))).exit == 0)
        }
    }

    @Test func `check tells the four in one screen and keeps the ticket for -v and --format md`() async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let answer = await stage.run(["check"])
            let shown = ShownScreen(answer)
            #expect(shown.rows.first?.prefixMatch(of: /[0-9] of 4 [a-z-]+/) != nil)
            #expect(shown.faults() == [], "\(answer.output)")
            #expect(!answer.output.contains("For the ticket"))
            #expect(await stage.run(["check", "-v"]).output.contains("For the ticket"))
        }
    }

    @Test func `a triage that records nothing proposes to run it again, never an action`() async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let shown = ShownScreen(await stage.run(["triage", "unexpected", States.orphanID, "--no-audit"]))
            #expect(shown.commands == [["triage", "unexpected", States.orphanID]])
        }
    }

    @Test func `a policy's ticket and second operator are asked for, and mainnet is named`() async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let config = try stage.write(
                "policy:\n  ticket: required\n  actions:\n    flatten:\n      second-operator: required\n",
                to: "config.yaml")
            let changes: [String: String?] = ["GRINDERCTL_CONFIG": config, "GRINDERCTL_ENV": "mainnet"]
            let shown = ShownScreen(await stage.run(["triage", "unexpected", States.orphanID], with: changes))
            let command = try #require(shown.commands.first)
            #expect(command.contains("--ticket"))
            #expect(shown.rows.contains { $0.contains("ALLOW_MAINNET_TRADE=1") })
            let bare = await stage.run(ShownScreen.filled(command), with: changes)
            #expect(bare.exit == 3)
        }
    }
}
