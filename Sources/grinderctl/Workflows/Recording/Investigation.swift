import AuditLog
import Synchronization
import TriageCore

/// One investigation or action as it is written down. Without a store (`--no-audit`) it records nothing.
///
/// An action is written entry by entry, each on the disk before what follows it is done. A reading is written twice: that
/// it was opened, before the first request, and everything it found, at its end (``commit()``) or before a person is asked.
/// One that is killed in between leaves the opened entry alone.
final class Investigation: Sendable {
    let id: String
    let accountContext: AccountContext
    let store: AuditStore?
    private let incident: String?
    private let opening: Opening?
    /// A reading command goes on to its verdict when the log it has opened can be written no more.
    private let outlivesItsLog: Bool
    private let loss = Mutex<CommandError?>(nil)
    /// What a reading found and has not written yet, in its order.
    private let found = Mutex<[EntryDraft]>([])
    private let span = Mutex<(first: AuditPosition, last: AuditPosition)?>(nil)
    /// Seqs of the intents this process recorded.
    private let ownIntents = Mutex<Set<Int64>>([])
    private let acts = Mutex(false)
    private let closed = Mutex(false)
    private let sent = Mutex(false)
    /// Taken before an intent is durable, given back when all that became of it is in the log.
    private let spool = Mutex<(room: OutcomeSpool, awaited: Set<Int64>)?>(nil)

    /// - Parameter opening: what its first entry says of who opened it, and how.
    init(
        id: String, incident: String?, accountContext: AccountContext, store: AuditStore?, outlivesItsLog: Bool = false,
        opening: Opening? = nil
    ) {
        self.outlivesItsLog = outlivesItsLog
        self.opening = opening
        self.id = id
        self.incident = incident
        self.accountContext = accountContext
        self.store = store
    }

    @discardableResult
    func record<Members>(
        _ kind: AuditKind, symbol: Symbol? = nil, clientOrderID: ClientOrderID? = nil, _ record: Record<Members>
    ) throws(CommandError) -> Int64? {
        guard let store, lost == nil, !closed.withLock({ $0 }) else { return nil }
        guard Members.kinds.contains(kind) else {
            throw CommandError(.bug, "what was to be recorded is no \(kind.rawValue)")
        }
        func draft<Completed>(_ record: Record<Completed>) -> EntryDraft {
            EntryDraft(
                kind, investigation: id, incident: incident, symbol: symbol?.rawValue,
                clientOrderID: clientOrderID?.rawValue, record)
        }
        switch record {
        case let opened as OpenedRecord: return try write(draft(opening.map { opened.made(by: $0) } ?? opened), nil)
        case let word as OutcomeRecord: return try write(draft(naming(word, in: store)), word.intent)
        case let note as NoteRecord: return try write(draft(note), note.intent)
        default: return try write(draft(record), nil)
        }
    }

    /// - Parameter intent: the one it speaks of.
    private func write(_ draft: EntryDraft, _ intent: Int64?) throws(CommandError) -> Int64? {
        guard let store else { return nil }
        let kind = draft.kind
        let isOpening = kind == .investigationOpened
        if outlivesItsLog, !isOpening, !kind.isOfAnAction, span.withLock({ $0 != nil }) {
            found.withLock { $0.append(draft) }
            return nil
        }
        do throws(AuditFailure) {
            let position = try store.append(draft)
            if kind.isOfAnAction { acts.withLock { $0 = true } }
            span.withLock { $0 = ($0?.first ?? position, position) }
            if let intent, kind == .actionVerified || kind == .note { settle(intent) }
            return position.seq
        } catch {
            if keep(draft, intent, in: store) { return nil }
            guard outlivesItsLog, span.withLock({ $0 != nil }) else { throw commandError(error) }
            loss.withLock { $0 = CommandError(error) }
            return nil
        }
    }

    /// Nothing more is recorded by this one: somebody else has concluded it.
    func close() {
        closed.withLock { $0 = true }
        commit()
    }

    /// It goes on with what another one opened.
    var isContinued: Bool { opening == nil }

    /// Writes what a reading found, in one transaction; what cannot be written is lost as a whole, and says so.
    func commit() {
        guard let store else { return }
        found.withLock { drafts in
            guard !drafts.isEmpty else { return }
            do throws(AuditFailure) {
                let positions = try store.append(drafts)
                if let last = positions.last { span.withLock { $0 = ($0?.first ?? positions[0], last) } }
            } catch {
                loss.withLock { $0 = CommandError(error) }
            }
            drafts = []
        }
    }

    /// It planned, refused or did something, and did not only look.
    var hasActed: Bool { acts.withLock { $0 } }

    /// A request that may change something has left, or an instance was stopped: no error of this command may say that
    /// nothing was sent.
    var hasSent: Bool {
        get { sent.withLock { $0 } }
        set { sent.withLock { $0 = newValue } }
    }

    /// With what was not done, as long as that is so.
    func commandError(_ failure: AuditFailure) -> CommandError { CommandError(failure, nothingSent: !hasSent) }

    /// Why the log could be written no more; what was found then clears nothing.
    var lost: CommandError? { loss.withLock { $0 } }

    deinit { commit() }

    /// What an interrupt leaves behind, and the command that shows it; `nil` when nothing was recorded.
    func workSummary(_ contextFlags: [String]) -> (words: String, attempt: String)? {
        guard let recorded else { return nil }
        let (first, last) = (recorded.firstSeq, recorded.lastSeq)
        let seqs = first == last ? "seq \(first)" : "seq \(first) to \(last)"
        return (
            "What was found until then is recorded: investigation \(id), \(seqs).",
            Printable.shellLine(["grinderctl", "audit", "show", id] + contextFlags)
        )
    }

