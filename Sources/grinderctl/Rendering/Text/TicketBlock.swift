/// A ``Screen`` as a block of Markdown for a ticket or a chat: nothing of what others wrote is taken for markup, and
/// commands stand in a code block from which they are copied.
struct TicketBlock {
    let screen: Screen
    /// Who looked, when and at what: the last line.
    let signature: String

    var text: String {
        var parts: [String] = []
        var list: [String] = []
        func close() {
            if !list.isEmpty { parts.append(list.joined(separator: "\n")) }
            list = []
        }
        for row in screen.rows {
            switch row {
            case .blank: close()
            case .answer(let code, _, let text):
                close()
                parts.append("**\(MarkdownText.escaped(code))** \(MarkdownText.escaped(text))")
            case .heading(let text):
                close()
                parts.append("**\(MarkdownText.escaped(text))**")
            case .prose(let text, let indent): list.append(item(text, indent))
            case .item(let lead, _, let text, let indent, _):
                list.append(Self.dash(indent) + "**\(MarkdownText.escaped(lead))** \(MarkdownText.escaped(text))")
            case .listed(let lead, let text, let indent):
                list.append(
                    Self.dash(indent) + MarkdownText.escaped(lead)
                        + (text.isEmpty ? "" : " " + MarkdownText.escaped(text)))
            case .aside(let name, let command):
                list.append("  - \(MarkdownText.escaped("\(name): \(command)"))")
            case .step(let mark, let name, let text, _):
                let mark = mark.word.filter { $0 != " " }
                list.append("- \(mark) **\(MarkdownText.escaped(name))** \(MarkdownText.escaped(text))")
            case .fact(let name, let value, let source):
                list.append("  - \(MarkdownText.escaped("\(name): \(value) [\(source)]"))")
            case .record(let name, let text): list.append("- \(MarkdownText.escaped("\(name): \(text)"))")
            }
        }
        close()
        if !screen.commands.isEmpty { parts.append(commands) }
        parts.append(MarkdownText.escaped(signature))
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func item(_ text: String, _ indent: Int) -> String { Self.dash(indent) + MarkdownText.escaped(text) }

    private static func dash(_ indent: Int) -> String { String(repeating: "  ", count: max(0, indent / 2 - 1)) + "- " }

    /// A fence longer than any run of backticks within.
    private var commands: String {
        let lines = screen.commands.map(Printable.line)
        let runs = lines.flatMap { $0.split { $0 != "`" }.map(\.count) }
        let fence = String(repeating: "`", count: max(3, (runs.max() ?? 0) + 1))
        return ([fence + "sh"] + lines + [fence]).joined(separator: "\n")
    }
}
