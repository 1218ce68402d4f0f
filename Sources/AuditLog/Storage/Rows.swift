import GRDB
import GRDBSQLite
import TriageCore

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

/// One row of `entries` as bytes, valid until the next one is read. An audit log is checked by reading all of it anew,
/// so nothing is copied and nothing is decoded that need not be.
struct RawEntry {
    /// The columns but `seq`, in the table's order.
    enum Column: Int, CaseIterable {
        case ts, kind, investigation, incident, `operator`, host, environment, symbol, clientOrderID, payload, prevHash
        case hash

        var name: String { Schema.columns[rawValue + 1] }

        static let count = 12

        /// The bits of investigation, incident, symbol and client_order_id.
        static let mayBeNull: UInt32 = 1 << 2 | 1 << 3 | 1 << 7 | 1 << 8
    }

    let seq: Int64
    private let columns: UnsafePointer<UnsafeRawBufferPointer>

    /// `nil` is NULL; an empty text has an address of its own.
    subscript(_ column: Column) -> UnsafeRawBufferPointer? {
        let bytes = columns[column.rawValue]
        return bytes.baseAddress == nil ? nil : bytes
    }

    /// Of all texts together.
    var length: Int {
        var length = 0
        for index in 0..<Column.count { length += columns[index].count }
        return length
    }

    func text(_ column: Column) -> String? { self[column].map { String(decoding: $0, as: UTF8.self) } }

    /// A row whose columns could not even be read as text of ours.
    struct Unreadable: Error, Hashable {
        let seq: Int64
        let reason: String
    }

    /// Room for one row's columns, used for row after row.
    final class RowBuffer {
        private let columns = UnsafeMutablePointer<UnsafeRawBufferPointer>.allocate(capacity: Column.count)
        private let nothing = UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1)

        init() {
            columns.initialize(repeating: UnsafeRawBufferPointer(start: nil, count: 0), count: Column.count)
        }

        deinit {
            columns.deallocate()
            nothing.deallocate()
        }

        func set(_ index: Int, _ bytes: UnsafeRawBufferPointer) {
            columns[index] =
                bytes.baseAddress == nil ? UnsafeRawBufferPointer(start: nothing, count: 0) : bytes
        }

        func setNull(_ index: Int) { columns[index] = UnsafeRawBufferPointer(start: nil, count: 0) }

        func entry(seq: Int64) -> RawEntry { RawEntry(seq: seq, columns: UnsafePointer(columns)) }
    }

    private init(seq: Int64, columns: UnsafePointer<UnsafeRawBufferPointer>) {
        self.seq = seq
        self.columns = columns
    }
}

extension AuditEntry {
    /// A copy of a row that is UTF-8 and has every column that must be.
    init(_ row: RawEntry) {
        self.init(
            seq: row.seq, ts: row.text(.ts) ?? "", kindText: row.text(.kind) ?? "",
            investigation: row.text(.investigation), incident: row.text(.incident),
            operator: row.text(.operator) ?? "", host: row.text(.host) ?? "", environment: row.text(.environment) ?? "",
            symbol: row.text(.symbol), clientOrderID: row.text(.clientOrderID),
            payloadText: row.text(.payload) ?? "", prevHash: row.text(.prevHash) ?? "", hash: row.text(.hash) ?? "")
    }
}
