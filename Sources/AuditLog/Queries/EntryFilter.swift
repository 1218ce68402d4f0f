import GRDB

/// Which entries to read. All conditions must hold; `nil` and empty sets ask nothing. Narrowed in SQL, by index.
package struct EntryFilter: Sendable, Hashable {
    /// Every entry.
    package static let all = EntryFilter()

    package var seqs: ClosedRange<Int64>?
    package var kinds: Set<AuditKind>
    package var investigation: String?
    package var incident: String?
    package var symbol: String?
    package var clientOrderID: String?
    /// A timestamp as entries carry them; those of that instant or later by their writer's clock.
    package var since: String?
    /// At most so many, the last ones; still in the order of seq.
    package var limit: Int?

    package init(
        seqs: ClosedRange<Int64>? = nil, kinds: Set<AuditKind> = [], investigation: String? = nil,
        incident: String? = nil, symbol: String? = nil, clientOrderID: String? = nil, since: String? = nil,
        limit: Int? = nil
    ) {
        self.seqs = seqs
        self.kinds = kinds
        self.investigation = investigation
        self.incident = incident
        self.symbol = symbol
        self.clientOrderID = clientOrderID
        self.since = since
        self.limit = limit
    }

    /// A statement that yields the last matching rows first.
    var query: (sql: String, arguments: StatementArguments) {
        var conditions: [String] = []
        var arguments = StatementArguments()
        func require(_ condition: String, _ values: [(any DatabaseValueConvertible)?]) {
            conditions.append(condition)
            arguments += StatementArguments(values)
        }
        if let seqs { require("seq BETWEEN ? AND ?", [seqs.lowerBound, seqs.upperBound]) }
        if !kinds.isEmpty {
            let places = kinds.map { _ in "?" }.joined(separator: ", ")
            require("kind IN (\(places))", kinds.map(\.rawValue).sorted())
        }
        if let investigation { require("investigation = ?", [investigation]) }
        if let incident { require("incident = ?", [incident]) }
        if let symbol { require("symbol = ?", [symbol]) }
        if let clientOrderID { require("client_order_id = ?", [clientOrderID]) }
        if let since { require("ts >= ?", [since]) }
        var sql = "SELECT \(Rows.selection) FROM entries"
        if !conditions.isEmpty { sql += " WHERE " + conditions.joined(separator: " AND ") }
        sql += " ORDER BY seq DESC"
        if let limit {
            sql += " LIMIT ?"
            arguments += [max(0, limit)]
        }
        return (sql, arguments)
    }
}
