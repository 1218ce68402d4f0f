import AuditLog
import Foundation
import GRDB
import GRDBSQLite
import Glibc

/// What the audit log's promises cost, beside SQLite without them. See README.md.
@main
struct AuditBenchmarks {
    private let rows: Int
    private let path: String

    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count <= 2, let rows = Int(arguments.first ?? "1000000"), rows > 0 else {
            print("usage: AuditBenchmarks [ENTRIES [LOG]]")
            exit(64)
        }
        if arguments.count == 2, let log = arguments.last {
            // Made once, and then only read.
            let benchmarks = AuditBenchmarks(rows: rows, path: log)
            if !FileManager.default.fileExists(atPath: log) { try benchmarks.fill() }
            try benchmarks.compareVerification()
            try benchmarks.ask()
            return
        }
        let folder = FileManager.default.temporaryDirectory.path + "/audit-benchmarks-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let benchmarks = AuditBenchmarks(rows: rows, path: folder + "/audit.db")
        try benchmarks.compareAppends(folder)
        try benchmarks.fill()
        try benchmarks.compareVerification()
        try benchmarks.ask()
    }

    private func open(_ access: AuditStore.Access, at other: String? = nil, now: String? = nil) throws -> AuditStore {
        try AuditStore.open(
            path: other ?? path, access: access,
            identity: AuditIdentity(operator: "ada", host: "oncall-1", environment: "mainnet"),
            now: { now ?? "2026-03-08T12:00:00.000Z" })
    }

    // MARK: - Appending

    private func compareAppends(_ folder: String) throws {
        let count = 500
        var incidents = Incidents()
        let drafts = (0..<count).flatMap { _ in incidents.investigation(after: 0) }.prefix(count)
        let raw = try DatabaseQueue(path: folder + "/raw.db")
        try raw.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
            try db.execute(
                sql: "CREATE TABLE entries (seq INTEGER PRIMARY KEY, a, b, c, d, e, f, g, h, i, payload, j, k)")
        }
        let plain = try best(of: 3) {
            for draft in drafts {
                let text = String(repeating: "x", count: "\(draft.payload)".utf8.count / 2)
                try raw.write {
                    try $0.execute(
                        sql: "INSERT INTO entries (a, b, c, h, i, payload, j, k) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        arguments: [
                            "2026-03-08T12:00:00.000Z", draft.kind.rawValue, draft.investigation, draft.symbol,
                            draft.clientOrderID, text, String(repeating: "0", count: 64),
                            String(repeating: "1", count: 64),
                        ])
                }
            }
        }
        let store = try open(.append, at: folder + "/appends.db")
        let own = try best(of: 3) { for draft in drafts { _ = try store.append(draft) } }
        tell(
            "append, each on the disk before the next", own / Double(count), beside: plain / Double(count),
            "a raw INSERT")
    }

    private func fill() throws {
        let store = try open(.append)
        var incidents = Incidents()
        var batch: [EntryDraft] = []
        var last: Int64 = 0
        var written = 0
        while last < rows {
            let drafts = incidents.investigation(after: last)
            last += Int64(drafts.count)
            batch += drafts
            if batch.count > 20_000 || last >= rows {
                written += try store.append(batch).count
                batch = []
            }
        }
        print("\(written) entries, \(try FileManager.default.attributesOfItem(atPath: path)[.size] ?? 0) bytes")
    }

    // MARK: - Reading

    private func compareVerification() throws {
        let store = try open(.read)
        var found: Verification?
        var processor = Self.processorSeconds
        let own = try best(of: 3) { found = try store.verify() }
        let ownProcessor = (Self.processorSeconds - processor) / 3
        processor = Self.processorSeconds
        let deep = try best(of: 3) { _ = try store.verify(deeply: true) }
        let deepProcessor = (Self.processorSeconds - processor) / 3
        guard found?.ok == true else { fatalError("\(String(describing: found))") }
        let queue = try DatabaseQueue(path: path)
        let plain = try best(of: 3) { try queue.read { try Self.readPlainly($0) } }
        tell("verify", own, beside: plain, "reading every column of every row, one thread")
        tell("verify --deep", deep, beside: plain, "the same")
        print(String(format: "  processor time, at a mean: %.2f s, --deep %.2f s", ownProcessor, deepProcessor))
        print("  memory at most \(Self.peakMegabytes) MB")
        let end = try best(of: 3) { _ = try store.checkEnd() }
        tell("the end that list, show and head check", end)
    }

    private static func readPlainly(_ db: Database) throws {
        let owner = try db.makeStatement(sql: "SELECT * FROM entries ORDER BY seq")
        let statement = owner.sqliteStatement
        defer { withExtendedLifetime(owner) { _ = sqlite3_reset(statement) } }
        var bytes = 0
        while sqlite3_step(statement) == SQLITE_ROW {
            for column in 0..<Int32(13) where sqlite3_column_text(statement, column) != nil {
                bytes += Int(sqlite3_column_bytes(statement, column))
            }
        }
        guard bytes > 0 else { fatalError("nothing was read") }
    }

    /// Of all threads: on a busy machine it says more than the clock.
    private static var processorSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return [usage.ru_utime, usage.ru_stime].map { Double($0.tv_sec) + Double($0.tv_usec) / 1e6 }.reduce(0, +)
    }

    private static var peakMegabytes: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss / 1_024
    }

    private func ask() throws {
        let filters: [(String, EntryFilter)] = [
            ("the last 50", EntryFilter(limit: 50)), ("a common symbol", EntryFilter(symbol: "BTCUSDT", limit: 50)),
            ("a rare symbol", EntryFilter(symbol: "DOGEUSDT", limit: 50)),
            ("a symbol there is not", EntryFilter(symbol: "XRPUSDT", limit: 50)),
            ("an operator there is not", EntryFilter(operator: "bob", limit: 50)),
            ("an environment there is not", EntryFilter(environment: "demo", limit: 50)),
            ("one order", EntryFilter(clientOrderID: "grinder_d_BTCUSDT_1_1772971200_1")),
            ("one incident", EntryFilter(incident: "INC-77")), ("a kind", EntryFilter(kinds: [.verdict], limit: 50)),
            ("a kind there is not", EntryFilter(kinds: [.resetStep], limit: 50)),
            ("an action", EntryFilter(actions: ["cancel"], limit: 50)),
            ("an action there is not", EntryFilter(actions: ["flatten"], limit: 50)),
            ("an outcome", EntryFilter(outcomes: ["verified"], limit: 50)),
            ("an outcome there is not", EntryFilter(outcomes: ["failed"], limit: 50)),
            ("since then", EntryFilter(since: "2026-03-01T00:00:00.000Z", limit: 50)),
            ("until then", EntryFilter(until: "2026-03-01T00:00:00.000Z", limit: 50)),
            ("two that meet rarely", EntryFilter(symbol: "BTCUSDT", actions: ["flatten"], limit: 50)),
        ]
        for (name, filter) in filters {
            var count = 0
            let time = try best(of: 3) { count = try open(.read).entries(matching: filter).count }
            tell("list: \(name) (\(count))", time)
        }
        tell("open intents", try best(of: 3) { _ = try open(.read).openIntents(limit: 4) })
    }

    // MARK: - Telling

    private func best(of runs: Int, _ body: () throws -> Void) rethrows -> Double {
        var best = Double.infinity
        for _ in 0..<runs {
            let start = ContinuousClock.now
            try body()
            let taken = (ContinuousClock.now - start).components
            best = min(best, Double(taken.seconds) + Double(taken.attoseconds) / 1e18)
        }
        return best
    }

    private func tell(_ what: String, _ seconds: Double, beside plain: Double? = nil, _ than: String = "") {
        func milliseconds(_ seconds: Double) -> String { String(format: "%.3f ms", seconds * 1_000) }
        var line = "\(what): \(milliseconds(seconds))"
        if let plain { line += ", \(String(format: "%.2f", seconds / plain)) times \(than) (\(milliseconds(plain)))" }
        print(line)
    }
}
