import ArgumentParser

struct Config: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show, check and create the configuration.",
        discussion: """
            EXAMPLES
              grinderctl config init
              grinderctl config show
            """,
        subcommands: [ConfigShow.self, ConfigCheck.self, ConfigInit.self, ConfigSchema.self])

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
}
