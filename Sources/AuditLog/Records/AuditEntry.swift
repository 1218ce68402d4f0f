import Crypto
package import JSON
import TriageCore

/// Who writes, where, about which environment: the same for every entry of one process.
package struct AuditIdentity: Sendable, Hashable {
    package let `operator`: String
    package let host: String
    package let environment: String

    package init(operator: String, host: String, environment: String) {
        self.operator = `operator`
        self.host = host
        self.environment = environment
    }
}

/// An entry before the log gives it its number, time and hash.
package struct EntryDraft: Sendable, Hashable {
    package var kind: AuditKind
    package var investigation: String?
    package var incident: String?
    package var symbol: String?
    package var clientOrderID: String?
    package var payload: JSONValue

    package init(
        kind: AuditKind, investigation: String? = nil, incident: String? = nil, symbol: String? = nil,
        clientOrderID: String? = nil, payload: JSONValue = [:]
    ) {
        self.kind = kind
        self.investigation = investigation
        self.incident = incident
        self.symbol = symbol
        self.clientOrderID = clientOrderID
        self.payload = payload
    }
}

extension EntryDraft {
    package init<Members>(
        _ kind: AuditKind, investigation: String? = nil, incident: String? = nil, symbol: String? = nil,
        clientOrderID: String? = nil, _ record: Record<Members>
    ) {
        self.init(
            kind: kind, investigation: investigation, incident: incident, symbol: symbol,
            clientOrderID: clientOrderID, payload: record.payload)
    }
}

/// One row of `entries`: all columns exactly as stored. Whether they can be trusted, ``AuditStore/verify(expecting:)``
/// decides.
package struct AuditEntry: Sendable, Hashable {
    package let seq: Int64
    /// The local clock of the writer, `2026-03-08T12:00:00.000Z`.
    package let ts: String
    /// The column `kind` as stored; ``kind`` when this version knows it.
    package let kindText: String
    package let investigation: String?
    package let incident: String?
    package let `operator`: String
    package let host: String
    package let environment: String
    package let symbol: String?
    package let clientOrderID: String?
    /// Canonical JSON text (RFC 8785).
    package let payloadText: String
    /// The hash of the entry before; 64 zeros for seq 1.
    package let prevHash: String
    package let hash: String

    package init(
        seq: Int64, ts: String, kindText: String, investigation: String? = nil, incident: String? = nil,
        operator: String, host: String, environment: String, symbol: String? = nil, clientOrderID: String? = nil,
        payloadText: String, prevHash: String, hash: String
    ) {
        self.seq = seq
        self.ts = ts
        self.kindText = kindText
        self.investigation = investigation
        self.incident = incident
        self.operator = `operator`
        self.host = host
        self.environment = environment
        self.symbol = symbol
        self.clientOrderID = clientOrderID
        self.payloadText = payloadText
        self.prevHash = prevHash
        self.hash = hash
    }

    /// `nil` when a later version of this tool wrote a kind this one does not know.
    package var kind: AuditKind? { AuditKind(rawValue: kindText) }

    package var position: AuditPosition { AuditPosition(seq: seq, hash: hash) }

    /// Decoded anew at each call. Throws when the stored text is not JSON of ours.
    package func payload() throws(JSONProblem) -> JSONValue {
        try CanonicalJSON.parse(payloadText)
    }

    /// All columns by their names in the table, absent values `null`: what `audit list`, `show` and `export` print.
    package var columns: [(name: String, value: JSONValue)] {
        hashedColumns + [("hash", .string(hash))]
    }

    /// Every column but `hash`, in the table's order.
    var hashedColumns: [(name: String, value: JSONValue)] {
        [
            ("seq", .integer(seq)), ("ts", .string(ts)), ("kind", .string(kindText)),
            ("investigation", .string(orNull: investigation)), ("incident", .string(orNull: incident)),
            ("operator", .string(self.operator)), ("host", .string(host)), ("environment", .string(environment)),
            ("symbol", .string(orNull: symbol)), ("client_order_id", .string(orNull: clientOrderID)),
            ("payload", .string(payloadText)), ("prev_hash", .string(prevHash)),
        ]
    }
}

/// A place in the chain, and by its hash everything before it: `SEQ:HASH`.
package struct AuditPosition: Sendable, Hashable, CustomStringConvertible {
    package let seq: Int64
    /// 64 lower-case hexadecimal digits.
    package let hash: String

    package init(seq: Int64, hash: String) {
        self.seq = seq
        self.hash = hash
    }

    /// Reads what ``description`` writes, and nothing else.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let seq = Int64(parts[0]), seq >= 1, String(seq) == parts[0] else { return nil }
        let digits = parts[1].utf8
        guard digits.count == 64, digits.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else { return nil }
        self.init(seq: seq, hash: String(parts[1]))
    }

    package var description: String { "\(seq):\(hash)" }
}

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
