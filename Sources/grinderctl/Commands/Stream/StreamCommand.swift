import ArgumentParser

struct StreamCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stream", abstract: "The user-data stream: what is known of it, watch it, restart it.",
        discussion: """
            EXAMPLES
              grinderctl stream status
              grinderctl stream watch --for 10m
            """,
        subcommands: [StreamStatus.self, StreamWatch.self, StreamReconnect.self])

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
}
