import AuditLog
import TriageCore

/// Each investigation: who opened it and how, its steps with every fact and its source, answers, verdicts.
struct EvidenceSection {
    let entries: [CaseEntry]

    var section: Document.Section {
        var order: [String] = []
        var groups: [String: [CaseEntry]] = [:]
        for entry in entries {
            guard let id = entry.entry.investigation else { continue }
            if groups[id] == nil { order.append(id) }
            groups[id, default: []].append(entry)
        }
        let cards = order.compactMap { id in groups[id].map { card(id, $0) } }
        return Document.Section(
            id: "evidence", title: "Evidence",
            blocks: cards.isEmpty ? [.paragraph([.text("No investigation belongs to it.")])] : cards)
    }

    private func card(_ id: String, _ entries: [CaseEntry]) -> Document.Block {
        let opened = entries.first { $0.kind == .investigationOpened }
        var title: [Document.Inline] = [.text("\(opened?.opened?.command ?? "investigation") ")]
        if let subject = opened?.subject, !subject.isEmpty { title += [.code(subject), .text(" ")] }
        if entries.contains(where: \.isRelated) { title.append(.badge(.plain, "related: not attached, but stood on")) }
        return .card(
            title: title,
            blocks: [.facts(facts(id, opened, entries))] + verdicts(entries) + steps(entries) + evidence(entries))
    }

    private func facts(_ id: String, _ opened: CaseEntry?, _ entries: [CaseEntry]) -> [Document.Fact] {
        var facts = [Document.Fact("Investigation", [.code(id)])]
        if let first = entries.first, let last = entries.last {
            facts.append(Document.Fact("Entries", "seq \(first.seq) to \(last.seq), from \(first.entry.ts)"))
        }
        guard let opened, let record = opened.opened else { return facts }
        facts.append(Document.Fact("By", "\(opened.entry.operator) on \(opened.entry.host)"))
        if let who = record.actor { facts.append(Document.Fact("Who acted", who)) }
        let words = record.argv ?? []
        if !words.isEmpty { facts.append(Document.Fact("As typed", [.code(Printable.shellLine(words))])) }
        if let digest = record.config?.nonEmpty { facts.append(Document.Fact("Configuration", [.code(digest)])) }
        for (name, told) in [("Exchange", record.accountContext?.recorded), ("Runbook", record.runbook?.payload)] {
            let line = PayloadRows.line(told)
            if !line.isEmpty { facts.append(Document.Fact(name, [.code(line)])) }
        }
        let rest = record.without(\.command, \.who, \.argv, \.config, \.accountContext, \.runbook, \.version)
        return facts + PayloadRows.facts(rest)
    }

    private func verdicts(_ entries: [CaseEntry]) -> [Document.Block] {
        entries.compactMap { entry in
            guard let verdict = entry.verdict else { return nil }
            return .facts([
                Document.Fact(
                    "Verdict",
                    [
                        .badge(VerdictTone.of(verdict), verdict.code ?? "?"), .text(" "),
                        .code(entry.subject),
                        .text(
                            " (\(verdict.confidence?.rawValue ?? "?"), seq \(entry.seq)); recommends "
                                + "\(verdict.action?.rawValue ?? "?")"),
                    ]), Document.Fact("Because", verdict.cause ?? ""),
                Document.Fact("So", verdict.summary ?? ""),
            ])
        }
    }

    private func steps(_ entries: [CaseEntry]) -> [Document.Block] {
        let rows = entries.compactMap { entry -> [[Document.Inline]]? in
            switch entry.record {
            case .step(let step):
                let status = step.status?.rawValue ?? "?"
                return [
                    [.text(String(entry.seq))], [.code(step.id ?? "?")],
                    [.badge(Self.tone(status), status)], [.text(step.summary ?? "")],
                ]
            case .answer(let answer):
                return [
                    [.text(String(entry.seq))], [.code(answer.step ?? "?")], [.badge(.plain, "answer")],
                    [.text("\(entry.entry.operator) said: \(answer.text?.nonEmpty ?? "nothing")")],
                ]
            default: return nil
            }
        }
        guard !rows.isEmpty else { return [] }
        return [.table(Document.Table(caption: "Steps", columns: ["Seq", "Step", "Status", "Found"], rows: rows))]
    }

    private func evidence(_ entries: [CaseEntry]) -> [Document.Block] {
        let rows = entries.compactMap(\.step).flatMap { step in
            (step.facts ?? []).map { fact -> [[Document.Inline]] in
                [
                    [.code(step.id ?? "?")], [.text(fact.name ?? "?")], [.code(fact.value ?? "")],
                    [.text(fact.source ?? "?")],
                ]
            }
        }
        guard !rows.isEmpty else { return [] }
        return [.table(Document.Table(caption: "Facts", columns: ["Step", "Name", "Value", "Source"], rows: rows))]
    }

    private static func tone(_ status: String) -> Document.Tone {
        switch status {
        case "ok": .good
        case "failed": .bad
        case "skipped": .plain
        default: .careful
        }
    }
}
