import ExchangeSandbox
import Foundation
import Testing

@testable import grinderctl

/// What an action shows on a terminal of 80 columns and 24 rows, and that the command in its last row does what it says.
@Suite struct ActionScreenTests {
    struct Scene: Sendable, CustomTestStringConvertible {
        let name: String
        var state = FlattenState().json
        var faults: [String] = []
        /// Typed before, for what they leave behind.
        var before: [[String]] = []
        let words: [String]
        var config: String?
        var changes: [String: String?] = [:]
        /// How the first row begins.
        let first: String
        /// Something that must be on the screen, words wrapped.
        var says: [String] = []
        /// How the last row begins; `nil` where nothing is advised and none is a command.
        let last: String?
        /// Outcome or verdict of the command in the last row, with the reason and the word filled in.
        var leads: String?
        var testDescription: String { name }
    }

    private static let botless: [String: String?] = ["GRINDERCTL_HEALTH": nil]
    private static let orphan = States.orphanID
    private static let twelve = (1...12).map(States.many)
    private static let confirmed = ["--execute", "--confirm", orphan, "--reason", "left behind"]
    private static let triaged = [["triage", "unexpected"]]
    private static let position = [["triage", "position", "BTCUSDT"]]
    private static var protected: FlattenState {
        var state = FlattenState()
        state.orders = [FlattenState.order(FlattenState.takeProfit, "SELL", "64000.00", "0.005", reduceOnly: true)]
        return state
    }
    private static var both: FlattenState {
        var state = FlattenState(hedge: true)
        state.positions = [
            .init("BTCUSDT", "LONG", "0.005", "grinder_d_BTCUSDT_1_1772964000_71"),
            .init("BTCUSDT", "SHORT", "-0.002", "grinder_d_BTCUSDT_1_1772964000_72"),
        ]
        return state
    }
    private static let flatten = ["flatten", "BTCUSDT", "--execute", "--confirm", "BTCUSDT", "--reason", "left behind"]

