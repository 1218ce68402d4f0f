import ArgumentParser
import AuditLog
import Binance
import TriageCore

struct Scan: ToolCommand {
    static let name = "scan"
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Show what is wrong right now: orders, positions, logs, metrics, expected state.",
        discussion: """
            Reads the whole account, weight 85, or one symbol with --symbol, weight 7. Keeps a share of the request \
            weight for the bot: 5 % of the limit a minute unless --weight-budget says otherwise.

            EXAMPLES
              grinderctl scan
              grinderctl scan --symbol BTCUSDT --logs '/var/log/grinder/*.log' --run
              grinderctl scan --watch 60s --json
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions

    @Flag(help: "Triage every finding.")
    var run = false

    @Option(
        help: ArgumentHelp(
            "Repeat at this interval (10s or more) and report what appeared and cleared.", valueName: "60s"))
    var watch: String?

    func run(at context: CommandContext) async throws -> Int32 {
        let settings = try SettingsReader(shared, environment: context.environment).settings(
            evidence: evidence, defaultBudget: run ? .standard : .scanning)
        try refuseTicket(beside: "--watch", when: watch != nil)
        let symbol = try evidence.symbol.map(SymbolFlag.reading)
        let interval = try watch.map(IntervalFlag.read)
        let answers = try AnswerFlags.read(evidence.answer, asked: UnexpectedOrders.steps)
        if !run, let answered = answers.keys.min() {
            throw CommandError(
                .usage, "--answer \(answered): a scan asks nothing; the triages of --run do. Nothing was asked.",
                try: Printable.shellLine(["grinderctl"] + context.arguments + ["--run"]))
        }
        let inputs = try TriageInputs.read(settings, home: context.environment["HOME"])
        let session = try Session.open(
            Self.name, shared: shared, settings: settings, at: context, recording: !evidence.noAudit, reads: true)
        return try await session.whileOpen { session in
            let workflow = ScanWorkflow(
                session: session, inputs: inputs, symbol: symbol, triages: run, answers: answers)
            guard let interval else { return try await workflow.once() }
            return try await workflow.watch(every: interval)
        }
    }
}
