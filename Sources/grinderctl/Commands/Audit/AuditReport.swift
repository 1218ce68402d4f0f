import ArgumentParser
import AuditLog
import Binance
import JSON
import TriageCore

struct AuditReport: ToolCommand {
    static let name = "audit report"
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Report an incident, an investigation or a time range on one page.",
        discussion: """
            A summary that prints on one page comes first: what happened, who decided, what was done, what is left. The
            details and an appendix with every entry follow. The HTML page loads nothing from outside; --format md is for \
            a ticket.

            EXAMPLES
              grinderctl audit report INC-42 --out INC-42.html
              grinderctl audit report INC-42 --format md
              grinderctl audit report --since 24h --out night.html
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Argument(help: ArgumentHelp("Incident or investigation.", valueName: "INCIDENT"), completion: .cases)
    var which: String?

    @Option(
        help: ArgumentHelp("File to write (default: stdout).", valueName: "FILE|-"), completion: .file())
    var out: String?

    @Option(help: ArgumentHelp("Only what was recorded since: 24h, 7d, yesterday, or ISO 8601.", valueName: "T"))
    var since: String?

    func run(at context: CommandContext) async throws -> Int32 {
        let format = try chosenFormat
        let since = try since.map { try TimeFlag.read($0, of: "--since").moment(now: context.now()) }
        let named = try IncidentFlag.find(which, shared, context)
        if named == nil, since == nil {
            throw CommandError(
                .usage, "which incident, or since when? grinderctl audit report ID, or --since 24h",
                try: "grinderctl incident list")
        }
        let store = try auditLog(at: context)
        let status = try exit(afterReading: store, at: context)
        let id = try named.map { typed throws(CommandError) in try CaseName(store: store).incidentOrInvestigation(typed)
        }
        let file = try reading { () throws(AuditFailure) in try gather(id, since: since, from: store, at: context) }
        guard let file else {
            guard status == 0 else { return status }
            throw CommandError(
                .inputMissing,
                id.map { "the audit log has no incident or investigation \($0)" + (since == nil ? "" : " since then") }
                    ?? "the audit log has no entry since \(since?.description ?? "then")",
                try: id == nil ? "grinderctl audit list" : "grinderctl incident list")
        }
        let text = CaseReport(file: file).text(as: format)
        let path = out.flatMap { $0 == "-" ? nil : $0 }
        if let path { try ReportFile(path: path).write(text) }
        if shared.json {
            print(
                [
                    ("environment", .string(file.environment)), (file.subject.rawValue, .string(file.id)),
                    ("format", .string(format.rawValue)), ("out", .string(orNull: path)),
                    ("sha256", .string(ContentDigest.sha256(text.utf8))),
                    ("entries", .integer(Int64(file.entries.count))), ("head", .string(orNull: file.chain.head)),
                    ("ok", .bool(file.chain.isUnbroken)), ("text", path == nil ? .string(text) : .null),
                ], at: context)
        } else if let path {
            Notes(console: context.console, isQuiet: shared.quiet).note("wrote \(path): \(file.entries.count) entries")
        } else {
            context.console.output(text)
        }
        return status
    }

    /// By the flag, else by the name of the file.
    private var chosenFormat: CaseReport.Format {
        get throws {
            guard let format = shared.format else { return out?.hasSuffix(".md") == true ? .md : .html }
            guard let known = CaseReport.Format(rawValue: format == "markdown" ? "md" : format) else {
                throw CommandError(.usage, "--format \(format) is neither html nor md")
            }
            return known
        }
    }

    /// - Parameter id: of an incident or investigation; everything where it is nil.
    private func gather(
        _ id: String?, since: Timestamp?, from store: AuditStore, at context: CommandContext
    ) throws(AuditFailure) -> CaseFile? {
        let found: CaseGathering.Found?
        if let id {
            found = try CaseGathering(store: store).entries(of: id)
        } else {
            let all = try store.entries(matching: EntryFilter(since: since?.description))
            found = CaseGathering.Found(subject: .since, entries: all, related: [])
        }
        let shown = (found?.entries ?? []).filter { since == nil || $0.ts >= since?.description ?? "" }
        guard let found, !shown.isEmpty else { return nil }
        let verification = try store.verify()
        let incident = try id.map { id throws(AuditFailure) in try IncidentBook(store: store).incident(id) }
        return CaseFile(
            subject: found.subject, id: id ?? since?.description ?? "",
            incident: found.subject == .incident && incident?.status != .neverOpened ? incident : nil,
            environment: shown.first?.environment ?? "", entries: shown, related: found.related,
            open: Set(try store.openIntents().map(\.entry.seq)), left: try UnhandledItem.find(in: shown, of: store),
            chain: CaseFile.Chain(
                entries: verification.entries, head: verification.head?.description, isUnbroken: verification.ok,
                why: verification.why),
            auditPath: store.path, madeAt: context.now(), madeBy: "\(context.operatorName) on \(context.host)",
            version: Self.version)
    }

    private static var version: String { GrinderCtl.configuration.version }
}
