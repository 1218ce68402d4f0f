import GRDB

/// Which entries to read. All conditions must hold; `nil` and empty sets ask nothing. Narrowed in SQL, by index.
package struct EntryFilter: Sendable, Hashable {
    /// Every entry.
    package static let all = EntryFilter()

    /// The words an entry may say of what became of it.
    package static let outcomes = [
        "planned", "refused", "done", "not-executed", "verified", "failed", "unknown", "resolved",
    ]

    package var seqs: ClosedRange<Int64>?
    package var kinds: Set<AuditKind>
    package var investigation: String?
    package var incident: String?
    package var symbol: String?
    package var clientOrderID: String?
    package var `operator`: String?
    package var environment: String?
    /// What a plan, refusal, intent, outcome or look back is about: `cancel`. Not what a verdict recommends.
    package var actions: Set<String>
    /// What became of it, as its entry says: see ``outcomes``.
    package var outcomes: Set<String>
    /// A timestamp as entries carry them; those of that instant or later by their writer's clock.
    package var since: String?
    /// Those of that instant or earlier.
    package var until: String?
    /// At most so many, the last ones: of a span of time by their time, else by their seq. In the order of seq.
    package var limit: Int?

    package init(
        seqs: ClosedRange<Int64>? = nil, kinds: Set<AuditKind> = [], investigation: String? = nil,
        incident: String? = nil, symbol: String? = nil, clientOrderID: String? = nil, operator: String? = nil,
        environment: String? = nil, actions: Set<String> = [], outcomes: Set<String> = [], since: String? = nil,
        until: String? = nil, limit: Int? = nil
    ) {
        self.seqs = seqs
        self.kinds = kinds
        self.investigation = investigation
        self.incident = incident
        self.symbol = symbol
        self.clientOrderID = clientOrderID
        self.operator = `operator`
        self.environment = environment
        self.actions = actions
        self.outcomes = outcomes
        self.since = since
        self.until = until
        self.limit = limit
    }

    /// One condition, and the index that finds what satisfies it.
    struct Condition {
        let sql: String
        let arguments: [String]
        let index: EntryIndex
    }

    var conditions: [Condition] {
        var conditions: [Condition] = []
        func require(_ index: EntryIndex, _ values: Set<String>) {
            guard !values.isEmpty else { return }
            let places = values.map { _ in "?" }.joined(separator: ", ")
            // An index on an expression holds only some kinds; to use it the query must ask for them too.
            let kinds = index.isOnPayload ? index.condition.map { "\($0) AND " } ?? "" : ""
            conditions.append(
                Condition(sql: "\(kinds)\(index.key[0]) IN (\(places))", arguments: values.sorted(), index: index))
        }
        func require(_ index: EntryIndex, _ value: String?) { require(index, Set([value].compactMap(\.self))) }
        require(.clientOrderID, clientOrderID)
        require(.investigation, investigation)
        require(.incident, incident)
        require(.outcome, outcomes)
        require(.action, actions)
        require(.kind, Set(kinds.map(\.rawValue)))
        require(.symbol, symbol)
        require(.operator, `operator`)
        require(.environment, environment)
        if since != nil || until != nil {
            let bounds = [since.map { _ in "ts >= ?" }, until.map { _ in "ts <= ?" }].compactMap(\.self)
            conditions.append(
                Condition(
                    sql: bounds.joined(separator: " AND "), arguments: [since, until].compactMap(\.self), index: .time))
        }
        return conditions
    }
}

extension EntryIndex {
    fileprivate var isOnPayload: Bool { [.action, .outcome, .intent].contains(self) }
}

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
