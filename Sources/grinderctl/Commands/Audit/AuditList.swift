import ArgumentParser
import AuditLog

struct AuditList: BenchCommand {
    static let name = "audit list"
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The entries, oldest first; the last 50 unless --all.")

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Option(help: ArgumentHelp("Only this kind, like verdict or action.intent. Repeatable.", valueName: "KIND"))
    var kind: [String] = []

    @Option(help: ArgumentHelp("Only this symbol.", valueName: "S"))
    var symbol: String?

    @Option(help: ArgumentHelp("Only this client order id.", valueName: "CID"))
    var id: String?

    @Option(help: ArgumentHelp("At most so many, the last ones.", valueName: "N"))
    var limit: Int?

    @Flag(help: "Every entry.")
    var all = false

    func run(at bench: Bench) async throws -> Int32 {
        let kinds = try kind.map { word in
            guard let kind = AuditKind(rawValue: word) else {
                let hint = Suggestion.closest(to: word, among: AuditKind.allCases.map(\.rawValue))
                throw Complaint(.usage, "there is no kind \(word)" + (hint.map { "; did you mean \($0)?" } ?? ""))
            }
            return kind
        }
        if let limit, limit < 1 { throw Complaint(.usage, "--limit must be at least 1") }
        let store = try auditLog(at: bench)
        let filter = EntryFilter(
            kinds: Set(kinds), incident: shared.incident, symbol: symbol, clientOrderID: id,
            limit: all || shared.json && limit == nil ? nil : limit ?? 50)
        let entries = try reading { () throws(AuditFailure) in try store.entries(matching: filter) }
        if shared.json {
            print([("entries", .array(entries.map(EntryText.json)))], at: bench)
        } else {
            let palette = bench.palette(shared)
            bench.console.output(entries.map { EntryText(entry: $0, palette: palette).line + "\n" }.joined())
        }
        return try exit(afterReading: store, at: bench)
    }
}
