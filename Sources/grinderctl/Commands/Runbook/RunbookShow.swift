import ArgumentParser
import JSON
import Runbooks

struct RunbookShow: ToolCommand {
    static let name = "runbook show"
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a runbook as Markdown.",
        discussion: """
            EXAMPLES
              grinderctl runbook show unexpected
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Argument(help: ArgumentHelp("Its id.", valueName: "ID"), completion: .runbooks)
    var id: String

    func run(at context: CommandContext) async throws -> Int32 {
        let runbook = try RunbookLibrary.named(id)
        if shared.json {
            print(
                [
                    ("id", .string(runbook.id)), ("title", .string(runbook.title)),
                    ("sha256", .string(RunbookLibrary.digest(runbook))), ("text", .string(runbook.text)),
                ], at: context)
        } else {
            context.console.output(runbook.text)
        }
        return 0
    }
}
