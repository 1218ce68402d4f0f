import ArgumentParser
import AuditLog
import JSON

struct AuditVerify: ToolCommand {
    static let name = "audit verify"
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify the chain and name the first bad entry.",
        discussion: """
            Every entry is recomputed, and the table, its triggers and its indexes are compared with what they should \
            be: the indexes of a log of up to \(AuditStore.short) entries entry by entry, of a longer one by count, unless \
            --deep. Entries cut off at the end show only against a head noted elsewhere: --head SEQ:HASH.
            FILE is an export or a merge of exports, checked offline, - for standard input, or an audit log itself.

            EXAMPLES
              grinderctl audit verify
              grinderctl audit verify export.jsonl
              grinderctl audit verify \\
                  --head 2:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Option(help: ArgumentHelp("A head printed earlier by audit head. Repeatable.", valueName: "SEQ:HASH"))
    var head: [String] = []

    @Flag(help: "Also compare a long log's indexes entry by entry.")
    var deep = false

    @Argument(
        help: ArgumentHelp("Export to verify instead of the audit log.", valueName: "FILE|-"), completion: .file())
    var file: String?

    @Option(help: ArgumentHelp("Verify every chain of a shared table instead.", valueName: "postgres://USER@HOST/DB"))
    var from: String?

    func run(at context: CommandContext) async throws -> Int32 {
        let heads = try head.map { text in
            guard let position = AuditPosition(text) else {
                throw CommandError(.usage, "--head \(text) is not SEQ:HASH, as audit head prints it")
            }
            return position
        }
        if let from {
            guard heads.count <= 1, file == nil else {
                throw CommandError(.usage, "--from takes no FILE and at most one --head. Nothing was verified.")
            }
            let verdict = try TeamVerdict(from, expecting: heads.first)
            if shared.json { print(verdict.members, at: context) } else { printAnswer(verdict.text, at: context) }
            return verdict.ok ? 0 : 1
        }
        guard let file else { return try verify(try auditLog(at: context), heads, at: context) }
        let export = try exporting { () throws(ExportFailure) in try ExportFile(file) }
        switch export.content {
        case .text:
            let verdict = try ExportVerdict(export, expecting: heads)
            if shared.json { print(verdict.members, at: context) } else { printAnswer(verdict.text, at: context) }
            return verdict.ok ? 0 : 1
        case .database:
            export.close()
            guard export.isPlainFile else {
                throw CommandError(
                    .badData,
                    "\(export.name == ExportFile.standardInput ? "standard input" : file) is a database: "
                        + "name its own file, neither a link nor a pipe", try: "grinderctl audit verify FILE")
            }
            return try verify(try auditLog(file, at: context), heads, at: context)
        }
    }

    private func verify(_ store: AuditStore, _ heads: [AuditPosition], at context: CommandContext) throws -> Int32 {
        let found = try reading { () throws(AuditFailure) in try store.verify(expecting: heads, deeply: deep) }
        if shared.json {
            print(found.members, at: context)
        } else {
            printAnswer(found.line + "\n", at: context)
        }
        return found.ok ? 0 : 1
    }
}

extension Verification {
    /// As `audit verify --json` has them.
    var members: [(String, JSONValue)] {
        [
            ("ok", .bool(ok)), ("entries", .integer(Int64(entries))), ("head", .string(orNull: head?.description)),
            ("firstBad", firstBad.map { .integer($0) } ?? .null), ("why", .string(orNull: why)),
        ]
    }

    var line: String {
        if ok {
            return "ok: \(entries) entries, unbroken" + (head.map { "; head \($0)" } ?? "")
        }
        let place = firstBad.map { "first bad entry: seq \($0)" } ?? "the entries are unbroken"
        return "TAMPERED: \(place). \(Printable.line(why ?? ""))"
    }
}
