import ArgumentParser
import TriageCore

struct TriageDivergence: ToolCommand {
    static let name = "triage divergence"
    static let configuration = CommandConfiguration(
        commandName: "divergence",
        abstract: "ORDER_STATUS_DIVERGENCE: do the bot and the exchange agree by now?",
        discussion: """
            EXAMPLES
              grinderctl triage divergence grinder_d_BTCUSDT_2_1772964000_17
              grinderctl triage divergence grinder_d_BTCUSDT_2_1772964000_17 \\
                  --expected-status OPEN --grace 10s
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions

    @Option(
        help: ArgumentHelp("What the bot expects: OPEN, FILLED, CANCELLED, …", valueName: "S"),
        completion: .list(of: BotStatus.self))
    var expectedStatus: String?

    @Option(help: ArgumentHelp("Wait this long before reading again, up to 60s.", valueName: "5s"))
    var grace = "5s"

    @Flag(help: "Pause after each step to continue, add a note or hand over. Needs a terminal.")
    var step = false

    @Argument(help: ArgumentHelp("Client order id.", valueName: "CID"), completion: .orders)
    var id: String

    func run(at context: CommandContext) async throws -> Int32 {
        let stated = try expectedStatus.map { word in
            guard let status = BotStatus(word: word) else {
                let known = BotStatus.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandError(.usage, "--expected-status \(word) is not one of \(known)")
            }
            return status
        }
        let wait = try GraceFlag.read(grace)
        let call = TriageCall(
            name: Self.name, runbook: "divergence", shared: shared, evidence: evidence, stepwise: step)
        return try await call.run(at: context) { settings in
            let order = try await call.order(id, settings, at: context)
            return TriageCall.Choice(
                procedure: StatusDivergence(
                    symbol: order.symbol, id: order.id, stated: stated, graceMilliseconds: wait),
                symbol: order.symbol, clientOrderID: order.id, asked: order.asked)
        }
    }
}

/// `--grace 5s`, `--grace 500ms`: bounded, since somebody waits for it.
enum GraceFlag {
    static func read(_ text: String) throws(CommandError) -> Int64 {
        guard let match = text.wholeMatch(of: /([0-9]{1,6})(ms|s)/), let count = Int64(match.1) else {
            throw CommandError(.usage, "--grace \(text) isn't a duration: give 5s or 500ms")
        }
        let milliseconds = match.2 == "ms" ? count : count * 1_000
        guard milliseconds <= 60_000 else { throw CommandError(.usage, "--grace \(text) is over 60s") }
        return milliseconds
    }
}
