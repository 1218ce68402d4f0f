/// `incident.opened`, also where it is opened again.
package struct IncidentOpenedMembers: MakingMembers {
    package static let kinds: [AuditKind] = [.incidentOpened]
    package static let schema = RecordSchema(IncidentOpenedMembers())

    package let title = Member<String>("title")
    package let reopened = Member<Bool>("reopened")
    /// Of `listen`: the group of alerts it was opened for.
    package let group = Member<String>("group", since: .policyKept)
    package let who = Member<RecordedActor>("who")
    package let version = Member<String>("version")
    package let config = Member<String>("config")
    package let argv = Member<[String]>("argv")
}

package typealias IncidentOpenedRecord = Record<IncidentOpenedMembers>

extension IncidentOpenedRecord {
    package init(title: String?, reopened: Bool = false, group: String? = nil) {
        self.init()
        self.title = title
        self.reopened = reopened
        if let group { self.group = group }
    }
}

/// `incident.closed`
package struct IncidentClosedMembers: MakingMembers {
    package static let kinds: [AuditKind] = [.incidentClosed]
    package static let schema = RecordSchema(IncidentClosedMembers())

    package let reason = Member<String>("reason")
    package let who = Member<RecordedActor>("who")
    package let version = Member<String>("version")
    package let config = Member<String>("config")
    package let argv = Member<[String]>("argv")
}

package typealias IncidentClosedRecord = Record<IncidentClosedMembers>

extension IncidentClosedRecord {
    package init(reason: String?) {
        self.init()
        self.reason = reason
    }
}
