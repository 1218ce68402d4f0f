package import JSON
import TriageCore

/// A row that this version cannot read as what its kind records. It is not the same as a row that is not there.
package struct RecordProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package let seq: Int64
    package let kind: String
    package let why: String

    package var description: String { "the entry \(seq) (\(kind)) is not understood: \(why)" }
}

extension AuditEntry {
    /// The payload as what the kind records.
    package func record<Members>(
        _ type: Record<Members>.Type = Record<Members>.self
    ) throws(RecordProblem) -> Record<Members> {
        guard let payload = shown, let record = Record<Members>(payload) else {
            throw RecordProblem(seq: seq, kind: kindText, why: "its payload is no JSON object")
        }
        guard kind.map(Members.kinds.contains) == true else {
            throw RecordProblem(seq: seq, kind: kindText, why: "its kind is another one")
        }
        if let why = record.problem { throw RecordProblem(seq: seq, kind: kindText, why: why) }
        return record
    }

    /// What is understood of the payload, for showing it: the rest is `nil`, and so is everything of a row of another kind.
    package func understood<Members>(as type: Record<Members>.Type = Record<Members>.self) -> Record<Members> {
        guard kind.map(Members.kinds.contains) == true, let payload = shown else {
            return Record()
        }
        return Record(payload) ?? Record()
    }

    /// Why this version does not understand the payload; `nil` where it does.
    package var recordProblem: RecordProblem? {
        func problem<Members: RecordMembers>(_ members: Members.Type) -> RecordProblem? {
            do throws(RecordProblem) {
                _ = try record(Record<Members>.self)
                return nil
            } catch {
                return error
            }
        }
        guard let kind else { return RecordProblem(seq: seq, kind: kindText, why: "its kind is of a later version") }
        return problem(kind.members)
    }

    /// All of the payload, for showing it; `nil` when the stored text is not JSON of ours.
    package var shown: JSONValue? { try? CanonicalJSON.parse(payloadText) }
}

extension AuditKind {
    /// What its payload may hold.
    package var members: any RecordMembers.Type {
        switch self {
        case .investigationOpened: OpenedMembers.self
        case .step: StepMembers.self
        case .answer: AnswerMembers.self
        case .verdict: VerdictMembers.self
        case .actionPlanned, .actionRefused: PlanMembers.self
        case .actionIntent: IntentMembers.self
        case .actionOutcome, .actionVerified, .actionResolved: OutcomeMembers.self
        case .resetStep: ResetStepMembers.self
        case .planApproved: ApprovalMembers.self
        case .incidentOpened: IncidentOpenedMembers.self
        case .incidentClosed: IncidentClosedMembers.self
        case .note: NoteMembers.self
        }
    }

    /// The names of its payload's members, in the order in which they are told.
    package var memberNames: [String] {
        func names<Members: RecordMembers>(_ members: Members.Type) -> [String] {
            members.schema.listed.filter { $0.kinds?.contains(self) ?? true }.map(\.name)
        }
        return names(members)
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

extension AuditStore {
    /// What must be understood before anything is done on it was not.
    package func failure(_ problem: RecordProblem) -> AuditFailure { file.failure(.notUnderstood, "\(problem)") }

    /// The matching entries as what their kind records, in the order of seq; the first that is not understood ends it.
    package func records<Members>(
        _ type: Record<Members>.Type, matching filter: EntryFilter
    ) throws(AuditFailure) -> [(entry: AuditEntry, record: Record<Members>)] {
        var found: [(entry: AuditEntry, record: Record<Members>)] = []
        for entry in try entries(matching: filter) { found.append((entry, try record(type, of: entry))) }
        return found
    }

    package func record<Members>(
        _ type: Record<Members>.Type, of entry: AuditEntry
    ) throws(AuditFailure) -> Record<Members> {
        do throws(RecordProblem) {
            return try entry.record(type)
        } catch {
            throw failure(error)
        }
    }
}
