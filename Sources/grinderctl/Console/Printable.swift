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

    /// A word for a shell: quoted where it needs to be.
    static func shellWord(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.wholeMatch(of: /[A-Za-z0-9_@%+=:,.\/\-]+/) != nil
        return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }

    static func shellLine(_ words: [String]) -> String { words.map(shellWord).joined(separator: " ") }
}
