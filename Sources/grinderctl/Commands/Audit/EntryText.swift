import AuditLog
import JSON
import TriageCore

/// An entry for a person.
struct EntryText {
    let entry: AuditEntry
    let palette: Palette

    /// Columns as stored.
    static func json(_ entry: AuditEntry) -> JSONValue {
        .object(entry.columns.map { ($0.name, $0.value.sortedByName) })
    }

    /// `12  2026-03-08T12:00:00.000Z  verdict  orphaned  grinder_d_…`
    var line: String {
        let isOfIncident = entry.investigation == nil
        let subject = entry.clientOrderID ?? entry.symbol ?? (isOfIncident ? entry.incident : nil) ?? ""
        let parts = [String(entry.seq), entry.ts, palette.bold(Printable.line(entry.kindText)), gist, subject]
        return ([parts[0], parts[1], parts[2]] + parts[3...].map(Printable.line).filter { !$0.isEmpty })
            .joined(separator: "  ")
    }

    var block: String {
        var lines = [line, "    by \(entry.operator) on \(entry.host), \(entry.environment)"]
        if let investigation = entry.investigation { lines.append("    investigation \(investigation)") }
        if let incident = entry.incident { lines.append("    incident \(incident)") }
        lines += outline(isInItsCase: false).map { "    \($0)" }
        lines.append("    hash \(entry.hash)")
        return ([lines[0]] + lines.dropFirst().map(Printable.line)).joined(separator: "\n") + "\n"
    }

    /// The payload for people; what cannot be read as one of ours is shown as it is stored.
    /// - Parameter isInItsCase: what is absent, or stands in the heading of its case or beside it, is left out.
    func outline(isInItsCase: Bool) -> [String] {
        guard let payload = entry.shown else { return [entry.payloadText] }
        let record = AuditRecord(entry)
        var rest = isInItsCase ? untold(record) ?? payload : payload
        if isInItsCase, case .object(let members) = rest {
            rest = .object(members.filter { ![.null, .array([]), .object([:])].contains($0.value) })
        }
        let lines: [String]
        switch record {
        case .opened(let opened): lines = outline(making: opened, rest)
        case .incidentOpened(let opened): lines = outline(making: opened, rest)
        case .incidentClosed(let closed): lines = outline(making: closed, rest)
        case .note(let note): lines = outline(making: note, rest)
        default: lines = PayloadOutline.lines(rest)
        }
        guard entry.kind != nil, let problem = entry.recordProblem else { return lines }
        return lines + ["not understood by this version: \(problem.why)"]
    }

    /// With who made it on one line, and what was typed on another.
    private func outline<Members: MakingMembers>(making record: Record<Members>, _ rest: JSONValue) -> [String] {
        guard let who = record.actor else { return PayloadOutline.lines(rest) }
        let typed = record[dynamicMember: \.argv].map { ["typed: \(Printable.shellLine($0))"] } ?? []
        let others = Record<Members>(rest)?.without(\.who, \.argv) ?? rest
        return ["who: \(who)"] + typed + PayloadOutline.lines(others)
    }

    /// The word of the payload that says most.
    var gist: String {
        switch AuditRecord(entry) {
        case .verdict(let verdict): return verdict.code ?? ""
        case .step(let step): return "\(step.id ?? ""): \(step.status?.rawValue ?? "")"
        case .answer(let answer): return "\(answer.step ?? "")=\(answer.text ?? "unanswered")"
        case .opened(let opened): return opened.command ?? ""
        case .plan(let plan):
            guard entry.kind == .actionRefused else { return action(plan.action, plan.overrides) }
            let refused = (plan.gates ?? []).refusing
            return refused.isEmpty ? plan.because ?? "" : refused.joined(separator: ", ")
        case .intent(let intent): return action(intent.action, intent.overrides)
        case .outcome(let word):
            return entry.kind == .actionResolved ? word.detail ?? "" : word.outcome?.rawValue ?? ""
        case .incidentOpened(let opened): return opened.title ?? ""
        case .incidentClosed(let closed): return closed.reason ?? ""
        case .note(let note): return note.text ?? ""
        case .resetStep, .approval, nil: return ""
        }
    }

    private func action(_ action: ActionKind?, _ overrides: [String]?) -> String {
        let isLoosened = overrides?.contains("policy-loosened") == true
        return (action?.rawValue ?? "") + (isLoosened ? " --policy-loosened" : "")
    }

    /// Without what the line or the heading of its case tells.
    private func untold(_ record: AuditRecord?) -> JSONValue? {
        switch record {
        case .opened(let opened): opened.without(\.command, \.version, \.accountContext)
        case .step(let step): step.without(\.id, \.status)
        case .answer(let answer): answer.without(\.step, \.text)
        case .verdict(let verdict): verdict.without(\.code, \.accountContext)
        // The line of a refusal tells its gates, and not of what.
        case .plan(let plan):
            entry.kind == .actionRefused ? plan.without(\.accountContext) : plan.without(\.action, \.accountContext)
        case .intent(let intent): intent.without(\.action, \.accountContext)
        case .outcome(let word):
            entry.kind == .actionResolved
                ? word.without(\.detail, \.accountContext) : word.without(\.outcome, \.action, \.accountContext)
        case .resetStep(let row): row.payload
        case .approval(let approval): approval.without(\.accountContext)
        case .incidentOpened(let opened): opened.without(\.title, \.version)
        case .incidentClosed(let closed): closed.without(\.reason, \.version)
        case .note(let note): note.without(\.text, \.version)
        case nil: nil
        }
    }
}
