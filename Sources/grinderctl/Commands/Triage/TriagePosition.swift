import ArgumentParser
import TriageCore

struct TriagePosition: BenchCommand {
    static let name = "triage position"
    static let configuration = CommandConfiguration(
        commandName: "position",
        abstract: "POSITION_NONZERO_UNEXPECTED: whose fills made this position?",
        discussion: "Walks the fills back to the last flat moment, weight 10 a week; a long walk spreads over minutes.")

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions

    @Flag(help: "Pause after each step; a line on stdin goes on.")
    var step = false

    @Argument(help: ArgumentHelp("Symbol.", valueName: "SYMBOL"))
    var name: String

    func run(at bench: Bench) async throws -> Int32 {
        if step, shared.noInput { throw Complaint(.usage, "--step waits for input and --no-input forbids it") }
        let symbol = try SymbolFlag.read(name)
        if let given = evidence.symbol, given != name {
            throw Complaint(.usage, "the position is \(name)'s, but --symbol says \(given). Nothing was sent.")
        }
        let settings = try SettingsReader(shared, environment: bench.environment).settings(evidence: evidence)
        let answers = try AnswerFlags.read(evidence.answer, asked: PositionLedger.steps)
        let inputs = try TriageInputs.read(settings, home: bench.environment["HOME"])
        let session = try Session.open(
            Self.name, shared: shared, settings: settings, at: bench, recording: !evidence.noAudit, reads: true)
        return try await session.whileOpen { session in
            let desk = TriageDesk(
                session: session, inputs: inputs, answers: answers, runbook: "position", stepwise: step)
            return try await desk.run(
                PositionLedger(symbol: symbol, identity: settings.identity), symbol: symbol, clientOrderID: nil)
        }
    }
}