    /// What of it is in the log, all that was found until now included.
    var recorded: Report.AuditSpan? {
        commit()
        guard lost == nil else { return nil }
        return span.withLock { span in
            span.map {
                Report.AuditSpan(
                    investigation: id, firstSeq: $0.first.seq, lastSeq: $0.last.seq, head: $0.last.description)
            }
        }
    }
}

// MARK: - What becomes of a request

extension Investigation {
    /// The file that keeps what the log could not take; `nil` when it took all.
    var keptAside: String? { spool.withLock { $0?.room.keptRecords ?? 0 > 0 ? $0?.room.path : nil } }

    /// Room for the outcome on the disk, before the intent is.
    fileprivate func takeRoom(in store: AuditStore) throws(CommandError) {
        guard spool.withLock({ $0 == nil }) else { return }
        do throws(AuditFailure) {
            let room = try store.spool()
            spool.withLock { $0 = (room, []) }
        } catch {
            throw commandError(error)
        }
    }

    /// Its answer was its last word.
    func expectNoMore(of intent: Int64) { settle(intent) }

    fileprivate func expectWord(on intent: Int64) { spool.withLock { _ = $0?.awaited.insert(intent) } }

    /// The last word on an intent is in the log: without another to wait for, the room is given back.
    fileprivate func settle(_ intent: Int64) {
        let done = spool.withLock { held -> OutcomeSpool? in
            held?.awaited.remove(intent)
            guard held?.awaited.isEmpty == true, let room = held?.room, room.keptRecords == 0 else { return nil }
            held = nil
            return room
        }
        done?.release()
    }

    private func keep(_ draft: EntryDraft, _ intent: Int64?, in store: AuditStore) -> Bool {
        let speaks = draft.kind == .note && intent != nil
        guard draft.kind == .actionOutcome || draft.kind == .actionVerified || speaks else { return false }
        return spool.withLock { $0.map { store.keep(draft, in: $0.room) } ?? false }
    }

    /// An answer says which action it is about, so that it is found by it.
    private func naming(_ word: OutcomeRecord, in store: AuditStore) -> OutcomeRecord {
        guard !word.has(\.action), let seq = word.intent, let intent = try? store.entry(seq: seq),
            let action = intent.understood(as: IntentRecord.self).action
        else { return word }
        var named = word
        named.action = action
        return named
    }
}

extension Investigation: IntentJournal {
    func makeDurable(_ intent: ActionIntent) async throws -> Int64 {
        if let store { try takeRoom(in: store) }
        let seq = try record(
            .actionIntent, symbol: intent.request.symbol, clientOrderID: intent.request.clientOrderID,
            IntentRecord(intent))
        guard let store, let seq else {
            throw CommandError(.bug, "an intent had no audit log to be written to. Nothing was sent.")
        }
        ownIntents.withLock { _ = $0.insert(seq) }
        expectWord(on: seq)
        do throws(AuditFailure) {
            try store.confirmSameFile()
        } catch {
            throw commandError(error)
        }
        try giveWay(of: intent, at: seq, in: store)
        return seq
    }

    /// Of two commands that pass the gates at the same time for one order, or for one symbol where the action is about
    /// a position, only the first to record its intent sends.
    private func giveWay(of intent: ActionIntent, at seq: Int64, in store: AuditStore) throws(CommandError) {
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
                guard other.accountContext.environment == accountContext.environment else { return false }
                return intent.action.isBySymbol
                    || (other.exchangeID == request.exchangeID && other.isAlgo == request.isAlgo)
            }
        } catch {
            throw commandError(error)
        }
        guard let rival else { return }
        let why = "another command recorded intent \(rival.seq) on \(request.clientOrderID) meanwhile"
        let refusal = RequestOutcome.Refusal(.other, code: nil, message: why)
        try record(
            .actionOutcome, symbol: request.symbol, clientOrderID: request.clientOrderID,
            OutcomeRecord(.notExecuted(refusal), of: seq))
        settle(seq)
        throw CommandError(.refused, "\(why). Nothing was sent by this one.")
    }

    /// Intents whose request surely was not executed: nobody has to give way to them.
    private static func unsent(_ entries: [AuditEntry]) -> Set<Int64> {
        Set(
            entries.filter { $0.kind == .actionOutcome }.compactMap { entry in
                let word = entry.understood(as: OutcomeRecord.self)
                return word.outcome == .notExecuted ? word.intent : nil
            })
    }
}

extension CommandError {
    /// - Parameter nothingSent: said only where it is known: a failure to read the log tells nothing of what was sent.
    init(_ failure: AuditFailure, nothingSent: Bool = false) {
        let code: Code
        switch failure.family {
        case .missing: code = .inputMissing
        case .unusable: code = .badData
        case .tampered: code = .attention
        case .unreadable, .unwritable: code = .auditUnwritable
        // A key that was typed where text is expected is the operator's slip, told as one.
        case .refusedContent: code = failure.kind == .secret ? .usage : .bug
        }
        let says = nothingSent && failure.access != .read && code == .auditUnwritable
        let notDone = says ? " Nothing was sent to the exchange." : ""
        self.init(code, "\(failure).\(notDone) \(failure.remedy)".trimmed)
    }
}
