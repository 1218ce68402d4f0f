import ArgumentParser
import AuditLog
import JSON
import TriageCore

struct AuditPush: ToolCommand {
    static let name = "audit push"
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Copy this host's entries to a shared PostgreSQL table, each exactly once.",
        discussion: """
            Needs the system's libpq (package libpq5). The password comes from ~/.pgpass, PGPASSFILE or PGPASSWORD, never \
            from the address; transport security is libpq's sslmode. A server that cannot be reached ends it with 69: \
            nothing is lost, the next push goes on where the server is. There, the views grinderctl_chains and \
            grinderctl_breaks show each host's chain and where one is broken; audit verify --from recomputes them here.

            EXAMPLES
              grinderctl audit push \\
                  --to 'postgres://ops@db.internal/audit?sslmode=verify-full'
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Option(
        help: ArgumentHelp("The server, without a password.", valueName: "postgres://USER@HOST/DB"))
    var to: String

    @Option(help: ArgumentHelp("Entries per transaction (default: 4000).", valueName: "N"))
    var batch: Int?

    func run(at context: CommandContext) async throws -> Int32 {
        if let batch, !TeamPush.batches.contains(batch) {
            throw CommandError(.usage, "--batch is 1 to \(TeamPush.batches.upperBound)")
        }
        let address = try team { () throws(TeamFailure) in try TeamAddress(to) }
        let store = try auditLog(at: context)
        let notes = Notes(console: context.console, isQuiet: shared.quiet)
        let found = try reading { () throws(AuditFailure) in try store.verify() }
        guard found.ok else {
            throw CommandError(
                .attention,
                "the audit log \(store.path) was tampered with: \(found.why ?? ""). Nothing was pushed.",
                try: "grinderctl audit verify")
        }
        guard let head = found.head,
            let first = try reading({ () throws(AuditFailure) in try store.entry(seq: 1) })
        else {
            if shared.json { print(Self.members(address, nil, of: 0), at: context) }
            notes.note("the audit log is empty; there is nothing to push")
            return 0
        }
        let done = try push(first, head, of: store, to: address, notes)
        for note in done.notes { notes.warn(note) }
        if shared.json {
            print(Self.members(address, done, of: head.seq), at: context)
        } else {
            let count = "\(done.pushed) \(done.pushed == 1 ? "entry" : "entries")"
            printAnswer("pushed \(count); \(Printable.line("\(address)")) has \(done.head)\n", at: context)
        }
        return 0
    }

    private func push(
        _ first: AuditEntry, _ head: AuditPosition, of store: AuditStore, to address: TeamAddress,
        _ notes: Notes
    ) throws -> TeamPush.Done {
        var reached: Int64?
        do {
            return try TeamPush(to: address, batch: batch ?? TeamPush.batches.upperBound).push(
                first: first, head: head,
                reading: { seqs in
                    try reading { () throws(AuditFailure) in
                        try store.entries(matching: EntryFilter(seqs: seqs))
                    }
                },
                progress: { seq in
                    reached = seq
                    if shared.verbose { notes.note("the server has seq \(seq) of \(head.seq)") }
                })
        } catch let failure as TeamFailure {
            let far = reached.map {
                " The server has them up to seq \($0); the rest follows with the next push."
            }
            throw CommandError(failure, consequence: far ?? " Nothing was pushed, and nothing here is lost.")
        }
    }

    private static func members(
        _ address: TeamAddress, _ done: TeamPush.Done?, of last: Int64
    ) -> [(String, JSONValue)] {
        [
            ("to", .string("\(address)")), ("pushed", .integer(Int64(done?.pushed ?? 0))),
            ("lastSeq", .integer(last)),
            ("chain", .string(orNull: done?.chain)), ("head", .string(orNull: done?.head.description)),
            ("notes", .strings(done?.notes ?? [])),
        ]
    }
}

/// Runs something against the shared table; its failures become complaints.
func team<Value>(_ work: () throws(TeamFailure) -> Value) throws(CommandError) -> Value {
    do throws(TeamFailure) {
        return try work()
    } catch {
        throw CommandError(error, consequence: "")
    }
}

extension CommandError {
    init(_ failure: TeamFailure, consequence: String) {
        // The server's own words come in lines, some with a full stop of their own.
        let words = failure.detail.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let said = words.last.map { ".?!".contains($0) } == true ? words : words + "."
        switch failure.kind {
        case .libraryMissing:
            self.init(.configuration, said + consequence, try: "apt-get install libpq5")
        case .address: self.init(.configuration, said + consequence)
        case .unreachable: self.init(.databaseUnavailable, said + consequence)
        case .permission: self.init(.permissions, said + consequence)
        case .unusable: self.init(.badData, said + consequence)
        case .contradiction:
            self.init(
                .attention, "TAMPERED: \(said) Nothing there was overwritten.",
                try: "grinderctl audit verify --from postgres://…")
        }
    }
}
