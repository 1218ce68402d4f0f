import ArgumentParser
import AuditLog

struct AuditVerify: BenchCommand {
    static let name = "audit verify"
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recompute the chain and name the first bad entry.",
        discussion: "Entries cut off at the end show only against a head noted elsewhere: --head SEQ:HASH.")

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Option(help: ArgumentHelp("A head that audit head printed earlier.", valueName: "SEQ:HASH"))
    var head: String?

    @Option(help: ArgumentHelp("A shared table instead, every chain in it.", valueName: "postgres://USER@HOST/DB"))
    var from: String?

    func run(at bench: Bench) async throws -> Int32 {
        let expected = try head.map { text in
            guard let position = AuditPosition(text) else {
                throw Complaint(.usage, "--head \(text) is not SEQ:HASH, as audit head prints it")
            }
            return position
        }
        if let from {
            let verdict = try TeamVerdict(from, expecting: expected)
            if shared.json { print(verdict.members, at: bench) } else { bench.console.output(verdict.text) }
            return verdict.ok ? 0 : 1
        }
        let store = try auditLog(at: bench)
        let found = try reading { () throws(AuditFailure) in try store.verify(expecting: expected) }
        if shared.json {
            print(
                [
                    ("ok", .bool(found.ok)), ("entries", .integer(Int64(found.entries))),
                    ("head", .string(orNull: found.head?.description)),
                    ("firstBad", found.firstBad.map { .integer($0) } ?? .null), ("why", .string(orNull: found.why)),
                ], at: bench)
        } else if found.ok {
            let head = found.head.map { "; head \($0)" } ?? ""
            bench.console.output("ok: \(found.entries) entries, unbroken\(head)\n")
        } else {
            let place = found.firstBad.map { "first bad entry: seq \($0)" } ?? "the entries are unbroken"
            bench.console.output("TAMPERED: \(place). \(Printable.line(found.why ?? ""))\n")
        }
        return found.ok ? 0 : 1
    }
}
