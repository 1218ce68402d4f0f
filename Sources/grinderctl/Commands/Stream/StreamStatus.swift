import ArgumentParser
import AuditLog
import Binance
import TriageCore

struct StreamStatus: ToolCommand {
    static let name = "stream status"
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what is known about the bot's stream, without touching it.",
        discussion: """
            The bot's log, and a connection to the routed address. The listenKey is left alone: it can't be \
            checked without renewing it.

            EXAMPLES
              grinderctl stream status --logs '/var/log/grinder/*.log'
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions

    func run(at context: CommandContext) async throws -> Int32 {
        let settings = try SettingsReader(shared, environment: context.environment).settings(evidence: evidence)
        let inputs = try TriageInputs.read(settings, home: context.environment["HOME"])
        let session = try Session.open(
            Self.name, shared: shared, settings: settings, at: context, recording: !evidence.noAudit, reads: true,
            signs: false)
        return try await session.whileOpen { session in
            try await CheckWorkflow(session: session, inputs: inputs, symbol: nil, extendsKey: false).run([.stream])
        }
    }
}
