import ArgumentParser
import AuditLog
import JSON

struct AuditHead: ToolCommand {
    static let name = "audit head"
    static let configuration = CommandConfiguration(
        commandName: "head",
        abstract: "The last entry as SEQ:HASH; keep it elsewhere to detect truncation later.",
        discussion: """
            EXAMPLES
              grinderctl audit head
              grinderctl audit head >> /mnt/elsewhere/heads
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    func run(at context: CommandContext) async throws -> Int32 {
        let store = try auditLog(at: context)
        let status = try exit(afterReading: store, at: context)
        let head = try reading { () throws(AuditFailure) in try store.head() }
        if shared.json {
            print([("head", .string(orNull: head?.description))], at: context)
        } else if let head {
            context.console.output("\(head)\n")
        } else {
            context.console.error("note: the audit log is empty\n")
        }
        return status
    }
}
