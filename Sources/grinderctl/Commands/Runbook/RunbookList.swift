import ArgumentParser
import Runbooks

struct RunbookList: BenchCommand {
    static let name = "runbook list"
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the runbooks.",
        discussion: """
            EXAMPLES
              grinderctl runbook list
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    func run(at bench: Bench) async throws -> Int32 {
        let runbooks = try RunbookShelf.all()
        if shared.json {
            let rows = runbooks.map { runbook in
                OrderedJSON.object([
                    ("id", .string(runbook.id)), ("title", .string(runbook.title)),
                    ("mismatch", .string(orNull: runbook.mismatch)), ("command", .string(runbook.command)),
                    ("steps", .strings(runbook.steps.map(\.id))), ("sha256", .string(RunbookShelf.digest(runbook))),
                ])
            }
            print([("runbooks", .array(rows))], at: bench)
        } else {
            tell(runbooks.map { "\($0.id)  \($0.title)\n    \($0.command)\n" }.joined(), at: bench)
        }
        return 0
    }
}
