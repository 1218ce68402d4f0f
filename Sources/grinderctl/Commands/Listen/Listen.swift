import ArgumentParser
import TriageCore

struct Listen: ToolCommand {
    static let name = "listen"
    static let configuration = CommandConfiguration(
        commandName: "listen",
        abstract: "Receive Alertmanager's webhook and have the verdict ready. Reads only.",
        discussion: """
            POST /webhook takes what triage alert takes; GET /healthz and /metrics tell how
            it fares. Each group of alerts opens or joins an incident, each new alert is
            triaged once, one at a time, and --notify is given the verdict as Markdown on
            its standard input, without keys in its environment. It acts on nothing.

            The first line on stdout names the webhook's URL. SIGTERM finishes what has
            begun, within 30 s.

            EXAMPLES
              grinderctl listen
              grinderctl listen --notify 'mail -s grinder oncall@example.com'
              grinderctl listen --bind 0.0.0.0:9097 --token-file /etc/grinderctl/token
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions

    @Option(
        help: ArgumentHelp("Where to listen (127.0.0.1:9097); beyond loopback with a token.", valueName: "HOST:PORT"))
    var bind: String?

    @Option(
        help: ArgumentHelp("The bearer token each webhook must bring.", valueName: "FILE"), completion: .file())
    var tokenFile: String?

    @Option(help: ArgumentHelp("Run in /bin/sh with each verdict on its stdin.", valueName: "COMMAND"))
    var notify: String?

    func run(at context: CommandContext) async throws -> Int32 {
        guard evidence.answer.isEmpty else {
            throw CommandError(
                .usage, "--answer states what a person knows now, so listen takes none. Not listening.")
        }
        guard !evidence.noAudit else {
            throw CommandError(.usage, "listen records each verdict, so --no-audit is not accepted. Not listening.")
        }
        let reader = try SettingsReader(shared, environment: context.environment)
        let listening = try reader.listening(bind: bind, tokenFile: tokenFile, notify: notify)
        var settings = try reader.settings(evidence: evidence)
        guard !(settings.logs + settings.expected).contains("-") else {
            throw CommandError(
                .usage, "listen reads its sources again each time, so standard input is not accepted. Not listening.")
        }
        settings.secrets += listening.token.map { [$0] } ?? []
        let symbol = try evidence.symbol.map(SymbolFlag.reading)
        // A mistyped name is told now, and not when somebody is paged.
        _ = try TriageInputs.read(settings, home: context.environment["HOME"])
        do {
            let session = try Session.open(
                Self.name, shared: shared, settings: settings, at: context, recording: true, reads: true)
            return try await session.whileOpen { session in
                // Nobody watches: no line says what is being asked.
                session.progress.end()
                return try await ListenWorkflow(session: session, settings: listening, symbol: symbol).run()
            }
        } catch let commandError as CommandError where commandError.code == .auditUnwritable {
            throw commandError.proposing("grinderctl listen --audit-db FILE")
        }
    }
}
