import ArgumentParser

struct RunbookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runbook", abstract: "The procedures as prose.",
        discussion: """
            EXAMPLES
              grinderctl runbook list
              grinderctl runbook show unexpected
            """,
        subcommands: [RunbookList.self, RunbookShow.self, RunbookLint.self, RunbookExport.self])

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
}
