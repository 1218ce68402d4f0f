import ArgumentParser
import AuditLog
import TriageCore

extension Opening {
    /// Looks up who acts; every text from outside goes through the redaction.
    init(at context: CommandContext, secrets: [String], configuration: String?) {
        let passwords = [context.environment["PGPASSWORD"]].compactMap { $0 }
        let redaction = ArgumentRedaction(forbidding: secrets + passwords)
        var who = context.whoActs()
        who.sudoUser = who.sudoUser.map { redaction.redacted($0) }
        who.sshConnection = who.sshConnection.map { redaction.redacted($0) }
        self.init(
            who: who, version: GrinderCtl.configuration.version, configuration: configuration,
            arguments: ["grinderctl"] + redaction.redacted(context.arguments))
    }
}
