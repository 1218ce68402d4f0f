import BotEvidence
import TriageCore

extension Session {
    /// Stops and starts the configured instances; the command's own bench supplies environment and waiting.
    var keeper: InstanceKeeper {
        let redaction = Redaction(secrets: settings.secrets)
        return InstanceKeeper(
            probe: InstanceProbe(environment: bench.environment, redaction: redaction),
            environment: bench.environment, redaction: redaction, sleep: bench.sleep)
    }
}
