import ArgumentParser
import AuditLog
import JSON
import TriageCore

struct AuditMerge: ToolCommand {
    static let name = "audit merge"
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Merge exports of several hosts by time; each line shows its host and chain.",
        discussion: """
            Each chain is checked while it is read, and keeps its own order. With --lines the merged file is printed as \
            JSON lines, which audit verify checks again, chain by chain.

            EXAMPLES
              grinderctl audit merge host-1.jsonl host-2.jsonl
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Flag(help: "JSON lines, each with its chain.")
    var lines = false

    @Argument(help: ArgumentHelp("Files from audit export, one per host.", valueName: "FILE|-"), completion: .file())
    var files: [String]

    func run(at context: CommandContext) async throws -> Int32 {
        guard !(lines && shared.json) else { throw CommandError(.usage, "use only one of --lines and --json") }
        var sources = try files.map(MergeSource.init)
        for (place, source) in sources.enumerated() {
            if let twin = sources[..<place].first(where: { $0.chain == source.chain && source.chain != "" }) {
                throw CommandError(
                    .usage, "\(twin.path) and \(source.path) are exports of the same log; give the later one")
            }
        }
        try refuseTicket(beside: "--lines", when: lines)
        var entries: [JSONValue] = []
        // A block for a ticket is one text.
        var ticket = ""
        while let next = sources.indices.filter({ sources[$0].front != nil }).min(by: {
            sources[$0].time < sources[$1].time
        }) {
            guard let line = try sources[next].take() else { continue }
            if shared.json {
                entries.append(
                    .object(
                        [("chain", .string(orNull: line.chain))]
                            + line.entry.columns.map { ($0.name, $0.value.sortedByName) }))
            } else if shared.style == .markdown {
                ticket += text(of: line, at: context)
            } else {
                try show(line, at: context)
            }
        }
        let chains = sources.flatMap { $0.check.finish() }
        if shared.json {
            print([("chains", .array(chains.map(Self.json))), ("entries", .array(entries))], at: context)
        }
        if !ticket.isEmpty { printAnswer(ticket, at: context) }
        for chain in chains {
            let found = chain.verification
            let word =
                found.ok ? "\(found.entries) entries, unbroken" : "TAMPERED: \(Printable.line(found.why ?? ""))"
            context.console.error(Printable.line("chain \(chain.name) of \(chain.host): \(word)") + "\n")
        }
        return chains.allSatisfy(\.verification.ok) ? 0 : 1
    }

    private func show(_ line: ExportLine, at context: CommandContext) throws {
        if lines {
            do throws(JSONProblem) {
                context.console.output(try line.text() + "\n")
            } catch {
                throw CommandError(.badData, "seq \(line.entry.seq): \(error)")
            }
        } else {
            context.console.output(text(of: line, at: context))
        }
    }

    private func text(of line: ExportLine, at context: CommandContext) -> String {
        let place = Printable.line("\(line.entry.host) \(line.chain ?? "")")
        return "\(place)  \(EntryText(entry: line.entry, palette: context.palette(shared)).line)\n"
    }

    private static func json(_ chain: ExportCheck.Chain) -> JSONValue {
        .object([
            ("chain", .string(chain.name)), ("host", .string(chain.host)), ("ok", .bool(chain.verification.ok)),
            ("entries", .integer(Int64(chain.verification.entries))),
            ("head", .string(orNull: chain.verification.head?.description)),
            ("firstBad", chain.verification.firstBad.map { .integer($0) } ?? .null),
            ("why", .string(orNull: chain.verification.why)),
        ])
    }
}

/// One export on its way into a merge.
private struct MergeSource {
    let path: String
    let check = ExportCheck()
    private let file: ExportFile
    private(set) var front: ExportLine?
    private(set) var chain = ""

    init(_ path: String) throws(CommandError) {
        self.path = path
        file = try exporting { () throws(ExportFailure) in
            let file = try ExportFile(path)
            guard file.content == .text else {
                throw file.failure(.database, "is an audit log or another database, not an export")
            }
            return file
        }
        try advance()
        chain = front.map { ExportCheck.name(of: $0.entry) } ?? ""
    }

    /// By its writer's clock; one that ran backwards does not change the order of its own chain.
    var time: String { front?.entry.ts ?? "" }

    mutating func take() throws(CommandError) -> ExportLine? {
        guard let line = front else { return nil }
        check.take(line)
        try advance()
        return line.chain == nil ? ExportLine(line.entry, chain: chain) : line
    }

    private mutating func advance() throws(CommandError) {
        front = try exporting { () throws(ExportFailure) in try check.next(of: file) }
    }
}
