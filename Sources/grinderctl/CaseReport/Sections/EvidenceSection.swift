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
        var title: [Document.Inline] = [.text("\(opened?.text("command") ?? "investigation") ")]
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
        guard let opened else { return facts }
        facts.append(Document.Fact("By", "\(opened.entry.operator) on \(opened.entry.host)"))
        if let who = Opening.line(of: opened.payload) { facts.append(Document.Fact("Who acted", who)) }
        let words = opened.payload["argv"]?.arrayValue?.compactMap(\.stringValue) ?? []
        if !words.isEmpty { facts.append(Document.Fact("As typed", [.code(Printable.shellLine(words))])) }
        if let digest = opened.text("config") { facts.append(Document.Fact("Configuration", [.code(digest)])) }
        for name in ["station", "runbook"] {
            let line = PayloadRows.line(opened.payload[name])
            if !line.isEmpty { facts.append(Document.Fact(name.capitalizedASCII, [.code(line)])) }
        }
        let shown: Set<String> = ["command", "who", "argv", "config", "station", "runbook", "version"]
        return facts + PayloadRows.facts(opened.payload, except: shown)
    }

    private func verdicts(_ entries: [CaseEntry]) -> [Document.Block] {
        entries.filter { $0.kind == .verdict }.map { verdict in
            .facts([
                Document.Fact(
                    "Verdict",
                    [
                        .badge(VerdictTone.of(verdict), verdict.text("code") ?? "?"), .text(" "),
                        .code(verdict.subject),
                        .text(
                            " (\(verdict.text("confidence") ?? "?"), seq \(verdict.seq)); recommends "
                                + "\(verdict.text("action") ?? "?")"),
                    ]), Document.Fact("Because", verdict.text("cause") ?? ""),
                Document.Fact("So", verdict.text("summary") ?? ""),
            ])
        }
    }

    private func steps(_ entries: [CaseEntry]) -> [Document.Block] {
        let rows = entries.compactMap { entry -> [[Document.Inline]]? in
            switch entry.kind {
            case .step?:
                let status = entry.text("status") ?? "?"
                return [
                    [.text(String(entry.seq))], [.code(entry.text("id") ?? "?")],
                    [.badge(Self.tone(status), status)], [.text(entry.text("summary") ?? "")],
                ]
            case .answer?:
                return [
                    [.text(String(entry.seq))], [.code(entry.text("step") ?? "?")], [.badge(.plain, "answer")],
                    [.text("\(entry.entry.operator) said: \(entry.text("text") ?? "nothing")")],
                ]
            default: return nil
            }
        }
        guard !rows.isEmpty else { return [] }
        return [.table(Document.Table(caption: "Steps", columns: ["Seq", "Step", "Status", "Found"], rows: rows))]
    }

    private func evidence(_ entries: [CaseEntry]) -> [Document.Block] {
        let rows = entries.filter { $0.kind == .step }.flatMap { entry in
            (entry.payload["facts"]?.arrayValue ?? []).map { fact -> [[Document.Inline]] in
                [
                    [.code(entry.text("id") ?? "?")], [.text(fact["name"]?.stringValue ?? "?")],
                    [.code(fact["value"]?.stringValue ?? "")], [.text(fact["source"]?.stringValue ?? "?")],
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

extension String {
    fileprivate var capitalizedASCII: String { prefix(1).uppercased() + dropFirst() }
}
