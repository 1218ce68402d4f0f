import ArgumentParser

/// From the words on the command line to an exit status; every failure becomes a ``Complaint``.
enum Shell {
    typealias Parsing = @Sendable ([String]) throws -> any ParsableCommand

    /// - Parameter parse: from words to a command; all commands there are, unless a test knows which it wants.
    static func run(
        at bench: Bench, parse: Parsing = { try CommandWords.parse($0) }
    ) async -> Int32 {
        if bench.arguments.first == "---completion" { return complete(at: bench) }
        let status = await answer(at: bench, parse)
        // An answer nobody could read must not look like success; an action that was sent ends by its outcome.
        if let failure = bench.console.outputFailure {
            bench.console.error("error: the answer could not be written: \(failure)\n")
            return status == 0 && !bench.interrupts.isHolding ? Complaint.Code.auditUnwritable.exit : status
        }
        return status
    }

    /// Another command in place of the one that was typed; its failures are the caller's.
    static func command(at bench: Bench) async throws -> Int32 {
        guard let command = try CommandWords.parse(withDashedCodes(bench.arguments)) as? any BenchCommand else {
            throw Complaint(.bug, "\(bench.arguments.joined(separator: " ")) isn't a grinderctl command")
        }
        return try await command.run(at: bench)
    }

    private static func answer(at bench: Bench, _ parse: Parsing) async -> Int32 {
        do {
            try TypedArguments.refuseSecrets(in: bench.arguments, environment: bench.environment)
            if let unknown = UnknownCommand(in: bench.arguments) { throw unknown.complaint(bench.arguments) }
            var command = try parse(withDashedCodes(bench.arguments))
            if let ours = command as? any BenchCommand {
                if let format = ours.shared.format, ours is any Formatless {
                    throw Complaint(
                        .usage, "--format \(format) does nothing here: \(type(of: ours).name) answers in one form")
                }
                if !(ours is AuditReport) { try ours.shared.refuseFormat() }
                return try await ours.run(at: bench)
            }
            if command is GrinderCtl {
                help(HelpTopic.start, at: bench)
                return 0
            }
            if isOurs(type(of: command)) {
                bench.console.error(GrinderCtl.helpMessage(for: type(of: command)) + "\n")
                throw Complaint(.usage, "name one of the subcommands above")
            }
            try command.run()
            return 0
        } catch let complaint as Complaint {
            let told = complaint.withNext(after: bench.arguments).hidingKeys(of: bench.environment)
            tell(told, arguments: bench.arguments, console: bench.console)
            return complaint.code.exit
        } catch {
            return answer(parsing: error, at: bench)
        }
    }

    /// A shell asks what may stand at the cursor. Whatever goes wrong, somebody is typing: silence.
    private static func complete(at bench: Bench) -> Int32 {
        do {
            _ = try Completing.$bench.withValue(bench) { try GrinderCtl.parseAsRoot(bench.arguments) }
        } catch {
            guard GrinderCtl.exitCode(for: error) == .success else { return 0 }
            bench.console.output(GrinderCtl.fullMessage(for: error) + "\n")
        }
        return 0
    }

    /// `--fault -1007` as `--fault=-1007` and `explain -1022` as `explain 1022`: the parser takes a word that begins
    /// with a dash for a flag.
    static func withDashedCodes(_ arguments: [String]) -> [String] {
        var words: [String] = []
        let explains = commandWords(arguments) == Explain.name
        for word in arguments {
            if words.last == "--fault", word.hasPrefix("-1") {
                words[words.count - 1] = "--fault=\(word)"
            } else if explains, word.wholeMatch(of: /-[0-9]+/) != nil {
                words.append(String(word.dropFirst()))
            } else {
                words.append(word)
            }
        }
        return words
    }

    /// Of this tool, not one that the argument parser brings along.
    private static func isOurs(_ type: any ParsableCommand.Type) -> Bool {
        String(reflecting: type).hasPrefix("grinderctl.")
    }

    private static func answer(parsing error: any Error, at bench: Bench) -> Int32 {
        let status = GrinderCtl.exitCode(for: error)
        if status == .success {
            let text = HelpText.mended(GrinderCtl.fullMessage(for: error), of: commandType(bench.arguments))
            help((CompletionScript.isAsked(bench.arguments) ? CompletionScript.mended(text) : text) + "\n", at: bench)
            return 0
        }
        let complaint: Complaint
        if status == .validationFailure {
            let words = GrinderCtl.message(for: error).split(separator: "\n").joined(separator: " ")
            let absent = words.contains("nknown option") ? AbsentFlag.complaint(bench.arguments) : nil
            complaint =
                absent
                ?? Complaint(
                    .usage, words + surplusHint(words, bench.arguments),
                    try: ("grinderctl help " + commandWords(bench.arguments)).trimmed)
        } else {
            complaint = Complaint(.bug, "unexpected: \(error)").withNext(after: bench.arguments)
        }
        tell(complaint.hidingKeys(of: bench.environment), arguments: bench.arguments, console: bench.console)
        return complaint.code.exit
    }

    /// An unquoted glob arrives as surplus arguments.
    private static func surplusHint(_ message: String, _ arguments: [String]) -> String {
        guard message.contains("nexpected argument"), let index = arguments.firstIndex(of: "--logs"),
            arguments.count > index + 2
        else { return "" }
        return ". A glob must be quoted, or the shell expands it: --logs '/var/log/grinder/*.log'"
    }

    /// Help is an answer too: with `--json` one object that holds its text.
    static func help(_ text: String, at bench: Bench) {
        guard wantsJSON(bench.arguments) else { return bench.console.output(text) }
        let answer = OrderedJSON.object([
            ("schema", "grinderctl/1"), ("command", .string(commandWords(bench.arguments))), ("text", .string(text)),
        ])
        bench.console.output(answer.text + "\n")
    }

    private static func wantsJSON(_ arguments: [String]) -> Bool {
        arguments.prefix { $0 != "--" }.contains("--json")
    }

    static func tell(_ complaint: Complaint, arguments: [String], console: any Console) {
        console.error(complaint.text)
        guard wantsJSON(arguments) else { return }
        let command = UnknownCommand(in: arguments)?.name ?? commandWords(arguments)
        console.output(complaint.json(command: command).text + "\n")
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
