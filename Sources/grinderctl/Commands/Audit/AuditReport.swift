import ArgumentParser
import AuditLog
import Binance
import TriageCore

struct AuditReport: BenchCommand {
    static let name = "audit report"
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "An incident or investigation as one page for a reviewer.",
        discussion: """
            grinderctl audit report INC-42 --out inc-42.html      open it in a browser; it asks for nothing outside itself
            grinderctl audit report INC-42 --format md            the same for a ticket

            EXAMPLES
              grinderctl audit report INC-42 --out INC-42.html
              grinderctl audit report INC-42 --format md
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Argument(help: ArgumentHelp("Incident or investigation.", valueName: "INCIDENT"), completion: .cases)
    var which: String?

    @Option(
        help: ArgumentHelp("Where to write it; - is stdout, the default.", valueName: "FILE|-"), completion: .file())
    var out: String?

    func run(at bench: Bench) async throws -> Int32 {
        let format = try chosenFormat
        let id = try IncidentFlag.read(which, shared, bench, command: Self.name)
        let store = try auditLog(at: bench)
        let status = try exit(afterReading: store, at: bench)
        let file = try reading { () throws(AuditFailure) in try gather(id, from: store, at: bench) }
        guard let file else {
            guard status == 0 else { return status }
            throw Complaint(
                .inputMissing, "the audit log has no incident or investigation \(id)", try: "grinderctl incident list")
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
                ], at: bench)
        } else if let path {
            Notes(console: bench.console, isQuiet: shared.quiet).note("wrote \(path): \(file.entries.count) entries")
        } else {
            bench.console.output(text)
        }
        return status
    }

    /// By the flag, else by the name of the file.
    private var chosenFormat: CaseReport.Format {
        get throws {
            guard let format = shared.format else { return out?.hasSuffix(".md") == true ? .md : .html }
            guard let known = CaseReport.Format(rawValue: format == "markdown" ? "md" : format) else {
                throw Complaint(.usage, "--format \(format) is neither html nor md")
            }
            return known
        }
    }

    private func gather(_ id: String, from store: AuditStore, at bench: Bench) throws(AuditFailure) -> CaseFile? {
        guard let found = try CaseGathering(store: store).entries(of: id) else { return nil }
        let verification = try store.verify()
        let incident = try IncidentBook(store: store).incident(id)
        return CaseFile(
            subject: found.subject, id: id,
            incident: found.subject == .incident && incident.status != .neverOpened ? incident : nil,
            environment: found.entries.first?.environment ?? "", entries: found.entries, related: found.related,
            open: Set(try store.openIntents().map(\.entry.seq)),
            chain: CaseFile.Chain(
                entries: verification.entries, head: verification.head?.description, isUnbroken: verification.ok,
                why: verification.why),
            auditPath: store.path, madeAt: bench.now(), madeBy: "\(bench.operatorName) on \(bench.host)",
            version: Self.version)
    }

    private static var version: String { GrinderCtl.configuration.version }
}
