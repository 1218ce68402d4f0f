import TriageCore

/// Text from outside (ids, log lines, messages of the exchange) made safe to show: control bytes are never printed raw.
enum Printable {
    /// Control, format and bidirectional characters, line and paragraph separators.
    static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
        default: false
        }
    }

    /// One line: every unsafe character, a newline included, becomes `\u{…}`.
    static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            if isUnsafe(scalar) {
                out += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// For a terminal without UTF-8: signs we use ourselves are written out, everything else as `\u{…}`.
    static func ascii(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case _ where scalar.isASCII: out.unicodeScalars.append(scalar)
            case "…": out += "..."
            case "→": out += "->"
            case "–", "—": out += "-"
            case "’": out += "'"
            default: out += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return out
    }

    /// A word for a shell: quoted where it needs to be, and where a person must write something in its place.
    static func shellWord(_ word: String) -> String {
        word.isPlain(with: "_@%+=:,./…-") && !word.isEmpty && word != "…"
            ? word : "'" + word.escaping("'", as: "'\\''") + "'"
    }

    static func shellLine(_ words: [String]) -> String { words.map(shellWord).joined(separator: " ") }
}

extension String {
    /// By scalars, as a shell, a spreadsheet or a page reads them: a quote that a combining mark follows is one character
    /// of Swift's, and still closes what it stands in.
    func escaping(_ mark: Unicode.Scalar, as escape: String) -> String {
        unicodeScalars.reduce(into: "") { text, scalar in
            if scalar == mark { text += escape } else { text.unicodeScalars.append(scalar) }
        }
    }
}
