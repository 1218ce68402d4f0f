import ArgumentParser
import AuditLog
import Binance
import JSON

struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Read and verify the record of every investigation and action.",
        discussion: """
            EXAMPLES
              grinderctl audit list
              grinderctl audit verify
            """,
        subcommands: [
            AuditList.self, AuditShow.self, AuditVerify.self, AuditHead.self, AuditResolve.self,
            AuditExport.self, AuditMerge.self, AuditReport.self, AuditPush.self,
        ])

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
}

extension ToolCommand {
    /// The audit log of this environment, opened for reading: nothing is created or changed.
    /// - Parameter path: a log named otherwise than by `--audit-db`.
    func auditLog(_ path: String? = nil, at context: CommandContext) throws -> AuditStore {
        let reader = try SettingsReader(shared, environment: context.environment)
        let store = try AuditOpening(context: context, environment: reader.label.rawValue)
            .read(try path ?? reader.auditPath())
        // What cannot be read of them is the command's own to tell.
        let notes = Notes(console: context.console, isQuiet: shared.quiet)
        try? AuditMemory(store: store).pointOutOpenIntents(notes)
        try? CutReconnects(in: store).pointOut(notes)
        return store
    }

    /// What was shown of a log whose end is not what it was: 1, and the command that says more. Of a short log that is
    /// all of it; the rest of a long one is for `audit verify`.
    func exit(afterReading store: AuditStore, at context: CommandContext) throws -> Int32 {
        let found = try reading { () throws(AuditFailure) in try store.checkEnd() }
        if found.ok { return 0 }
        let place = found.firstBad.map { ", first at seq \($0)" } ?? ""
        context.console.error("warning: the audit log was tampered with\(place); see grinderctl audit verify\n")
        return 1
    }

    func print(_ members: [(String, JSONValue)], at context: CommandContext) {
        let head: [(String, JSONValue)] = [("schema", "grinderctl/1"), ("command", .string(Self.name))]
        context.console.output(JSONValue.object(head + members).text + "\n")
    }
}

/// Runs a read of the audit log; its failures become complaints.
func reading<Value>(
    nothingSent: Bool = false, _ work: () throws(AuditFailure) -> Value
) throws(CommandError) -> Value {
    do throws(AuditFailure) {
        return try work()
    } catch {
        throw CommandError(error, nothingSent: nothingSent)
    }
}
