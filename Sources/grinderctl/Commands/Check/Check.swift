import ArgumentParser
import AuditLog
import Binance
import TriageCore

struct Check: ToolCommand {
    static let name = "check"
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check the stream, REST, the bot's state and the clock.",
        discussion: """
            For mismatches that stay after their procedure (grinderctl runbook show escalation). All four by default, \
            request weight about 120, or 40 with --symbol. Exit: 0 all healthy, 1 a finding, 2 something could not be \
            known, 4 key refused, 69 not available, 75 rate limit.

            Only a check stream that is named extends the bot's listenKey (PUT, 60 minutes): in a loop that would keep \
            a dead bot's key alive.

            EXAMPLES
              grinderctl check
              grinderctl check state --symbol BTCUSDT --metrics http://bot-1:9090/metrics
              grinderctl check clock --json
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions

    @Argument(
        help: ArgumentHelp("One of them.", valueName: "stream|rest|state|clock"),
        completion: .checks)
    var which: String?

    func run(at context: CommandContext) async throws -> Int32 {
        let named = try which.map(Self.check)
        let settings = try SettingsReader(shared, environment: context.environment).settings(evidence: evidence)
        let symbol = try evidence.symbol.map(SymbolFlag.reading)
        guard evidence.answer.isEmpty else { throw CommandError(.usage, "--answer: no check asks a question") }
        let inputs = try TriageInputs.read(settings, home: context.environment["HOME"])
        let session = try Session.open(
            Self.name, shared: shared, settings: settings, at: context, recording: !evidence.noAudit, reads: true,
            signs: named != .clock)
        return try await session.whileOpen { session in
            let workflow = CheckWorkflow(session: session, inputs: inputs, symbol: symbol, extendsKey: named == .stream)
            return try await workflow.run(named.map { [$0] } ?? EscalationCheck.allCases)
        }
    }

    private static func check(_ word: String) throws(CommandError) -> EscalationCheck {
        if let check = EscalationCheck(rawValue: word) { return check }
        let known = EscalationCheck.allCases.map(\.rawValue)
        let hint = Suggestion.closest(to: word, among: known).map { "; did you mean \($0)?" } ?? ""
        throw CommandError(
            .usage, "\(word) is not one of \(known.joined(separator: ", "))\(hint)", try: "grinderctl help check")
    }
}
