import ArgumentParser
import JSON
import Revision

/// From the words on the command line to an exit status; every failure becomes a ``CommandError``.
enum Shell {
    typealias Parsing = @Sendable ([String]) throws -> any ParsableCommand

    /// - Parameter parse: from words to a command; all commands there are, unless a test knows which it wants.
    static func run(
        at context: CommandContext, parse: Parsing = { try CommandWords.parse($0) }
    ) async -> Int32 {
        if context.arguments.first == "---completion" { return complete(at: context) }
        let status = await answer(at: context, parse)
        // An answer nobody could read must not look like success; an action that was sent ends by its outcome.
        if let failure = context.console.outputFailure {
            let isActing = context.interrupts.isHolding
            let record = isActing ? ". What was sent, and what came of it, stands in the audit log" : ""
            context.console.error("error: the answer could not be written: \(failure)\(record).\n")
            if isActing { context.console.error("try: grinderctl audit list --manual-actions\n") }
            return status == 0 && !context.interrupts.isHolding ? CommandError.Code.auditUnwritable.exit : status
        }
        return status
    }

    /// Another command in place of the one that was typed; its failures are the caller's.
    static func command(at context: CommandContext) async throws -> Int32 {
        guard let command = try CommandWords.parse(withDashedCodes(context.arguments)) as? any ToolCommand else {
            throw CommandError(.bug, "\(context.arguments.joined(separator: " ")) isn't a grinderctl command")
        }
        return try await command.run(at: context)
    }

    private static func answer(at context: CommandContext, _ parse: Parsing) async -> Int32 {
        do {
            try TypedArguments.refuseSecrets(in: context.arguments, environment: context.environment)
            if let unknown = UnknownCommand(in: context.arguments) { throw unknown.commandError(context.arguments) }
            var command = try parse(withDashedCodes(context.arguments))
            if let ours = command as? any ToolCommand {
                if let format = ours.shared.format, ours is any Formatless {
                    throw CommandError(
                        .usage, "--format \(format) does nothing here: \(type(of: ours).name) answers in one form")
                }
                if !(ours is AuditReport) { try ours.shared.refuseFormat() }
                if !(ours is Reset) { try refuseSecondSymbol(context.arguments) }
                return try await ours.run(at: context)
            }
            if command is GrinderCtl {
                help(HelpTopic.start, at: context, wraps: true)
                return 0
            }
            if isOurs(type(of: command)) {
                let names = type(of: command).configuration.subcommands.map(name(of:)).joined(separator: ", ")
                let command = commandWords(context.arguments)
                throw CommandError(
                    .usage, "\(command) needs a subcommand: \(names)", try: "grinderctl help \(command)")
            }
            try command.run()
            return 0
        } catch let commandError as CommandError {
            let told = commandError.withNext(after: context.arguments).hidingKeys(of: context.environment)
            printError(told, arguments: context.arguments, console: context.console)
            return commandError.code.exit
        } catch {
            return answer(parsing: error, at: context)
        }
    }

    /// Of two symbols the parser keeps the last, and nobody would notice that the first was not looked at.
    private static func refuseSecondSymbol(_ arguments: [String]) throws(CommandError) {
        let named = TypedCommand(Array(arguments.prefix { $0 != "--" })).values(of: "--symbol")
        guard let first = named.first, let other = named.first(where: { $0.uppercased() != first.uppercased() }) else {
            return
        }
        throw CommandError(
            .usage, "--symbol names \(first) and \(other), and this command takes one. Nothing was sent.",
            try: "grinderctl … --symbol \(first)")
    }

    /// A shell asks what may stand at the cursor. Whatever goes wrong, somebody is typing: silence.
    private static func complete(at context: CommandContext) -> Int32 {
        do {
            _ = try Completing.$context.withValue(context) { try GrinderCtl.parseAsRoot(context.arguments) }
        } catch {
            guard GrinderCtl.exitCode(for: error) == .success else { return 0 }
            context.console.output(GrinderCtl.fullMessage(for: error) + "\n")
        }
        return 0
    }

    /// `--fault -1007` as `--fault=-1007` and `explain -1022` as `explain -- -1022`: the parser takes a word that begins
    /// with a dash for a flag.
    static func withDashedCodes(_ arguments: [String]) -> [String] {
        var words: [String] = []
        var codes: [String] = []
        let explains = commandWords(arguments) == Explain.name
        for word in arguments {
            if words.last == "--fault", word.hasPrefix("-1") {
                words[words.count - 1] = "--fault=\(word)"
            } else if explains, word.wholeMatch(of: /-[0-9]+/) != nil {
                codes.append(word)
            } else {
                words.append(word)
            }
        }
        return words + (codes.isEmpty || words.contains("--") ? codes : ["--"] + codes)
    }

    /// Of this tool, not one that the argument parser brings along.
    private static func isOurs(_ type: any ParsableCommand.Type) -> Bool {
        String(reflecting: type).hasPrefix("grinderctl.")
    }

    private static func answer(parsing error: any Error, at context: CommandContext) -> Int32 {
        let status = GrinderCtl.exitCode(for: error)
        if status == .success {
            let text = HelpText.mended(GrinderCtl.fullMessage(for: error), of: commandType(context.arguments))
            help(
                (CompletionScript.isAsked(context.arguments) ? CompletionScript.mended(text) : text) + "\n", at: context
            )
            return 0
        }
        let commandError: CommandError
        if status == .validationFailure {
            let message = GrinderCtl.message(for: error).split(separator: "\n").joined(separator: " ")
            let words = UnknownFlag.words(message, of: commandType(context.arguments))
            let absent = words.contains("nknown option") ? AbsentFlag.commandError(context.arguments) : nil
            commandError =
                absent
                ?? CommandError(
                    .usage, words + surplusHint(words, context.arguments),
                    try: ("grinderctl help " + commandWords(context.arguments)).trimmed)
        } else {
            commandError = CommandError(.bug, "unexpected: \(error)").withNext(after: context.arguments)
        }
        printError(
            commandError.hidingKeys(of: context.environment), arguments: context.arguments, console: context.console)
        return commandError.code.exit
    }

