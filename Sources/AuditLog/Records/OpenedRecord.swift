package import TriageCore

/// `investigation.opened`: written before the first request.
package struct OpenedMembers: MakingMembers {
    package static let kinds: [AuditKind] = [.investigationOpened]
    package static let schema = RecordSchema(OpenedMembers())

    package let command = Member<String>("command")
    package let accountContext = Member<AccountContext>("station")
    package let runbook = Member<RecordedRunbook>("runbook")
    package let who = Member<RecordedActor>("who")
    package let version = Member<String>("version")
    package let config = Member<String>("config")
    package let argv = Member<[String]>("argv")
    package let alerts = Member<RecordedIntake>("alerts", since: .policyKept)
}

package typealias OpenedRecord = Record<OpenedMembers>

extension OpenedRecord {
    package init(command: String, accountContext: AccountContext) {
        self.init()
        self.command = command
        self.accountContext = accountContext
    }
}

/// Who wrote an entry, and how: of openings and of what is said of an incident.
package protocol MakingMembers: RecordMembers {
    var who: Member<RecordedActor> { get }
    /// Of grinderctl.
    var version: Member<String> { get }
    /// SHA-256 of the configuration file's bytes.
    var config: Member<String> { get }
    /// As typed, with every secret replaced.
    var argv: Member<[String]> { get }
}

package struct RunbookMembers: RecordMembers {
    package static let kinds: [AuditKind] = []
    package static let schema = RecordSchema(RunbookMembers())

    package let id = Member<String>("id")
    package let sha256 = Member<String>("sha256")
}

package typealias RecordedRunbook = Record<RunbookMembers>

package struct ActorMembers: RecordMembers {
    package static let kinds: [AuditKind] = []
    package static let schema = RecordSchema(ActorMembers())

    package let user = Member<String>("user")
    package let uid = Member<Int64>("uid")
    package let effectiveUser = Member<String>("effectiveUser")
    package let loginUser = Member<String>("loginUser")
    package let sudoUser = Member<String>("sudoUser")
    package let tty = Member<String>("tty")
    package let ssh = Member<String>("ssh")
    package let host = Member<String>("host")
    package let ancestry = Member<[RecordedProcess]>("ancestry")
}

/// Who really acted.
package typealias RecordedActor = Record<ActorMembers>

package struct ProcessMembers: RecordMembers {
    package static let kinds: [AuditKind] = []
    package static let schema = RecordSchema(ProcessMembers())

    package let pid = Member<Int64>("pid")
    package let name = Member<String>("name")
}

package typealias RecordedProcess = Record<ProcessMembers>

package struct IntakeMembers: RecordMembers {
    package static let kinds: [AuditKind] = []
    package static let schema = RecordSchema(IntakeMembers())

    /// They tell a later run that these alerts were looked at.
    package let identities = Member<[String]>("identities")
    package let incidents = Member<[String]>("incidents")
    package let alerts = Member<[RecordedAlert]>("alerts")
}

/// The alerts that an investigation of `listen` is about.
package typealias RecordedIntake = Record<IntakeMembers>

package struct AlertMembers: RecordMembers {
    package static let kinds: [AuditKind] = []
    package static let schema = RecordSchema(AlertMembers())

    package let labels = Member<[String: String]>("labels")
    package let status = Member<String>("status")
    package let startsAt = Member<String>("startsAt")
    package let endsAt = Member<String>("endsAt")
}

package typealias RecordedAlert = Record<AlertMembers>
