import ArgumentParser
import AuditLog
import JSON
import TriageCore

struct IncidentClose: ToolCommand {
    static let name = "incident close"
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close an incident; later additions are warned about.",
        discussion: """
            Warns about orphaned orders and positions that the incident found and no one handled. It is closed anyway.

            EXAMPLES
              grinderctl incident close INC-42 --reason 'cancelled, bot restarted'
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Argument(
        help: ArgumentHelp("Id (default: --incident or GRINDERCTL_INCIDENT).", valueName: "ID"),
        completion: .openIncidents)
    var id: String?

    @Option(help: ArgumentHelp("How it ended: recorded for the reviewer.", valueName: "TEXT"))
    var reason: String?

    func run(at context: CommandContext) async throws -> Int32 {
        let typed = try IncidentFlag.read(id, shared, context, command: Self.name)
        let writer = try IncidentWriter.open(shared, at: context)
        let id = try CaseName(store: writer.store).incident(typed)
        _ = try writer.openIncident(id, toBe: "closed")
        let notes = Notes(console: context.console, isQuiet: shared.quiet)
        try reading { () throws(AuditFailure) in
            for open in try writer.store.openIntents() where open.entry.incident == id {
                notes.warn(
                    "intent \(open.entry.seq) of this incident has no known outcome; "
                        + "settle it with grinderctl audit resolve")
            }
        }
        let left = try reading { () throws(AuditFailure) in
            try UnhandledItem.find(
                in: try writer.store.entries(matching: EntryFilter(kinds: [.verdict], incident: id)), of: writer.store)
        }
        for one in left {
            notes.warn(
                "not handled: \(one.sentence); check again with "
                    + Printable.shellLine(["grinderctl"] + one.next))
        }
        let head = try writer.record(.incidentClosed, id, IncidentClosedRecord(reason: reason))
        if shared.json {
            print(
                [
                    ("incident", try writer.incident(id).json), ("left", .array(left.map(\.json))),
                    ("audit", head.json),
                ], at: context)
        } else {
            let words = left.map {
                "not handled: \($0.sentence)\nnext: \(Printable.shellLine(["grinderctl"] + $0.next))\n"
            }
            let rest = shared.style == .markdown ? words.joined() : ""
            printAnswer("incident \(Printable.line(id)) closed, seq \(head.seq)\n\(rest)", at: context)
            notes.note("for the reviewer: grinderctl audit report \(Printable.shellWord(id)) --out FILE.html")
        }
        return 0
    }
}

/// The incident a command is about: an argument, the flag, or the variable.
enum IncidentFlag {
    static func read(_ given: String?, _ shared: SharedOptions, _ context: CommandContext, command: String) throws
        -> String
    {
        guard let id = try find(given, shared, context) else {
            throw CommandError(.usage, "which incident? grinderctl \(command) ID", try: "grinderctl incident list")
        }
        return id
    }

    /// `nil` where none is named.
    static func find(_ given: String?, _ shared: SharedOptions, _ context: CommandContext) throws(CommandError)
        -> String?
    {
        if let said = given ?? shared.incident { return try IncidentID.read(said) }
        return try context.environment["GRINDERCTL_INCIDENT"]?.nonEmpty.map { said throws(CommandError) in
            try IncidentID.read(said, from: .variable("GRINDERCTL_INCIDENT"))
        }
    }
}
