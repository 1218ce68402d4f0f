import ArgumentParser
import AuditLog
import JSON

struct IncidentList: ToolCommand {
    static let name = "incident list"
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the incidents.",
        discussion: """
            EXAMPLES
              grinderctl incident list
              grinderctl incident list --open --json
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Flag(help: "Only open ones.")
    var open = false

    func run(at context: CommandContext) async throws -> Int32 {
        let store = try auditLog(at: context)
        let status = try exit(afterReading: store, at: context)
        let all = try reading { () throws(AuditFailure) in try IncidentBook(store: store).all() }
        let incidents = all.filter { !open || $0.status == .open }
        if shared.json {
            print([("incidents", .array(incidents.map(\.json)))], at: context)
        } else if incidents.isEmpty {
            Notes(console: context.console, isQuiet: shared.quiet).note(open ? "no incident is open" : "no incidents")
        } else {
            let palette = context.palette(shared)
            printAnswer(incidents.map { lines(of: $0, palette, at: context) }.joined(), at: context)
        }
        return status
    }

    private func lines(of incident: Incident, _ palette: Palette, at context: CommandContext) -> String {
        // A ticket is read in other zones too.
        let local = shared.style == .markdown ? .utc : context.localTime
        let colour: (String) -> String
        switch incident.status {
        case .open: colour = palette.yellow
        case .closed: colour = palette.green
        case .neverOpened: colour = palette.red
        }
        let title = incident.title.map { "  " + Printable.line($0) } ?? ""
        var lines = ["\(palette.bold(Printable.line(incident.id)))  \(colour(incident.status.rawValue))\(title)"]
        if let opened = incident.opened {
            lines.append("    opened \(local.beside("\(opened.time)")) by \(Printable.line(opened.by))")
        }
        if let closed = incident.closed {
            let reason = incident.reason.map { ": \(Printable.line($0))" } ?? ""
            lines.append("    closed \(local.beside("\(closed.time)")) by \(Printable.line(closed.by))\(reason)")
        }
        let actions = incident.actions == 1 ? "1 request" : "\(incident.actions) requests"
        let count = incident.investigations == 1 ? "1 investigation" : "\(incident.investigations) investigations"
        lines.append("    \(count), \(actions) that may have changed something")
        return lines.joined(separator: "\n") + "\n"
    }
}
