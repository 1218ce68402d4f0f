import AuditLog
import TriageCore

/// What a reviewer who reads nothing else must know.
struct SummarySection {
    let file: CaseFile
    let entries: [CaseEntry]
    let actions: [ActionCase]

    var section: Document.Section {
        Document.Section(
            id: "summary", title: "Summary", blocks: alarms + found + decided + done + left + notes + [.facts(facts)])
    }

    private var alarms: [Document.Block] {
        var blocks: [Document.Block] = []
        if !file.chain.isUnbroken {
            blocks.append(
                .alarm(
                    .bad,
                    [.text("This audit log was tampered with. \(file.chain.why ?? "") Nothing below can be relied on.")]
                ))
        }
        let left = entries.filter { file.open.contains($0.seq) }.map { String($0.seq) }
        if !left.isEmpty {
            blocks.append(
                .alarm(
                    .careful,
                    [
                        .text("The outcome of what was sent at seq \(left.joined(separator: ", ")) is not known: "),
                        .code("grinderctl audit resolve"),
                    ]))
        }
        let strange = entries.filter { $0.problem != nil }.map { String($0.seq) }
        if !strange.isEmpty {
            let seqs = strange.joined(separator: ", ")
            blocks.append(
                .alarm(.careful, [.text("This version does not understand seq \(seqs): below they are told in part.")]))
        }
        return blocks
    }

    private var facts: [Document.Fact] {
        var facts: [Document.Fact] = []
        if let incident = file.incident {
            facts += [incident.opened.map { Document.Fact("Opened", "\($0.time) by \($0.by)") }].compactMap { $0 }
            facts += [
                incident.closed.map { closed in
                    Document.Fact(
                        "Closed", "\(closed.time) by \(closed.by)" + (incident.reason.map { ": \($0)" } ?? ""))
                }
            ].compactMap { $0 }
        }
        let own = entries.map(\.entry)
        if let first = own.first, let last = own.last {
            facts.append(Document.Fact("When", first.ts == last.ts ? first.ts : "\(first.ts) to \(last.ts)"))
        }
        facts.append(Document.Fact("Who", distinct(own.map { "\($0.operator) on \($0.host)" }).joined(separator: "; ")))
        let subjects = distinct(entries.map(\.subject).filter { !$0.isEmpty })
        if !subjects.isEmpty { facts.append(Document.Fact("About", joined(subjects))) }
        let count = { (kind: AuditKind) in entries.count { $0.kind == kind } }
        facts.append(
            Document.Fact(
                "In it",
                [
                    "\(entries.count) \(entries.count == 1 ? "entry" : "entries")",
                    Count.of(count(.investigationOpened), "investigation"),
                    Count.of(count(.verdict), "verdict"),
                    Count.of(count(.actionIntent), "request") + " sent that may change something",
                    Count.of(count(.actionRefused), "refusal"),
                ].joined(separator: ", ")))
        facts.append(
            Document.Fact(
                "Audit log",
                [
                    .badge(file.chain.isUnbroken ? .good : .bad, file.chain.isUnbroken ? "unbroken" : "TAMPERED"),
                    .text(" \(file.chain.entries) entries, head "), .code(file.chain.head ?? "none"),
                ]))
        return facts
    }

    private func joined(_ ids: [String]) -> [Document.Inline] {
        let shown = ids.prefix(20).map { [Document.Inline.code($0)] }.joined(separator: [.text(", ")])
        return Array(shown) + (ids.count > 20 ? [.text(" and \(ids.count - 20) more")] : [])
    }

    private func distinct(_ texts: [String]) -> [String] {
        var seen = Set<String>()
        return texts.filter { seen.insert($0).inserted }
    }

    /// The last verdict on each subject.
    private var found: [Document.Block] {
        let verdicts = entries.filter { $0.kind == .verdict }
        var last: [String: Int64] = [:]
        for verdict in verdicts { last[verdict.subject + (verdict.verdict?.mismatch?.rawValue ?? "")] = verdict.seq }
        let shown = verdicts.filter { last.values.contains($0.seq) }
        guard !shown.isEmpty else {
            return [.paragraph([.strong("What happened:"), .text(" no verdict was reached.")])]
        }
        let items = shown.compactMap { entry -> [Document.Inline]? in
            guard let verdict = entry.verdict else { return nil }
            return [
                .badge(VerdictTone.of(verdict), verdict.code ?? "?"), .text(" "), .code(entry.subject),
                .text(
                    " (\(verdict.confidence?.rawValue ?? "?"), seq \(entry.seq)): \(verdict.summary ?? "") "
                        + "Because \(verdict.cause?.nonEmpty ?? "no cause was recorded")."),
            ]
        }
        return [.paragraph([.strong("What happened")]), .list(Self.short(items))]
    }

