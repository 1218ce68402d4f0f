import BotEvidence

extension Session {
    /// Stops and starts the configured instances; the command's own bench supplies environment and waiting.
    var controller: InstanceController {
        InstanceController(
            probe: context.probe(hiding: settings.secrets), environment: context.environment,
            redaction: Redaction(secrets: settings.secrets), sleep: context.sleep)
    }
}
