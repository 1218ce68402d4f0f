import ArgumentParser
import AuditLog

struct AuditShow: BenchCommand {
    static let name = "audit show"
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One entry by its seq, or all of an investigation or incident.",
        discussion: """
            EXAMPLES
              grinderctl audit show 12
              grinderctl audit show INC-42 --json
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Argument(help: ArgumentHelp("Seq, investigation or incident.", valueName: "WHICH"), completion: .cases)
    var which: String

    func run(at bench: Bench) async throws -> Int32 {
        let store = try auditLog(at: bench)
        let entries = try reading { () throws(AuditFailure) in try find(in: store) }
        guard !entries.isEmpty else {
            // An entry that was deleted is not one that never was.
            let status = try exit(afterReading: store, at: bench)
            guard status == 0 else { return status }
            throw Complaint(
                .inputMissing, "the audit log has no entry, investigation or incident \(which)",
                try: "grinderctl audit list")
        }
        if shared.json {
            print([("entries", .array(entries.map(EntryText.json)))], at: bench)
        } else {
            let palette = bench.palette(shared)
            bench.console.output(entries.map { EntryText(entry: $0, palette: palette).block }.joined(separator: "\n"))
        }
        return try exit(afterReading: store, at: bench)
    }

    private func find(in store: AuditStore) throws(AuditFailure) -> [AuditEntry] {
        if let seq = Int64(which) { return try store.entries(matching: EntryFilter(seqs: seq...seq)) }
        let investigation = try store.entries(matching: EntryFilter(investigation: which))
        return investigation.isEmpty ? try store.entries(matching: EntryFilter(incident: which)) : investigation
    }
}
