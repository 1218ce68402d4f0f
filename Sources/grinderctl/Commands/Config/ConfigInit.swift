import ArgumentParser
import JSON

struct ConfigInit: ToolCommand {
    static let name = "config init"
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a first configuration, readable only by you.",
        discussion: """
            On a terminal it asks; elsewhere, or with --no-input, it writes every key commented out. An existing file is \
            never changed. Keys and secrets stay in their own files or agent; only their location is written.

            EXAMPLES
              grinderctl config init
              grinderctl config init --no-input --config ./grinderctl.yaml
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    func run(at context: CommandContext) async throws -> Int32 {
        let path = try path(context.environment)
        if SecretFile.isThere(path) { throw Self.exists(path) }
        let questions = ConfigurationQuestions(console: context.console, environment: context.environment)
        let canAsk = !shared.noInput && context.console.inputIsTerminal && context.console.errorIsTerminal
        let text = canAsk ? try questions.ask() : ConfigurationQuestions.template
        let written = try Configuration(text: text, path: path)
        try NewFile.write(text, to: path, orElse: Self.exists(path))
        if shared.json {
            print([("path", .string(path)), ("answered", .bool(canAsk))], at: context)
        } else {
            let rest = canAsk ? "" : " (every key is commented out)"
            context.console.output("wrote \(Printable.line(path))\(rest)\n")
            let flag = path == Configuration.standardPath(context.environment) ? [] : ["--config", path]
            let next = written.file.credentials == nil ? "show" : "check"
            context.console.output("next: \(Printable.shellLine(["grinderctl", "config", next] + flag))\n")
        }
        return 0
    }

    private func path(_ environment: [String: String]) throws -> String {
        if let named = shared.config ?? environment.filled("GRINDERCTL_CONFIG") { return environment.withHome(named) }
        guard let path = Configuration.standardPath(environment) else {
            throw CommandError(
                .configuration, "can't place the configuration: HOME and XDG_CONFIG_HOME are not set",
                try: "grinderctl config init --config FILE")
        }
        return path
    }

    private static func exists(_ path: String) -> CommandError {
        CommandError(
            .configuration, "\(path) already exists and was not changed",
            try: Printable.shellLine(["grinderctl", "config", "show", "--config", path]))
    }
}
