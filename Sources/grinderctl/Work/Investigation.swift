import AuditLog
import Synchronization
import TriageCore

/// One investigation or action as it is written down, entry by entry. Without a store (`--no-audit`) it records nothing.
final class Investigation: Sendable {
    let id: String
    let station: Station
    let store: AuditStore?
    private let incident: String?
    private let opening: Opening?
    /// A reading command goes on to its verdict when the log it has opened can be written no more.
    private let outlivesItsLog: Bool
    private let loss = Mutex<Complaint?>(nil)
    private let span = Mutex<(first: AuditPosition, last: AuditPosition)?>(nil)
    /// Seqs of the intents this process recorded.
    private let ownIntents = Mutex<Set<Int64>>([])
    private let acts = Mutex(false)

    /// - Parameter opening: what its first entry says of who opened it, and how.
    init(
        id: String, incident: String?, station: Station, store: AuditStore?, outlivesItsLog: Bool = false,
        opening: Opening? = nil
    ) {
        self.outlivesItsLog = outlivesItsLog
        self.opening = opening
        self.id = id
        self.incident = incident
        self.station = station
        self.store = store
    }

    @discardableResult
    func record(
        _ kind: AuditKind, symbol: Symbol? = nil, clientOrderID: ClientOrderID? = nil, _ payload: JSONValue
    ) throws(Complaint) -> Int64? {
        guard let store, lost == nil else { return nil }
        let isOpening = kind == .investigationOpened
        let draft = EntryDraft(
            kind: kind, investigation: id, incident: incident, symbol: symbol?.rawValue,
            clientOrderID: clientOrderID?.rawValue,
            payload: isOpening ? opening?.completing(payload) ?? payload : payload)
        do throws(AuditFailure) {
            let position = try store.append(draft)
            if kind.isOfAnAction { acts.withLock { $0 = true } }
            span.withLock { $0 = ($0?.first ?? position, position) }
            return position.seq
        } catch {
            guard outlivesItsLog, span.withLock({ $0 != nil }) else { throw Complaint(error) }
            loss.withLock { $0 = Complaint(error) }
            return nil
        }
    }

    /// It planned, refused or did something, and did not only look.
    var hasActed: Bool { acts.withLock { $0 } }

    /// Why the log could be written no more; what was found then clears nothing.
    var lost: Complaint? { loss.withLock { $0 } }

    var recorded: Report.AuditSpan? {
        guard lost == nil else { return nil }
        return span.withLock { span in
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
        ownIntents.withLock { _ = $0.insert(seq) }
        do throws(AuditFailure) {
            try store.confirmSameFile()
        } catch {
            throw Complaint(error)
        }
        try giveWay(of: intent, at: seq, in: store)
        return seq
    }

    /// Of two commands that pass the gates at the same time for one order, or for one symbol where the action is about
    /// a position, only the first to record its intent sends.
    private func giveWay(of intent: ActionIntent, at seq: Int64, in store: AuditStore) throws(Complaint) {
        let start = span.withLock { $0?.first.seq } ?? seq
        let request = intent.request
        let since = EntryFilter(
            seqs: start...seq, kinds: [.actionIntent, .actionOutcome], symbol: request.symbol.rawValue)
        let own = ownIntents.withLock { $0 }
        let rival: AuditEntry?
        do throws(AuditFailure) {
            let entries = try store.entries(matching: since)
            let unsent = Self.unsent(entries)
            rival = entries.first { entry in
                guard entry.kind == .actionIntent, !own.contains(entry.seq), !unsent.contains(entry.seq) else {
                    return false
                }
                let other = UnresolvedIntent(entry)
                guard other.station.environment == station.environment else { return false }
                return intent.action.isBySymbol
                    || (other.exchangeID == request.exchangeID && other.isAlgo == request.isAlgo)
            }
        } catch {
            throw Complaint(error)
        }
        guard let rival else { return }
        let why = "another command recorded intent \(rival.seq) on \(request.clientOrderID) meanwhile"
        let refusal = RequestOutcome.Refusal(.other, code: nil, message: why)
        try record(
            .actionOutcome, symbol: request.symbol, clientOrderID: request.clientOrderID,
            AuditPayload.outcome(.notExecuted(refusal), of: seq))
        throw Complaint(.refused, "\(why). Nothing was sent by this one.")
    }

    /// Intents whose request surely was not executed: nobody has to give way to them.
    private static func unsent(_ entries: [AuditEntry]) -> Set<Int64> {
        Set(
            entries.filter { $0.kind == .actionOutcome }.compactMap { entry in
                guard let payload = try? entry.payload(), payload["outcome"]?.stringValue == "not-executed" else {
                    return nil
                }
                return payload["intent"]?.integerValue
            })
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
