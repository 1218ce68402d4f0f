import TriageCore

/// A report as a block of Markdown, for a ticket or a chat.
enum TicketBlock {
    static func text(_ report: Report) -> String {
        let text = ReportText(report: report, palette: .plain).text
        // A fence is longer than any run of backticks within.
        let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "**\(headline(report))**\n\n\(fence)\n\(text)\(fence)\n"
    }

    /// `orphaned grinder_d_…, grinder_d_…; inconclusive POSITION_NONZERO_UNEXPECTED`
    private static func headline(_ report: Report) -> String {
        let findings = report.conclusion?.findings ?? []
        guard !findings.isEmpty else { return "grinderctl \(report.command): nothing found" }
        let grouped = Dictionary(grouping: findings) { $0.verdict.code }
        return grouped.sorted { $0.key < $1.key }.map { code, findings in
            let names = findings.prefix(5).map {
                Printable.line($0.subject.name.isEmpty ? $0.subject.word : $0.subject.name)
            }
            let more = findings.count > names.count ? ", …" : ""
            return "\(code) \(names.joined(separator: ", "))\(more)".trimmed
        }.joined(separator: "; ")
    }
}
