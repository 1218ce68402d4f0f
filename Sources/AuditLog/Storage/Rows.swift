import GRDB
import GRDBSQLite

/// Rows of `entries` as bytes and as values. They are stepped through by SQLite's own functions, which hand out the bytes
/// of a text: C strings would hide what a tamperer wrote behind a NUL.
enum Rows {
    static let selection = Schema.columns.joined(separator: ", ")

    /// Each row of a statement that selects ``selection``.
    static func each(
        _ statement: Statement, in db: Database, _ body: (Result<RawEntry, RawEntry.Unreadable>) throws -> Void
    ) throws {
        let room = RawEntry.RowBuffer()
        let handle = statement.sqliteStatement
        // The handle lives as long as its statement.
        defer { withExtendedLifetime(statement) { _ = sqlite3_reset(handle) } }
        while try step(handle, in: db) {
            guard sqlite3_column_type(handle, 0) == SQLITE_INTEGER else {
                try body(.failure(.init(seq: 0, reason: "seq is not an integer")))
                continue
            }
            let seq = sqlite3_column_int64(handle, 0)
            if let column = read(handle, into: room) {
                let isNull = sqlite3_column_type(handle, Int32(column.rawValue + 1)) == SQLITE_NULL
                try body(.failure(.init(seq: seq, reason: "\(column.name) is \(isNull ? "missing" : "not text")")))
            } else {
                try body(.success(room.entry(seq: seq)))
            }
        }
    }

    /// The first column that is not as it should be.
    private static func read(_ handle: OpaquePointer, into room: RawEntry.RowBuffer) -> RawEntry.Column? {
        for index in 0..<RawEntry.Column.count {
            let value = sqlite3_column_value(handle, Int32(truncatingIfNeeded: index + 1))
            let type = sqlite3_value_type(value)
            if type == SQLITE_TEXT {
                // In this order: asking for its size makes the text UTF-8.
                let count = Int(sqlite3_value_bytes(value))
                room.set(index, UnsafeRawBufferPointer(start: sqlite3_value_blob(value), count: count))
            } else if type == SQLITE_NULL, RawEntry.Column.mayBeNull & (1 << index) != 0 {
                room.setNull(index)
            } else {
                return RawEntry.Column(rawValue: index)
            }
        }
        return nil
    }

    static func step(_ handle: OpaquePointer, in db: Database) throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw DatabaseError(resultCode: db.lastErrorCode, message: db.lastErrorMessage)
        }
    }

    /// Copies, in the order of the statement.
    static func entries(_ statement: Statement, in db: Database, of file: LogFile) throws -> [AuditEntry] {
        var entries: [AuditEntry] = []
        try each(statement, in: db) { row in
            switch row {
            case .success(let row):
                for column in RawEntry.Column.allCases {
                    guard let bytes = row[column], String(validating: bytes, as: UTF8.self) == nil else { continue }
                    throw file.failure(.alteredEntry, "seq \(row.seq): \(column.name) is not UTF-8")
                }
                entries.append(AuditEntry(row))
            case .failure(let row): throw file.failure(.alteredEntry, "seq \(row.seq): \(row.reason)")
            }
        }
        return entries
    }

    static func insert(_ entry: AuditEntry, in db: Database) throws {
        let places = Schema.columns.map { _ in "?" }.joined(separator: ", ")
        try db.cachedStatement(sql: "INSERT INTO entries (\(selection)) VALUES (\(places))").execute(arguments: [
            entry.seq, entry.ts, entry.kindText, entry.investigation, entry.incident, entry.operator, entry.host,
            entry.environment, entry.symbol, entry.clientOrderID, entry.payloadText, entry.prevHash, entry.hash,
        ])
    }
}
