import BotEvidence

extension Session {
    /// Stops and starts the configured instances; the command's own bench supplies environment and waiting.
    var keeper: InstanceKeeper {
        InstanceKeeper(
            probe: bench.probe(hiding: settings.secrets), environment: bench.environment,
            redaction: Redaction(secrets: settings.secrets), sleep: bench.sleep)
    }
}
