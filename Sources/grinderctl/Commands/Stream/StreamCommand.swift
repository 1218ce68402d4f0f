import ArgumentParser

struct StreamCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stream", abstract: "Check, watch or restart the user-data stream.",
        discussion: """
            EXAMPLES
              grinderctl stream status
              grinderctl stream watch --for 10m
            """,
        subcommands: [StreamStatus.self, StreamWatch.self, StreamReconnect.self])

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
}
