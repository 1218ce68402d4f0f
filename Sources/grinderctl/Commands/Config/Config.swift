import ArgumentParser

struct Config: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "What is configured, and from where.",
        subcommands: [ConfigShow.self, ConfigCheck.self, ConfigInit.self, ConfigSchema.self])

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
}
