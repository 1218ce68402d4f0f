import ArgumentParser
import AuditLog
import TriageCore

extension Opening {
    /// Looks up who acts; every text from outside goes through the redaction.
    init(at bench: Bench, secrets: [String], configuration: String?) {
        let passwords = [bench.environment["PGPASSWORD"]].compactMap { $0 }
        let redaction = ArgumentRedaction(forbidding: secrets + passwords)
        var who = bench.whoActs()
        who.sudoUser = who.sudoUser.map { redaction.redacted($0) }
        who.sshConnection = who.sshConnection.map { redaction.redacted($0) }
        self.init(
            who: who, version: GrinderCtl.configuration.version, configuration: configuration,
            arguments: ["grinderctl"] + redaction.redacted(bench.arguments))
    }
}