    private var done: [Document.Block] {
        guard !actions.isEmpty else {
            return [.paragraph([.strong("What was done:"), .text(" nothing was planned, and nothing was sent.")])]
        }
        let items = actions.map { action -> [Document.Inline] in
            let outcome = action.outcome(open: file.open)
            let refusals = action.plans.last?.refusing ?? []
            let last =
                action.reset.map { $0.detail.isEmpty ? "" : ": " + $0.detail }
                ?? action.phases.last.map { " " + ActionWords.result(of: $0) }
                ?? (refusals.isEmpty ? "" : " by " + refusals.joined(separator: ", "))
            let sent = action.intents.isEmpty && action.reset == nil ? " Nothing was sent." : ""
            let who = action.first.map { " \($0.entry.operator), \($0.entry.ts)." } ?? ""
            let reason = (action.plan ?? action.phases.first)?.reason.map { " Reason: \($0)." } ?? ""
            return action.title(outcome) + [.text("\(last).\(sent)\(who)\(reason)")]
        }
        return [.paragraph([.strong("What was done")]), .list(Self.short(items))]
    }

    /// Who gave which reason for an action, and who approved it.
    private var decided: [Document.Block] {
        let sent = actions.filter { !$0.intents.isEmpty }
        let approvals = entries.filter { $0.kind == .planApproved }
        guard !sent.isEmpty || !approvals.isEmpty else {
            return [.paragraph([.strong("Who decided:"), .text(" no one acted.")])]
        }
        let deciders = sent.compactMap { action -> [Document.Inline]? in
            guard let intent = action.intents.first else { return nil }
            let verdict =
                intent.intent?.verdict.map { " on verdict seq \($0)" } ?? " without a verdict"
            let ticket = intent.ticket.map { ", ticket \($0)" } ?? ", no ticket"
            return [
                .text("\(intent.entry.operator) on \(intent.entry.host) at \(intent.entry.ts): \(action.action)")
            ] + action.named + [.text("\(verdict)\(ticket). Reason: \(intent.reason ?? "none given").")]
        }
        let approvers = approvals.map { entry -> [Document.Inline] in
            [.text("\(entry.entry.operator) approved a plan at \(entry.entry.ts) (seq \(entry.seq)).")]
        }
        return [.paragraph([.strong("Who decided")]), .list(Self.short(deciders + approvers))]
    }

    /// What nobody has settled or handled.
    private var left: [Document.Block] {
        let open = entries.filter { file.open.contains($0.seq) }.map { entry -> [Document.Inline] in
            [
                .text("The outcome of seq \(entry.seq) on "), .code(entry.subject), .text(" is not known: "),
                .code("grinderctl audit resolve"),
            ]
        }
        let unhandled = file.left.map { one -> [Document.Inline] in
            [
                .badge(.careful, one.code), .text(" "), .code(one.name),
                .text(" (seq \(one.verdict.seq)) was found and not handled: "),
                .code(Printable.shellLine(["grinderctl"] + one.next)),
            ]
        }
        guard !open.isEmpty || !unhandled.isEmpty else {
            return [.paragraph([.strong("What is left:"), .text(" nothing that this log knows of.")])]
        }
        return [.paragraph([.strong("What is left")]), .list(Self.short(open + unhandled))]
    }

    private static let mostShown = 12

    /// The summary stays one page.
    private static func short(_ items: [[Document.Inline]]) -> [[Document.Inline]] {
        guard items.count > mostShown else { return items }
        return items.prefix(mostShown) + [[.text("and \(items.count - mostShown) more, below")]]
    }

    private var notes: [Document.Block] {
        let notes = entries.filter { $0.note?.text?.nonEmpty != nil && $0.note?.has(\.anchor) == false }
        guard !notes.isEmpty else { return [] }
        return [
            .paragraph([.strong("Notes")]),
            .list(notes.map { [.text("\($0.entry.ts) \($0.entry.operator): \($0.note?.text ?? "")")] }),
        ]
    }
}
