import BotEvidence
import TriageCore

/// An entry of the configuration's `logs`: a path, or `{name: bot-1, command: kubectl logs …}`.
enum LogSetting: Sendable, Hashable {
    case path(String)
    case command(Command)

    struct Command: Sendable, Hashable {
        let name: String
        let command: String
    }

    /// `nil` of a section that lacks a key.
    init?(_ written: WrittenValue) {
        let section = ConfigurationSection<LogCommandRows>(written)
        if let text = written.text {
            self = .path(text)
        } else if let name = section.text(\.name), let command = section.text(\.command) {
            self = .command(Command(name: name, command: command))
        } else {
            return nil
        }
    }

    var path: String? { if case .path(let path) = self { path } else { nil } }
    var command: Command? { if case .command(let command) = self { command } else { nil } }
}

extension ValueKind where Value == [LogSetting] {
    /// Paths are told before commands.
    static var logs: Self {
        var kind = list(of: .textOr(LogCommandRows.self, read: { LogSetting($0) }))
        kind.said = { SettingsReader.values(in: $0).map(LogSetting.path) }
        kind.words = { logs in
            ValueKind<[String]>.told(
                logs.compactMap(\.path) + logs.compactMap(\.command).map { "\($0.name): \($0.command)" })
        }
        return kind
    }
}

/// Whether a command reads the logs, and which it was given: those replace the configuration's.
struct LogUse: Sendable {
    let named: [String]
}

extension SettingsReader {
    /// - Parameter given: the values of `--logs`.
    func logSettings(_ given: [String]?) -> Sourced<[LogSetting]> {
        weighed(\.logs, given: given.flatMap { $0.isEmpty ? nil : $0.map(LogSetting.path) })
    }

    /// Those of the configuration, where neither flag nor variable names other logs.
    func logCommands(_ given: [String]?) -> [LogSetting.Command] { logSettings(given).value.compactMap(\.command) }

    /// - Parameter secrets: no variable that holds one is handed on.
    func commands(_ given: [String]?, hiding secrets: [String]) throws(CommandError) -> [LogCommand] {
        var names = Set<String>()
        var commands: [LogCommand] = []
        for setting in logCommands(given) {
            guard !setting.name.trimmed.isEmpty, !setting.command.trimmed.isEmpty else {
                throw unusable("an entry with an empty \(setting.name.trimmed.isEmpty ? "name" : "command")")
            }
            if let word = LogCommand.strangePlaceholder(in: setting.command) {
                throw unusable(
                    "the unknown placeholder {\(word)} in \(setting.name)'s command; known are {since} and {until}")
            }
            guard names.insert(setting.name).inserted else { throw unusable("two entries called \(setting.name)") }
            commands.append(
                LogCommand(
                    name: setting.name, text: setting.command, environment: Self.handedOn(environment, hiding: secrets)
                ))
        }
        return commands
    }

    /// What reads a log service may need any variable (`KUBECONFIG`, `LOKI_ADDR`), but none of the exchange's.
    static func handedOn(_ environment: [String: String], hiding secrets: [String]) -> [String: String] {
        environment.filter { name, value in
            !name.hasPrefix("BINANCE_") && name != "PGPASSWORD"
                && !secrets.contains { !$0.isEmpty && value.contains($0) }
        }
    }

    private func unusable(_ what: String) -> CommandError {
        CommandError(.configuration, "the configuration's logs hold \(what). Nothing was sent.")
    }
}
