import ArgumentParser
import JSON
import Runbooks

struct RunbookList: ToolCommand {
    static let name = "runbook list"
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the runbooks.",
        discussion: """
            EXAMPLES
              grinderctl runbook list
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    func run(at context: CommandContext) async throws -> Int32 {
        let runbooks = try RunbookLibrary.all()
        if shared.json {
            let rows = runbooks.map { runbook in
                JSONValue.object([
                    ("id", .string(runbook.id)), ("title", .string(runbook.title)),
                    ("mismatch", .string(orNull: runbook.mismatch)), ("command", .string(runbook.command)),
                    ("steps", .strings(runbook.steps.map(\.id))), ("sha256", .string(RunbookLibrary.digest(runbook))),
                ])
            }
            print([("runbooks", .array(rows))], at: context)
        } else {
            printAnswer(runbooks.map { "\($0.id)  \($0.title)\n    \($0.command)\n" }.joined(), at: context)
        }
        return 0
    }
}
