import TriageCore

/// A command as it was typed, for a remedy that repeats it with a change. A flag and its value may be two words or one,
/// `--resume=ID`.
struct TypedCommand: Sendable, Hashable {
    private(set) var words: [String]

    init(_ words: [String]) { self.words = words }

    /// The words that name exchange, account and files: a ``Report`` appends them to every next command by itself.
    static let contextFlags = ["--env", "--base-url", "--ws-url", "--config", "--audit-db"]
    /// Flags that take a value and may stand before the subcommand.
    private static let leadingFlags = contextFlags + ["--incident", "--weight-budget", "--format"]

    /// Of a flag that may be given several times, in their order.
    func values(of flag: String) -> [String] {
        var found: [String] = []
        var isValue = false
        for word in words {
            if isValue {
                found.append(word)
                isValue = false
            } else if word == flag {
                isValue = true
            } else if word.hasPrefix("\(flag)=") {
                found.append(String(word.dropFirst(flag.count + 1)))
            }
        }
        return found
    }

    /// They change what is shown of a command, not what it does.
    static let screenFlags = [
        "--json", "--quiet", "-q", "--verbose", "-v", "--no-color", "--print-curl",
    ]

    /// Without these flags, which take no value.
    func without(valueless flags: [String]) -> TypedCommand { TypedCommand(words.filter { !flags.contains($0) }) }

    /// Without these flags and their values.
    func without(_ flags: [String]) -> TypedCommand {
        var kept: [String] = []
        var isValue = false
        for word in words {
            if isValue {
                isValue = false
            } else if flags.contains(word) {
                isValue = true
            } else if !flags.contains(where: { word.hasPrefix("\($0)=") }) {
                kept.append(word)
            }
        }
        return TypedCommand(kept)
    }

    /// What a command that is proposed never says: an override, and a fact that only a person can vouch for, in whose
    /// place stands ``AnswerPlaceholder``.
    var sober: TypedCommand {
        let claims = ["instance-stopped=", "restart="]
        var kept: [String] = []
        for word in words where !Self.overrides.contains(word) {
            if kept.last == "--answer", let claim = claims.first(where: word.hasPrefix) {
                kept.append(claim + AnswerPlaceholder.text)
            } else if let claim = claims.first(where: { word.hasPrefix("--answer=\($0)") }) {
                kept.append("--answer=\(claim)\(AnswerPlaceholder.text)")
            } else {
                kept.append(word)
            }
        }
        return TypedCommand(kept)
    }

    static let overrides = ["--without-triage", "--while-running"]

    /// Which overrides it carries.
    var overriding: [String] { words.filter(Self.overrides.contains) }

    /// With what a remedy adds: a flag alone, or a flag whose value replaces the one it had. An answer stands beside
    /// other answers.
    func adding(_ more: [String]) -> TypedCommand {
        if more.first == "--symbol" { return TypedCommand(without(["--symbol"]).words + more) }
        guard more.count == 2 else { return TypedCommand(words + more) }
        guard more[0] == "--answer" else { return with(more[0], more[1]) }
        let step = more[1].prefix { $0 != "=" } + "="
        var kept: [String] = []
        for word in words {
            if word.hasPrefix("--answer=\(step)") { continue }
            if word.hasPrefix(step), kept.last == "--answer" {
                kept.removeLast()
            } else {
                kept.append(word)
            }
        }
        return TypedCommand(kept + more)
    }

    /// With the flag's value in place of the one it had; appended where it had none.
    private func with(_ flag: String, _ value: String) -> TypedCommand {
        var words = words
        if let place = words.firstIndex(of: flag), place + 1 < words.count {
            words[place + 1] = value
        } else if let place = words.firstIndex(where: { $0.hasPrefix("\(flag)=") }) {
            words[place] = "\(flag)=\(value)"
        } else {
            words += [flag, value]
        }
        return TypedCommand(words)
    }

    /// Without the subcommand's own word, wherever it stands among the flags of all commands.
    func withoutSubcommand(_ name: String) -> TypedCommand {
        var isValue = false
        for (place, word) in words.enumerated() {
            if isValue {
                isValue = false
            } else if word == name {
                return TypedCommand(Array(words[..<place] + words[(place + 1)...]))
            } else {
                isValue = Self.leadingFlags.contains(word)
            }
        }
        return self
    }
}

/// The flags of this call that a next command needs too, so that it looks where this one did: evidence, instances, the
/// incident. What came through a pipe cannot be read again and is left out.
struct FollowUp: Sendable, Hashable {
    private let typed: TypedCommand

    init(_ arguments: [String] = []) { typed = TypedCommand(arguments) }

    private static let evidence = [
        "--logs", "--expected", "--metrics", "--health", "--prometheus", "--since", "--until",
    ]
    private static let ofCommands: [String: [String]] = [
        "triage": evidence, "scan": evidence, "check": evidence, "stream": evidence,
        "timeline": ["--logs", "--since", "--until"], "flatten": ["--metrics", "--health", "--prometheus"],
        "reset": ["--metrics", "--health", "--prometheus"], "cancel": [],
    ]

    /// What is appended to it; a flag that it names itself is its own.
    /// - Parameter withinWindow: also what `--since` and `--until` said.
    func flags(for words: [String], withinWindow: Bool = true) -> [String] {
        guard let first = words.first, let wanted = Self.ofCommands[first] else { return [] }
        return (wanted + ["--incident"]).filter { flag in
            !words.contains(flag) && (withinWindow || !["--since", "--until"].contains(flag))
        }.flatMap { flag in
            typed.values(of: flag).filter { !Self.isPipe($0) }.flatMap { [flag, $0] }
        }
    }

    private static func isPipe(_ value: String) -> Bool {
        value == "-" || ["/dev/stdin", "/dev/fd/", "/proc/self/fd/"].contains { value.hasPrefix($0) }
    }
}
