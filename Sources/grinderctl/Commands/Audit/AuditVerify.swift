import ArgumentParser
import AuditLog

struct AuditVerify: BenchCommand {
    static let name = "audit verify"
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recompute the chain and name the first bad entry.",
        discussion: """
            Every entry is recomputed, and the table, its triggers and its indexes are compared with what they should \
            be: the indexes of a log of up to \(AuditStore.short) entries entry by entry, of a longer one by count, unless \
            --deep. Entries cut off at the end show only against a head noted elsewhere: --head SEQ:HASH.
            FILE is an export or a merge of exports, checked offline, or an audit log itself.

            EXAMPLES
              grinderctl audit verify
              grinderctl audit verify export.jsonl
              grinderctl audit verify \\
                  --head 2:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Option(help: ArgumentHelp("A head that audit head printed earlier. Repeatable.", valueName: "SEQ:HASH"))
    var head: [String] = []

    @Flag(help: "Compare the indexes of a long log entry by entry, too.")
    var deep = false

    @Argument(help: ArgumentHelp("An export instead of the audit log.", valueName: "FILE"), completion: .file())
    var file: String?

    @Option(help: ArgumentHelp("A shared table instead, every chain in it.", valueName: "postgres://USER@HOST/DB"))
    var from: String?

    func run(at bench: Bench) async throws -> Int32 {
        let heads = try head.map { text in
            guard let position = AuditPosition(text) else {
                throw Complaint(.usage, "--head \(text) is not SEQ:HASH, as audit head prints it")
            }
            return position
        }
        if let from {
            guard heads.count <= 1, file == nil else {
                throw Complaint(.usage, "--from takes no FILE and at most one --head. Nothing was verified.")
            }
            let verdict = try TeamVerdict(from, expecting: heads.first)
            if shared.json { print(verdict.members, at: bench) } else { bench.console.output(verdict.text) }
            return verdict.ok ? 0 : 1
        }
        guard let file else { return try verify(try auditLog(at: bench), heads, at: bench) }
        switch try reading({ () throws(AuditFailure) in try ExportFile.content(of: file) }) {
        case .database: return try verify(try auditLog(file, at: bench), heads, at: bench)
        case .lines: return try verify(export: file, heads, at: bench)
        case .other: throw Complaint(.badData, "\(file) is neither an export of an audit log nor an audit log")
        }
    }

    private func verify(_ store: AuditStore, _ heads: [AuditPosition], at bench: Bench) throws -> Int32 {
        let found = try reading { () throws(AuditFailure) in try store.verify(expecting: heads, deeply: deep) }
        if shared.json {
            print(Self.members(found), at: bench)
        } else {
            bench.console.output(Self.line(found) + "\n")
        }
        return found.ok ? 0 : 1
    }

    private func verify(export path: String, _ heads: [AuditPosition], at bench: Bench) throws -> Int32 {
        let check = ExportCheck(expecting: heads)
        try reading { () throws(AuditFailure) in
            let file = try ExportFile(path)
            while let line = try file.next() {
                do throws(ExportLine.Malformed) {
                    check.take(try ExportLine(line))
                } catch {
                    check.take(malformed: file.number, error)
                }
            }
        }
        let chains = check.finish()
        let bad = chains.first { !$0.verification.ok }
        if let only = chains.first, chains.count == 1 {
            if shared.json {
                print(Self.members(only.verification), at: bench)
            } else {
                bench.console.output(Self.line(only.verification) + "\n")
            }
        } else if shared.json {
            let members: [(String, OrderedJSON)] = [
                ("ok", .bool(bad == nil)),
                ("entries", .integer(Int64(chains.map(\.verification.entries).reduce(0, +)))), ("head", .null),
                ("firstBad", bad?.verification.firstBad.map { .integer($0) } ?? .null),
                ("why", .string(orNull: bad?.verification.why)),
                (
                    "chains",
                    .array(
                        chains.map {
                            .object(
                                [("chain", .string($0.name)), ("host", .string($0.host))]
                                    + Self.members($0.verification))
                        })
                ),
            ]
            print(members, at: bench)
        } else {
            for chain in chains {
                bench.console.output(
                    Printable.line("chain \(chain.name) of \(chain.host): \(Self.line(chain.verification))") + "\n")
            }
        }
        return bad == nil ? 0 : 1
    }

    private static func members(_ found: Verification) -> [(String, OrderedJSON)] {
        [
            ("ok", .bool(found.ok)), ("entries", .integer(Int64(found.entries))),
            ("head", .string(orNull: found.head?.description)),
            ("firstBad", found.firstBad.map { .integer($0) } ?? .null), ("why", .string(orNull: found.why)),
        ]
    }

    private static func line(_ found: Verification) -> String {
        if found.ok {
            return "ok: \(found.entries) entries, unbroken" + (found.head.map { "; head \($0)" } ?? "")
        }
        let place = found.firstBad.map { "first bad entry: seq \($0)" } ?? "the entries are unbroken"
        return "TAMPERED: \(place). \(Printable.line(found.why ?? ""))"
    }
}
