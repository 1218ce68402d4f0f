/// A document for a ticket: GitHub's Markdown, with nothing of what others wrote taken for markup.
struct MarkdownText {
    let document: Document

    static let beginning = "<!-- made by grinderctl -->"

    var text: String {
        var parts = [Self.beginning, "# \(Self.escaped(document.title))", Self.inline(document.subtitle)]
        for section in document.sections {
            parts.append("## \(Self.escaped(section.title))")
            parts += section.blocks.compactMap(block)
        }
        return (parts + ["---", Self.inline(document.footer)]).joined(separator: "\n\n") + "\n"
    }

    /// `nil` for what the table beside it says in words.
    private func block(_ block: Document.Block) -> String? {
        switch block {
        case .paragraph(let words): Self.inline(words)
        case .facts(let facts):
            facts.map { "- \(Self.escaped($0.name)): \(Self.inline($0.value))" }.joined(separator: "\n")
        case .list(let items): items.map { "- \(Self.inline($0))" }.joined(separator: "\n")
        case .table(let table): self.table(table)
        case .command(let line): "    " + Printable.line(line)
        case .timeline: nil
        case .alarm(_, let words): "> **Attention:** \(Self.inline(words))"
        case .card(let title, let blocks):
            (["### \(Self.inline(title))"] + blocks.compactMap(self.block)).joined(separator: "\n\n")
        }
    }

    private func table(_ table: Document.Table) -> String {
        func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
        let head = [line(table.columns.map(Self.escaped)), line(table.columns.map { _ in "---" })]
        let rows = table.rows.map { line($0.map { Self.inline($0, inTable: true) }) }
        return (["\(Self.escaped(table.caption)):", ""] + head + rows).joined(separator: "\n")
    }

    private static func inline(_ words: [Document.Inline], inTable: Bool = false) -> String {
        words.map { word in
            switch word {
            case .text(let text): escaped(text)
            case .strong(let text): "**\(escaped(text))**"
            case .code(let text): code(text, inTable: inTable)
            case .badge(_, let text): "**\(escaped(text))**"
            }
        }.joined()
    }

    /// A code span whose fence is longer than any within; a table's cells end at a `|` even there.
    private static func code(_ text: String, inTable: Bool) -> String {
        let line = Printable.line(text)
        guard !line.isEmpty else { return "" }
        var longest = 0
        var run = 0
        for character in line.unicodeScalars {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        let pad = line.hasPrefix("`") || line.hasSuffix("`") ? " " : ""
        return fence + pad + (inTable ? line.escaping("|", as: "\\|") : line) + pad + fence
    }

    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in Printable.line(text).unicodeScalars {
            if "\\`*_[]<>|~#&$@".unicodeScalars.contains(scalar) { out += "\\" }
            out.unicodeScalars.append(scalar)
        }
        // A bare address would become a link.
        return out.replacing("://", with: "\\://").replacing("www.", with: "www\\.")
    }
}
