import AuditLog
import ExchangeSandbox
import JSON
import Testing
import TriageCore

@testable import grinderctl

/// What is typed, pasted or picked for a cancel.
@Suite struct CancelTypingTests {
    private static let id = States.orphanID

    static let slips: [(typed: String, why: String, proposed: String)] = [
        ("'\(id)'", "is in quotes", "grinderctl cancel \(id)"),
        ("\"\(id)\"", "is in quotes", "grinderctl cancel \(id)"),
        ("“\(id)”", "is in quotes", "grinderctl cancel \(id)"),
        ("\u{1B}[31m\(id)\u{1B}[0m", "control characters", "grinderctl cancel \(id)"),
        ("\(id)\u{200B}", "control characters", "grinderctl cancel \(id)"),
        (" \(id)", "has blanks or separators around the id", "grinderctl cancel \(id)"),
        ("\(id),\(States.secondID)", "not one id but a list", "grinderctl cancel \(id) \(States.secondID)"),
        ("\(id),", "has blanks or separators around the id", "grinderctl cancel \(id)"),
        ("client_order_id=\(id)", "a field of a log line", "grinderctl cancel \(id)"),
        ("clientOrderId:\(id)", "a field of a log line", "grinderctl cancel \(id)"),
        ("(\(id))", "punctuation around it", "grinderctl cancel \(id)"),
        ("\(id).", "punctuation around it", "grinderctl cancel \(id)"),
        ("8389765612825190229", "order number", "grinderctl triage 8389765612825190229"),
        ("btc/usdt", "is a symbol", "grinderctl triage unexpected --symbol BTCUSDT"),
        ("BTCUSDT", "is a symbol", "grinderctl triage unexpected --symbol BTCUSDT"),
    ]

