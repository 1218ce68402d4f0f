/// The plan file an action is to carry out, with what the audit log and the allowed signers say of it.
package struct PlanStatus: Sendable, Hashable {
    /// Its `action.planned` row in this audit log.
    package struct RecordedPlan: Sendable, Hashable {
        package let seq: Int64
        package let `operator`: String

        package init(seq: Int64, operator: String) {
            self.seq = seq
            self.operator = `operator`
        }
    }

    package let plan: PlanFile
    /// SHA-256 of the file, lower-case hex.
    package let hash: String
    package let isCanonical: Bool
    /// As typed, for the next command.
    package let path: String
    /// `nil`: no plan of this hash was drawn here.
    package let drawn: RecordedPlan?
    /// The intent that carried it out already.
    package let executed: Int64?
    package let approval: ApprovalStatus?

    package init(
        plan: PlanFile, hash: String, isCanonical: Bool, path: String, drawn: RecordedPlan?, executed: Int64?,
        approval: ApprovalStatus?
    ) {
        self.plan = plan
        self.hash = hash
        self.isCanonical = isCanonical
        self.path = path
        self.drawn = drawn
        self.executed = executed
        self.approval = approval
    }

    /// Why the file is not what was drawn here, whatever it says; `nil` when it is.
    package var tampering: String? {
        if !isCanonical { return "the plan file was edited or reformatted: it is not canonical" }
        if drawn == nil {
            return "no plan \(shortHash) was drawn in this audit log: the file was edited, or drawn with another log"
        }
        return nil
    }

    /// Enough of the hash for a person to compare.
    package var shortHash: String { String(hash.prefix(12)) }

    /// What an intent records of it.
    package var reference: PlanReference { PlanReference(hash: hash, approver: approval?.statement?.approver) }
}

/// The plan file an intent carries out.
package struct PlanReference: Sendable, Hashable {
    package let hash: String
    package let approver: String?

    package init(hash: String, approver: String?) {
        self.hash = hash
        self.approver = approver
    }
}
