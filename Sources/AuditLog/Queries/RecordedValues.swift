import GRDB

extension AuditStore {
    /// A column whose values are anybody's.
    package enum OpenColumn: String, Sendable, Hashable, CaseIterable {
        case symbol, `operator`, incident
        case order = "client_order_id"

        var index: EntryIndex {
            switch self {
            case .symbol: .symbol
            case .operator: .operator
            case .incident: .incident
            case .order: .clientOrderID
            }
        }
    }

    /// Whether an entry has the value in that column.
    package func holds(_ value: String, in column: OpenColumn) throws(AuditFailure) -> Bool {
        try read { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM entries WHERE \(column.rawValue) = ?)", arguments: [value])
                ?? false
        }
    }

    /// Client order ids that hold the text, each once; `most` of them.
    package func orders(naming text: String, most: Int = 50) throws(AuditFailure) -> [String] {
        try read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT client_order_id FROM entries
                    WHERE client_order_id IS NOT NULL AND instr(client_order_id, ?) > 0 LIMIT ?
                    """, arguments: [text, most])
        }
    }

    /// The different values of a column: all of them where they are at most so many, else those that stand beside the
    /// given one in the alphabet.
    package func values(of column: OpenColumn, near value: String, limit: Int) throws(AuditFailure) -> [String] {
        try read { db in
            let name = column.rawValue
            guard try Self.indexes(of: db).contains(column.index) else { return [] }
            let from = "FROM entries INDEXED BY \(column.index.name)"
            // From value to value, without reading the entries between.
            let all = try String.fetchAll(
                db,
                sql: """
                    WITH RECURSIVE seen (value, count) AS (
                        SELECT (SELECT min(\(name)) \(from) WHERE \(name) IS NOT NULL), 1
                        UNION ALL
                        SELECT (SELECT min(\(name)) \(from) WHERE \(name) > value), count + 1
                        FROM seen WHERE value IS NOT NULL AND count <= \(limit)
                    ) SELECT value FROM seen WHERE value IS NOT NULL
                    """)
            guard all.count > limit else { return all }
            func beside(_ comparison: String, _ order: String) throws -> [String] {
                try String.fetchAll(
                    db,
                    sql:
                        "SELECT DISTINCT \(name) \(from) WHERE \(name) \(comparison) ? ORDER BY \(name) \(order) LIMIT 2",
                    arguments: [value])
            }
            return try beside("<", "DESC").reversed() + beside(">=", "ASC")
        }
    }

    /// Investigations whose id begins so, at most so many, in their order.
    package func investigations(beginning text: String, limit: Int) throws(AuditFailure) -> [String] {
        try read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT investigation FROM entries WHERE investigation >= ? AND investigation < ?
                    ORDER BY investigation LIMIT ?
                    """, arguments: [text, text + "\u{10FFFF}", limit])
        }
    }
}
