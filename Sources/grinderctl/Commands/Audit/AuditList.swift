import ArgumentParser
import AuditLog
import JSON
import TriageCore

struct AuditList: ToolCommand {
    static let name = "audit list"
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List entries, oldest first.",
        discussion: """
            Shows the last 50 unless you name a time range, an order or an incident, or use --all, --limit, --json or --csv.
            --manual-cancels shows who cancelled what, when, why and with what outcome, one line per request. \
            --manual-actions also shows flattens, and the verdict each request relied on. \
            --csv is safe to open in a spreadsheet: formulas are quoted.

            EXAMPLES
              grinderctl audit list
              grinderctl audit list --kind verdict --symbol BTCUSDT --since 7d
              grinderctl audit list --manual-cancels --since 30d --csv
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @OptionGroup var which: AuditFlags

    @Flag(help: "List cancel requests instead: who, when, what, why, ticket, outcome.")
    var manualCancels = false

    @Flag(help: "List cancels and flattens instead, with the verdict each relied on.")
    var manualActions = false

    @Flag(help: "As comma-separated values.")
    var csv = false

    @Option(help: ArgumentHelp("Show only the last N; not with --all.", valueName: "N"))
    var limit: Int?

    @Flag(help: "Every entry.")
    var all = false

    private static let standardLimit = 50

    func run(at context: CommandContext) async throws -> Int32 {
        try checkFlags()
        // What a program reads is whole, and so is a span of time, an order's story or an incident's.
        let isWhole =
            all || shared.json || csv || manualCancels || manualActions || which.nameAllOfIt || shared.incident != nil
        let most = limit ?? (isWhole ? nil : Self.standardLimit)
        var filter = try which.filter(incident: shared.incident, limit: most, at: context)
        if manualCancels || manualActions { filter.kinds = [.actionIntent] }
        let store = try auditLog(at: context)
        filter.incident = try filter.incident.map { named throws(CommandError) in
            try CaseName(store: store).incident(named)
        }
        filter.clientOrderID = try filter.clientOrderID.map { typed in try order(typed, in: store) }
        filter.symbol = try filter.symbol.map { try SymbolFlag.reading($0).rawValue }
        // Before anything is printed: an error leaves no second object behind an answer.
        let status = try exit(afterReading: store, at: context)
        let notes = Notes(console: context.console, isQuiet: shared.quiet)
        if manualCancels || manualActions {
            let found = try reading { () throws(AuditFailure) in
                try ManualCancel.find(filter, cancelsOnly: manualCancels, in: store)
            }
            show(found, at: context)
            if found.isEmpty { notes.note("no such \(manualCancels ? "cancel" : "action") is recorded") }
            return status
        }
        if most == nil, shared.json || csv {
            return try stream(filter, of: store, notes, at: context) ?? status
        }
        // One more than is shown tells whether there are more.
        filter.limit = most.map { $0 + 1 }
        let found = try reading { () throws(AuditFailure) in try store.entries(matching: filter) }
        show(most.map { Array(found.suffix($0)) } ?? found, at: context)
        if found.isEmpty {
            try noteNothing(filter, store, notes)
        } else if limit == nil, let most, found.count > most {
            notes.note("these are the last \(most); there are more: --all, or --limit N")
        }
        return status
    }

    /// Completed where only one recorded id begins, or else ends, so.
    private func order(_ typed: String, in store: AuditStore) throws -> String {
        let word = PastedText.cleaned(typed)
        let known = try reading { () throws(AuditFailure) in
            try store.values(of: .order, near: word, limit: 10_000)
        }
        let found = word.count >= Abbreviation.shortest ? Abbreviation.matches(word, among: known) : []
        return found.count == 1 ? found[0] : word
    }

    private func checkFlags() throws(CommandError) {
        if let limit, limit < 1 { throw CommandError(.usage, "--limit must be at least 1") }
        func exclude(_ one: (Bool, String), _ other: (Bool, String)) throws(CommandError) {
            if one.0, other.0 { throw CommandError(.usage, "use only one of \(one.1) and \(other.1)") }
        }
        try exclude((csv, "--csv"), (shared.json, "--json"))
        try refuseTicket(beside: "--csv", when: csv)
        try exclude((all, "--all"), (limit != nil, "--limit"))
        try exclude((manualCancels, "--manual-cancels"), (!which.kind.isEmpty, "--kind"))
        try exclude((manualActions, "--manual-actions"), (!which.kind.isEmpty, "--kind"))
        try exclude((manualActions, "--manual-actions"), (manualCancels, "--manual-cancels"))
    }

    private func noteNothing(_ filter: EntryFilter, _ store: AuditStore, _ notes: Notes) throws {
        let words = try reading { () throws(AuditFailure) in try NothingFound(filter: filter, store: store).words() }
        notes.note(words)
    }

    /// For programs: all of it, never all of it in memory. An entry that cannot be read ends the object with its error.
    /// - Returns: the exit status of such an error.
    private func stream(
        _ filter: EntryFilter, of store: AuditStore, _ notes: Notes, at context: CommandContext
    ) throws -> Int32? {
        var count = 0
        let begin = JSONValue.object([("schema", "grinderctl/1"), ("command", .string(Self.name))]).text.dropLast()
        let head = shared.json ? begin + ",\"entries\":[" : Substring(CSV.text([AuditEntry.columnNames]))
        let result = Result { () throws(AuditFailure) in
            try store.portions(matching: filter) { entries in
                var text = count == 0 ? String(head) : ""
                for entry in entries {
                    if shared.json {
                        text += (count == 0 ? "" : ",") + EntryText.json(entry).text
                    } else {
                        text += CSV.text([CSV.row(entry)])
                    }
                    count += 1
                }
                if count > 0 { context.console.output(text) }
                return context.console.outputFailure == nil
            }
        }
        guard case .failure(let failure) = result else {
            context.console.output((count == 0 ? String(head) : "") + (shared.json ? "]}\n" : ""))
            if count == 0 { try noteNothing(filter, store, notes) }
            return nil
        }
        let commandError = CommandError(failure)
        // Nothing was printed yet: told like any other error.
        guard count > 0 else { throw commandError }
        if shared.json { context.console.output("],\"error\":\(commandError.errorJSON.text)}\n") }
        context.console.error(commandError.text)
        return commandError.code.exit
    }

    private func show(_ entries: [AuditEntry], at context: CommandContext) {
        if shared.json {
            print([("entries", .array(entries.map(EntryText.json)))], at: context)
        } else if csv {
            context.console.output(CSV.text([AuditEntry.columnNames] + entries.map(CSV.row)))
        } else {
            let palette = context.palette(shared)
            printAnswer(entries.map { EntryText(entry: $0, palette: palette).line + "\n" }.joined(), at: context)
        }
    }

    private func show(_ cancels: [ManualCancel], at context: CommandContext) {
        if shared.json {
            print(
                [
                    ("entries", .array(cancels.map { EntryText.json($0.intent) })),
                    (manualCancels ? "cancels" : "actions", .array(cancels.map(\.json))),
                ], at: context)
        } else if csv {
            context.console.output(
                CSV.text(
                    manualCancels
                        ? [ManualCancel.titles] + cancels.map(\.fields)
                        : [ManualCancel.actionTitles] + cancels.map(\.actionFields)))
        } else {
            printAnswer(cancels.map { (manualCancels ? $0.line : $0.actionLine) + "\n" }.joined(), at: context)
        }
    }
}
