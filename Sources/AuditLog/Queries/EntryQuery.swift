import GRDB

/// Runs a filter. Which index serves it best is counted, not guessed: SQLite keeps no statistics of a log that only
/// grows, and would take any.
struct EntryQuery {
    let filter: EntryFilter
    /// Of the version of the schema the log has.
    let indexes: [EntryIndex]

    /// An index that finds more rows than this is not worth it when only the last few are wanted: they are near the end.
    private static let few = 5_000
    /// When all are wanted, it is worth it much longer.
    private static let many = 250_000

    /// In the order of seq.
    func entries(in db: Database, of file: LogFile) throws -> [AuditEntry] {
        if let limit = filter.limit, limit < 1 { return [] }
        let request = try request(in: db)
        let statement = try db.makeStatement(sql: request.sql)
        try statement.setArguments(request.arguments)
        return try Rows.entries(statement, in: db, of: file).sorted { $0.seq < $1.seq }
    }

    /// What SQLite is asked.
    func request(in db: Database) throws -> (sql: String, arguments: StatementArguments) {
        let path = try path(in: db)
        let byTime = path == .time && filter.limit != nil
        var sql = "SELECT \(Rows.selection) FROM entries\(hint(path))"
        var arguments = StatementArguments()
        var wanted = filter.conditions.map(\.sql)
        for condition in filter.conditions { arguments += StatementArguments(condition.arguments) }
        if let seqs = filter.seqs {
            wanted.append("seq BETWEEN ? AND ?")
            arguments += [seqs.lowerBound, seqs.upperBound]
        }
        if !wanted.isEmpty { sql += " WHERE " + wanted.joined(separator: " AND ") }
        sql += byTime ? " ORDER BY ts DESC, seq DESC" : " ORDER BY seq DESC"
        if let limit = filter.limit {
            sql += " LIMIT ?"
            arguments += [limit]
        }
        return (sql, arguments)
    }

    /// `INDEXED BY` fails where the index cannot serve, and so never does something slow instead.
    private func hint(_ index: EntryIndex?) -> String {
        // A log of an earlier version, which may not be written: SQLite makes do with what there is.
        guard indexes.contains(.time) else { return "" }
        return index.map { " INDEXED BY \($0.name)" } ?? " NOT INDEXED"
    }

    /// An index finds so few that they may stand in memory at once.
    func isServedByIndex(in db: Database) throws -> Bool {
        guard indexes.contains(.time) else { return false }
        return try filter.conditions.contains { try Self.count($0, upTo: Self.few, in: db) < Self.few }
    }

    /// The index to go by; `nil`: by seq.
    private func path(in db: Database) throws -> EntryIndex? {
        guard indexes.contains(.time), filter.seqs.map({ $0.count > Self.few }) ?? true else { return nil }
        let bound = filter.limit == nil ? Self.many : Self.few
        var best: (index: EntryIndex, count: Int)?
        for condition in filter.conditions {
            let count = try Self.count(condition, upTo: min(bound, best?.count ?? bound), in: db)
            if count < best?.count ?? bound { best = (condition.index, count) }
        }
        if let best { return best.index }
        return filter.since == nil && filter.until == nil ? nil : .time
    }

    private static func count(_ condition: EntryFilter.Condition, upTo bound: Int, in db: Database) throws -> Int {
        try Int.fetchOne(
            db,
            sql: "SELECT count(*) FROM (SELECT 1 FROM entries INDEXED BY \(condition.index.name) "
                + "WHERE \(condition.sql) LIMIT \(bound))", arguments: StatementArguments(condition.arguments)) ?? 0
    }
}
