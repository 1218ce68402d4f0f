import ArgumentParser
import AuditLog
import JSON
import TriageCore

struct IncidentOpen: ToolCommand {
    static let name = "incident open"
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open an incident, with your id or a generated one.",
        discussion: """
            A closed incident is opened again the same way.

            EXAMPLES
              grinderctl incident open INC-42 --title 'two orphans after the restart'
              export GRINDERCTL_INCIDENT=$(grinderctl incident open --title night -q)
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Argument(help: ArgumentHelp("Id, such as INC-42; generated if omitted.", valueName: "ID"))
    var id: String?

    @Option(help: ArgumentHelp("One-line title.", valueName: "TEXT"))
    var title: String?

    func run(at context: CommandContext) async throws -> Int32 {
        let named = try IncidentFlag.find(id, shared, context)
        let id = named ?? IncidentID.made(at: context.now(), from: context.newID())
        let writer = try IncidentWriter.open(shared, at: context, access: .append)
        let before = try writer.incident(id)
        guard before.status != .open else {
            let opening = before.opened.map { " since \($0.time) by \($0.by)" } ?? ""
            throw CommandError(
                .usage, "the incident \(id) is open\(opening). Nothing was recorded.",
                try: "grinderctl incident list")
        }
        let isReopened = before.status == .closed
        let head = try writer.record(
            .incidentOpened, id, IncidentOpenedRecord(title: title ?? before.title, reopened: isReopened))
        let incident = try writer.incident(id)
        if shared.json {
            print([("incident", incident.json), ("reopened", .bool(isReopened)), ("audit", head.json)], at: context)
        } else {
            // The id alone on stdout: a script takes it from there.
            printAnswer("\(Printable.line(id))\n", at: context)
            let notes = Notes(console: context.console, isQuiet: shared.quiet)
            notes.note("incident \(id) \(isReopened ? "opened again" : "opened"), seq \(head.seq)")
            notes.note("attach commands with --incident \(Printable.shellWord(id)) or GRINDERCTL_INCIDENT")
        }
        return 0
    }
}

extension String {
    var nonEmpty: String? { isEmpty ? nil : self }
}
