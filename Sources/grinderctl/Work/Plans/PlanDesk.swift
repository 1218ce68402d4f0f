import AuditLog
import TriageCore

/// What this audit log and the allowed signers say of a plan that is to be carried out.
struct PlanDesk {
    let bench: Bench
    let store: AuditStore
    /// `policy.allowed-signers`
    let allowedSigners: String?

    func standing(of papers: PlanPapers, _ plan: PlanFile) async throws(Complaint) -> PlanStanding {
        var approval: ApprovalStanding?
        if let given = papers.approval {
            approval = await ApprovalVerifier(bench: bench, allowedSigners: allowedSigners)
                .standing(of: given.text, from: given.path)
        }
        do throws(AuditFailure) {
            return PlanStanding(
                plan: plan, hash: papers.hash, isCanonical: papers.isCanonical, path: papers.path,
                drawn: try drawn(papers.hash, in: plan.investigation), executed: try executed(papers.hash),
                approval: approval)
        } catch {
            throw Complaint(error)
        }
    }

    /// Whether this log drew the plan; `false` when it knows nothing of it. A plan that it drew otherwise was edited.
    func knows(_ plan: PlanFile, hash: String) throws(Complaint) -> Bool {
        let hashes: [String]
        do throws(AuditFailure) {
            let filter = EntryFilter(kinds: [.actionPlanned], investigation: plan.investigation)
            hashes = try store.records(PlanRecord.self, matching: filter).compactMap { $0.record.plan?.hash }
        } catch {
            throw Complaint(error)
        }
        guard let other = hashes.first, !hashes.contains(hash) else { return !hashes.isEmpty }
        throw Complaint(
            .refused,
            "this audit log has drawn another plan in that investigation (\(other.prefix(12)), not "
                + "\(hash.prefix(12))): the file was edited. Nothing was signed.")
    }

    private func drawn(_ hash: String, in investigation: String) throws(AuditFailure) -> PlanStanding.Drawn? {
        let filter = EntryFilter(kinds: [.actionPlanned], investigation: investigation)
        return try store.records(PlanRecord.self, matching: filter).first { $0.record.plan?.hash == hash }
            .map { PlanStanding.Drawn(seq: $0.entry.seq, operator: $0.entry.operator) }
    }

    private func executed(_ hash: String) throws(AuditFailure) -> Int64? {
        // One that is not understood may have executed it.
        try store.records(IntentRecord.self, matching: EntryFilter(kinds: [.actionIntent]))
            .first { $0.record.plan?.hash == hash }?.entry.seq
    }
}
