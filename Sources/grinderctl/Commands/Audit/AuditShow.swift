import ArgumentParser
import AuditLog
import JSON

struct AuditShow: ToolCommand {
    static let name = "audit show"
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show an entry, an investigation or an incident.",
        discussion: """
            An investigation may be abbreviated to a unique beginning, and an incident written in any case.
            An incident also shows related entries: the triage an action relied on, and what resolved a request later \
            ("related" in JSON). For an incident whose id is a number, use --incident ID.

            EXAMPLES
              grinderctl audit show 12
              grinderctl audit show INC-42 --json
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Argument(help: ArgumentHelp("Seq, investigation or incident.", valueName: "WHICH"), completion: .cases)
    var which: String?

    func run(at context: CommandContext) async throws -> Int32 {
        guard let which = which ?? shared.incident else {
            throw CommandError(
                .usage, "what to show? grinderctl audit show SEQ, INVESTIGATION or INCIDENT",
                try: "grinderctl audit list")
        }
        let store = try auditLog(at: context)
        // Before anything is printed: an error leaves no second object behind an answer.
        let status = try exit(afterReading: store, at: context)
        if self.which != nil, let seq = Int64(which),
            let entry = try reading({ () throws(AuditFailure) in try store.entry(seq: seq) })
        {
            show(entry, at: context)
            return status
        }
        let id = try CaseName(store: store).incidentOrInvestigation(which)
        guard let found = try reading({ () throws(AuditFailure) in try CaseGathering(store: store).entries(of: id) })
        else {
            // An entry that was deleted is not one that never was.
            guard status == 0 else { return status }
            let isOrder = try reading { () throws(AuditFailure) in try store.holds(which, in: .order) }
            throw CommandError(
                .inputMissing, "the audit log has no entry, investigation or incident \(which)",
                try: isOrder
                    ? Printable.shellLine(["grinderctl", "audit", "list", "--order", which]) : "grinderctl audit list")
        }
        try show(found, id, in: store, at: context)
        return status
    }

    private func show(_ entry: AuditEntry, at context: CommandContext) {
        if shared.json {
            print([("entries", .array([EntryText.json(entry)]))], at: context)
        } else {
            printAnswer(EntryText(entry: entry, palette: context.palette(shared)).block, at: context)
        }
    }

    private func show(_ found: CaseGathering.Found, _ id: String, in store: AuditStore, at context: CommandContext)
        throws
    {
        if shared.json {
            func entries(_ areRelated: Bool) -> JSONValue {
                .array(found.entries.filter { found.related.contains($0.seq) == areRelated }.map(EntryText.json))
            }
            print([("entries", entries(false)), ("related", entries(true))], at: context)
            return
        }
        let incident = try reading { () throws(AuditFailure) in try IncidentBook(store: store).incident(id) }
        let open = try reading { () throws(AuditFailure) in Set(try store.openIntents().map(\.entry.seq)) }
        printAnswer(
            CaseText(
                id: id, found: found,
                incident: found.subject == .incident && incident.status != .neverOpened ? incident : nil, open: open,
                palette: context.palette(shared), width: context.console.outputWidth,
                local: shared.style == .markdown ? .utc : context.localTime
            ).text, at: context)
    }
}
