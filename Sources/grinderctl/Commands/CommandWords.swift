import ArgumentParser

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
