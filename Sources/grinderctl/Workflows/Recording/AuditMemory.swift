import AuditLog
import Binance
import TriageCore

/// What the audit log remembers that an action must know.
struct AuditMemory {
    let store: AuditStore

    /// Verdicts on an id as that mismatch, oldest first.
    func triages(of id: ClientOrderID, as mismatch: Mismatch = .orderUnexpected) throws(AuditFailure) -> [TriageRecord]
    {
        let filter = EntryFilter(kinds: [.verdict], clientOrderID: id.rawValue, limit: 50)
        let attempts = EntryFilter(kinds: Self.attempts, clientOrderID: id.rawValue, limit: 50)
        let verdicts = try store.records(VerdictRecord.self, matching: filter).compactMap { entry, verdict in
            guard verdict.mismatch == mismatch else { return nil as TriageRecord? }
            return TriageRecord(entry, verdict, symbol: entry.symbol.flatMap { Symbol($0) })
        }
        return try ended(verdicts, by: attempts)
    }

    private static let attempts: Set<AuditKind> = [.actionPlanned, .actionRefused]

    /// With what an attempt to act on them has seen: the instances that they stood on had changed.
    private func ended(_ verdicts: [TriageRecord], by filter: EntryFilter) throws(AuditFailure) -> [TriageRecord] {
        guard !verdicts.isEmpty else { return [] }
        let told = try store.entries(matching: filter).flatMap { entry in
            (entry.understood(as: PlanRecord.self).gates ?? []).filter {
                $0.code == NoFreshTriageGate.code.rawValue && $0.status == .refused
            }
            .compactMap { gate in gate.detail.map { (seq: entry.seq, detail: $0) } }
        }
        return verdicts.map { verdict in
            var verdict = verdict
            verdict.ended = told.first { NoFreshTriageGate.ended(verdict.seq, by: $0.detail) }.map {
                "\($0.detail) (seen at seq \($0.seq))"
            }
            return verdict
        }
    }

    /// Rows that prove that an order with this id existed: a verdict about one, an action on one. That somebody asked
    /// for the id proves nothing.
    func mentions(of id: ClientOrderID) throws(AuditFailure) -> [AuditMention] {
        let filter = EntryFilter(
            kinds: [.verdict, .actionPlanned, .actionRefused, .actionIntent], clientOrderID: id.rawValue, limit: 50)
        return try store.entries(matching: filter).compactMap { entry in
            let request: RecordedRequest? =
                entry.kind == .actionIntent
                ? entry.understood(as: IntentRecord.self).request : entry.understood(as: PlanRecord.self).request
            let verdict = entry.understood(as: VerdictRecord.self)
            guard let exchangeID = request?.exchangeID ?? verdict.orderID ?? verdict.algoID else { return nil }
            return AuditMention(seq: entry.seq, kind: entry.kindText, exchangeID: exchangeID)
        }
    }

    /// Verdicts on a symbol's position, all sides, oldest first.
    func positionTriages(of symbol: Symbol) throws(AuditFailure) -> [TriageRecord] {
        let filter = EntryFilter(kinds: [.verdict], symbol: symbol.rawValue, limit: 200)
        let verdicts = try store.records(VerdictRecord.self, matching: filter).compactMap { entry, verdict in
            guard verdict.mismatch == .positionNonzero else { return nil as TriageRecord? }
            return TriageRecord(
                entry, verdict, symbol: symbol, positionSide: verdict.positionSide, amount: verdict.positionAmt)
        }
        return try ended(verdicts, by: EntryFilter(kinds: Self.attempts, symbol: symbol.rawValue, limit: 200))
    }

    /// The policy that something was last done under in an environment; `nil` where the log tells of none. Each sandbox is
    /// a world of its own.
    func lastPolicy(at accountContext: AccountContext) throws(AuditFailure) -> RememberedPolicy? {
        let isSandbox = accountContext.environment == ExchangeEnvironment.sandbox.rawValue
        var end = try store.head()?.seq ?? 0
        while end > 0 {
            let filter = EntryFilter(
                seqs: 1...end, kinds: [.actionIntent, .actionPlanned], environment: accountContext.environment,
                limit: Self.page)
            let entries = try store.entries(matching: filter)
            for entry in entries.reversed() {
                let (policy, place) = try recall(entry)
                guard let policy, !isSandbox || place?.baseURL == accountContext.baseURL else { continue }
                return RememberedPolicy(seq: entry.seq, policy: policy)
            }
            guard entries.count == Self.page, let first = entries.first else { return nil }
            end = first.seq - 1
        }
        return nil
    }

    private func recall(_ entry: AuditEntry) throws(AuditFailure) -> (policy: PolicyInForce?, place: AccountContext?) {
        if entry.kind == .actionIntent {
            let intent = try store.record(IntentRecord.self, of: entry)
            return (intent.policy, intent.accountContext)
        }
        let plan = try store.record(PlanRecord.self, of: entry)
        return (plan.policy, plan.accountContext)
    }

    private static let page = 16

    /// Requests that may have been executed and of which nothing more is known.
    func unresolvedIntents() throws(AuditFailure) -> [UnresolvedIntent] {
        try store.openIntents().map { UnresolvedIntent($0.entry) }
    }

    /// A crash between an intent and its outcome: every later command says so.
    func pointOutOpenIntents(_ notes: Notes) throws(AuditFailure) {
        let intents = try store.openIntents(limit: Self.pointedOut + 1).map { UnresolvedIntent($0.entry) }
        if intents.count > Self.pointedOut {
            notes.warn("more intents than these have no known outcome; settle them all with grinderctl audit resolve")
        }
        for intent in intents.suffix(Self.pointedOut) {
            let id = intent.clientOrderID?.rawValue ?? intent.exchangeID ?? "an order"
            notes.warn("intent \(intent.seq) on \(id) has no known outcome; settle it with grinderctl audit resolve")
        }
    }

    private static let pointedOut = 5
}

extension TriageRecord {
    /// `nil` of a row that does not say where or what.
    fileprivate init?(
        _ entry: AuditEntry, _ verdict: VerdictRecord, symbol: Symbol?, positionSide: PositionSide? = nil,
        amount: Quantity? = nil
    ) {
        guard let accountContext = verdict.accountContext, let code = verdict.code,
            let at = Timestamp(iso8601: entry.ts)
        else {
            return nil
        }
        self.init(
            seq: entry.seq, code: code, at: at, accountContext: accountContext, symbol: symbol,
            positionSide: positionSide,
            amount: amount, judged: verdict.judged)
        instances = verdict.snapshots
    }
}

extension GateFacts {
    /// What the configuration demands now, and what the log has last seen demanded.
    mutating func recall(_ memory: AuditMemory, _ settings: Settings, nothingSent: Bool) throws {
        inForce = settings.policyInForce
        namedLimits = settings.namedLimits
        remembered = try reading(nothingSent: nothingSent) { () throws(AuditFailure) in
            try memory.lastPolicy(at: settings.accountContext)
        }
    }
}
