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
