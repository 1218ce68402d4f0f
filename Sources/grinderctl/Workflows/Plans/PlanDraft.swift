import AuditLog
import JSON
import TriageCore

/// A plan on its way into a file.
struct PlanDraft: Sendable, Hashable {
    let path: String
    let text: String
    let hash: String

    init(_ facts: GateFacts, at path: String, by context: CommandContext) throws(CommandError) {
        let plan = PlanFile(facts, planner: PlanFile.Planner(operator: context.operatorName, host: context.host))
        do {
            text = try CanonicalJSON.text(of: plan.json)
        } catch {
            throw CommandError(.bug, "the plan has no canonical text: \(error). Nothing was sent.")
        }
        self.path = path
        hash = ContentDigest.sha256(text.utf8)
    }

    var reference: PlanReference { PlanReference(hash: hash, approver: nil) }

    /// Its `action.planned` is recorded by now: a file that nobody recorded would be refused.
    func write() throws(CommandError) { try PrivateFile.create(path, text, what: "the plan") }
}

extension Session {
    /// The plan file this action is to carry out. One that is no plan, or another action's, is refused and recorded.
    func planStatus(of documents: PlanDocuments?, for action: ActionKind) async throws -> PlanStatus? {
        guard let documents else { return nil }
        guard let store = investigation.store else {
            throw CommandError(.bug, "an action without an audit log. Nothing was sent.")
        }
        guard let plan = documents.plan else {
            throw try refused(documents, action, .badData, "\(documents.path) isn't a grinderctl plan, or was damaged")
        }
        guard plan.action == action else {
            throw try refused(
                documents, action, .refused,
                "\(documents.path) is a plan to \(plan.action.rawValue), not to \(action.rawValue)")
        }
        return try await PlanVerifier(context: context, store: store, allowedSigners: settings.policy.allowedSigners)
            .planStatus(of: documents, plan)
    }

    /// A plan that no approval and no flag could complete later is not written.
    func refuseIncomplete(_ plan: PlanOptions, _ flags: OperatorFlags, for action: ActionKind) throws {
        guard plan.out != nil, settings.policy.demands(of: action.rawValue).needsTicket,
            flags.ticket?.allSatisfy(\.isWhitespace) ?? true
        else { return }
        let why = "policy: a ticket is required, and a plan that was drawn without one could never be carried out"
        try investigation.record(.actionRefused, PlanRecord(action, because: why))
        throw CommandError(
            .refused, "\(why). No plan was written, and nothing was sent.",
            try: Printable.shellLine(["grinderctl"] + context.arguments + ["--ticket", "…"]))
    }

    /// Of a plan that ended before its gates, like one for an order that nobody knows: a file that was edited is refused
    /// as that, not told as what its edited words came to.
    func judged(_ report: ActionReport, by planStatus: PlanStatus?, for action: ActionKind) throws -> ActionReport {
        guard let planStatus, let why = planStatus.tampering, report.gates.isEmpty else { return report }
        try investigation.record(
            .actionRefused,
            PlanRecord(action, because: why, plan: PlanReference(hash: planStatus.hash, approver: nil)))
        var report = report
        report.gates = [GateResult(code: .policy, judgement: .refused(why, remedy: nil))]
        report.outcome = .refused
        for index in report.results.indices { report.results[index].outcome = .refused }
        return report
    }

    private func refused(
        _ documents: PlanDocuments, _ action: ActionKind, _ code: CommandError.Code, _ why: String
    ) throws -> CommandError {
        try investigation.record(
            .actionRefused,
            PlanRecord(action, because: why, plan: PlanReference(hash: documents.hash, approver: nil)))
        return CommandError(code, "\(why). Nothing was sent.")
    }
}
