import ArgumentParser
import FoundationEssentials
import JSON
import Runbooks

struct RunbookLint: ToolCommand {
    static let name = "runbook lint"
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Check runbooks against the steps in the code.",
        discussion: """
            Without FILE it checks the built-in runbooks.

            EXAMPLES
              grinderctl runbook lint
              grinderctl runbook lint runbooks/unexpected.md
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Argument(help: ArgumentHelp("A team's own copy.", valueName: "FILE"), completion: .file(extensions: ["md"]))
    var files: [String] = []

    func run(at context: CommandContext) async throws -> Int32 {
        let found = try problems()
        if shared.json {
            print(
                [
                    ("ok", .bool(found.isEmpty)),
                    (
                        "problems",
                        .array(found.map { .object([("runbook", .string($0.0)), ("problem", .string($0.1))]) })
                    ),
                ], at: context)
        } else {
            let lines = found.isEmpty ? ["ok: prose and code agree"] : found.map { "\($0.0): \($0.1)" }
            printAnswer(lines.map { Printable.line($0) + "\n" }.joined(), at: context)
        }
        return found.isEmpty ? 0 : 1
    }

    private func problems() throws -> [(String, String)] {
        guard !files.isEmpty else {
            return try RunbookLibrary.all().flatMap { runbook in RunbookLibrary.lint(runbook).map { (runbook.id, $0) } }
        }
        return try files.flatMap { file in
            let path = try GivenFiles.path(file, "the runbook")
            guard let data = FileManager.default.contents(atPath: path) else {
                throw CommandError(.inputMissing, "can't read the runbook \(file)")
            }
            do throws(RunbookProblem) {
                return RunbookLibrary.lint(try Runbook(text: String(decoding: data, as: UTF8.self))).map { (file, $0) }
            } catch {
                return [(file, error.description)]
            }
        }
    }
}
