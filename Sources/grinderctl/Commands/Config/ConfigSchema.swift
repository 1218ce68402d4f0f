import ArgumentParser

struct ConfigSchema: BenchCommand {
    static let name = "config schema"
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "The configuration's JSON Schema, for editors.",
        discussion: """
            EXAMPLES
              grinderctl config schema > grinderctl.schema.json
              # and as the first line of config.yaml:
              # yaml-language-server: $schema=grinderctl.schema.json
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    func run(at bench: Bench) async throws -> Int32 {
        bench.console.output(shared.json ? ConfigurationSchema.json.text + "\n" : ConfigurationSchema.text)
        return 0
    }
}
