/// What the configuration demands of one kind of action beyond the gates that hold for everybody.
package struct ActionPolicy: Sendable, Hashable {
    package static let none = ActionPolicy()
    /// How long an approval may hold unless the configuration says otherwise; also how old a plan may be approved.
    package static let standardLifetimeMilliseconds: Int64 = 30 * 60_000

    /// `--ticket` must be given.
    package var needsTicket = false
    /// The verdict may be at most so many minutes old, and `--without-triage` is not accepted.
    package var freshTriageMinutes: Int?
    /// Another person than the planner must have signed the plan.
    package var needsSecondOperator = false
    package var approvalLifetimeMilliseconds = standardLifetimeMilliseconds

    package init() {}

    package var demandsNothing: Bool { !needsTicket && freshTriageMinutes == nil && !needsSecondOperator }
}
