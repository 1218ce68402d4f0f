import AuditLog
import TriageCore

/// Everything a report is made of. From here on nothing is read, asked or looked up: the same case is the same page.
struct CaseFile: Sendable {
    enum Subject: String, Sendable, Hashable {
        case incident, investigation
        /// Everything since a time.
        case since
    }

    /// What the whole log says of itself.
    struct Chain: Sendable, Hashable {
        let entries: Int
        let head: String?
        let isUnbroken: Bool
        let why: String?
    }

    let subject: Subject
    let id: String
    /// Of an incident that was opened.
    let incident: Incident?
    let environment: String
    /// In the order of seq.
    let entries: [AuditEntry]
    /// Seqs of entries that do not carry the id but belong to the case: the triage an action stands on, a settlement.
    let related: Set<Int64>
    /// Seqs of intents that nothing has settled.
    let open: Set<Int64>
    /// Found, and handled by nobody.
    let left: [LeftUnhandled]
    let chain: Chain
    let auditPath: String
    let madeAt: Timestamp
    let madeBy: String
    let version: String

    var documents: [CaseEntry] { entries.map { CaseEntry($0, isRelated: related.contains($0.seq)) } }
}

/// An entry with its payload read once.
struct CaseEntry: Sendable {
    let entry: AuditEntry
    let payload: JSONValue
    let isRelated: Bool

    init(_ entry: AuditEntry, isRelated: Bool) {
        self.entry = entry
        self.payload = (try? entry.payload()) ?? .null
        self.isRelated = isRelated
    }

    var seq: Int64 { entry.seq }
    var kind: AuditKind? { entry.kind }

    func text(_ name: String) -> String? { payload[name]?.stringValue?.nonEmpty }

    /// The order or position it is about.
    var subject: String { entry.clientOrderID ?? entry.symbol ?? "" }
}
