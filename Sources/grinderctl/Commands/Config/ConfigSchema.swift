import ArgumentParser

struct ConfigSchema: ToolCommand {
    static let name = "config schema"
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of the configuration, or of --json output.",
        discussion: """
            EXAMPLES
              grinderctl config schema > grinderctl.schema.json
              grinderctl config schema --report > report.schema.json
              # and as the first line of config.yaml:
              # yaml-language-server: $schema=grinderctl.schema.json
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Flag(help: "Print the schema of --json output instead.")
    var report = false

    func run(at context: CommandContext) async throws -> Int32 {
        let schema = report ? ReportSchema.json : ConfigurationSchema.json
        context.console.output((shared.json ? schema.text : schema.indented) + "\n")
        return 0
    }
}
