import ExchangeSandbox
import OperatorStage
import Testing
import TriageCore

@testable import grinderctl

/// What tired people type. Reading commands understand it or say what was meant; actions only explain.
@Suite struct SlipTests {
    private static let abbreviated = "grinder_d_BTCUSDT_3"

    struct Slip: Sendable, CustomTestStringConvertible {
        let words: [String]
        let exit: Int32
        let says: String
        let attempt: String
        var testDescription: String { words.joined(separator: " ") }
    }

    static let slips: [Slip] = {
        let orphan = States.orphanID
        return [
            Slip(
                words: ["cansel", orphan], exit: 64, says: "did you mean cancel?",
                attempt: "grinderctl cancel \(orphan)"),
            Slip(words: ["audit", "lst"], exit: 64, says: "did you mean list?", attempt: "grinderctl audit list"),
            Slip(
                words: ["--env", "sandbox", "incidnt", "list"], exit: 64, says: "did you mean incident?",
                attempt: "grinderctl --env sandbox incident list"),
            Slip(
                words: [orphan], exit: 64, says: "has no command \(orphan)", attempt: "grinderctl triage \(orphan)"),
            Slip(words: ["btcusdt"], exit: 64, says: "no command btcusdt", attempt: "grinderctl triage btcusdt"),
            Slip(words: ["frobnicate"], exit: 64, says: "no command frobnicate", attempt: "grinderctl help"),
            Slip(
                words: ["cancel", orphan, "--execute", "--reason", "r", "--yes"], exit: 64,
                says: "there is no --yes: an action is confirmed with --confirm NAME",
                attempt: "grinderctl cancel \(orphan) --execute --reason r --confirm \(orphan)"),
            Slip(
                words: ["cancel", orphan, States.secondID, "-y"], exit: 64, says: "there is no -y",
                attempt: "grinderctl cancel \(orphan) \(States.secondID) --confirm 2"),
            Slip(
                words: ["flatten", "BTCUSDT", "--dry-run", "--execute"], exit: 64, says: "only shows its plan",
                attempt: "grinderctl flatten BTCUSDT"),
            Slip(
                words: ["reset", "--force"], exit: 64, says: "no flag passes every gate", attempt: "grinderctl reset"),
            Slip(
                words: ["triage", "unexpected", "8389765612825190229"], exit: 64,
                says: "is the exchange's number of an order, not a client order id",
                attempt: "grinderctl triage 8389765612825190229"),
            Slip(
                words: ["triage", "missing", "\(orphan),\(States.secondID)"], exit: 64,
                says: "takes one order, and this names 2", attempt: "grinderctl triage missing \(orphan)"),
            Slip(
                words: ["triage", "unexpected", "--metrics", "/no/such/metrics.txt"], exit: 66,
                says: "--metrics /no/such/metrics.txt: there is no such file. Nothing was sent.",
                attempt: "grinderctl help triage unexpected"),
            Slip(
                words: ["triage", "unexpected", "--health", "nowhere.json"], exit: 66, says: "there is no such file",
                attempt: "grinderctl help triage unexpected"),
            Slip(
                words: ["audit", "list", "--since", "last tuesday"], exit: 64, says: "isn't a time",
                attempt: "grinderctl help audit list"),
            Slip(
                words: ["triage", "missing", "grinder_d_"], exit: 64, says: "could be any of 5 orders",
                attempt: "grinderctl triage grinder_d_BTCUSDT_1_1772964000_5"),
            Slip(
                words: ["cancel", orphan, "--exec"], exit: 64,
                says: "Unknown option '--exec'. Did you mean '--execute'?",
                attempt: "grinderctl help cancel"),
            Slip(
                words: ["triage", "position", "BTCUSDT", "--exec"], exit: 64, says: "Unknown option '--exec'.\n",
                attempt: "grinderctl help triage position"),
            Slip(
                words: ["cancel", orphan, "--reson", "r"], exit: 64, says: "Did you mean '--reason'?",
                attempt: "grinderctl help cancel"),
            Slip(
                words: ["triage", "Missing", orphan], exit: 64, says: "did you mean the procedure missing?",
                attempt: "grinderctl triage missing \(orphan)"),
            Slip(
                words: ["triage", "Position", "BTCUSDT", "--no-audit"], exit: 64, says: "the procedure position?",
                attempt: "grinderctl triage position BTCUSDT --no-audit"),
            Slip(
                words: ["cancel", orphan, "--without"], exit: 64, says: "Unknown option '--without'.\n",
                attempt: "grinderctl help cancel"),
            Slip(
                words: ["triage", "text", "position", "BTCUSDT"], exit: 64, says: "the procedure position?",
                attempt: "grinderctl triage position BTCUSDT"),
            Slip(
                words: ["help", "exit-codes", "gates"], exit: 64, says: "one topic at a time",
                attempt: "grinderctl help exit-codes"),
            Slip(
                words: ["explain", "-1022", "-2011"], exit: 64, says: "one code at a time",
                attempt: "grinderctl explain -1022"),
        ]
    }()

