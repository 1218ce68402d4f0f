import GRDB
import Testing
import TriageCore

@testable import AuditLog

/// How SQLite answers each filter: by an index wherever one serves, never by looking at every entry.
@Suite struct QueryPlanTests {
    static let filters: [(EntryFilter, String)] = [
        (EntryFilter(investigation: "inv-7"), "entries_by_investigation"),
        (EntryFilter(incident: "INC-7"), "entries_by_incident"), (EntryFilter(symbol: "ETHUSDT"), "entries_by_symbol"),
        (EntryFilter(clientOrderID: "id-7"), "entries_by_client_order_id"),
        (EntryFilter(operator: "bob"), "entries_by_operator"),
        (EntryFilter(environment: "demo"), "entries_by_environment"),
        (EntryFilter(kinds: [.verdict]), "entries_by_kind"),
        (EntryFilter(actions: ["cancel"]), "entries_by_action"),
        (EntryFilter(outcomes: ["failed", "unknown"]), "entries_by_outcome"),
        (EntryFilter(since: "2026-03-08T11:00:00.000Z"), "entries_by_ts"),
        (EntryFilter(until: "2026-03-08T11:00:00.000Z"), "entries_by_ts"),
        (EntryFilter(symbol: "ETHUSDT", actions: ["cancel"]), "entries_by_symbol entries_by_action"),
    ]

    @Test(arguments: filters, [nil, 50])
    func `a filter goes by its index`(_ row: (EntryFilter, String), _ limit: Int?) throws {
        let log = try TemporaryLog()
        try log.filled(300)
        var filter = row.0
        filter.limit = limit
        let plan = try log.open().read { db in
            let request = try EntryQuery(filter: filter, indexes: Schema.indexes(version: Schema.version)).request(
                in: db)
            let rows = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(request.sql)", arguments: request.arguments)
            return rows.map { $0["detail"] as String }.joined(separator: "; ")
        }
        #expect(row.1.split(separator: " ").contains { plan.contains("SEARCH entries USING INDEX \($0) ") }, "\(plan)")
        #expect(!plan.contains("SCAN"), "\(plan)")
    }

    @Test func `the last entries and a range of seqs are found by seq`() throws {
        let log = try TemporaryLog()
        try log.filled(300)
        for filter in [EntryFilter(limit: 50), EntryFilter(seqs: 5...9)] {
            let plan = try log.open().read { db in
                let request = try EntryQuery(filter: filter, indexes: Schema.indexes(version: Schema.version))
                    .request(in: db)
                let rows = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(request.sql)", arguments: request.arguments)
                return rows.map { $0["detail"] as String }.joined(separator: "; ")
            }
            #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
            #expect(filter.limit != nil || plan.contains("USING INTEGER PRIMARY KEY"), "\(plan)")
        }
    }
}
