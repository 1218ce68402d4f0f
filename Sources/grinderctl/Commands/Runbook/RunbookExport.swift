import ArgumentParser
import FoundationEssentials
import JSON
import Runbooks

struct RunbookExport: ToolCommand {
    static let name = "runbook export"
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the built-in runbooks to a folder, for your team to edit.",
        discussion: """
            A file that is there is kept. Name the folder in the configuration (runbooks: DIR) and triage follows the \
            team's copies: its prose, and steps of its own in the front matter, whose answers are recorded and never \
            change a verdict:

            ask:
              - {id: change-window, title: Change window, text: "Is a change window open?", choices: [yes, no], after: order}

            EXAMPLES
              grinderctl runbook export runbooks/
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Argument(help: ArgumentHelp("Folder; created if missing.", valueName: "DIR"), completion: .directory)
    var folder: String

    func run(at context: CommandContext) async throws -> Int32 {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandError(.permissions, "can't create the folder \(folder)")
        }
        var rows: [(file: String, written: Bool)] = []
        for runbook in try RunbookLibrary.all() {
            let file = "\(folder)/\(runbook.id).md"
            let isThere = FileManager.default.fileExists(atPath: file)
            if !isThere { try PrivateFile.create(file, runbook.text, what: "the runbook", mode: 0o644) }
            rows.append((file, !isThere))
        }
        if shared.json {
            let files = rows.map { JSONValue.object([("file", .string($0.file)), ("written", .bool($0.written))]) }
            print([("files", .array(files))], at: context)
        } else {
            let lines = rows.map { "\($0.written ? "written" : "kept   ")  \(Printable.line($0.file))\n" }
            context.console.output(lines.joined())
        }
        return 0
    }
}