    static let cancels = [
        Scene(
            name: "a plan without a verdict", state: States.orphan, words: ["cancel", orphan], first: "planned ",
            says: ["FAIL  fresh triage:", "FAIL  reason:", "FAIL  confirmation: add --confirm \(orphan)"],
            last: "grinderctl triage unexpected \(orphan)", leads: "orphaned"),
        Scene(
            name: "a plan with its verdict", state: States.orphan, before: triaged, words: ["cancel", orphan],
            first: "planned ", says: ["fresh triage: orphaned", "nothing sent"],
            last: "grinderctl cancel \(orphan) --reason '…' --confirm \(orphan) --execute", leads: "verified"),
        Scene(
            name: "a plan of twelve", state: States.orphans(12), before: triaged, words: ["cancel"] + twelve,
            first: "planned ", says: twelve + ["--max-orders 12: 12 orders, limit 10"],
            last: "grinderctl cancel \(twelve[0]) ", leads: "verified"),
        Scene(
            name: "a plan of twelve without a verdict", state: States.orphans(12), words: ["cancel"] + twelve,
            first: "planned ", says: twelve, last: "grinderctl triage unexpected"),
        Scene(
            name: "a wrong confirmation", state: States.orphan, before: triaged,
            words: ["cancel", orphan, "--execute", "--confirm", "yes", "--reason", "left behind"], first: "refused ",
            says: ["FAIL  confirmation:", "yes"], last: "grinderctl cancel \(orphan) --execute --confirm \(orphan)",
            leads: "verified"),
        Scene(
            name: "a placeholder for a reason", state: States.orphan, before: triaged,
            words: ["cancel", orphan, "--execute", "--confirm", orphan, "--reason", "WHY"], first: "refused ",
            says: ["FAIL  reason:"], last: "grinderctl cancel \(orphan) ", leads: "verified"),
        Scene(
            name: "verified", state: States.orphan, before: triaged, words: ["cancel", orphan] + confirmed,
            first: "verified ", says: [orphan, "CANCELED"], last: nil),
        Scene(
            name: "twelve verified", state: States.orphans(12), before: triaged,
            words: ["cancel"] + twelve + [
                "--execute", "--confirm", "12", "--reason", "all of them", "--max-orders", "12",
            ],
            first: "verified ", says: twelve, last: nil),
        Scene(
            name: "ended before", state: States.orphan, words: ["cancel", States.endedID], first: "verified ",
            says: ["already CANCELED; nothing sent"], last: nil),
        Scene(
            name: "filled before", state: States.orphan, words: ["cancel", States.filledID], first: "verified ",
            says: ["already FILLED; nothing sent"], last: "grinderctl triage position BTCUSDT", leads: "flat"),
        Scene(
            name: "not known", state: States.orphan, words: ["cancel", States.unknownID], first: "failed ",
            says: ["knows no such order"], last: nil),
        Scene(
            name: "unknown", state: States.orphan, faults: ["-1007@DELETE:/fapi/v1/order*1"], before: triaged,
            words: ["cancel", orphan] + confirmed, first: "unknown ", says: ["may have been executed"],
            last: "grinderctl audit resolve", leads: "settled"),
        Scene(
            name: "not executed", state: States.orphan, faults: ["503-unavailable@DELETE:/fapi/v1/order*1"],
            before: triaged, words: ["cancel", orphan] + confirmed, first: "failed ", says: ["still NEW"],
            last: "grinderctl triage unexpected \(orphan)", leads: "orphaned"),
        Scene(
            name: "not ours", state: States.orphan, words: ["cancel", States.personsID, "--symbol", "BTCUSDT"],
            first: "refused ", says: ["FAIL  owner:"], last: nil),
        Scene(
            name: "mainnet", state: States.orphan,
            words: ["cancel", orphan, "--env", "mainnet", "--reason", "left behind", "--without-triage"],
            first: "planned ", says: ["ALLOW_MAINNET_TRADE=1", "[mainnet]"],
            last: "grinderctl triage unexpected \(orphan)"),
        Scene(
            name: "a policy", state: States.orphan, before: triaged, words: ["cancel", orphan],
            config: "policy: {actions: {cancel: {ticket: required}}}\n", first: "planned ",
            says: ["FAIL  policy: a ticket is demanded: add --ticket '…'"], last: "grinderctl cancel \(orphan) "),
    ]

    static let flattens = [
        Scene(
            name: "a plan beside a running bot", words: ["flatten", "BTCUSDT"], first: "planned ",
            says: ["FAIL  bot stopped:", "entry 60000", "mark 60000", "unrealised PnL 0", "GET /fapi/v1/depth"],
            last: "grinderctl triage position BTCUSDT"),
        Scene(
            name: "a plan, the bot's state unknown", before: position, words: ["flatten", "BTCUSDT"],
            changes: botless, first: "planned ", says: ["instance-stopped=yes once you have seen it stopped"],
            last: "grinderctl flatten BTCUSDT --answer instance-stopped=… --reason '…'", leads: "verified"),
        Scene(
            name: "a protected position", state: protected.json, before: position, words: ["flatten", "BTCUSDT"],
            changes: botless, first: "planned ", says: ["cancel \(FlattenState.takeProfit)", "close"],
            last: "grinderctl flatten BTCUSDT ", leads: "verified"),
        Scene(
            name: "over the cap", before: position, words: flatten + ["--max-notional", "100"], changes: botless,
            first: "refused ", says: ["300 USDT at mark price, cap 100"], last: "grinderctl flatten BTCUSDT ",
            leads: "verified"),
        Scene(
            name: "both sides", state: both.json, words: ["flatten", "BTCUSDT"], changes: botless, first: "refused ",
            says: ["--side long or --side short"], last: "grinderctl flatten BTCUSDT --side short"),
        Scene(
            name: "closed", before: position, words: flatten + ["--answer", "instance-stopped=yes"], changes: botless,
            first: "verified ", says: ["FILLED", "BTCUSDT is flat"], last: nil),
        Scene(
            name: "flat already", state: #"{"marks":{"BTCUSDT":"60000"}}"#, words: ["flatten", "BTCUSDT"],
            changes: botless, first: "verified ", says: ["flat", "nothing sent"], last: nil),
        Scene(
            name: "stopped between take-profit and close", state: protected.json,
            faults: ["503-throttled@POST:/fapi/v1/order*1"], before: position,
            words: flatten + ["--answer", "instance-stopped=yes"], changes: botless, first: "failed ",
            says: ["UNPROTECTED: BTCUSDT 0.005", FlattenState.takeProfit], last: "grinderctl triage position BTCUSDT",
            leads: "untracked-fills"),
        Scene(
            name: "an unknown close", faults: ["-1007@POST:/fapi/v1/order*1"], before: position,
            words: flatten + ["--answer", "instance-stopped=yes"], changes: botless, first: "unknown ",
            says: ["not sent again"], last: "grinderctl audit resolve", leads: "settled"),
        Scene(
            name: "a book that is not read", faults: ["503-unavailable@GET:/fapi/v1/depth"], before: position,
            words: ["flatten", "BTCUSDT"], changes: botless, first: "planned ", says: ["book not read"],
            last: "grinderctl flatten BTCUSDT ", leads: "verified"),
    ]

