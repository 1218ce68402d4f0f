import ArgumentParser

struct SandboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: "Run the embedded exchange on loopback.",
        discussion: """
            EXAMPLES
              grinderctl sandbox serve
            """, subcommands: [SandboxServe.self])

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
}
