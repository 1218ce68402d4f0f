import AuditLog
import BotEvidence
import TriageCore

// What is recorded of values that only this program has.

extension OpenedRecord {
    init(command: String, accountContext: AccountContext, runbook: Report.RunbookReference?) {
        self.init(command: command, accountContext: accountContext)
        self.runbook = runbook.map { reference in
            var recorded = RecordedRunbook()
            recorded.id = reference.id
            recorded.sha256 = reference.sha256
            return recorded
        }
    }

    /// With what `listen` took in.
    func about(_ intake: RecordedIntake?) -> OpenedRecord {
        guard let intake else { return self }
        var record = self
        record.alerts = intake
        return record
    }
}

extension Record where Members: MakingMembers {
    /// With who writes it, and how; what it says of that itself stays.
    func made(by opening: Opening) -> Record {
        var record = self
        if !has(\.who) { record[dynamicMember: \.who] = RecordedActor(opening.who) }
        if !has(\.version) { record[dynamicMember: \.version] = opening.version }
        if !has(\.config) { record[dynamicMember: \.config] = opening.configuration }
        if !has(\.argv) { record[dynamicMember: \.argv] = opening.arguments }
        return record
    }

    /// `ada, through sudo by grace, on oncall-1, /dev/pts/3, from 10.0.0.7; sshd > bash > grinderctl 0.1.0`; `nil` where
    /// it does not say who.
    var actor: String? {
        guard let who = self[dynamicMember: \.who], let user = who.user else { return nil }
        var words = [user]
        if let effective = who.effectiveUser?.nonEmpty { words.append("acting as \(effective)") }
        if let sudo = who.sudoUser?.nonEmpty { words.append("through sudo by \(sudo)") }
        if let login = who.loginUser?.nonEmpty, login != user { words.append("logged in as \(login)") }
        words.append("on \(who.host?.nonEmpty ?? "an unknown host")")
        words.append(who.tty?.nonEmpty ?? "no terminal")
        if let client = who.ssh?.split(separator: " ").first { words.append("over ssh from \(client)") }
        let ancestry = (who.ancestry ?? []).reversed().compactMap(\.name)
        let version = self[dynamicMember: \.version].map { " \($0)" } ?? ""
        return words.joined(separator: ", ") + "; " + (ancestry + ["grinderctl" + version]).joined(separator: " > ")
    }
}

extension RecordedActor {
    init(_ identity: ActingIdentity) {
        self.init()
        self.user = identity.user
        self.uid = Int64(identity.userID)
        self.effectiveUser = identity.effectiveUser
        self.loginUser = identity.loginUser
        self.sudoUser = identity.sudoUser
        self.tty = identity.terminal
        self.ssh = identity.sshConnection
        self.host = identity.host
        self.ancestry = identity.ancestry.map { process in
            var recorded = RecordedProcess()
            recorded.pid = Int64(process.id)
            recorded.name = process.name
            return recorded
        }
    }
}

extension RecordedAlert {
    init(_ alert: AlertPayload.Alert) {
        self.init()
        self.labels = alert.labels
        self.status = alert.status
        self.startsAt = alert.startsAt
        self.endsAt = alert.endsAt
    }
}

extension RecordedOutcome {
    init(_ outcome: ActionReport.Outcome) {
        self =
            switch outcome {
            case .planned: .planned
            case .verified: .verified
            case .refused: .refused
            case .failed: .failed
            case .unknown: .unknown
            }
    }
}

extension VerdictRecord {
    /// With the instances it stood on; `nil` of one that asked none.
    func based(on instances: [InstanceSnapshot]?) -> VerdictRecord {
        guard let instances else { return self }
        var record = self
        record.instances = instances.map(RecordedInstance.init)
        return record
    }

    /// `nil` where it does not tell: written before this was recorded, or of a verdict that asked none.
    var snapshots: [InstanceSnapshot]? {
        self.instances?.compactMap {
            $0.snapshot { InstanceSource(name: "", health: $0, metrics: $1).addresses.place }
        }
    }
}