    static let resets = [
        Scene(
            name: "a reset's plan", state: ResetTests.account.json, words: ["reset"], changes: ResetTests.silent,
            first: "planned ", says: ["instance-stopped=yes once you have seen it stopped", "close"],
            last: "grinderctl reset --answer instance-stopped=… --reason '…' --confirm reset --execute",
            leads: "verified"),
        Scene(
            name: "a reset of twelve orders", state: States.orphans(12), words: ["reset", "--only", "cancel"],
            changes: ResetTests.silent, first: "planned ", says: twelve, last: "grinderctl reset --only cancel ",
            leads: "verified"),
        Scene(
            name: "a reset", state: ResetTests.account.json,
            words: [
                "reset", "--answer", "instance-stopped=yes", "--execute", "--confirm", "reset", "--reason", "lost",
            ],
            changes: ResetTests.silent, first: "verified ", says: ["CANCELED"], last: nil),
        Scene(
            name: "a reset that is not known to have ended", state: ResetTests.account.json,
            faults: ["-1007@DELETE:/fapi/v1/order*1"],
            words: [
                "reset", "--answer", "instance-stopped=yes", "--execute", "--confirm", "reset", "--reason", "lost",
            ],
            changes: ResetTests.silent, first: "unknown ", says: ["instance-stopped=yes once you have seen it stopped"],
            last: "grinderctl reset --resume ", leads: "verified"),
        Scene(
            name: "a reconnect's plan", state: #"{"marks":{"BTCUSDT":"60000"}}"#, words: ["stream", "reconnect"],
            config: "instances: [{name: bot-1, stop: 'true', start: 'true'}]\n", changes: botless, first: "planned ",
            says: ["stop: true", "FAIL  confirmation: add --confirm reconnect"],
            last: "grinderctl stream reconnect --reason '…' --confirm reconnect --execute"),
        Scene(
            name: "nothing to settle", before: [["cancel", States.unknownID]], words: ["audit", "resolve"],
            first: "settled ", says: ["No unresolved requests"],
            last: nil),
    ]

