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
