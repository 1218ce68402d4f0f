import TriageCore

/// A command whose output is a log: `kubectl logs deploy/grinder --since-time={since}`, `ssh bot-1 journalctl -u grinder`.
package struct LogCommand: Sendable, Hashable {
    /// How far back is asked where nobody says, in milliseconds.
    package static let reach = TimeSpan.day
    package static let timeout = Duration.seconds(30)

    /// The source that is shown.
    package let name: String
    /// For `/bin/sh -c`; `{since}` and `{until}` stand for moments as ISO 8601 has them, in UTC.
    package let text: String
    let environment: [String: String]
    let timeout: Duration

    /// - Parameter environment: all of it; it holds no key of the exchange.
    package init(
        name: String, text: String, environment: [String: String], timeout: Duration = LogCommand.timeout
    ) {
        self.name = name
        self.text = text
        self.environment = environment
        self.timeout = timeout
    }

    /// It is told from when on: what lies before is not in what it prints.
    var begins: Bool { text.contains("{since}") }
    var ends: Bool { text.contains("{until}") }

    /// The first `{word}` that was meant as a moment and is none: a slip of `{since}` or `{until}`, or another tool's word
    /// for one. What a shell, awk or a template writes between braces (`${HOME}`, `{print $1}`, `{{.Name}}`, `{}`) is not.
    package static func strangePlaceholder(in text: String) -> String? {
        for match in text.matches(of: #/(?<before>[${]?)\{(?<word>[A-Za-z][A-Za-z_-]*)\}(?<after>\}?)/#) {
            let word = String(match.word)
            guard match.before.isEmpty, match.after.isEmpty, word != "since", word != "until" else { continue }
            if momentWords.contains(word.lowercased()) || isSlip(word.lowercased()) { return word }
        }
        return nil
    }

    private static let momentWords: Set<String> = [
        "from", "to", "start", "end", "begin", "stop", "now", "time", "date", "after", "before", "span", "window",
    ]

    /// At most two letters added, lost or exchanged.
    private static func isSlip(_ word: String) -> Bool {
        ["since", "until"].contains { wanted in
            let change = Array(word).difference(from: Array(wanted))
            return max(change.insertions.count, change.removals.count) <= 2
        }
    }

    func chunks(over span: TimeSpan) -> LogChunks {
        let text = text.replacing("{since}", with: "\(span.from)").replacing("{until}", with: "\(span.to)")
        return CommandOutput.chunks(
            of: Program(path: "/bin/sh", arguments: ["-c", text], environment: environment, timeout: timeout))
    }
}
