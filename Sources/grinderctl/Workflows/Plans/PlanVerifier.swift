import AuditLog
import TriageCore

/// What this audit log and the allowed signers say of a plan that is to be carried out.
struct PlanVerifier {
    let context: CommandContext
    let store: AuditStore
    /// `policy.allowed-signers`
    let allowedSigners: String?

    func planStatus(of documents: PlanDocuments, _ plan: PlanFile) async throws(CommandError) -> PlanStatus {
        var approval: ApprovalStatus?
        if let given = documents.approval {
            approval = await ApprovalVerifier(context: context, allowedSigners: allowedSigners)
                .planStatus(of: given.text, from: given.path)
        }
        do throws(AuditFailure) {
            return PlanStatus(
                plan: plan, hash: documents.hash, isCanonical: documents.isCanonical, path: documents.path,
                drawn: try recordedPlan(documents.hash, in: plan.investigation), executed: try executed(documents.hash),
                approval: approval)
        } catch {
            throw CommandError(error)
        }
    }

    /// Whether this log drew the plan; `false` when it knows nothing of it. A plan that it drew otherwise was edited.
    func knows(_ plan: PlanFile, hash: String) throws(CommandError) -> Bool {
        let hashes: [String]
        do throws(AuditFailure) {
            let filter = EntryFilter(kinds: [.actionPlanned], investigation: plan.investigation)
            hashes = try store.records(PlanRecord.self, matching: filter).compactMap { $0.record.plan?.hash }
        } catch {
            throw CommandError(error)
        }
        guard let other = hashes.first, !hashes.contains(hash) else { return !hashes.isEmpty }
        throw CommandError(
            .refused,
            "this audit log has drawn another plan in that investigation (\(other.prefix(12)), not "
                + "\(hash.prefix(12))): the file was edited. Nothing was signed.")
    }

    private func recordedPlan(_ hash: String, in investigation: String) throws(AuditFailure) -> PlanStatus.RecordedPlan?
    {
        let filter = EntryFilter(kinds: [.actionPlanned], investigation: investigation)
        return try store.records(PlanRecord.self, matching: filter).first { $0.record.plan?.hash == hash }
            .map { PlanStatus.RecordedPlan(seq: $0.entry.seq, operator: $0.entry.operator) }
    }

    private func executed(_ hash: String) throws(AuditFailure) -> Int64? {
        // One that is not understood may have executed it.
        try store.records(IntentRecord.self, matching: EntryFilter(kinds: [.actionIntent]))
            .first { $0.record.plan?.hash == hash }?.entry.seq
    }
}
