import GRDB

/// The tables, indexes and triggers of version 1, and how a database is recognised as ours.
/// The texts are compared with `sqlite_master` verbatim; a change is a new version, never an edit.
enum Schema {
    /// `grAL` in ASCII; `file(1)` and SQLite tools show it.
    static let applicationID: Int64 = 0x6772_414C
    static let version: Int64 = 1

    static let columns = [
        "seq", "ts", "kind", "investigation", "incident", "operator", "host", "environment", "symbol",
        "client_order_id", "payload", "prev_hash", "hash",
    ]

    /// Objects by name.
    static let objects: [String: String] = [
        "entries": """
        CREATE TABLE entries (
            seq INTEGER PRIMARY KEY CHECK (seq >= 1),
            ts TEXT NOT NULL,
            kind TEXT NOT NULL,
            investigation TEXT,
            incident TEXT,
            operator TEXT NOT NULL,
            host TEXT NOT NULL,
            environment TEXT NOT NULL,
            symbol TEXT,
            client_order_id TEXT,
            payload TEXT NOT NULL,
            prev_hash TEXT NOT NULL,
            hash TEXT NOT NULL
        ) STRICT
        """,
        "entries_by_kind": "CREATE INDEX entries_by_kind ON entries (kind)",
        "entries_by_investigation": index(on: "investigation"),
        "entries_by_incident": index(on: "incident"),
        "entries_by_symbol": index(on: "symbol"),
        "entries_by_client_order_id": index(on: "client_order_id"),
        "entries_follow_the_chain": """
        CREATE TRIGGER entries_follow_the_chain BEFORE INSERT ON entries
        WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entries)
            OR NEW.prev_hash IS NOT coalesce(
                (SELECT hash FROM entries ORDER BY seq DESC LIMIT 1),
                '\(EntryHash.beforeFirst)')
        BEGIN SELECT RAISE(ABORT, 'the audit log only grows at its end'); END
        """,
        "entries_are_never_updated": """
        CREATE TRIGGER entries_are_never_updated BEFORE UPDATE ON entries
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
        """,
        "entries_are_never_deleted": """
        CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
        """,
    ]

    private static func index(on column: String) -> String {
        "CREATE INDEX entries_by_\(column) ON entries (\(column)) WHERE \(column) IS NOT NULL"
    }

    /// Creates everything. To be called in a transaction, on a blank database.
    static func create(in db: Database) throws {
        let order = objects.keys.sorted { ($0 != "entries" ? 1 : 0, $0) < ($1 != "entries" ? 1 : 0, $1) }
        for name in order { try db.execute(sql: objects[name] ?? "") }
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(version)")
    }

    enum Recognition: Equatable {
        /// Nothing in it, not even an application id: just created, or an empty file.
        case blank
        case ours
        case anotherApplication(String)
        case newer(Int64)
        case damaged(String)
    }

    static func recognise(_ db: Database) throws -> Recognition {
        let application = try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let version = try Int64.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let objects = try Int64.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        if application == 0, version == 0, objects == 0 { return .blank }
        guard application == applicationID else {
            return .anotherApplication("an SQLite database of another application (application_id \(application))")
        }
        guard version <= self.version else { return .newer(version) }
        let found = try String.fetchAll(db, sql: "SELECT name FROM pragma_table_info('entries') ORDER BY cid")
        let type = try String.fetchOne(db, sql: "SELECT type FROM sqlite_master WHERE name = 'entries'")
        guard version == self.version, type == "table", found == columns else {
            return .damaged("its table entries is missing or not the one of version \(self.version)")
        }
        return .ours
    }

    /// How `sqlite_master` differs from version 1, one sentence an object; empty when it does not.
    static func differences(_ db: Database) throws -> [String] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
        var unseen = objects
        var differences: [String] = []
        for row in rows {
            let type: String = row["type"] ?? "object"
            let name: String = row["name"] ?? ""
            let sql: String? = row["sql"]
            guard let expected = unseen.removeValue(forKey: name) else {
                differences.append("an extra \(type) \(name) is in the database")
                continue
            }
            if sql != expected { differences.append("the \(type) \(name) was altered") }
        }
        return (differences + unseen.keys.map { "\($0) was dropped from the database" }).sorted()
    }
}
