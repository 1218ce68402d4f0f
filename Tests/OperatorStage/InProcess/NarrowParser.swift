package import ArgumentParser

@testable import grinderctl

/// Parses words as the whole tool does, sooner: a debug build of the parser checks every command there is at each call, so
/// it is shown the one that is named. What that one does not take is told by the whole tool, in its words.
package enum NarrowParser {
    /// `0.1.0 (COMMIT)`, which is another one after each commit.
    package static let version = GrinderCtl.configuration.version

    package static func parse(_ words: [String]) throws -> any ParsableCommand {
        var type: any ParsableCommand.Type = GrinderCtl.self
        var rest = words[...]
        while let word = rest.first,
            let next = type.configuration.subcommands.first(where: { Shell.name(of: $0) == word })
        {
            type = next
            rest = rest.dropFirst()
        }
        if type.configuration.subcommands.isEmpty, let command = try? type.parseAsRoot(Array(rest)),
            Swift.type(of: command) == type
        {
            return command
        }
        return try GrinderCtl.parseAsRoot(words)
    }
}
