/// What a result says, row by row: the answer first, the commands to type last. The same rows are shown on a terminal
/// (``ScreenText``) and put into a ticket (``TicketBlock``).
///
///     var screen = Screen()
///     screen.answer("orphaned", .bad, "(certain): cancel grinder_d_BTCUSDT_2_1772964000_17")
///     screen.say("Placed 10:00:00Z, 1 h 30 min before the bot's start.")
///     screen.step(.ok, "owner", "grinder's")
///     screen.record("audit", "investigation 4f…, seq 1 to 7")
///     screen.command("grinderctl cancel … --execute --confirm … --reason '…'")
struct Screen: Sendable, Hashable {
    /// How a word is shown where there is colour.
    enum Tone: Sendable, Hashable { case plain, strong, dim, good, bad, caution }

    /// What stands before a step or a gate.
    enum Mark: Sendable, Hashable {
        case ok, attention, failed, skipped, unanswered, pass, refused

        /// Five columns, so that what follows stands in one.
        var word: String {
            switch self {
            case .ok: "  ok "
            case .attention: "  !! "
            case .failed: "fail "
            case .skipped: "skip "
            case .unanswered: "  ?? "
            case .pass: "pass "
            case .refused: "FAIL "
            }
        }

        var tone: Tone {
            switch self {
            case .ok, .pass: .good
            case .attention, .unanswered: .caution
            case .failed, .refused: .bad
            case .skipped: .dim
            }
        }
    }

    enum Row: Sendable, Hashable {
        /// The first: the outcome's or verdict's code, literally, and what it is about.
        case answer(code: String, tone: Tone, text: String)
        /// A sentence that belongs to what stands above it.
        case prose(String, indent: Int)
        /// A line of several: a word that is looked for, and what is said of it.
        /// - Parameter isQuoted: another's words, to which nothing is added.
        case item(lead: String, tone: Tone, text: String, indent: Int, isQuoted: Bool)
        /// - Parameter clips: one row, cut off between two words where the terminal ends.
        case step(Mark, name: String, text: String, clips: Bool)
        /// One of many, always one row: cut off between two words where the terminal ends.
        case listed(lead: String, text: String, indent: Int)
        /// A command that is shown among other rows, by what it is for; never broken.
        case aside(name: String, command: String)
        case heading(String)
        /// A fact with its source, of `-v`.
        case fact(name: String, value: String, source: String)
        /// Where it is on record.
        case record(name: String, text: String)
        case blank
    }

    private(set) var rows: [Row] = []
    /// The command lines to type next, as they are typed: never broken, the last rows.
    private(set) var commands: [String] = []

    mutating func answer(_ code: String, _ tone: Tone, _ text: String) {
        rows.append(.answer(code: code, tone: tone, text: text))
    }

    mutating func say(_ text: String, indent: Int = 2) {
        guard !text.isEmpty else { return }
        rows.append(.prose(text, indent: indent))
    }

    mutating func item(
        _ lead: String, _ tone: Tone = .plain, _ text: String, indent: Int = 2, isQuoted: Bool = false
    ) {
        rows.append(.item(lead: lead, tone: tone, text: text, indent: indent, isQuoted: isQuoted))
    }

    mutating func step(_ mark: Mark, _ name: String, _ text: String, clips: Bool = false) {
        rows.append(.step(mark, name: name, text: text, clips: clips))
    }

    mutating func list(_ lead: String, _ text: String, indent: Int = 4) {
        rows.append(.listed(lead: lead, text: text, indent: indent))
    }

    mutating func aside(_ name: String, _ command: String) { rows.append(.aside(name: name, command: command)) }

    mutating func heading(_ text: String) { rows.append(.heading(text)) }

    mutating func fact(_ name: String, _ value: String, source: String) {
        rows.append(.fact(name: name, value: value, source: source))
    }

    mutating func record(_ name: String, _ text: String) { rows.append(.record(name: name, text: text)) }