    @Test(arguments: cancels + flattens + resets)
    func `the outcome first, one command last, and all of it on one screen`(_ scene: Scene) async throws {
        try await Stage.set(state: scene.state) { stage async throws in
            for words in scene.before { _ = await stage.run(words, with: scene.changes) }
            stage.exchange.add(faults: try scene.faults.map { try Fault(spec: $0) })
            let config = try scene.config.map { ["--config", try stage.write($0, to: "config.yaml")] } ?? []
            let answer = await stage.run(scene.words + config, with: scene.changes, console: Self.terminal())
            let screen = ReadScreen(answer.output)
            #expect(screen.rows.first?.hasPrefix(scene.first) == true, "\(answer.output)\(answer.error)")
            #expect(screen.rows.count <= 24, "\(screen.rows.count) rows\n\(answer.output)")
            #expect(screen.words.allSatisfy { $0.count <= 80 }, "\(answer.output)")
            for said in scene.says { #expect(screen.holds(said), "\(said)\n\(answer.output)") }
            guard let last = scene.last else {
                #expect(screen.commands.isEmpty, "\(answer.output)")
                return
            }
            #expect(screen.rows.last?.hasPrefix(last) == true, "\(answer.output)")
            #expect(screen.commands.count == (scene.name == "both sides" ? 2 : 1), "\(answer.output)")
            #expect(screen.commands.allSatisfy { !$0.contains("--without-triage") && !$0.contains("--while-running") })
            guard let leads = scene.leads, let command = screen.commands.last else { return }
            let done = await stage.run(
                ReadScreen.typed(command), with: scene.changes, console: Self.terminal())
            #expect(done.output.hasPrefix(leads + " ") || done.output.contains(": \(leads)"), "\(command)\n\(done.all)")
        }
    }

    @Test(arguments: cancels + flattens + resets)
    func `-v holds every fact, -q a line a result, md a block for a ticket`(_ scene: Scene) async throws {
        try await Stage.set(state: scene.state) { stage async throws in
            for words in scene.before { _ = await stage.run(words, with: scene.changes) }
            stage.exchange.add(faults: try scene.faults.map { try Fault(spec: $0) })
            let config = try scene.config.map { ["--config", try stage.write($0, to: "config.yaml")] } ?? []
            let plain = await stage.run(scene.words + config + ["--verbose"], with: scene.changes)
            let screen = ReadScreen(plain.output)
            #expect(screen.rows.first?.hasPrefix(scene.first) == true, "\(plain.output)")
            for said in scene.says where !said.contains("FAIL") && said.contains("grinder_") {
                #expect(screen.holds(said), "\(said)\n\(plain.output)")
            }
            let block = await stage.run(scene.words + config + ["--format", "md"], with: scene.changes)
            #expect(block.output.hasPrefix("**"), "\(block.output)")
            #expect(!block.output.contains("```sh") || block.output.contains("\ngrinderctl "), "\(block.output)")
            let quiet = await stage.run(scene.words + config + ["-q"], with: scene.changes)
            let lines = quiet.output.split(separator: "\n")
            #expect(lines.allSatisfy { $0.split(separator: "\t", omittingEmptySubsequences: false).count == 6 })
        }
    }

    private static func terminal() -> ScriptedConsole { ScriptedConsole(outputWidth: 80) }
}

/// A screen as it was printed.
struct ReadScreen {
    let rows: [String]

    init(_ output: String) {
        rows = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// The last rows that are commands.
    var commands: [String] { rows.reversed().prefix { $0.hasPrefix("grinderctl ") }.reversed() }
    var words: [String] { Array(rows.dropLast(commands.count)) }

    /// Whatever rows it was broken into.
    func holds(_ text: String) -> Bool {
        func flat(_ text: String) -> String { text.split { $0.isWhitespace }.joined(separator: " ") }
        return flat(rows.joined(separator: " ")).contains(flat(text))
    }

    /// As a shell would split it, with what is left to a person filled in.
    static func typed(_ command: String) -> [String] {
        let filled = command.replacing("'…'", with: "'a reason'")
            .replacing("instance-stopped=…", with: "instance-stopped=yes")
        var words: [String] = []
        var word: String?
        var isQuoted = false
        for character in filled {
            if character == "'" {
                isQuoted.toggle()
                word = word ?? ""
            } else if character == " ", !isQuoted {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let done = word { words.append(done) }
        return Array(words.dropFirst())
    }
}
