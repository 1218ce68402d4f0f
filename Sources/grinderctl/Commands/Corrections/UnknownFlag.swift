import ArgumentParser

/// A flag that the typed command does not have.
enum UnknownFlag {
    /// What passes a gate is typed whole, or not meant.
    private static let overrides: Set = ["--without-triage", "--while-running", "--policy-loosened"]

    /// The parser's words, with the flag of this command that was most likely meant: what it begins, else the nearest.
    static func words(_ message: String, of command: any ParsableCommand.Type) -> String {
        guard let found = message.firstMatch(of: /Unknown option '(--[A-Za-z0-9-]+)'/) else { return message }
        let typed = String(found.1)
        let named = Set(
            GrinderCtl.helpMessage(for: command, columns: 10_000).matches(of: /(?m)^ +(?:-[a-z], )?(--[a-z][a-z-]*)/)
                .map { String($0.1) })
        let known = named.subtracting(overrides)
        let begun = known.filter { $0.hasPrefix(typed) }
        let meant =
            begun.count == 1
            ? begun.first : Suggestion.closest(to: typed, among: (begun.isEmpty ? known : begun).sorted())
        return "Unknown option '\(typed)'." + (meant.map { " Did you mean '\($0)'?" } ?? "")
    }
}