    /// An unquoted glob arrives as surplus arguments.
    private static func surplusHint(_ message: String, _ arguments: [String]) -> String {
        guard message.contains("nexpected argument"), let index = arguments.firstIndex(of: "--logs"),
            arguments.count > index + 2
        else { return "" }
        return ". A glob must be quoted, or the shell expands it: --logs '/var/log/grinder/*.log'"
    }

    /// Help is an answer too: with `--json` one object that holds its text.
    static func help(_ text: String, at context: CommandContext, wraps: Bool = false) {
        guard wantsJSON(context.arguments) else {
            let width = context.console.outputWidth ?? WrappedText.columns
            return context.console.output(wraps ? WrappedText.page(text, width: width) : text)
        }
        let answer = JSONValue.object([
            ("schema", "grinderctl/1"), ("command", .string(commandWords(context.arguments))), ("text", .string(text)),
        ])
        context.console.output(answer.text + "\n")
    }

    private static func wantsJSON(_ arguments: [String]) -> Bool {
        arguments.contains("--json")
    }

    static func printError(_ commandError: CommandError, arguments: [String], console: any Console) {
        console.error(commandError.text)
        guard wantsJSON(arguments) else { return }
        let command = UnknownCommand(in: arguments)?.name ?? commandWords(arguments)
        console.output(commandError.json(command: command).text + "\n")
    }

    /// The subcommand words of an argument list, flags left out: `triage unexpected`.
    static func commandWords(_ arguments: [String]) -> String { typed(arguments).words.joined(separator: " ") }

    /// The command they name, as far as they do.
    private static func commandType(_ arguments: [String]) -> any ParsableCommand.Type { typed(arguments).type }

    private static func typed(_ arguments: [String]) -> (words: [String], type: any ParsableCommand.Type) {
        var type: any ParsableCommand.Type = GrinderCtl.self
        var words: [String] = []
        var isValue = false
        for word in arguments {
            defer { isValue = valueFlags.contains(word) }
            guard !isValue, let next = type.configuration.subcommands.first(where: { name(of: $0) == word }) else {
                continue
            }
            words.append(word)
            type = next
        }
        return (words, type)
    }

    /// Flags that may stand before a subcommand and whose value may be called like one: `--env sandbox`.
    static let valueFlags: Set<String> = [
        "--env", "--base-url", "--ws-url", "--config", "--audit-db", "--incident", "--weight-budget", "--format",
        "--symbol", "--since", "--until", "--logs", "--expected", "--metrics", "--health", "--answer",
        "--alertmanager", "--bind", "--token-file", "--notify",
    ]

    /// Flags that may stand before a subcommand.
    static let leadingFlags = valueFlags.union([
        "--json", "-q", "--quiet", "-v", "--verbose", "--no-color", "--no-input", "--print-curl",
    ])

    static func name(of type: any ParsableCommand.Type) -> String {
        type.configuration.commandName ?? type._commandName
    }
}

struct GrinderCtl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grinderctl",
        abstract: "Resolve mismatches between grinder and Binance USD-M futures.",
        discussion: """
            It follows the runbook step by step, reaches a verdict with evidence, acts only through gates, reads back the \
            result and records everything in a local audit log.

            New here? grinderctl drill plays an incident on an embedded exchange: no key, no money.

            EXAMPLES
              grinderctl drill
              grinderctl scan
              grinderctl triage unexpected
            """,
        version: version,
        subcommands: [
            Scan.self, Triage.self, Listen.self, Cancel.self, Flatten.self, Reset.self, Approve.self, Check.self,
            StreamCommand.self,
            TimelineCommand.self, Audit.self, IncidentCommand.self, RunbookCommand.self, SandboxCommand.self,
            Drill.self, Config.self, Explain.self, Help.self,
        ])

    private static let number = "0.1.0"
    static let version = "\(number) (\(Revision.commit ?? "no commit"))"

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
}

/// From words to a command.
enum CommandWords {
    /// Where the words begin with a command's name, its flags alone are put together; the tree of all commands takes ten
    /// times as long, and is needed for what is not understood.
    static func parse(_ words: [String]) throws -> any ParsableCommand {
        if let command = named(words) { return command }
        return try GrinderCtl.parseAsRoot(words)
    }

    private static func named(_ words: [String]) -> (any ParsableCommand)? {
        var type: any ParsableCommand.Type = GrinderCtl.self
        var rest = words[...]
        while let word = rest.first,
            let next = type.configuration.subcommands.first(where: { Shell.name(of: $0) == word })
        {
            type = next
            rest.removeFirst()
        }
        guard type.configuration.subcommands.isEmpty, let command = try? type.parseAsRoot(Array(rest)),
            Swift.type(of: command) == type
        else { return nil }
        return command
    }
}

/// A command of this tool: it is given its capabilities and returns its exit status.
protocol ToolCommand: AsyncParsableCommand {
    var shared: SharedOptions { get }
    /// As `command` in JSON: `triage unexpected`.
    static var name: String { get }
    func run(at context: CommandContext) async throws -> Int32
}

extension ToolCommand {
    func run() async throws {
        throw CommandError(.bug, "\(Self.name) was started without its bench")
    }
}
