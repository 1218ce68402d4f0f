import ArgumentParser
import AuditLog

struct AuditList: BenchCommand {
    static let name = "audit list"
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The entries, oldest first; the last 50 unless --all.",
        discussion: """
            --manual-cancels answers who cancelled what, when and why, and what became of it: one line a request. \
            --csv is safe to open in a spreadsheet: what would be a formula there begins with a quote.

            EXAMPLES
              grinderctl audit list
              grinderctl audit list --kind verdict --symbol BTCUSDT --since 7d
              grinderctl audit list --manual-cancels --since 30d --csv
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @OptionGroup var which: AuditFlags

    @Flag(help: "Cancel requests instead, one a line: who, when, what, why, ticket, outcome.")
    var manualCancels = false

    @Flag(help: "As comma-separated values.")
    var csv = false

    @Option(help: ArgumentHelp("At most so many, the last ones.", valueName: "N"))
    var limit: Int?

    @Flag(help: "Every entry.")
    var all = false

    func run(at bench: Bench) async throws -> Int32 {
        if let limit, limit < 1 { throw Complaint(.usage, "--limit must be at least 1") }
        guard !(csv && shared.json) else { throw Complaint(.usage, "--csv and --json exclude each other") }
        let isWhole = all || (shared.json || csv || manualCancels) && limit == nil
        var filter = try which.filter(incident: shared.incident, limit: isWhole ? nil : limit ?? 50, at: bench)
        let store = try auditLog(at: bench)
        // Before anything is printed: an error leaves no second object behind an answer.
        let status = try exit(afterReading: store, at: bench)
        if manualCancels {
            guard filter.kinds.isEmpty else {
                throw Complaint(.usage, "--manual-cancels and --kind exclude each other")
            }
            filter.kinds = [.actionIntent]
            let cancels = try reading { () throws(AuditFailure) in try ManualCancel.find(filter, in: store) }
            show(cancels, at: bench)
        } else {
            show(try reading { () throws(AuditFailure) in try store.entries(matching: filter) }, at: bench)
        }
        return status
    }

    private func show(_ entries: [AuditEntry], at bench: Bench) {
        if shared.json {
            print([("entries", .array(entries.map(EntryText.json)))], at: bench)
        } else if csv {
            bench.console.output(CSV.text([AuditEntry.columnNames] + entries.map(CSV.row)))
        } else {
            let palette = bench.palette(shared)
            bench.console.output(entries.map { EntryText(entry: $0, palette: palette).line + "\n" }.joined())
        }
    }

    private func show(_ cancels: [ManualCancel], at bench: Bench) {
        if shared.json {
            print(
                [
                    ("entries", .array(cancels.map { EntryText.json($0.intent) })),
                    ("cancels", .array(cancels.map(\.json))),
                ], at: bench)
        } else if csv {
            bench.console.output(CSV.text([ManualCancel.titles] + cancels.map(\.fields)))
        } else if cancels.isEmpty {
            bench.console.error("note: no such cancel is recorded\n")
        } else {
            bench.console.output(cancels.map { $0.line + "\n" }.joined())
        }
    }
}
