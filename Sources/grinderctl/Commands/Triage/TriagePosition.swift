import ArgumentParser
import TriageCore

struct TriagePosition: ToolCommand {
    static let name = "triage position"
    static let configuration = CommandConfiguration(
        commandName: "position",
        abstract: "POSITION_NONZERO_UNEXPECTED: whose fills made this position?",
        discussion: """
            Walks the fills back to the last flat moment, weight 10 a week; a long walk spreads over minutes.

            EXAMPLES
              grinderctl triage position BTCUSDT
              grinderctl triage position BTCUSDT --expected expected_positions.jsonl
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions

    @Flag(help: "Pause after each step to continue, add a note or hand over. Needs a terminal.")
    var step = false

    @Argument(help: ArgumentHelp("Symbol.", valueName: "SYMBOL"), completion: .symbols)
    var name: String

    func run(at context: CommandContext) async throws -> Int32 {
        let symbol = try SymbolFlag.reading(name)
        if let given = evidence.symbol, given != name {
            throw CommandError(.usage, "the position is \(name)'s, but --symbol says \(given). Nothing was sent.")
        }
        let call = TriageCall(
            name: Self.name, runbook: "position", shared: shared, evidence: evidence, stepwise: step)
        return try await call.run(at: context) { settings in
            TriageCall.Choice(
                procedure: PositionLedger(symbol: symbol, identity: settings.identity), symbol: symbol)
        }
    }
}
