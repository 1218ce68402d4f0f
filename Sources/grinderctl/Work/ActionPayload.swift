import AuditLog
import TriageCore

/// What the entries of an action say.
extension AuditPayload {
    static func plan(_ target: ActionTarget, facts: GateFacts, gates: [GateResult]) -> JSONValue {
        var members: [String: JSONValue] = [
            "action": .string(facts.action.rawValue), "execute": .bool(facts.flags.executes),
            "reason": .string(facts.flags.reason ?? ""), "ticket": facts.flags.ticket.map { .string($0) } ?? .null,
            "withoutTriage": .bool(facts.flags.withoutTriage), "whileRunning": .bool(facts.flags.whileRunning),
            "station": station(facts.station),
            "verdict": target.verdict(facts).map { .integer($0) } ?? .null,
            "gates": .array(
                gates.map {
                    [
                        "code": .string($0.code.rawValue), "status": $0.isRefused ? "refused" : "passed",
                        "detail": .string($0.detail),
                    ]
                }),
        ]
        switch target {
        case .cancel(let target):
            members["request"] = request(target.order.cancelRequest)
            members["preconditions"] = target.preconditions.json
        case .flatten(let target):
            members["requests"] = .array((target.plan?.steps ?? []).map { request($0.request) })
            members["preconditions"] = target.plan?.preconditions.json ?? .null
            members["rest"] = .string(orNull: target.plan?.rest.description)
        }
        return .object(members)
    }

    static func intent(_ intent: ActionIntent) -> JSONValue {
        let payload: JSONValue = [
            "action": .string(intent.action.rawValue), "request": request(intent.request),
            "preconditions": intent.before.json, "reason": .string(intent.reason),
            "ticket": intent.ticket.map { .string($0) } ?? .null,
            "overrides": .array(intent.overrides.map { .string($0) }), "station": station(intent.station),
            "verdict": intent.verdict.map { .integer($0) } ?? .null, "policy": intent.policy.json,
        ]
        return about(intent.plan, payload)
    }

    /// A cleared plan, with what was demanded of it: also where it sends nothing to the exchange.
    static func under(_ facts: GateFacts, _ payload: JSONValue) -> JSONValue {
        guard case .object(var members) = payload else { return payload }
        members["policy"] = facts.lastingPolicy.json
        members["overrides"] = .array(facts.flags.overrides.map { .string($0) })
        return .object(members)
    }

    static func outcome(_ outcome: RequestOutcome, of intent: Int64) -> JSONValue {
        switch outcome {
        // Confirmed, and open until it is read back.
        case .done: ["intent": .integer(intent), "outcome": "done", "settled": false]
        case .notExecuted(let refusal):
            [
                "intent": .integer(intent), "outcome": "not-executed", "message": .string(refusal.message),
                "code": refusal.code.map { .integer(Int64($0)) } ?? .null,
            ]
        case .unknown(let reason):
            ["intent": .integer(intent), "outcome": "unknown", "message": .string(reason)]
        }
    }

    /// What was read back of a cancel; `nil` where nothing was.
    static func readBack(intent: Int64, settlement: CancelSettlement) -> JSONValue? {
        switch settlement {
        case .verified(let order):
            [
                "intent": .integer(intent), "outcome": "verified", "settled": true,
                "status": order.map { .string($0.status) } ?? .null,
                "executedQty": .string(orNull: order?.sentFill?.quantity.description),
            ]
        case .failed(let why, let order?):
            [
                "intent": .integer(intent), "outcome": "failed", "settled": true, "message": .string(why),
                "status": .string(order.status),
                "executedQty": .string(orNull: order.sentFill?.quantity.description),
            ]
        case .failed(_, nil), .unknown, .lookAgain: nil
        }
    }

    /// Of a closing order: what became of the order, and the position as it was read afterwards; `nil` where the order
    /// was not read back.
    static func readBack(intent: Int64, settlement: FlattenSettlement) -> JSONValue? {
        func ended(_ outcome: String, _ order: Order?, _ amount: Quantity?, _ message: String? = nil) -> JSONValue {
            [
                "intent": .integer(intent), "outcome": .string(outcome), "settled": true,
                "orderId": .string(orNull: order?.orderID.description),
                "status": .string(orNull: order?.status.description),
                "executedQty": .string(orNull: order?.executedQty.description),
                "positionAmt": .string(orNull: amount?.description), "message": .string(orNull: message),
            ]
        }
        switch settlement {
        case .done(let order, let amount): return ended("verified", order, amount)
        case .flat(let order, let refusal):
            return ended("verified", order, .zero, refusal?.text ?? "the rest of the position was closed by others")
        case .short(let order, let left): return ended("failed", order, left, "it did not fill whole")
        case .moved(let order, let amount):
            return ended("failed", order, amount, "the position is not the expected one")
        case .failed(let refusal, let amount?): return ended("failed", nil, amount, refusal.text)
        // Whether anything is left of the position was not read back: the intent stays open.
        case .failed(_, nil), .unread, .unknown, .lookAgain: return nil
        }
    }

    /// An intent that was looked into without an answer that settles it.
    static func unread(intent: Int64, by what: String, _ why: String) -> JSONValue {
        [
            "intent": .integer(intent), "by": .string(what), "settled": false,
            "text": .string("intent \(intent) is left open: \(why)"),
        ]
    }

    private static func request(_ request: MutatingRequest) -> JSONValue {
        var members: [String: JSONValue] = [
            "endpoint": .string(request.endpoint), "symbol": .string(request.symbol.rawValue),
        ]
        switch request {
        case .cancelOrder(_, let id, _): members["orderId"] = .string(id.description)
        case .cancelAlgoOrder(_, let id, _): members["algoId"] = .string(id.description)
        case .placeOrder(let order):
            members["newClientOrderId"] = .string(order.clientOrderID.rawValue)
            members["side"] = .string(order.side.rawValue)
            members["positionSide"] = .string(order.positionSide.rawValue)
            members["type"] = "MARKET"
            members["quantity"] = .string(order.quantity.description)
            members["reduceOnly"] = order.reduceOnly ? "true" : .null
        }
        return .object(members)
    }
}
