import AuditLog
import Synchronization
import TriageCore

/// One investigation or action as it is written down, entry by entry. Without a store (`--no-audit`) it records nothing.
final class Investigation: Sendable {
    let id: String
    let station: Station
    let store: AuditStore?
    private let incident: String?
    private let span = Mutex<(first: AuditPosition, last: AuditPosition)?>(nil)

    init(id: String, incident: String?, station: Station, store: AuditStore?) {
        self.id = id
        self.incident = incident
        self.station = station
        self.store = store
    }

    @discardableResult
    func record(
        _ kind: AuditKind, symbol: Symbol? = nil, clientOrderID: ClientOrderID? = nil, _ payload: JSONValue
    ) throws(Complaint) -> Int64? {
        guard let store else { return nil }
        let draft = EntryDraft(
            kind: kind, investigation: id, incident: incident, symbol: symbol?.rawValue,
            clientOrderID: clientOrderID?.rawValue, payload: payload)
        do throws(AuditFailure) {
            let position = try store.append(draft)
            span.withLock { $0 = ($0?.first ?? position, position) }
            return position.seq
        } catch {
            throw Complaint(error)
        }
    }

    var recorded: Report.AuditSpan? {
        span.withLock { span in
            span.map {
                Report.AuditSpan(
                    investigation: id, firstSeq: $0.first.seq, lastSeq: $0.last.seq, head: $0.last.description)
            }
        }
    }
}

extension Investigation: IntentJournal {
    func makeDurable(_ intent: ActionIntent) async throws -> Int64 {
        let seq = try record(
            .actionIntent, symbol: intent.request.symbol, clientOrderID: intent.request.clientOrderID,
            AuditPayload.intent(intent))
        guard let store, let seq else {
            throw Complaint(.bug, "an intent had no audit log to be written to. Nothing was sent.")
        }
        do throws(AuditFailure) {
            try store.confirmSameFile()
        } catch {
            throw Complaint(error)
        }
        return seq
    }
}

extension Complaint {
    init(_ failure: AuditFailure) {
        let code: Code
        switch failure.family {
        case .missing: code = .inputMissing
        case .unusable: code = .badData
        case .unreadable, .unwritable: code = .auditUnwritable
        case .refusedContent: code = .bug
        }
        let consequence = failure.access == .append ? " Nothing was sent to the exchange." : ""
        self.init(code, "\(failure)." + consequence)
    }
}
