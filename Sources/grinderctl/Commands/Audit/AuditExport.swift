import ArgumentParser
import AuditLog
import JSON
import TriageCore

struct AuditExport: ToolCommand {
    static let name = "audit export"
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print every entry as a line of JSON, to verify anywhere with audit verify FILE.",
        discussion: """
            EXAMPLES
              grinderctl audit export > export.jsonl
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    func run(at context: CommandContext) async throws -> Int32 {
        let store = try auditLog(at: context)
        let status = try exit(afterReading: store, at: context)
        var broken: CommandError?
        // What is appended meanwhile is left for the next export.
        try reading { () throws(AuditFailure) in
            try store.portions { entries in
                var text = ""
                for entry in entries {
                    do throws(JSONProblem) {
                        text += try ExportLine(entry).text() + "\n"
                    } catch {
                        broken = CommandError(.badData, "seq \(entry.seq) cannot be exported: \(error)")
                        return false
                    }
                }
                context.console.output(text)
                return context.console.outputFailure == nil
            }
        }
        if status == 0, let broken { throw broken }
        return status
    }
}