    @Test(arguments: slips)
    func `a slip is told with the command that was meant`(_ slip: Slip) async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(slip.words)
            #expect(answer.exit == slip.exit, "\(answer.all)")
            #expect(answer.error.contains(slip.says), "\(answer.error)")
            #expect(answer.error.hasSuffix("try: \(slip.attempt)\n"), "\(answer.error)")
            #expect(stage.exchange.mutatingRequests().isEmpty)
            let told = await stage.run(slip.words + ["--json"])
            #expect(told.json["error"]["exit"].number == Int64(slip.exit))
            #expect(told.attempt != nil)
        }
    }

    @Test(arguments: [
        (["cansel", "x"], "cansel"), (["audit", "lst"], "audit lst"),
        (["triage", "unexpected", "--bogus"], "triage unexpected"),
    ])
    func `a mistyped command names itself`(_ words: [String], _ name: String) async throws {
        try await Stage.set { stage async throws in
            #expect(await stage.run(words + ["--json"]).json["command"].text == name)
            #expect(await stage.run(["--json"] + words).json["command"].text == name)
        }
    }

    @Test(arguments: [
        "'\(States.orphanID)'", "\"\(States.orphanID)\"", " \(States.orphanID) ", "\(States.orphanID),",
        "`\(States.orphanID)`", "“\(States.orphanID)”", "\u{1B}[1;31m\(States.orphanID)\u{1B}[0m",
        "\(States.orphanID)\n",
        "client_order_id=\(States.orphanID) symbol=BTCUSDT", abbreviated, "1772964000_41", "grinder_d_BTCUSDT_3…",
    ])
    func `what stands around an id is understood, and so is its beginning or end`(_ text: String) async throws {
        try await Stage.set { stage async throws in
            for words in [["triage", "unexpected", text], ["triage", text], ["triage", "missing", text]] {
                let answer = await stage.run(words + ["--json"])
                #expect(answer.json["subject"]["clientOrderId"].text == States.orphanID, "\(words) \(answer.all)")
            }
            let timeline = await stage.run(["timeline", text, "--json"])
            #expect(timeline.json["subject"]["clientOrderId"].text == States.orphanID, "\(timeline.all)")
        }
    }

    @Test func `an ended order is completed from the audit log, with what was asked for it told`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.run(["triage", "missing", States.endedID])
            let completed = await stage.run(["triage", "missing", "grinder_d_BTCUSDT_2", "--json"])
            #expect(completed.json["subject"]["clientOrderId"].text == States.endedID)
            #expect(completed.json["requests"].elements.contains { $0["path"].text == "/fapi/v1/openOrders" })
            #expect(completed.error.contains("grinder_d_BTCUSDT_2 is \(States.endedID)"))
            // A whole id is itself, although another begins so.
            let whole = await stage.run(["triage", "missing", "grinder_d_BTCUSDT_2_1772964000_1", "--json"])
            #expect(whole.json["subject"]["clientOrderId"].text == "grinder_d_BTCUSDT_2_1772964000_1")
        }
    }

    @Test func `an abbreviation is not completed while the open orders cannot be read`() async throws {
        try await Stage.set(faults: ["503-unavailable@GET:/fapi/v1/openOrders*9"]) { stage async throws in
            _ = await stage.run(["triage", "missing", States.endedID])
            let answer = await stage.run(["triage", "missing", "grinder_d_BTCUSDT_2"])
            #expect(answer.exit == 69, "\(answer.all)")
        }
    }

    @Test(arguments: ["btcusdt", "BTC/USDT", "btc-usdt", "BTCUSDT.P", "'BTCUSDT'"])
    func `a symbol is read in any spelling`(_ text: String) async throws {
        try await Stage.set { stage async throws in
            for words in [
                ["triage", "position", text], ["timeline", text],
                ["triage", "missing", States.personsID, "--symbol", text],
            ] {
                let answer = await stage.run(words + ["--json"])
                #expect(answer.json["subject"]["symbol"].text == "BTCUSDT", "\(words) \(answer.all)")
            }
            for words in [["scan"], ["check", "state"], ["triage", "unexpected"]] {
                let answer = await stage.run(words + ["--symbol", text])
                #expect(answer.exit != 64, "\(words) \(answer.all)")
            }
            #expect(await stage.run(["audit", "list", "--symbol", text]).output.contains("BTCUSDT"))
        }
    }

    @Test func `an action takes a symbol in any case, and in no other spelling`() async throws {
        try await Stage.set { stage async throws in
            #expect(await stage.run(["flatten", "btcusdt", "--symbol", "Btcusdt"]).exit != 64)
            let answer = await stage.run(["flatten", "BTC/USDT"])
            #expect(answer.exit == 64)
            #expect(answer.error.contains("isn't a symbol as Binance writes it"))
        }
    }

    @Test func `cases are found by a beginning and in any case`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.run(["incident", "open", "INC-42", "--title", "t"])
            let triage = await stage.run(["triage", "unexpected", States.orphanID, "--incident", "inc-42", "--json"])
            #expect(!triage.error.contains("warning"), "\(triage.error)")
            let id = try #require(triage.json["audit"]["investigation"].text)
            let shown = await stage.run(["audit", "show", String(id.prefix(8)), "--json"])
            #expect(shown.json["entries"].elements.allSatisfy { $0["investigation"].text == id })
            #expect(!shown.json["entries"].elements.isEmpty)
            #expect(await stage.run(["audit", "show", String(id.prefix(6)).uppercased()]).exit == 0)
            let kinds = await stage.run(["audit", "show", "inc-42", "--json"]).json["entries"].elements
            #expect(kinds.contains { $0["kind"].text == "incident.opened" })
            #expect(kinds.contains { $0["incident"].text == "INC-42" && $0["kind"].text == "verdict" })
            #expect(await stage.run(["audit", "list", "--incident", "Inc-42"]).output.contains("incident.opened"))
            #expect(await stage.run(["incident", "note", "inc-42", "seen"]).exit == 0)
            #expect(await stage.run(["audit", "report", "inc-42"]).output.contains("INC-42"))
            #expect(await stage.run(["incident", "close", "inc-42"]).exit == 0)
            let order = await stage.run(["audit", "show", States.orphanID])
            #expect(order.error.contains("try: grinderctl audit list --order \(States.orphanID)"))
        }
    }

    @Test func `a beginning that several investigations have names them`() async throws {
        try await Stage.setStill(state: States.orphan) { stage async throws in
            _ = await stage.triage(States.orphanID, States.secondID)
            let answer = await stage.run(["audit", "show", "0000"])
            #expect(answer.exit == 64)
            #expect(answer.error.contains("could be any of these investigations"))
        }
    }

    @Test func `an unknown profile says which there are`() async throws {
        try await Stage.set { stage async throws in
            let path = try stage.write("profiles:\n  prod-eu:\n    symbols: [BTCUSDT]\n", to: "config.yaml")
            let answer = await stage.run(["config", "show", "--config", path])
            #expect(answer.exit == 78)
            #expect(answer.error.contains("a profile is named for its environment: mainnet, demo, sandbox"))
        }
    }

    @Test func `half a key pair names what to read`() async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(["triage", "unexpected"], with: ["BINANCE_API_SECRET": nil])
            #expect(answer.exit == 78)
            #expect(answer.error.contains("try: grinderctl "))
        }
    }

    @Test func `every kind of error has a next command`() {
        for code in CommandError.Code.allCases {
            let told = CommandError(code, "w").withNext(after: ["check", "rest", "--env", "sandbox"])
            #expect(told.attempt?.hasPrefix("grinderctl") == true, "\(code)")
        }
    }
}

