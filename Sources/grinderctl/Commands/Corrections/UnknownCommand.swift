import ArgumentParser
import TriageCore

/// A word that stands where a command is expected, and is none.
struct UnknownCommand {
    /// The commands above it: `audit` of `audit lst`.
    let path: [String]
    let word: String
    private let known: [String]

    /// `nil` where every such word is a command, or where what stands before it is no flag of all commands: the parser
    /// tells that better.
    init?(in arguments: [String]) {
        var type: any ParsableCommand.Type = GrinderCtl.self
        var path: [String] = []
        var isValue = false
        for word in arguments {
            if isValue {
                isValue = false
            } else if word.hasPrefix("-") {
                guard Shell.leadingFlags.contains(word.prefix { $0 != "=" }.description) else { return nil }
                isValue = Shell.valueFlags.contains(word)
            } else if type.configuration.subcommands.isEmpty || type.configuration.defaultSubcommand != nil {
                return nil
            } else if let next = type.configuration.subcommands.first(where: { Shell.name(of: $0) == word }) {
                path.append(word)
                type = next
            } else {
                self.path = path
                self.word = word
                known = type.configuration.subcommands.map(Shell.name)
                return
            }
        }
        return nil
    }

    /// As `command` in JSON: what was typed.
    var name: String { (path + [word]).joined(separator: " ") }

    func commandError(_ arguments: [String]) -> CommandError {
        let home = (["grinderctl"] + path).joined(separator: " ")
        if let meant = Suggestion.closest(to: word, among: known) {
            let mended = arguments.firstIndex(of: word).map { place in
                Printable.shellLine(["grinderctl"] + arguments[..<place] + [meant] + arguments[(place + 1)...])
            }
            return CommandError(
                .usage, "\(home) has no command \(word); did you mean \(meant)? Nothing was sent.", try: mended)
        }
        let namesSubject =
            path.isEmpty && (word.contains(where: \.isNumber) || PastedText.symbol(typed: word) != nil)
        return CommandError(
            .usage, "\(home) has no command \(word). Nothing was sent.",
            try: namesSubject
                ? Printable.shellLine(["grinderctl", "triage", word])
                : (["grinderctl", "help"] + path).joined(separator: " "))
    }
}
