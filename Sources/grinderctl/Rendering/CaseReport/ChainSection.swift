import AuditLog
import TriageCore

/// Whether the log is what was written, and how to check it oneself; apart from it every entry the page was made of.
struct ChainSection {
    let file: CaseFile
    let entries: [CaseEntry]

    var section: Document.Section {
        let command =
            "grinderctl audit verify"
            + (file.chain.head.map { " --head \($0)" } ?? "") + " --env \(file.environment) --audit-db "
            + Printable.shellWord(file.auditPath)
        let state: [Document.Inline] =
            file.chain.isUnbroken
            ? [
                .badge(.good, "unbroken"),
                .text(" when this page was made: \(file.chain.entries) entries, recomputed."),
            ]
            : [.badge(.bad, "TAMPERED"), .text(" \(file.chain.why ?? "")")]
        return Document.Section(
            id: "chain", title: "Is this what was written?",
            blocks: [
                .paragraph(state), .facts([Document.Fact("Head", [.code(file.chain.head ?? "none")])]),
                .paragraph([
                    .text(
                        "Each entry carries the hash of the one before. This command recomputes all of them and "
                            + "compares the log with the head above; grinderctl audit show SEQ prints an entry whole.")
                ]), .command(command),
            ])
    }

    /// Every entry the page was made of.
    var appendix: Document.Section {
        let rows = entries.map { entry -> [[Document.Inline]] in
            [
                [.text(String(entry.seq))], [.text(entry.entry.ts)], [.text(entry.entry.kindText)],
                [.text(entry.entry.operator)], [.code(entry.entry.hash)],
            ]
        }
        return Document.Section(
            id: "appendix", title: "Appendix: entries and hashes",
            blocks: [
                .table(
                    Document.Table(
                        caption: "Entries of this case", columns: ["Seq", "Time", "Kind", "By", "Hash"], rows: rows))
            ])
    }
}
