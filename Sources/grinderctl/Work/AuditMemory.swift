import AuditLog
import Binance
import TriageCore

/// What the audit log remembers that an action must know.
struct AuditMemory {
    let store: AuditStore

    /// Verdicts on an id as that mismatch, oldest first.
    func triages(of id: ClientOrderID, as mismatch: Mismatch = .orderUnexpected) throws(AuditFailure) -> [TriageRecord]
    {
        try store.entries(matching: EntryFilter(kinds: [.verdict], clientOrderID: id.rawValue, limit: 50)).compactMap {
            entry in
            guard let payload = try? entry.payload(), let station = AuditPayload.station(from: payload),
                payload["mismatch"]?.stringValue == mismatch.rawValue, let code = payload["code"]?.stringValue,
                let at = Timestamp(iso8601: entry.ts)
            else { return nil }
            var record = TriageRecord(
                seq: entry.seq, code: code, at: at, station: station, symbol: entry.symbol.flatMap { Symbol($0) },
                judged: AuditPayload.judged(in: payload))
            record.instances = AuditPayload.instances(in: payload)
            return record
        }
    }

    /// Rows that prove that an order with this id existed: a verdict about one, an action on one. That somebody asked
    /// for the id proves nothing.
    func mentions(of id: ClientOrderID) throws(AuditFailure) -> [AuditMention] {
        let filter = EntryFilter(
            kinds: [.verdict, .actionPlanned, .actionRefused, .actionIntent], clientOrderID: id.rawValue, limit: 50)
        return try store.entries(matching: filter).compactMap { entry in
            guard let payload = try? entry.payload() else { return nil }
            let facts = payload["request"] ?? payload
            guard case .order(let exchangeID, _)? = AuditPayload.judged(in: facts) else { return nil }
            return AuditMention(seq: entry.seq, kind: entry.kindText, exchangeID: exchangeID)
        }
    }

    /// Verdicts on a symbol's position, all sides, oldest first.
    func positionTriages(of symbol: Symbol) throws(AuditFailure) -> [TriageRecord] {
        let filter = EntryFilter(kinds: [.verdict], symbol: symbol.rawValue, limit: 200)
        return try store.entries(matching: filter).compactMap { entry in
            guard let payload = try? entry.payload(), let station = AuditPayload.station(from: payload),
                payload["mismatch"]?.stringValue == Mismatch.positionNonzero.rawValue,
                let code = payload["code"]?.stringValue, let at = Timestamp(iso8601: entry.ts)
            else { return nil }
            var record = TriageRecord(
                seq: entry.seq, code: code, at: at, station: station, symbol: symbol,
                positionSide: payload["positionSide"]?.stringValue.flatMap(PositionSide.init(rawValue:)),
                amount: payload["positionAmt"]?.stringValue.flatMap { Quantity($0) },
                judged: AuditPayload.judged(in: payload))
            record.instances = AuditPayload.instances(in: payload)
            return record
        }
    }

    /// The policy that something was last done under in an environment; `nil` where the log tells of none. Each sandbox is
    /// a world of its own.
    func lastPolicy(at station: Station) throws(AuditFailure) -> RememberedPolicy? {
        let isSandbox = station.environment == ExchangeEnvironment.sandbox.rawValue
        var end = try store.head()?.seq ?? 0
        while end > 0 {
            let filter = EntryFilter(
                seqs: 1...end, kinds: [.actionIntent, .actionPlanned], environment: station.environment,
                limit: Self.page)
            let entries = try store.entries(matching: filter)
            for entry in entries.reversed() {
                guard let payload = try? entry.payload(), let policy = payload["policy"].flatMap(PolicyInForce.init),
                    !isSandbox || AuditPayload.station(from: payload)?.baseURL == station.baseURL
                else { continue }
                return RememberedPolicy(seq: entry.seq, policy: policy)
            }
            guard entries.count == Self.page, let first = entries.first else { return nil }
            end = first.seq - 1
        }
        return nil
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

    /// A reconnect that was cut off before its outcome: what it had stopped may be down still. Later commands say so, of
    /// the last two thousand entries, until a reconnect comes to its end.
    func pointOutCutReconnect(_ notes: Notes) throws(AuditFailure) {
        guard let end = try store.head()?.seq else { return }
        let filter = EntryFilter(
            seqs: max(1, end - 2_000)...end, kinds: [.actionPlanned, .actionOutcome],
            actions: [ActionKind.reconnect.rawValue], limit: 50)
        let last = try store.entries(matching: filter).lazy.reversed().compactMap { entry -> (AuditEntry, JSONValue)? in
            guard let payload = try? entry.payload(), payload["execute"]?.boolValue == true else { return nil }
            return (entry, payload)
        }.first
        guard let (entry, payload) = last, entry.kind == .actionPlanned else { return }
        let names = payload["results"]?.arrayValue?.compactMap { $0["instance"]?.stringValue } ?? []
        notes.warn(
            "the reconnect of seq \(entry.seq) has no outcome: \(names.joined(separator: ", ")) may be stopped; look "
                + "whether it runs, or restart it with grinderctl stream reconnect")
    }
}

extension UnresolvedIntent {
    init(_ entry: AuditEntry) {
        let payload = (try? entry.payload()) ?? .null
        let request = payload["request"]
        let unknown = Station(environment: entry.environment, baseURL: "", account: "")
        self.init(
            seq: entry.seq, recordedAt: Timestamp(iso8601: entry.ts),
            station: AuditPayload.station(from: payload) ?? unknown,
            symbol: entry.symbol.flatMap { Symbol($0) }, clientOrderID: entry.clientOrderID.map { ClientOrderID($0) },
            exchangeID: request?["orderId"]?.stringValue ?? request?["algoId"]?.stringValue,
            isAlgo: request?["algoId"] != nil, placed: request.flatMap(Placed.init))
        action = payload["action"]?.stringValue.flatMap(ActionKind.init(rawValue:))
    }
}

extension UnresolvedIntent.Placed {
    fileprivate init?(_ request: JSONValue) {
        guard request["newClientOrderId"] != nil,
            let side = request["side"]?.stringValue.flatMap(Side.init(rawValue:)),
            let positionSide = request["positionSide"]?.stringValue.flatMap(PositionSide.init(rawValue:)),
            let quantity = request["quantity"]?.stringValue.flatMap({ Quantity($0) })
        else { return nil }
        self.init(side: side, positionSide: positionSide, quantity: quantity)
    }
}

extension GateFacts {
    /// What the configuration demands now, and what the log has last seen demanded.
    mutating func recall(_ memory: AuditMemory, _ settings: Settings, nothingSent: Bool) throws {
        inForce = settings.policyInForce
        namedLimits = settings.namedLimits
        remembered = try reading(nothingSent: nothingSent) { () throws(AuditFailure) in
            try memory.lastPolicy(at: settings.station)
        }
    }
}
