import ArgumentParser
import AuditLog
import TriageCore

struct AuditExport: BenchCommand {
    static let name = "audit export"
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Every entry as a line of JSON, columns as stored: audit verify FILE checks it anywhere.",
        discussion: """
            EXAMPLES
              grinderctl audit export > export.jsonl
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    private static let batch: Int64 = 5_000

    func run(at bench: Bench) async throws -> Int32 {
        let store = try auditLog(at: bench)
        let status = try exit(afterReading: store, at: bench)
        // What is appended meanwhile is left for the next export.
        let end = try reading { () throws(AuditFailure) in try store.head() }?.seq ?? 0
        var next: Int64? = 1
        // By the seqs there are: those of a log that was tampered with may lie anywhere.
        while let from = next, let start = try reading({ () throws(AuditFailure) in try store.firstSeq(from: from) }),
            start <= end
        {
            let (last, overflow) = start.addingReportingOverflow(Self.batch - 1)
            let seqs = start...(overflow ? end : min(end, last))
            let entries = try reading { () throws(AuditFailure) in
                try store.entries(matching: EntryFilter(seqs: seqs))
            }
            var text = ""
            for entry in entries {
                do throws(CanonicalJSONError) {
                    text += try ExportLine(entry).text() + "\n"
                } catch {
                    if status != 0 { return status }
                    throw Complaint(.badData, "seq \(entry.seq) cannot be exported: \(error)")
                }
            }
            bench.console.output(text)
            guard bench.console.outputFailure == nil else { break }
            next = seqs.upperBound == Int64.max ? nil : seqs.upperBound + 1
        }
        return status
    }
}
