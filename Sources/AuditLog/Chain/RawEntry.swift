import TriageCore

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
