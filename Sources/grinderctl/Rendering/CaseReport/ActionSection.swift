import AuditLog
import JSON
import TriageCore

/// Each action: its gates and what they saw, its plan, what was sent and answered, what was read back.
struct ActionSection {
    let file: CaseFile
    let entries: [CaseEntry]
    let actions: [ActionCase]

    var section: Document.Section {
        let none: [Document.Block] = [.paragraph([.text("Nothing was planned, and nothing was sent.")])]
        return Document.Section(
            id: "actions", title: "Actions", blocks: approvals + (actions.isEmpty ? none : actions.map(card)))
    }

    private var approvals: [Document.Block] {
        entries.filter { $0.kind == .planApproved }.map { entry in
            .card(
                title: [.badge(.good, "approved"), .text(" a plan, seq \(entry.seq), by \(entry.entry.operator)")],
                blocks: [.facts(PayloadRows.facts(entry.shown))])
        }
    }

    private func card(_ action: ActionCase) -> Document.Block {
        let outcome = action.outcome(open: file.open)
        return .card(
            title: action.title(outcome), blocks: [.facts(facts(of: action))] + gates(of: action) + phases(of: action))
    }

    private func facts(of action: ActionCase) -> [Document.Fact] {
        guard let source = action.plan ?? action.phases.first else { return [] }
        let entry = source.entry
        var facts = [
            Document.Fact("Who", "\(entry.operator) on \(entry.host)"), Document.Fact("When", entry.ts),
            Document.Fact("Reason", source.reason ?? action.phases.first?.reason ?? "none given"),
        ]
        if let ticket = source.ticket { facts.append(Document.Fact("Ticket", ticket)) }
        if source.plan?.withoutTriage == true {
            facts.append(Document.Fact("Override", [.badge(.careful, "without a fresh triage")]))
        }
        if let overrides = action.intents.first?.intent?.overrides, !overrides.isEmpty {
            facts.append(Document.Fact("Overrides", overrides.joined(separator: ", ")))
        }
        if let policy = Self.policy(of: action) { facts.append(Document.Fact("Policy", policy)) }
        if let verdict = evidence(for: action), let said = verdict.verdict {
            facts.append(
                Document.Fact(
                    "Based on",
                    [
                        .badge(VerdictTone.of(said), said.code ?? "?"),
                        .text(" seq \(verdict.seq), \(verdict.entry.ts): \(said.cause ?? "")"),
                    ]))
        }
        let request = PayloadRows.line(source.request?.payload)
        if !request.isEmpty { facts.append(Document.Fact("Request", [.code(request)])) }
        let before = PayloadRows.line(source.preconditions?.payload)
        if !before.isEmpty { facts.append(Document.Fact("Plan based on", [.code(before)])) }
        let accountContext = PayloadRows.line(source.accountContext?.recorded)
        if !accountContext.isEmpty { facts.append(Document.Fact("Where", [.code(accountContext)])) }
        facts += PayloadRows.facts(source.untold)
        facts.append(Document.Fact("Investigation", [.code(action.investigation)]))
        return facts
    }

    /// What was demanded when it was cleared.
    private static func policy(of action: ActionCase) -> String? {
        let recorded = action.intents.first.map { $0.intent?.policy } ?? action.plans.last?.plan?.policy
        return recorded.flatMap { $0.words.isEmpty ? nil : $0.words }
    }

    /// The last verdict on the same order or position before it.
    private func evidence(for action: ActionCase) -> CaseEntry? {
        guard let first = action.first else { return nil }
        return entries.last { $0.kind == .verdict && $0.subject == action.subject && $0.seq < first.seq }
    }

    private func gates(of action: ActionCase) -> [Document.Block] {
        guard let plan = action.plan, let gates = plan.plan?.gates, !gates.isEmpty else { return [] }
        let rows = gates.map { gate -> [[Document.Inline]] in
            let status = gate.status?.rawValue ?? "?"
            return [
                [.code(gate.code ?? "?")], [.badge(status == "refused" ? .bad : .good, status)],
                [.text(gate.detail ?? "")],
            ]
        }
        let caption = "Gates, seq \(plan.seq)"
        return [.table(Document.Table(caption: caption, columns: ["Gate", "Result", "What it saw"], rows: rows))]
    }

    private func phases(of action: ActionCase) -> [Document.Block] {
        let all = (action.plans + action.phases).sorted { $0.seq < $1.seq }
        let rows = all.map { entry -> [[Document.Inline]] in
            [
                [.text(String(entry.seq))], [.text(entry.entry.ts)], [.text(ActionWords.phase(entry))],
                [.badge(tone(of: entry), word(of: entry)), .text(" " + detail(of: entry))],
            ]
        }
        return [
            .table(
                Document.Table(
                    caption: "What was done, phase by phase", columns: ["Seq", "Time", "Phase", "Result"], rows: rows))
        ]
    }

    private func tone(of entry: CaseEntry) -> Document.Tone {
        switch entry.kind {
        case .actionPlanned?: .plain
        case .actionRefused?: .bad
        case .actionIntent?: file.open.contains(entry.seq) ? .careful : .plain
        default: ActionTone.of(entry)
        }
    }

    private func word(of entry: CaseEntry) -> String {
        switch entry.kind {
        case .actionPlanned?: entry.plan?.execute == false ? "a plan" : "cleared"
        case .actionRefused?: "refused"
        case .actionIntent?: file.open.contains(entry.seq) ? "outcome unknown" : "intent durable, then sent"
        default: ActionWords.outcome(of: entry)
        }
    }

    private func detail(of entry: CaseEntry) -> String {
        switch entry.kind {
        case .actionPlanned?, .actionRefused?:
            let words = [
                entry.refusing.joined(separator: ", "), entry.because ?? "",
            ]
            return words.filter { !$0.isEmpty }.joined(separator: "; ")
        case .actionIntent?: return PayloadRows.line(entry.request?.payload)
        case .resetStep?: return entry.resetStep?.detail ?? ""
        default:
            return PayloadRows.facts(entry.outcome?.without(\.intent, \.outcome, \.settled, \.action) ?? entry.shown)
                .map { "\($0.name) \($0.value.map(\.plain).joined())" }.joined(separator: ", ")
        }
    }
}

extension CaseEntry {
    fileprivate var request: RecordedRequest? { plan?.request ?? intent?.request }
    fileprivate var preconditions: RecordedPreconditions? { plan?.preconditions ?? intent?.preconditions }
    fileprivate var accountContext: AccountContext? {
        plan?.accountContext ?? intent?.accountContext ?? outcome?.accountContext
    }

    /// Whatever else an action's first row says.
    fileprivate var untold: JSONValue {
        if let plan {
            return plan.without(
                \.action, \.execute, \.reason, \.ticket, \.withoutTriage, \.request, \.preconditions, \.accountContext,
                \.gates,
                \.overrides, \.policy)
        }
        if let intent {
            return intent.without(
                \.action, \.reason, \.ticket, \.request, \.preconditions, \.accountContext, \.overrides, \.policy)
        }
        return outcome?.without(\.action, \.execute, \.reason, \.ticket, \.accountContext, \.gates) ?? shown
    }
}