    /// An empty row between two parts; never two, and none at the beginning.
    mutating func blank() {
        if let last = rows.last, last != .blank { rows.append(.blank) }
    }

    /// Stands below every other row, whenever it is added. The same command is not said twice.
    mutating func command(_ line: String) {
        if !commands.contains(line) { commands.append(line) }
    }

    mutating func append(_ other: Screen) {
        rows += other.rows
        for line in other.commands { command(line) }
    }
}

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
            wrapped([(lead, palette.paint(tone)), (text, palette.plain)], indent: indent, hanging: indent + 2)
        case .heading(let text): wrapped([(text, palette.bold)], indent: 0, hanging: 2)
        case .fact(let name, let value, let source):
            wrapped([("\(name): \(value)", palette.plain), ("[\(source)]", palette.dim)], indent: 6, hanging: 8)
        case .record(let name, let text):
            wrapped([("\(name):", palette.dim), (text, palette.plain)], indent: 0, hanging: 2)
        case .step(let mark, let name, let text, let clips): step(mark, name, text, clips: clips)
        case .listed(let lead, let text, let indent):
            clipped([(lead, palette.plain)] + (text.isEmpty ? [] : [(text, palette.dim)]), indent: indent)
        case .aside(let name, let command): ["  \(palette.dim("\(name):")) \(Printable.line(command))"]
        }
    }

    private func step(_ mark: Screen.Mark, _ name: String, _ text: String, clips: Bool) -> [String] {
        let column = nameColumn
        let text = clips ? Self.clipped(text, to: max(20, width - 5 - column - 1)) : text
        let padding = String(repeating: " ", count: max(0, column - Self.columns(of: name)))
        let lines = wrapped([(text, palette.plain)], indent: 0, hanging: 0, room: max(20, width - 5 - column - 1))
        let lead = palette.paint(mark.tone)(mark.word) + palette.bold(Printable.line(name)) + padding + " "
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

    /// A path that no row holds is cut; ids, addresses of hosts and words are shorter.
    private static func pieces(_ word: Substring, of most: Int) -> [String] {
        // No character is wider than its bytes.
        guard word.utf8.count > most else { return [String(word)] }
        var (pieces, piece, used) = ([String](), "", 0)
        for character in word {
            let size = columns(of: String(character))
            if used + size > most, !piece.isEmpty {
                pieces.append(piece)
                (piece, used) = ("", 0)
            }
            piece.append(character)
            used += size
        }
        return pieces + [piece]
    }

    /// Words with their colour, broken between them where they fit a row.
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
            let words = Printable.line(text).split(separator: " ", omittingEmptySubsequences: false)
            for word in words.flatMap({ Self.pieces($0, of: max(20, room - hanging)) }) {
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

    /// Cut within a word, with three dots where something is left out; nothing where there is no room for a word.
    static func cut(_ text: String, to room: Int) -> String {
        if columns(of: text) <= room { return text }
        var left = room - 3
        guard left > 0 else { return "" }
        let kept = text.prefix { character in
            left -= columns(of: String(character))
            return left >= 0
        }
        return kept + "..."
    }

    private func strong(_ tone: Screen.Tone) -> (String) -> String {
        let paint = palette.paint(tone)
        return { palette.bold(paint($0)) }
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

/// Text broken at spaces, its further lines indented below where it began. A word is never broken: ids are copied.
enum WrappedText {
    /// What a pipe counts as.
    static let columns = 80

    /// - Parameters:
    ///   - width: `nil` breaks nothing.
    ///   - column: where further lines begin; two columns behind the lead where it is not said.
    static func lines(_ text: String, leading lead: String, width: Int?, below column: Int? = nil) -> [String] {
        guard let width, lead.count + text.count > width else { return [lead + text] }
        let indent = String(repeating: " ", count: column ?? min(lead.count, width / 2) + 2)
        var lines: [String] = []
        var line = lead
        var isEmpty = true
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = indent
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }
}
