import ArgumentParser

struct RunbookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runbook", abstract: "Read, check and export the runbooks.",
        discussion: """
            EXAMPLES
              grinderctl runbook list
              grinderctl runbook show unexpected
            """,
        subcommands: [RunbookList.self, RunbookShow.self, RunbookLint.self, RunbookExport.self])

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
}
