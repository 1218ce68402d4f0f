import AuditLog
import JSON
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
    let left: [UnhandledItem]
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
    /// `nil` of a kind that a later version wrote.
    let record: AuditRecord?
    let isRelated: Bool

    init(_ entry: AuditEntry, isRelated: Bool) {
        self.entry = entry
        record = AuditRecord(entry)
        self.isRelated = isRelated
    }

    var seq: Int64 { entry.seq }
    var kind: AuditKind? { entry.kind }

    /// Why the payload cannot be told; `nil` where it is understood.
    var problem: RecordProblem? { entry.recordProblem }
    /// All of the payload, for showing it.
    var shown: JSONValue { entry.shown ?? .null }

    /// The order or position it is about.
    var subject: String { entry.clientOrderID ?? entry.symbol ?? "" }
}

extension CaseEntry {
    var opened: OpenedRecord? { if case .opened(let opened)? = record { opened } else { nil } }
    var step: StepRecord? { if case .step(let step)? = record { step } else { nil } }
    var answer: AnswerRecord? { if case .answer(let answer)? = record { answer } else { nil } }
    var verdict: VerdictRecord? { if case .verdict(let verdict)? = record { verdict } else { nil } }
    var plan: PlanRecord? { if case .plan(let plan)? = record { plan } else { nil } }
    var intent: IntentRecord? { if case .intent(let intent)? = record { intent } else { nil } }
    var outcome: OutcomeRecord? { if case .outcome(let outcome)? = record { outcome } else { nil } }
    var resetStep: ResetStepRecord? { if case .resetStep(let row)? = record { row } else { nil } }
    var note: NoteRecord? { if case .note(let note)? = record { note } else { nil } }

    /// What was planned, refused, sent or answered.
    var action: String? {
        let approved: ActionKind? = if case .approval(let approval)? = record { approval.action } else { nil }
        return (plan?.action ?? intent?.action ?? outcome?.action ?? approved)?.rawValue
    }

    var reason: String? { (plan?.reason ?? intent?.reason ?? outcome?.reason)?.nonEmpty }
    var ticket: String? { (plan?.ticket ?? intent?.ticket ?? outcome?.ticket)?.nonEmpty }
    /// The gates that said no.
    var refusing: [String] { (plan?.gates ?? outcome?.gates ?? []).refusing }
    /// Why there was no gate to say it.
    var because: String? { plan?.because?.nonEmpty ?? plan?.detail?.nonEmpty }
}
