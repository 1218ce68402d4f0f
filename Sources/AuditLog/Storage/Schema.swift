import GRDB

/// The table, its indexes and triggers, and how a database is recognised as ours. What a version brought is never edited:
/// a change is a new version, reached by a step that only adds. The table itself is the contract's and stays.
enum Schema {
    /// `grAL` in ASCII; `file(1)` and SQLite tools show it.
    static let applicationID: Int64 = 0x6772_414C
    static let version = Int64(versions.count)

    static let columns = [
        "seq", "ts", "kind", "investigation", "incident", "operator", "host", "environment", "symbol",
        "client_order_id", "payload", "prev_hash", "hash",
    ]

    struct Object: Sendable, Hashable {
        let name: String
        let sql: String
    }

    /// What each version added to the one before, in the order of creation.
    static let versions: [[Object]] = [
        [Object(name: "entries", sql: table)] + EntryIndex.version1.map(object) + triggers,
        EntryIndex.version2.map(object),
    ]

    private static func object(_ index: EntryIndex) -> Object { Object(name: index.name, sql: index.sql) }

    /// The indexes of a version.
    static func indexes(version: Int64) -> [EntryIndex] {
        version < 2 ? EntryIndex.version1 : EntryIndex.version1 + EntryIndex.version2
    }

    private static let table = """
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
        """

    private static let triggers = [
        Object(
            name: "entries_follow_the_chain",
            sql: """
                CREATE TRIGGER entries_follow_the_chain BEFORE INSERT ON entries
                WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entries)
                    OR NEW.prev_hash IS NOT coalesce(
                        (SELECT hash FROM entries ORDER BY seq DESC LIMIT 1),
                        '\(EntryHash.beforeFirst)')
                BEGIN SELECT RAISE(ABORT, 'the audit log only grows at its end'); END
                """),
        Object(
            name: "entries_are_never_updated",
            sql: """
                CREATE TRIGGER entries_are_never_updated BEFORE UPDATE ON entries
                BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
                """),
        Object(
            name: "entries_are_never_deleted",
            sql: """
                CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
                BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
                """),
    ]

    /// Creates what is missing, version by version; to be called in a transaction, on a blank database or on one of an
    /// earlier version that is as that version made it.
    static func upgrade(_ db: Database) throws {
        let before = try version(of: db)
        guard before < version else { return }
        for objects in versions[Int(before)...] {
            for object in objects { try db.execute(sql: object.sql) }
        }
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(version)")
    }

    static func version(of db: Database) throws -> Int64 {
        try Int64.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    }

    enum Recognition: Equatable {
        /// Nothing in it, not even an application id: just created, or an empty file.
        case blank
        case ours(version: Int64)
        case anotherApplication(String)
        case newer(Int64)
        case damaged(String)
    }

    static func recognise(_ db: Database) throws -> Recognition {
        let application = try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let version = try version(of: db)
        let objects = try Int64.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        if application == 0, version == 0, objects == 0 { return .blank }
        guard application == applicationID else {
            return .anotherApplication("an SQLite database of another application (application_id \(application))")
        }
        guard version <= self.version else { return .newer(version) }
        let found = try String.fetchAll(db, sql: "SELECT name FROM pragma_table_xinfo('entries') ORDER BY cid")
        let type = try String.fetchOne(db, sql: "SELECT type FROM sqlite_master WHERE name = 'entries'")
        guard version >= 1, type == "table", found == columns else {
            return .damaged("its table entries is missing or not the one of version \(version)")
        }
        return .ours(version: version)
    }

    /// How `sqlite_master` differs from what its version made, one sentence an object; empty when it does not.
    static func differences(_ db: Database) throws -> [String] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
        let version = min(max(try version(of: db), 0), self.version)
        var unseen: [String: String] = [:]
        for object in versions[..<Int(version)].joined() { unseen[object.name] = object.sql }
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

/// An index of `entries`. The texts are part of a version of the schema: they are compared with `sqlite_master`
/// verbatim, and a query uses an index on an expression only where it says the same.
struct EntryIndex: Sendable, Hashable {
    let name: String
    /// One or two columns or expressions.
    let key: [String]
    /// Which rows it holds; `nil`: all.
    let condition: String?

    private init(_ name: String, on key: [String], where condition: String? = nil) {
        self.name = name
        self.key = key
        self.condition = condition
    }

    private init(column: String) {
        self.init("entries_by_\(column)", on: [column], where: "\(column) IS NOT NULL")
    }

    var sql: String {
        "CREATE INDEX \(name) ON entries (\(key.joined(separator: ", ")))" + (condition.map { " WHERE \($0)" } ?? "")
    }

    static let kind = EntryIndex("entries_by_kind", on: ["kind"])
    static let investigation = EntryIndex(column: "investigation")
    static let incident = EntryIndex(column: "incident")
    static let symbol = EntryIndex(column: "symbol")
    static let clientOrderID = EntryIndex(column: "client_order_id")
    static let time = EntryIndex("entries_by_ts", on: ["ts"])
    static let `operator` = EntryIndex("entries_by_operator", on: ["operator"])
    static let environment = EntryIndex("entries_by_environment", on: ["environment"])

    /// Only of these kinds are payloads looked into: they are few, and what is asked is about them.
    private static let actions =
        "kind IN ('action.planned', 'action.refused', 'action.intent', 'action.outcome', 'action.verified', "
        + "'action.resolved', 'reset.step', 'plan.approved')"
    static let action = EntryIndex("entries_by_action", on: [text("action")], where: actions)
    /// Of a plan and a refusal that do not say another: `planned`, `refused`.
    static let outcome = EntryIndex(
        "entries_by_outcome",
        on: [
            "coalesce(\(text("outcome")), "
                + "CASE kind WHEN 'action.planned' THEN 'planned' WHEN 'action.refused' THEN 'refused' END)"
        ], where: actions)
    /// The intent an entry speaks of, and whether it settles it: see ``OpenIntents``.
    static let intent = EntryIndex(
        "entries_by_intent",
        on: [
            "CASE WHEN json_valid(payload) THEN CASE json_type(payload, '$.intent') WHEN 'integer' THEN "
                + "json_extract(payload, '$.intent') END END",
            "CASE WHEN NOT json_valid(payload) THEN 0 WHEN json_extract(payload, '$.outcome') IS 'unknown' "
                + "OR json_type(payload, '$.settled') IS 'false' THEN 0 "
                + "WHEN kind <> 'action.outcome' AND json_type(payload, '$.settled') IS 'true' THEN 1 "
                + "ELSE json_extract(payload, '$.outcome') IS 'done' "
                + "OR json_extract(payload, '$.outcome') IS 'not-executed' END",
        ], where: "kind IN ('action.outcome', 'action.verified', 'action.resolved')")

    private static func text(_ member: String) -> String {
        "CASE WHEN json_valid(payload) THEN CASE json_type(payload, '$.\(member)') WHEN 'text' THEN "
            + "json_extract(payload, '$.\(member)') END END"
    }

    /// By the version of the schema that brought them.
    static let version1 = [kind, investigation, incident, symbol, clientOrderID]
    static let version2 = [time, `operator`, environment, action, outcome, intent]
}
