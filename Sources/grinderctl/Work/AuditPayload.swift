import AuditLog
import TriageCore

/// What the entries of the audit log say, as JSON. Prices, quantities and exchange ids are strings.
enum AuditPayload {
    static func station(_ station: Station) -> JSONValue {
        [
            "environment": .string(station.environment), "baseURL": .string(station.baseURL),
            "account": .string(station.account),
        ]
    }

    static func station(from payload: JSONValue) -> Station? {
        guard let found = payload["station"], let environment = found["environment"]?.stringValue,
            let baseURL = found["baseURL"]?.stringValue, let account = found["account"]?.stringValue
        else { return nil }
        return Station(environment: environment, baseURL: baseURL, account: account)
    }

    static func opened(command: String, station: Station, runbook: Report.RunbookReference?) -> JSONValue {
        [
            "command": .string(command), "station": self.station(station),
            "runbook": runbook.map { ["id": .string($0.id), "sha256": .string($0.sha256)] } ?? .null,
        ]
    }

    static func step(_ step: StepReport) -> JSONValue {
        [
            "id": .string(step.id.rawValue), "status": .string(step.status.rawValue), "summary": .string(step.summary),
            "facts": .array(
                step.facts.map {
                    ["name": .string($0.name), "value": .string($0.value), "source": .string($0.source)]
                }),
        ]
    }

    static func verdict(_ finding: Finding, station: Station, runbook: Report.RunbookReference?) -> JSONValue {
        let verdict = finding.verdict
        return [
            "mismatch": .string(finding.subject.mismatch.rawValue),
            "positionSide": .string(orNull: finding.subject.positionSide?.rawValue), "code": .string(verdict.code),
            "cause": .string(verdict.cause), "summary": .string(verdict.summary),
            "confidence": .string(verdict.confidence.rawValue), "action": .string(verdict.action.rawValue),
            "station": self.station(station), "runbook": .string(runbook?.sha256 ?? ""),
        ]
    }

    static func plan(
        _ target: CancelTarget, facts: GateFacts, gates: [GateResult]
    ) -> JSONValue {
        [
            "action": .string(facts.action.rawValue), "execute": .bool(facts.flags.executes),
            "reason": .string(facts.flags.reason ?? ""), "ticket": facts.flags.ticket.map { .string($0) } ?? .null,
            "withoutTriage": .bool(facts.flags.withoutTriage), "request": request(target.order.cancelRequest),
            "preconditions": preconditions(target.preconditions), "station": station(facts.station),
            "gates": .array(
                gates.map {
                    [
                        "code": .string($0.code.rawValue), "status": $0.isRefused ? "refused" : "passed",
                        "detail": .string($0.detail),
                    ]
                }),
        ]
    }

    static func intent(_ intent: ActionIntent) -> JSONValue {
        [
            "action": .string(intent.action.rawValue), "request": request(intent.request),
            "preconditions": preconditions(intent.before), "reason": .string(intent.reason),
            "ticket": intent.ticket.map { .string($0) } ?? .null,
            "overrides": .array(intent.overrides.map { .string($0) }), "station": station(intent.station),
        ]
    }

    static func outcome(_ outcome: RequestOutcome, of intent: Int64) -> JSONValue {
        switch outcome {
        case .done: ["intent": .integer(intent), "outcome": "done"]
        case .notExecuted(let refusal):
            [
                "intent": .integer(intent), "outcome": "not-executed", "message": .string(refusal.message),
                "code": refusal.code.map { .integer(Int64($0)) } ?? .null,
            ]
        case .unknown(let reason):
            ["intent": .integer(intent), "outcome": "unknown", "message": .string(reason)]
        }
    }

    /// What was read back: `settled` tells whether the intent needs no further look.
    static func readBack(intent: Int64, settlement: CancelSettlement) -> JSONValue {
        switch settlement {
        case .verified(let order):
            [
                "intent": .integer(intent), "outcome": "verified", "settled": true,
                "status": order.map { .string($0.status) } ?? .null,
                "executedQty": order.map { .string($0.executedQty.description) } ?? .null,
            ]
        case .failed(let why):
            ["intent": .integer(intent), "outcome": "failed", "settled": true, "message": .string(why)]
        case .unknown(let why):
            ["intent": .integer(intent), "outcome": "unknown", "settled": false, "message": .string(why)]
        case .lookAgain:
            ["intent": .integer(intent), "outcome": "unknown", "settled": false]
        }
    }

    static func preconditions(_ facts: OrderPreconditions) -> JSONValue {
        [
            facts.idName: .string(facts.exchangeID), facts.statusName: .string(facts.status),
            "executedQty": .string(facts.executedQty.description), "origQty": .string(facts.origQty.description),
            "price": .string(facts.price.description),
        ]
    }

    private static func request(_ request: MutatingRequest) -> JSONValue {
        let idName: String
        switch request {
        case .cancelOrder: idName = "orderId"
        case .cancelAlgoOrder: idName = "algoId"
        }
        return [
            "endpoint": .string(request.endpoint), "symbol": .string(request.symbol.rawValue),
            idName: .string(request.exchangeID),
        ]
    }
}
