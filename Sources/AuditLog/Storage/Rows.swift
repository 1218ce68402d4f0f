import Foundation
import GRDB

/// Rows of `entries` as values. Text is read as bytes and must be UTF-8: SQLite's C strings would hide what a tamperer
/// wrote behind a NUL.
enum Rows {
    /// `seq` as it is, every other column as its bytes.
    static let selection = Schema.columns.map { $0 == "seq" ? $0 : "CAST(\($0) AS BLOB)" }.joined(separator: ", ")

    static func entry(_ row: Row) -> Result<AuditEntry, ChainWalk.UnreadableRow> {
        guard case .int64(let seq) = (row[0] as DatabaseValue).storage else {
            return .failure(.init(seq: 0, reason: "seq is not an integer"))
        }
        do throws(ChainWalk.UnreadableRow) {
            let columns = Columns(seq: seq, row: row)
            return .success(
                AuditEntry(
                    seq: seq, ts: try columns.text("ts"), kindText: try columns.text("kind"),
                    investigation: try columns.optional("investigation"), incident: try columns.optional("incident"),
                    operator: try columns.text("operator"), host: try columns.text("host"),
                    environment: try columns.text("environment"), symbol: try columns.optional("symbol"),
                    clientOrderID: try columns.optional("client_order_id"), payloadText: try columns.text("payload"),
                    prevHash: try columns.text("prev_hash"), hash: try columns.text("hash")))
        } catch {
            return .failure(error)
        }
    }

    static func insert(_ entry: AuditEntry, in db: Database) throws {
        let names = Schema.columns.joined(separator: ", ")
        let places = Schema.columns.map { _ in "?" }.joined(separator: ", ")
        try db.cachedStatement(sql: "INSERT INTO entries (\(names)) VALUES (\(places))").execute(arguments: [
            entry.seq, entry.ts, entry.kindText, entry.investigation, entry.incident, entry.operator, entry.host,
            entry.environment, entry.symbol, entry.clientOrderID, entry.payloadText, entry.prevHash, entry.hash,
        ])
    }

    private struct Columns {
        let seq: Int64
        let row: Row

        func optional(_ name: String) throws(ChainWalk.UnreadableRow) -> String? {
            guard let index = Schema.columns.firstIndex(of: name) else { return nil }
            switch (row[index] as DatabaseValue).storage {
            case .null: return nil
            case .blob(let bytes):
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    throw .init(seq: seq, reason: "\(name) is not UTF-8")
                }
                return text
            default: throw .init(seq: seq, reason: "\(name) is not text")
            }
        }

        func text(_ name: String) throws(ChainWalk.UnreadableRow) -> String {
            guard let text = try optional(name) else { throw .init(seq: seq, reason: "\(name) is missing") }
            return text
        }
    }
}
