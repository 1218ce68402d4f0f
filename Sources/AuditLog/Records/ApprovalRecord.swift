package import TriageCore

/// `plan.approved`: a second operator's approval.
package struct ApprovalMembers: RecordMembers {
    package static let kinds: [AuditKind] = [.planApproved]
    package static let schema = RecordSchema(ApprovalMembers())

    package let plan = Member<PlanReference>("plan")
    package let action = Member<ActionKind>("action")
    package let targets = Member<[String]>("targets")
    package let planner = Member<String>("planner")
    package let created = Member<Timestamp>("created")
    package let expires = Member<Timestamp>("expires")
    /// SHA-256 of the approval's file.
    package let approval = Member<String>("approval")
    package let accountContext = Member<AccountContext>("station")
}

package typealias ApprovalRecord = Record<ApprovalMembers>

extension ApprovalRecord {
    /// - Parameter file: SHA-256 of the approval's file.
    package init(_ statement: ApprovalStatement, plan: PlanFile, file: String) {
        self.init()
        self.plan = PlanReference(hash: statement.plan, approver: statement.approver)
        self.action = plan.action
        self.targets = plan.names
        self.planner = plan.planner.operator
        self.created = statement.created
        self.expires = statement.expires
        self.approval = file
        self.accountContext = plan.accountContext
    }
}
