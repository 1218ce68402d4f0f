/// A document as one file that asks for nothing outside itself, well-formed as XML too. Everything in it is hostile
/// until it is escaped: log lines and client order ids are written by others.
struct HTMLPage {
    let document: Document

    /// The beginning by which a page of ours is known.
    static let beginning = "<!DOCTYPE html>\n<html lang=\"en\" data-made-by=\"grinderctl\">"

    var text: String {
        let contents = document.sections.map { "<li><a href=\"#\($0.id)\">\(Self.escaped($0.title))</a></li>" }
        return """
            \(Self.beginning)
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="\(Stylesheet.policy)"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="referrer" content="no-referrer"/>
            <meta name="robots" content="noindex"/>
            <title>\(Self.escaped(document.title))</title>
            <style>\(Stylesheet.text)</style>
            </head>
            <body>
            <header>
            <h1>\(Self.escaped(document.title))</h1>
            <p>\(Self.inline(document.subtitle))</p>
            <nav aria-label="Contents"><ul>\(contents.joined())</ul></nav>
            </header>
            <main>
            \(document.sections.map(section).joined(separator: "\n"))
            </main>
            <footer><p>\(Self.inline(document.footer))</p></footer>
            </body>
            </html>

            """
    }

    private func section(_ section: Document.Section) -> String {
        let title = "<h2 id=\"\(section.id)-title\">\(Self.escaped(section.title))</h2>"
        let blocks = section.blocks.map(block).joined(separator: "\n")
        let inner =
            section.isFolded
            ? "<details>\n<summary>\(title)</summary>\n\(blocks)\n</details>" : "\(title)\n\(blocks)"
        return "<section id=\"\(section.id)\" aria-labelledby=\"\(section.id)-title\">\n\(inner)\n</section>"
    }

    private func block(_ block: Document.Block) -> String {
        switch block {
        case .paragraph(let words): "<p>\(Self.inline(words))</p>"
        case .facts(let facts):
            "<dl>"
                + facts.map { "<div><dt>\(Self.escaped($0.name))</dt><dd>\(Self.inline($0.value))</dd></div>" }.joined()
                + "</dl>"
        case .list(let items): "<ul>" + items.map { "<li>\(Self.inline($0))</li>" }.joined() + "</ul>"
        case .table(let table): self.table(table)
        case .command(let line): "<pre><code>\(Self.escaped(line))</code></pre>"
        case .timeline(let drawing): drawing.figure
        case .alarm(let tone, let words): "<p class=\"alarm \(tone.rawValue)\" role=\"note\">\(Self.inline(words))</p>"
        case .card(let title, let blocks):
            "<article>\n<h3>\(Self.inline(title))</h3>\n" + blocks.map(self.block).joined(separator: "\n")
                + "\n</article>"
        }
    }

    private func table(_ table: Document.Table) -> String {
        let head = table.columns.map { "<th scope=\"col\">\(Self.escaped($0))</th>" }.joined()
        let rows = table.rows.map { row in
            let cells = zip(table.columns, row).map { column, cell in
                "<td data-column=\"\(Self.escaped(column))\">\(Self.inline(cell))</td>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return "<table>\n<caption>\(Self.escaped(table.caption))</caption>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n"
            + rows.joined(separator: "\n") + "\n</tbody>\n</table>"
    }

    static func inline(_ words: [Document.Inline]) -> String {
        words.map { word in
            switch word {
            case .text(let text): escaped(text)
            case .strong(let text): "<strong>\(escaped(text))</strong>"
            case .code(let text): "<code>\(escaped(text))</code>"
            case .badge(let tone, let text): "<span class=\"badge \(tone.rawValue)\">\(escaped(text))</span>"
            }
        }.joined()
    }

    /// Text, wherever it stands: control and bidirectional characters shown, markup disarmed, lines kept.
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            case "\n": out += "\n"
            case _ where Printable.isUnsafe(scalar) || Visible.isNoncharacter(scalar):
                out += "\\u{\(String(scalar.value, radix: 16))}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}

/// What neither XML nor a reader can do anything with.
enum Visible {
    static func isNoncharacter(_ scalar: Unicode.Scalar) -> Bool {
        (0xFDD0...0xFDEF).contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE
    }
}