    @Test(arguments: slips)
    func `a slip is explained and never repaired`(_ slip: (typed: String, why: String, proposed: String)) async throws {
        try await Stage.set { stage async throws in
            for more in [[], ["--execute", "--confirm", Self.id, "--reason", "left behind"]] {
                let answer = await stage.run(["cancel", slip.typed] + more)
                #expect(answer.exit == 64, "\(answer.all)")
                #expect(
                    answer.error.contains(slip.why) && answer.error.contains("Nothing was sent."), "\(answer.error)")
                #expect(answer.error.contains("try: \(slip.proposed)\n"), "\(answer.error)")
                #expect(!answer.error.contains("\u{1B}"))
            }
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test(arguments: ["_41", "BTCUSDT_3", "grinder_d_BTCUSDT_3"])
    func `a part of an id is taken where it means one, and confirmed by the whole`(_ part: String) async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(Self.id)
            let planned = await stage.run(["cancel", part, "--json"])
            #expect(planned.exit == 0, "\(planned.all)")
            #expect(planned.json["results"][0]["clientOrderId"].text == Self.id)
            #expect(planned.error.contains("is read as \(Self.id)"))
            let words = ["cancel", part, "--execute", "--reason", "left behind", "--json", "--confirm"]
            #expect(await stage.run(words + [part]).refusals == ["confirmation-mismatch"])
            #expect(stage.exchange.mutatingRequests().isEmpty)
            #expect(await stage.run(words + [Self.id]).outcome == "verified")
            // In the audit log still, though not open any more.
            #expect(await stage.run(["cancel", part, "--json"]).json["results"][0]["status"].text == "CANCELED")
        }
    }

    @Test func `a part that could mean several is not taken`() async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(["cancel", "grinder_d_BTCUSDT"])
            #expect(answer.exit == 64, "\(answer.all)")
            #expect(answer.error.contains("could mean") && answer.error.contains(States.secondID))
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `the same order by its id and by a part of it is given twice`() async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(["cancel", Self.id, "_41"])
            #expect(answer.exit == 64)
            #expect(answer.error.contains("given twice"))
        }
    }

    @Test func `what parses as a whole id is never a part of another`() async throws {
        // It is the beginning of the other id, and itself an id.
        let whole = "grinder_d_BTCUSDT_3_1772964000_4"
        try await Stage.set { stage async throws in
            let answer = await stage.run(["cancel", whole, "--json"])
            #expect(answer.outcome == "failed", "\(answer.all)")
            #expect(answer.json["results"][0]["clientOrderId"].text == whole)
        }
    }

    // MARK: - Picking

    private static func pick(
        _ stage: Stage, _ input: [String], _ words: [String] = ["--execute", "--json"]
    ) async -> Answer {
        await stage.run(["cancel"] + words, console: ScriptedConsole(input: input, isTerminal: true))
    }

    @Test func `on a terminal the fresh orphans are offered, and the reason and the confirmation asked for`()
        async throws
    {
        try await Stage.set { stage async throws in
            _ = await stage.triage(Self.id, States.secondID, States.botsID)
            let answer = await Self.pick(stage, ["all", "left behind", "2"])
            #expect(answer.outcome == "verified", "\(answer.all)")
            #expect(answer.error.contains("1  \(Self.id)") && answer.error.contains("2  \(States.secondID)"))
            #expect(!answer.error.contains(States.botsID))
            #expect(stage.exchange.mutatingRequests().count == 2)
            #expect(
                try stage.entries(.actionIntent).allSatisfy {
                    (try? $0.payload())?["reason"]?.stringValue == "left behind"
                })
            // Cancelled, they are offered no more.
            let again = await Self.pick(stage, ["1"])
            #expect(again.exit == 64 && again.error.contains("no orphaned verdict"), "\(again.all)")
        }
    }

    @Test func `one is picked by its number and confirmed by its id`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(Self.id, States.secondID)
            let answer = await Self.pick(stage, ["2", "left behind", States.secondID])
            #expect(answer.outcome == "verified", "\(answer.all)")
            #expect(answer.json["results"].elements.map { $0["clientOrderId"].text } == [States.secondID])
        }
    }

    @Test func `without --execute the plan of what was picked is drawn, and its command names them`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(Self.id, States.secondID)
            let answer = await Self.pick(stage, ["1 2"], [])
            #expect(answer.exit == 0 && answer.output.hasPrefix("planned"), "\(answer.all)")
            #expect(
                answer.output.contains(
                    "grinderctl cancel \(Self.id) \(States.secondID) --reason '…' --confirm 2 --execute"))
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    static let noPicks: [(input: [String], exit: Int32)] = [
        ([""], 64), (["3"], 64), (["0"], 64), (["1 1"], 64), (["yes"], 64), (["1", ""], 3),
        (["1", "WHY", States.orphanID], 3),
        (["1", "left behind", ""], 3), (["1", "left behind", "1"], 3), (["all", "left behind", States.orphanID], 3),
    ]

    @Test(arguments: noPicks)
    func `what is no choice, no reason or no confirmation sends nothing`(_ row: (input: [String], exit: Int32))
        async throws
    {
        try await Stage.set { stage async throws in
            _ = await stage.triage(Self.id, States.secondID)
            let answer = await Self.pick(stage, row.input)
            #expect(answer.exit == row.exit, "\(answer.all)")
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `verdicts that are old, another's or not the last are not offered`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(Self.id)
            stage.clock.advance(16 * 60_000)
            #expect(await Self.pick(stage, ["1"]).exit == 64)
            _ = await stage.run(["triage", "unexpected", Self.id, "--env", "demo"])
            #expect(await Self.pick(stage, ["1"]).exit == 64)
        }
    }

    @Test(arguments: [true, false])
    func `not on a terminal, or with --no-input, nothing is offered`(isTerminal: Bool) async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(Self.id)
            let console = ScriptedConsole(input: ["1"], isTerminal: isTerminal)
            let answer = await stage.run(["cancel"] + (isTerminal ? ["--no-input"] : []), console: console)
            #expect(answer.exit == 64)
            #expect(answer.error.contains("which orders? Name them"))
        }
    }
}
