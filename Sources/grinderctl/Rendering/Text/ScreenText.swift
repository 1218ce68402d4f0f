/// A ``Screen`` on a terminal: words wrap at its width, a pipe counts as 80 columns, and nothing is broken within a
/// word, an address or an id. Commands stay one row each.
struct ScreenText {
    let screen: Screen
    var palette = Palette.plain
    /// Columns.
    var width = WrappedText.columns

    var text: String { lines.joined(separator: "\n") + "\n" }

    var lines: [String] {
        var rows = screen.rows
        while rows.last == .blank { rows.removeLast() }
        let lines = rows.flatMap(lines)
        return lines + screen.commands.map { palette.bold(Printable.line($0)) }
    }

    private func lines(_ row: Screen.Row) -> [String] {
        switch row {
        case .blank: [""]
        case .answer(let code, let tone, let text):
            wrapped([(code, strong(tone)), (text, palette.plain)], indent: 0, hanging: 2)
        case .prose(let text, let indent): wrapped([(text, palette.plain)], indent: indent, hanging: indent)
        case .item(let lead, let tone, let text, let indent, _):
            wrapped([(lead, paint(tone)), (text, palette.plain)], indent: indent, hanging: indent + 2)
        case .heading(let text): wrapped([(text, palette.bold)], indent: 0, hanging: 2)
        case .fact(let name, let value, let source):
            wrapped([("\(name): \(value)", palette.plain), ("[\(source)]", palette.dim)], indent: 6, hanging: 8)
        case .record(let name, let text):
            wrapped([("\(name):", palette.dim), (text, palette.plain)], indent: 0, hanging: 2)
        case .step(let mark, let name, let text, let clips): step(mark, name, text, clips: clips)
        case .listed(let lead, let text, let indent):
            clipped([(lead, palette.plain), (text, palette.dim)], indent: indent)
        case .aside(let name, let command): ["  \(palette.dim("\(name):")) \(Printable.line(command))"]
        }
    }

    private func step(_ mark: Screen.Mark, _ name: String, _ text: String, clips: Bool) -> [String] {
        let column = nameColumn
        let text = clips ? Self.clipped(text, to: max(20, width - 5 - column - 1)) : text
        let padding = String(repeating: " ", count: max(0, column - Self.columns(of: name)))
        let lines = wrapped([(text, palette.plain)], indent: 0, hanging: 0, room: max(20, width - 5 - column - 1))
        let lead = paint(mark.tone)(mark.word) + palette.bold(Printable.line(name)) + padding + " "
        let rest = String(repeating: " ", count: 5 + column + 1)
        return lines.enumerated().map { $0.offset == 0 ? lead + $0.element : rest + $0.element }
    }

    /// As wide as the longest name of a step, so that what is said of them stands below each other.
    private var nameColumn: Int {
        let names = screen.rows.compactMap { row -> Int? in
            if case .step(_, let name, _, _) = row { Self.columns(of: name) } else { nil }
        }
        return min(names.max() ?? 0, 24)
    }

    /// Words with their colour, broken between them alone.
    private func wrapped(
        _ parts: [(String, (String) -> String)], indent: Int, hanging: Int, room: Int? = nil
    ) -> [String] {
        let room = room ?? width
        var lines: [String] = []
        var line = String(repeating: " ", count: indent)
        var used = indent
        var isEmpty = true
        for (text, paint) in parts where !text.isEmpty {
            var run: [String] = []
            func close() {
                guard !run.isEmpty else { return }
                line += paint(run.joined(separator: " "))
                run = []
            }
            for word in Printable.line(text).split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
                let size = Self.columns(of: word)
                if !isEmpty, used + 1 + size > room {
                    close()
                    lines.append(line)
                    line = String(repeating: " ", count: hanging)
                    used = hanging
                    isEmpty = true
                } else if !isEmpty {
                    if run.isEmpty { line += " " }
                    used += 1
                }
                run.append(word)
                used += size
                isEmpty = false
            }
            close()
        }
        return lines + [line]
    }

    /// One row; what is looked for is never cut, what is said of it is.
    private func clipped(_ parts: [(String, (String) -> String)], indent: Int) -> [String] {
        let lead = String(repeating: " ", count: indent)
        guard let (first, paint) = parts.first, let (rest, shade) = parts.last, parts.count == 2, !rest.isEmpty else {
            return [lead + parts.map { $0.1(Printable.line($0.0)) }.joined(separator: " ")]
        }
        let room = width - indent - Self.columns(of: Printable.line(first)) - 2
        let text = Self.clipped(rest, to: max(0, room))
        return [lead + paint(Printable.line(first)) + (text.isEmpty ? "" : "  " + shade(text))]
    }

    /// As many whole words as fit, and a sign that there are more.
    static func clipped(_ text: String, to room: Int) -> String {
        let text = Printable.line(text)
        guard columns(of: text) > room else { return text }
        var kept = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let longer = kept.isEmpty ? String(word) : "\(kept) \(word)"
            guard columns(of: longer) + 2 <= room else { break }
            kept = longer
        }
        return kept.isEmpty ? "" : "\(kept) …"
    }

    private func strong(_ tone: Screen.Tone) -> (String) -> String {
        let paint = paint(tone)
        return { palette.bold(paint($0)) }
    }

    private func paint(_ tone: Screen.Tone) -> (String) -> String {
        switch tone {
        case .plain: palette.plain
        case .strong: palette.bold
        case .dim: palette.dim
        case .good: palette.green
        case .bad: palette.red
        case .caution: palette.yellow
        }
    }

    /// What a terminal takes for it: East Asian signs and emoji two columns, combining marks none.
    static func columns(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { sum, scalar in
            if scalar.isASCII { return sum + 1 }
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark: return sum
            default: return sum + (wide.contains { $0.contains(scalar.value) } ? 2 : 1)
            }
        }
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD,
    ]
}
