package import TriageCore

/// What the rows of a `reconnect` say: it sends nothing to the exchange, and so has no intent.
package protocol RestartMembers: RecordMembers {
    var action: Member<ActionKind> { get }
    var execute: Member<Bool> { get }
    var reason: Member<String> { get }
    var ticket: Member<String> { get }
    var outcome: Member<RecordedOutcome> { get }
    var accountContext: Member<AccountContext> { get }
    var results: Member<[RecordedRestart]> { get }
    var gates: Member<[RecordedGate]> { get }
}

extension Record where Members: RestartMembers {
    package init(
        reconnect flags: OperatorFlags, at accountContext: AccountContext, _ outcome: RecordedOutcome,
        _ results: [RecordedRestart],
        _ gates: [GateResult]
    ) {
        self.init()
        self[dynamicMember: \.action] = .reconnect
        self[dynamicMember: \.execute] = flags.executes
        self[dynamicMember: \.reason] = flags.reason ?? ""
        self[dynamicMember: \.ticket] = flags.ticket
        self[dynamicMember: \.outcome] = outcome
        self[dynamicMember: \.accountContext] = accountContext
        self[dynamicMember: \.results] = results
        self[dynamicMember: \.gates] = gates.map(RecordedGate.init)
    }
}

package struct RestartedMembers: RecordMembers {
    package static let kinds: [AuditKind] = []
    package static let schema = RecordSchema(RestartedMembers())

    package let instance = Member<String>("instance")
    package let outcome = Member<RecordedOutcome>("outcome")
    package let detail = Member<String>("detail")
}

/// What became of one instance.
package typealias RecordedRestart = Record<RestartedMembers>

extension RecordedRestart {
    package init(_ instance: String, _ outcome: RecordedOutcome, _ detail: String) {
        self.init()
        self.instance = instance
        self.outcome = outcome
        self.detail = detail
    }
}
