import AuditLog
import JSON
import TriageCore

/// A case for a terminal: what a reviewer asks first, then each investigation with its entries, oldest first.
struct CaseText {
    let id: String
    let found: CaseGathering.Found
    /// Of an incident that was opened.
    let incident: Incident?
    /// Seqs of intents that nothing has settled.
    let open: Set<Int64>
    let palette: Palette
    /// Columns of the terminal; `nil`: lines are not broken.
    let width: Int?
    var local = LocalTime.utc

    var text: String {
        let entries = found.entries.map { CaseEntry($0, isRelated: found.related.contains($0.seq)) }
        return ([header(entries)] + Self.groups(entries).map(group)).joined(separator: "\n")
    }

    // MARK: - Header

    private func header(_ entries: [CaseEntry]) -> String {
        let state = incident.map { "  \($0.status.rawValue)" } ?? ""
        let title = incident?.title.map { "  \($0)" } ?? ""
        let first = palette.bold(Printable.line("\(found.subject.rawValue) \(id)")) + Printable.line(state + title)
        let facts = moments + summary(entries) + results(entries)
        return ([first] + facts.flatMap { lines("  \($0.0.padded(to: 8))", $0.1) }).joined(separator: "\n") + "\n"
    }

    private var moments: [(String, String)] {
        let reason = incident?.reason.map { ": \($0)" } ?? ""
        return [
            incident?.opened.map { ("opened", "\(local.beside("\($0.time)")) by \($0.by)") },
            incident?.closed.map { ("closed", "\(local.beside("\($0.time)")) by \($0.by)\(reason)") },
        ].compactMap(\.self)
    }

    private func summary(_ entries: [CaseEntry]) -> [(String, String)] {
        let own = entries.map(\.entry)
        guard let first = own.first, let last = own.last else { return [] }
        let places = Self.distinct(own.map(\.environment))
        let subjects = Self.distinct(entries.map(\.subject).filter { !$0.isEmpty })
        let more = subjects.count > 5 ? " and \(subjects.count - 5) more" : ""
        return [
            ("when", local.beside(first.ts == last.ts ? first.ts : "\(first.ts) to \(last.ts)")),
            ("who", Self.distinct(own.map { "\($0.operator) on \($0.host)" }).joined(separator: "; ")),
            ("where", places.joined(separator: "; ")), ("about", subjects.prefix(5).joined(separator: ", ") + more),
            ("holds", "\(own.count) entries, seq \(first.seq) to \(last.seq); the last is \(last.position)"),
        ].filter { !$0.1.isEmpty }
    }

    /// The last verdict on each subject, and what became of each action.
    private func results(_ entries: [CaseEntry]) -> [(String, String)] {
        let verdicts = entries.filter { $0.kind == .verdict }
        var last: [String: Int64] = [:]
        for verdict in verdicts { last[verdict.subject + (verdict.verdict?.mismatch?.rawValue ?? "")] = verdict.seq }
        let found = verdicts.filter { last.values.contains($0.seq) }.map { verdict in
            let words = [
                verdict.verdict?.code ?? "?", "(\(verdict.verdict?.confidence?.rawValue ?? "?"))", verdict.subject,
            ]
            return ("found", words.joined(separator: " ") + ", seq \(verdict.seq)")
        }
        let done = ActionCase.cases(in: entries).map { action in
            let sent = action.intents.isEmpty ? ", nothing was sent" : ""
            let refusals = action.plans.last?.refusing ?? []
            let by = action.intents.isEmpty && !refusals.isEmpty ? " by \(refusals.joined(separator: ", "))" : ""
            let seqs = (action.plans + action.phases).map(\.seq).sorted()
            let place = seqs.count > 1 ? "seq \(seqs[0]) to \(seqs[seqs.count - 1])" : "seq \(seqs.first ?? 0)"
            return ("done", "\(action.action) \(action.subject): \(action.outcome(open: open))\(by)\(sent), \(place)")
        }
        return found + done
    }

    // MARK: - Investigations

    /// Entries of one investigation, or single ones of none.
    private static func groups(_ entries: [CaseEntry]) -> [[CaseEntry]] {
        var groups: [[CaseEntry]] = []
        var places: [String: Int] = [:]
        for entry in entries {
            if let id = entry.entry.investigation, let place = places[id] {
                groups[place].append(entry)
            } else {
                if let id = entry.entry.investigation { places[id] = groups.count }
                groups.append([entry])
            }
        }
        return groups
    }

    private func group(_ entries: [CaseEntry]) -> String {
        guard let first = entries.first, let investigation = first.entry.investigation else {
            return entries.flatMap { block($0, after: nil) }.joined(separator: "\n") + "\n"
        }
        let opened = entries.first { $0.kind == .investigationOpened }
        let title = [opened?.opened?.command ?? "investigation", first.subject].filter { !$0.isEmpty }
        let related = entries.allSatisfy(\.isRelated) ? ["(not attached; belongs to it)"] : []
        var all = lines("", (title + related).joined(separator: " ")).map(palette.bold)
        all += lines(
            "  ", "\(first.entry.ts)  \(first.entry.operator) on \(first.entry.host), \(first.entry.environment)")
        all += lines("  investigation ", investigation)
        if let accountContext = opened?.opened?.accountContext {
            all += PayloadOutline.lines(.object(["exchange": accountContext.recorded])).flatMap { lines("  ", $0) }
        }
        var time = first.entry.ts
        for entry in entries {
            all += block(entry, after: time)
            time = entry.entry.ts
        }
        return all.joined(separator: "\n") + "\n"
    }

    /// - Parameter time: of the entry before; of one on the same day the time of day alone is told.
    private func block(_ entry: CaseEntry, after time: String?) -> [String] {
        let text = EntryText(entry: entry.entry, palette: .plain)
        let ts = entry.entry.ts
        let isSameDay = time.map { $0.prefix(11) == ts.prefix(11) } ?? false
        let kind = Printable.line(entry.entry.kindText)
        let left = open.contains(entry.seq) ? "OUTCOME UNKNOWN: grinderctl audit resolve" : ""
        let words = [String(entry.seq), isSameDay ? String(ts.dropFirst(11)) : ts, kind, text.gist, left]
        var head = lines("  ", words.filter { !$0.isEmpty }.joined(separator: "  "))
        head[0] = head[0].replacing("  \(kind)", with: "  " + palette.bold(kind), maxReplacements: 1)
        return head
            + text.outline(isInItsCase: true).flatMap { line in
                let indent = line.prefix { $0 == " " }
                return lines("      \(indent)", String(line.dropFirst(indent.count)))
            }
    }

    private func lines(_ lead: String, _ text: String) -> [String] {
        WrappedText.lines(Printable.line(text), leading: lead, width: width)
    }

    private static func distinct(_ texts: [String]) -> [String] {
        var seen = Set<String>()
        return texts.filter { seen.insert($0).inserted }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
