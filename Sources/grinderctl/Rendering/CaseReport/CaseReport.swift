import TriageCore

/// A case as one page for a reviewer: what happened, who did what and why, on which evidence, and whether the log is
/// what was written.
struct CaseReport: Sendable {
    enum Format: String, Sendable, Hashable, CaseIterable { case html, md }

    let file: CaseFile

    func text(as format: Format) -> String {
        switch format {
        case .html: HTMLPage(document: document).text
        case .md: MarkdownText(document: document).text
        }
    }

    /// Whether an existing file is a report, and so may be replaced by a newer one.
    static func isReport(_ beginning: some StringProtocol) -> Bool {
        beginning.hasPrefix(HTMLPage.beginning) || beginning.hasPrefix(MarkdownText.beginning)
    }

    var document: Document {
        let entries = file.documents
        let actions = ActionCase.cases(in: entries)
        return Document(
            title: title, subtitle: subtitle,
            sections: [
                SummarySection(file: file, entries: entries, actions: actions).section,
                TimelineSection(entries: entries).section,
                ActionSection(file: file, entries: entries, actions: actions).section,
                EvidenceSection(entries: entries).section.folded,
                ChainSection(file: file, entries: entries).section,
                ChainSection(file: file, entries: entries).appendix.folded,
            ],
            footer: [
                .text("Made \(file.madeAt) by \(file.madeBy) with grinderctl \(file.version) from "),
                .code(file.auditPath),
                .text(". The page holds no script and asks for nothing outside itself."),
            ])
    }

    private var title: String {
        if file.subject == .since { return "Everything since \(file.id)" }
        guard let title = file.incident?.title, !title.isEmpty else { return "\(file.subject.rawValue) \(file.id)" }
        return "\(file.id): \(title)"
    }

    private var subtitle: [Document.Inline] {
        var words: [Document.Inline] = [.badge(.plain, file.subject.rawValue), .text(" ")]
        if let incident = file.incident {
            words += [.badge(incident.status == .open ? .careful : .plain, incident.status.rawValue), .text(" ")]
        }
        let place = file.environment
        return words + [.badge(file.environment == "mainnet" ? .careful : .plain, place)]
    }
}
