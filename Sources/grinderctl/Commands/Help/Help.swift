import ArgumentParser

struct Help: ToolCommand {
    static let name = "help"
    static let configuration = CommandConfiguration(
        commandName: "help", abstract: "Help for a topic or command.",
        discussion: """
            Topics: \(HelpTopic.allCases.map(\.rawValue).joined(separator: " ")).

            EXAMPLES
              grinderctl help gates
              grinderctl help triage missing
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Argument(
        help: ArgumentHelp("Topic or command.", valueName: "TOPIC|COMMAND"), completion: .helpWords)
    var words: [String] = []

    func run(at context: CommandContext) async throws -> Int32 {
        if words.count == 1, let topic = HelpTopic(rawValue: words[0]) {
            Shell.help(topic.text, at: context, wraps: true)
            return 0
        }
        var type: any ParsableCommand.Type = GrinderCtl.self
        for word in words {
            guard let next = type.configuration.subcommands.first(where: { Shell.name(of: $0) == word }) else {
                // A command may be called like a topic: audit.
                if word == words.first, HelpTopic(rawValue: word) != nil {
                    throw CommandError(.usage, "help takes one topic at a time", try: "grinderctl help \(word)")
                }
                let known = type.configuration.subcommands.map(Shell.name) + HelpTopic.allCases.map(\.rawValue)
                let hint = Suggestion.closest(to: word, among: known).map { "; did you mean \($0)?" } ?? ""
                throw CommandError(.usage, "no such topic or command: \(word)\(hint)", try: "grinderctl help")
            }
            type = next
        }
        let text = HelpText.mended(GrinderCtl.helpMessage(for: type), of: type)
        Shell.help(text + "\n" + (words.isEmpty ? HelpTopic.index : ""), at: context)
        return 0
    }
}
