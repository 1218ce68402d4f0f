/// Nobody is left with an error alone: what to type where the place that failed names nothing better.
extension CommandError {
    func withNext(after arguments: [String]) -> CommandError {
        guard attempt == nil else { return self }
        return proposing(next(after: arguments))
    }

    private func next(after arguments: [String]) -> String {
        let again = Printable.shellLine(["grinderctl"] + arguments)
        let context = Self.context(in: arguments)
        switch code {
        case .usage, .badData, .inputMissing: return ("grinderctl help " + Shell.commandWords(arguments)).trimmed
        case .refused: return "grinderctl help gates"
        case .attention: return "grinderctl audit verify" + context
        case .credentialsRefused: return "grinderctl config check" + context
        case .outcomeUnknown: return "grinderctl audit resolve" + context
        case .exchangeUnavailable: return "grinderctl check rest" + context
        case .configuration, .permissions: return "grinderctl help environment"
        case .auditUnwritable: return "grinderctl help audit"
        case .databaseUnavailable, .rateLimited, .interrupted: return again
        case .bug: return arguments.contains("-v") || arguments.contains("--verbose") ? again : again + " -v"
        }
    }

    /// The words that name exchange, account and files, with a blank before them.
    private static func context(in arguments: [String]) -> String {
        var words: [String] = []
        for (place, word) in arguments.enumerated() {
            if TypedCommand.contextFlags.contains(word), place + 1 < arguments.count {
                words += [word, arguments[place + 1]]
            } else if TypedCommand.contextFlags.contains(where: { word.hasPrefix("\($0)=") }) {
                words.append(word)
            }
        }
        return words.isEmpty ? "" : " " + Printable.shellLine(words)
    }
}
