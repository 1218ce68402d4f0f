import AuditLog
import JSON
import TriageCore

/// Comma-separated values (RFC 4180) that are safe to open: a text that a spreadsheet would take for a formula begins
/// with a single quote, and control bytes are spelt out.
enum CSV {
    static func text(_ rows: [[String]]) -> String {
        rows.map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
    }

    static func row(_ entry: AuditEntry) -> [String] {
        entry.columns.map { column in
            switch column.value {
            case .integer(let number): String(number)
            case .string(let text): text
            default: ""
            }
        }
    }

    static func field(_ text: String) -> String {
        // A tab or a line break before it does not make it less of a formula.
        let opensFormula =
            text.unicodeScalars.drop { $0.properties.isWhitespace }.first.map {
                "=+-@|%".unicodeScalars.contains($0)
            } ?? false
        let shown = (opensFormula ? "'" : "") + Printable.line(text)
        guard shown.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" || $0 == "'" }) else { return shown }
        return "\"" + shown.escaping("\"", as: "\"\"") + "\""
    }
}

extension AuditEntry {
    static let columnNames = [
        "seq", "ts", "kind", "investigation", "incident", "operator", "host", "environment", "symbol",
        "client_order_id", "payload", "prev_hash", "hash",
    ]
}
