import JSON
package import TriageCore

/// `action.intent`: durable before the request leaves, one a request.
package struct IntentMembers: RecordMembers {
    package static let kinds: [AuditKind] = [.actionIntent]
    package static let schema = RecordSchema(IntentMembers())

    package let action = Member<ActionKind>("action")
    package let request = Member<RecordedRequest>("request")
    package let preconditions = Member<RecordedPreconditions>("preconditions")
    package let reason = Member<String>("reason")
    package let ticket = Member<String>("ticket")
    package let overrides = Member<[String]>("overrides")
    package let verdict = Member<Int64>("verdict")
    package let plan = Member<PlanReference>("plan")
    package let policy = Member<PolicyInForce>("policy", since: .policyKept)
    package let accountContext = Member<AccountContext>("station")
}

package typealias IntentRecord = Record<IntentMembers>

extension IntentRecord {
    package init(_ intent: ActionIntent) {
        self.init()
        self.action = intent.action
        self.request = RecordedRequest(intent.request)
        self.preconditions = RecordedPreconditions(intent.before.json)
        self.reason = intent.reason
        self.ticket = intent.ticket
        self.overrides = intent.overrides
        self.accountContext = intent.accountContext
        self.verdict = intent.verdict
        self.policy = intent.policy
        if let plan = intent.plan { self.plan = plan }
    }
}

extension UnresolvedIntent {
    /// Of whatever is understood of an `action.intent`: what nobody understands stays open all the same.
    package init(_ entry: AuditEntry) {
        let record = entry.understood(as: IntentRecord.self)
        let request = record.request ?? Self.partOf(record)
        self.init(
            seq: entry.seq, recordedAt: Timestamp(iso8601: entry.ts),
            accountContext: record.accountContext
                ?? AccountContext(environment: entry.environment, baseURL: "", account: ""),
            symbol: entry.symbol.flatMap { Symbol($0) }, clientOrderID: entry.clientOrderID.map { ClientOrderID($0) },
            exchangeID: request?.exchangeID, isAlgo: request?.has(\.algoID) ?? false,
            placed: request.flatMap(Placed.init))
        action = record.action
    }

    /// What is understood of a request of which not every member is.
    private static func partOf(_ record: IntentRecord) -> RecordedRequest? {
        guard case .object(let members) = record.payload else { return nil }
        return members["request"].flatMap { RecordedRequest($0) }
    }
}

extension UnresolvedIntent.Placed {
    fileprivate init?(_ request: RecordedRequest) {
        guard request.newClientOrderID != nil, let side = request.side, let positionSide = request.positionSide,
            let quantity = request.quantity
        else { return nil }
        self.init(side: side, positionSide: positionSide, quantity: quantity)
    }
}
