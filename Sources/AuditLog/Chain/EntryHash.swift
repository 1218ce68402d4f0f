import Crypto
import JSON
import TriageCore

/// The hash chain: docs/interface.md, "The audit log".
enum EntryHash {
    /// `prev_hash` of seq 1.
    static let beforeFirst = String(repeating: "0", count: 64)

    /// Lower-case hex SHA-256 of the UTF-8 of the canonical JSON of all columns but `hash`.
    /// Throws when seq is too large a number for JSON.
    static func of(_ entry: AuditEntry) throws(JSONProblem) -> String {
        var members: JSONValue.Members = [:]
        for (name, value) in entry.hashedColumns { members[name] = value }
        return SHA256.hash(data: Array(try CanonicalJSON.text(of: .object(members)).utf8)).hexadecimal
    }
}
