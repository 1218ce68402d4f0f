/// What stands on a command line that is still being typed, as far as it decides which log is meant.
///
/// Shells hand words over as typed, quotes and all; bash moreover splits `--env=demo` at the equals sign.
struct TypedLine {
    /// The words but the one under the cursor; nil for one that only a shell can expand.
    let words: [String?]
    private let home: String?

    init(_ words: [String], current: Int, home: String?) {
        self.home = home
        self.words = words.enumerated().map { index, word in
            index == current ? nil : Self.plain(word, home: home)
        }
    }

    /// As arguments of ``SharedOptions``; nil where one of them cannot be told before the shell has expanded it.
    var sharedArguments: [String]? {
        var arguments: [String] = []
        for flag in ["--env", "--config", "--audit-db"] {
            switch value(of: flag) {
            case .absent: continue
            case .unknown: return nil
            case .said(let value): arguments += [flag, value]
            }
        }
        return arguments
    }

    private enum Value { case absent, unknown, said(String) }

    /// The last one counts.
    private func value(of flag: String) -> Value {
        var found = Value.absent
        for (index, word) in words.enumerated() {
            guard let word, word != "--" else {
                if word == "--" { break }
                continue
            }
            if word == flag {
                let next = index + 1 < words.count && words[index + 1] == "=" ? index + 2 : index + 1
                guard next < words.count else { continue }
                found = words[next].map(Value.said) ?? .unknown
            } else if word.hasPrefix(flag + "=") {
                found = .said(withHome(String(word.dropFirst(flag.count + 1))))
            }
        }
        return found
    }

    private func withHome(_ path: String) -> String {
        guard let home, path.hasPrefix("~/") else { return path }
        return home + path.dropFirst()
    }

    /// A word without its quotes; nil for one with expansions other than a leading `~/`.
    static func plain(_ word: String, home: String?) -> String? {
        var plain = ""
        var quote: Character?
        var isEscaped = false
        for character in word {
            if isEscaped {
                plain.append(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open {
                    quote = nil
                } else if open == "\"", "$`".contains(character) {
                    return nil
                } else {
                    plain.append(character)
                }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if "$`()<>|;&*?[{".contains(character) {
                return nil
            } else {
                plain.append(character)
            }
        }
        guard let home, word.hasPrefix("~/") else { return plain }
        return home + plain.dropFirst()
    }
}
