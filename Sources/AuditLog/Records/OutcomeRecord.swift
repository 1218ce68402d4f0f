import JSON
package import TriageCore

/// `action.outcome`, `action.verified`, `action.resolved`: the exchange's answer, what was read back, what settled it later.
package struct OutcomeMembers: RestartMembers {
    package static let kinds: [AuditKind] = [.actionOutcome, .actionVerified, .actionResolved]
    package static let schema = RecordSchema(OutcomeMembers())

    /// The seq of the intent it speaks of; absent where nothing was sent.
    package let intent = Member<Int64>("intent")
    package let action = Member<ActionKind>("action")
    package let outcome = Member<RecordedOutcome>("outcome")
    /// `false`: the intent stays open.
    package let settled = Member<Bool>("settled")
    package let message = Member<String>("message", in: [.actionOutcome, .actionVerified])
    /// The exchange's error code.
    package let code = Member<Int64>("code", in: [.actionOutcome])
    package let status = Member<String>("status", in: [.actionVerified, .actionResolved])
    package let executedQty = Member<String>("executedQty", in: [.actionVerified, .actionResolved])
    package let orderID = Member<String>("orderId", in: [.actionVerified, .actionResolved])
    package let positionAmt = Member<Quantity>("positionAmt", in: [.actionVerified])
    /// `false`: it was looked at, and needed no request.
    package let sent = Member<Bool>("sent", in: [.actionVerified])
    package let detail = Member<String>("detail", in: [.actionVerified, .actionResolved])
    /// Of a reconnect, which sends nothing to the exchange.
    package let execute = Member<Bool>("execute")
    package let reason = Member<String>("reason")
    package let ticket = Member<String>("ticket")
    package let results = Member<[RecordedRestart]>("results")
    package let gates = Member<[RecordedGate]>("gates")
    package let accountContext = Member<AccountContext>("station")
    /// It came by the detour of a spool, because the log could not be written.
    package let kept = Member<RecordedDetour>("kept", in: [.actionOutcome, .actionVerified])
    /// The intent's seq in the log it was recorded in, which is not this one.
    package let intentElsewhere = Member<Int64>("intentElsewhere", in: [.actionOutcome, .actionVerified])
}

package typealias OutcomeRecord = Record<OutcomeMembers>

/// How a request, or an action, came out.
package enum RecordedOutcome: String, RecordValue, CaseIterable {
    /// The exchange confirmed it; it is open until it is read back.
    case done
    case notExecuted = "not-executed"
    case unknown
    case planned, verified, refused, failed
    /// Settled later, by reading.
    case resolved
}

extension OutcomeRecord {
    /// The exchange's answer.
    package init(_ outcome: RequestOutcome, of intent: Int64) {
        self.init()
        self.intent = intent
        switch outcome {
        case .done:
            self.outcome = .done
            self.settled = false
        case .notExecuted(let refusal):
            self.outcome = .notExecuted
            self.message = refusal.message
            self.code = refusal.code.map { Int64($0) }
        case .unknown(let reason):
            self.outcome = .unknown
            self.message = reason
        }
    }

    /// What was read back of a cancel; `nil` where nothing was.
    package init?(readBack settlement: CancelSettlement, of intent: Int64) {
        switch settlement {
        case .verified(let order):
            self.init(settling: intent, .verified)
            self.status = order?.status
            self.executedQty = order?.sentFill?.quantity.description
        case .failed(let why, let order?):
            self.init(settling: intent, .failed)
            self.message = why
            self.status = order.status
            self.executedQty = order.sentFill?.quantity.description
        case .failed(_, nil), .unknown: return nil
        }
    }

    /// Of a closing order: what became of the order, and the position as it was read afterwards; `nil` where the order
    /// was not read back.
    package init?(readBack settlement: FlattenSettlement, of intent: Int64) {
        switch settlement {
        case .done(let order, let amount): self.init(closing: intent, .verified, order, amount)
        case .flat(let order, let refusal):
            let words = refusal?.text ?? "the rest of the position was closed by others"
            self.init(closing: intent, .verified, order, .zero, words)
        case .short(let order, let left): self.init(closing: intent, .failed, order, left, "it did not fill whole")
        case .moved(let order, let amount):
            self.init(closing: intent, .failed, order, amount, "the position is not the expected one")
        case .failed(let refusal, let amount?): self.init(closing: intent, .failed, nil, amount, refusal.text)
        // Whether anything is left of the position was not read back: the intent stays open.
        case .failed(_, nil), .unread, .unknown: return nil
        }
    }

    private init(
        closing intent: Int64, _ outcome: RecordedOutcome, _ order: Order?, _ amount: Quantity?,
        _ message: String? = nil
    ) {
        self.init(settling: intent, outcome)
        self.orderID = order?.orderID.description
        self.status = order?.status.description
        self.executedQty = order?.executedQty.description
        self.positionAmt = amount
        self.message = message
    }

    private init(settling intent: Int64, _ outcome: RecordedOutcome) {
        self.init()
        self.intent = intent
        self.outcome = outcome
        self.settled = true
    }

    /// What settled an open intent later.
    package init(resolved intent: Int64, _ detail: String, orderID: String?, status: String?, executedQty: String?) {
        self.init(settling: intent, .resolved)
        self.detail = detail
        self.orderID = orderID
        self.status = status
        self.executedQty = executedQty
    }

    /// What needed no request.
    package init(_ action: ActionKind, unsent outcome: RecordedOutcome, _ detail: String) {
        self.init()
        self.action = action
        self.outcome = outcome
        self.sent = false
        self.detail = detail
    }
}

package struct DetourMembers: RecordMembers {
    package static let kinds: [AuditKind] = []
    package static let schema = RecordSchema(DetourMembers())

    package let file = Member<String>("file")
    package let sha256 = Member<String>("sha256")
    package let takenIn = Member<String>("takenIn")
}

/// The reserve that kept an entry until the log could be written again.
package typealias RecordedDetour = Record<DetourMembers>

extension RecordedDetour {
    init(file: String, sha256: String, at time: String) {
        self.init()
        self.file = file
        self.sha256 = sha256
        self.takenIn = time
    }
}

/// A payload of any kind that came by a spool.
struct Kept {
    private var members: JSONValue.Members
    private static let names = OutcomeMembers.schema.members

    init(_ payload: JSONValue, by detour: RecordedDetour) {
        members = payload.objectValue ?? ["payload": payload]
        members[Self.names.kept.name] = detour.payload
    }

    var intent: JSONValue? { members[Self.names.intent.name] }
    var payload: JSONValue { .object(members) }

    /// The seq of its intent is another log's.
    mutating func disown() {
        members[Self.names.intentElsewhere.name] = members.removeValue(forName: Self.names.intent.name)
    }
}
