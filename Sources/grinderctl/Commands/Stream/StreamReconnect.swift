import ArgumentParser
import AuditLog
import Binance
import BotEvidence
import TriageCore

struct StreamReconnect: ToolCommand {
    static let name = "stream reconnect"
    static let configuration = CommandConfiguration(
        commandName: "reconnect", abstract: "Restart the bot with its configured commands.",
        discussion: """
            Stops and starts each configured instance (config instances[].stop, .start), one after another, the leader \
            last, and then reads what happened in between. Without --execute only the plan is drawn. It sends nothing \
            that changes an order. After the restart it listens for an event, which extends the listenKey.

            EXAMPLES
              grinderctl stream reconnect
              grinderctl stream reconnect --execute --confirm reconnect \\
                  --reason 'no events for ten minutes'
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Action") var action: ActionOptions
    @OptionGroup(title: "Action") var running: RunningOptions<StreamReconnect>
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions

    func run(at context: CommandContext) async throws -> Int32 {
        guard !evidence.noAudit else { throw CommandError(.usage, "--no-audit: an action is always recorded") }
        let settings = try SettingsReader(shared, environment: context.environment)
            .settings(evidence: evidence, action: action)
        let answers = try AnswerFlags.read(
            evidence.answer, asked: [PositionLedger.stoppedStep, ResetStep.restart.definition])
        try action.refuseSecrets(settings.secrets, said: evidence.answer, incident: shared.incident)
        let inputs = try TriageInputs.read(settings, home: context.environment["HOME"])
        guard settings.instances.contains(where: { $0.stopCommand != nil && $0.startCommand != nil }) else {
            throw CommandError(
                .configuration,
                "no configured instance has both a stop and a start command (instances[].stop, .start). Nothing was "
                    + "stopped.", try: "grinderctl help environment")
        }
        let session = try Session.open(Self.name, shared: shared, settings: settings, at: context, recording: true)
        if running.whileRunning {
            session.notes.warn("--while-running has no effect here: a reconnect restarts what runs")
        }
        return try await session.whileOpen { session in
            try await ReconnectWorkflow(
                session: session, inputs: inputs, flags: action.flags(confirmedBy: "reconnect"),
                typed: context.arguments, answers: answers
            ).run()
        }
    }
}