@Suite struct DurationTests {
    @Test(arguments: [
        ("90s", 90_000), ("2h30m", 9_000_000), ("1d12h", 129_600_000), ("1w", 604_800_000), ("2h 30m", 9_000_000),
        ("2H", 7_200_000),
    ])
    func `a duration`(_ text: String, _ milliseconds: Int64) {
        #expect(DurationWords.milliseconds(text) == milliseconds)
    }

    @Test(arguments: ["", "h", "2", "30m2h", "2h2h", "-2h", "2.5h", "two hours", "1234567s"])
    func `no duration`(_ text: String) {
        #expect(DurationWords.milliseconds(text) == nil)
    }

    @Test(arguments: [
        ("yesterday", "2026-03-07T00:00:00.000Z"), ("today", "2026-03-08T00:00:00.000Z"),
        ("2h30m", "2026-03-08T09:30:00.000Z"), ("2h ago", "2026-03-08T10:00:00.000Z"),
        ("2026-03-07", "2026-03-07T00:00:00.000Z"), ("Yesterday", "2026-03-07T00:00:00.000Z"),
        ("2026-03-08T11:00:00+01:00", "2026-03-08T10:00:00.000Z"), ("now", "2026-03-08T12:00:00.000Z"),
    ])
    func `a time is a duration ago, a day, or a moment`(_ text: String, _ moment: String) throws {
        let noon = try #require(Timestamp(iso8601: "2026-03-08T12:00:00.000Z"))
        #expect(try TimeFlag.read(text, of: "--since").moment(now: noon).description == moment)
    }
}
