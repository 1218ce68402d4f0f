/// What an entry records. The raw value is what the column `kind` holds.
package enum AuditKind: String, Sendable, Hashable, CaseIterable {
    case investigationOpened = "investigation.opened"
    case step = "step"
    case answer = "answer"
    case verdict = "verdict"
    case actionPlanned = "action.planned"
    case actionRefused = "action.refused"
    /// Durable before the first byte of a mutating request is sent; one for each request.
    case actionIntent = "action.intent"
    /// The exchange's answer to an intent: done, not executed or unknown.
    case actionOutcome = "action.outcome"
    /// What was read back after an action; written only when it was.
    case actionVerified = "action.verified"
    /// What settled an open intent later. An attempt that settled nothing is a ``note``.
    case actionResolved = "action.resolved"
    case resetStep = "reset.step"
    case planApproved = "plan.approved"
    case incidentOpened = "incident.opened"
    case incidentClosed = "incident.closed"
    case note = "note"

    /// Says that something was planned, refused or done, and not only looked at.
    package var isOfAnAction: Bool {
        switch self {
        case .actionPlanned, .actionRefused, .actionIntent, .actionOutcome, .actionVerified, .actionResolved,
            .resetStep, .planApproved:
            true
        case .investigationOpened, .step, .answer, .verdict, .incidentOpened, .incidentClosed, .note: false
        }
    }
}

extension AuditKind {
    /// What its payload may hold.
    package var members: any RecordMembers.Type {
        switch self {
        case .investigationOpened: OpenedMembers.self
        case .step: StepMembers.self
        case .answer: AnswerMembers.self
        case .verdict: VerdictMembers.self
        case .actionPlanned, .actionRefused: PlanMembers.self
        case .actionIntent: IntentMembers.self
        case .actionOutcome, .actionVerified, .actionResolved: OutcomeMembers.self
        case .resetStep: ResetStepMembers.self
        case .planApproved: ApprovalMembers.self
        case .incidentOpened: IncidentOpenedMembers.self
        case .incidentClosed: IncidentClosedMembers.self
        case .note: NoteMembers.self
        }
    }

    /// The names of its payload's members, in the order in which they are told.
    package var memberNames: [String] {
        func names<Members: RecordMembers>(_ members: Members.Type) -> [String] {
            members.schema.listed.filter { $0.kinds?.contains(self) ?? true }.map(\.name)
        }
        return names(members)
    }
}

/// What a row says, by its kind; what of it this version does not understand is `nil` in it.
package enum AuditRecord: Sendable, Hashable {
    case opened(OpenedRecord)
    case step(StepRecord)
    case answer(AnswerRecord)
    case verdict(VerdictRecord)
    case plan(PlanRecord)
    case intent(IntentRecord)
    case outcome(OutcomeRecord)
    case resetStep(ResetStepRecord)
    case approval(ApprovalRecord)
    case incidentOpened(IncidentOpenedRecord)
    case incidentClosed(IncidentClosedRecord)
    case note(NoteRecord)

    /// `nil` of a kind that a later version wrote.
    package init?(_ entry: AuditEntry) {
        guard let kind = entry.kind else { return nil }
        self =
            switch kind {
            case .investigationOpened: .opened(entry.understood())
            case .step: .step(entry.understood())
            case .answer: .answer(entry.understood())
            case .verdict: .verdict(entry.understood())
            case .actionPlanned, .actionRefused: .plan(entry.understood())
            case .actionIntent: .intent(entry.understood())
            case .actionOutcome, .actionVerified, .actionResolved: .outcome(entry.understood())
            case .resetStep: .resetStep(entry.understood())
            case .planApproved: .approval(entry.understood())
            case .incidentOpened: .incidentOpened(entry.understood())
            case .incidentClosed: .incidentClosed(entry.understood())
            case .note: .note(entry.understood())
            }
    }
}
