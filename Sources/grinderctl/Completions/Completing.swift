import ArgumentParser
import AuditLog
import Binance
import ExchangeSandbox
import Runbooks
import TriageCore

/// Values offered for the word under the cursor: from this machine's configuration and audit log alone. No request is
/// made and nothing is written; where they cannot be read, nothing is offered and nothing is said.
struct Completing {
    /// Set while a shell's question is answered.
    @TaskLocal static var context: CommandContext?

    /// More would bury the one that is looked for.
    static let most = 100

    let context: CommandContext
    let words: [String]
    let index: Int
    /// The word up to the cursor.
    let typed: String

    func offer(_ names: (Completing) throws -> [String]) -> [String] {
        guard let names = try? names(self) else { return [] }
        let isPlain = typed.unicodeScalars.allSatisfy(Self.isPlain)
        let taken = Set(words.indices.filter { $0 != index }.map { words[$0] })
        return Array(
            names.filter { name in
                Self.isSafe(name) && !taken.contains(name) && (!isPlain || name.hasPrefix(typed))
            }.prefix(Self.most))
    }

    /// The audit log that the line, the environment and the configuration name, unless they name none that is there.
    func remembered() throws -> RememberedNames {
        let reader = try reader()
        let identity = AuditIdentity(
            operator: context.operatorName, host: context.host, environment: reader.label.rawValue)
        return RememberedNames(
            store: try AuditStore.open(
                path: try reader.auditPath(), access: .read, identity: identity, now: { "" }), now: context.now())
    }

    /// The symbols the configuration allows, and those the log names.
    func symbols() throws -> [String] {
        let configured = ((try? reader().configuredSymbols.value) ?? []).map { $0.uppercased() }
        let named = (try? remembered().symbols()) ?? []
        return configured + named.filter { !configured.contains($0) }
    }

    private func reader() throws -> SettingsReader {
        let line = TypedLine(words, current: index, home: context.environment["HOME"])
        guard let arguments = line.sharedArguments else { throw CommandError(.usage, "only the shell knows") }
        return try SettingsReader(SharedOptions.parse(arguments), environment: context.environment)
    }

    /// bash expands what it is offered, and zsh takes a colon for the begin of a description: a name that holds more
    /// than this, which an order of a stranger's may, is not offered.
    static func isSafe(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 100 && name.first != "-" && name.unicodeScalars.allSatisfy(isPlain)
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-", "/", "+", "@": true
        default: false
        }
    }
}

extension CompletionKind {
    static let orders = asked { try $0.remembered().orders() }
    static let symbols = asked { try $0.symbols() }
    static let ordersAndSymbols = asked { try $0.remembered().orders() + $0.symbols() }
    static let incidents = asked { try $0.remembered().incidents() }
    static let openIncidents = asked { try $0.remembered().incidents(openOnly: true) }
    static let cases = asked { completing in
        let names = try completing.remembered()
        return try names.incidents() + names.investigations()
    }
    static let resets = asked { try $0.remembered().investigations(of: "reset") }
    static let openIntents = asked { try $0.remembered().openIntents() }
    static let operators = asked { try $0.remembered().operators() }
    static let scenarios = asked { _ in Scenario.names }
    static let runbooks = asked { _ in Runbook.compiledIDs }
    // The name of this argument's value is no name of a zsh array, which a list would make of it.
    static let checks = asked { _ in EscalationCheck.allCases.map(\.rawValue) }
    static let explainedCodes = asked { _ in
        let kinds: [Explanation.Kind] = [.verdict, .gate, .mismatch, .alert, .errorCode]
        return kinds.flatMap { Explanation.codes(of: $0) }
    }
    static let helpWords = asked { $0.helpWords() }

    static func list<Word: RawRepresentable & CaseIterable>(of type: Word.Type) -> CompletionKind
    where Word.RawValue == String {
        .list(type.allCases.map(\.rawValue))
    }

    private static func asked(_ names: @escaping @Sendable (Completing) throws -> [String]) -> CompletionKind {
        .custom { words, index, typed in
            guard let context = Completing.context else { return [] }
            return Completing(context: context, words: words, index: index, typed: typed).offer(names)
        }
    }
}

extension Completing {
    /// After `grinderctl help`: a topic, or the words of a command.
    func helpWords() -> [String] {
        var type: any ParsableCommand.Type = GrinderCtl.self
        var said = words.prefix(index).drop { $0 != Help.name }.dropFirst().filter { !$0.hasPrefix("-") }
        let topics = said.isEmpty ? HelpTopic.allCases.map(\.rawValue) : []
        while let word = said.first {
            guard let next = type.configuration.subcommands.first(where: { Shell.name(of: $0) == word }) else {
                return []
            }
            type = next
            said.removeFirst()
        }
        return topics + type.configuration.subcommands.map(Shell.name)
    }
}
