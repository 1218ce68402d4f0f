import AuditLog
import TriageCore

/// What the entries of the audit log say, as JSON. Prices, quantities and exchange ids are strings.
enum AuditPayload {
    static func station(_ station: Station) -> JSONValue {
        var members: [String: JSONValue] = [
            "environment": .string(station.environment), "baseURL": .string(station.baseURL),
            "account": .string(station.account),
        ]
        if let key = station.key { members["key"] = .string(key) }
        return .object(members)
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

    static func alert(_ alert: AlertPayload.Alert) -> JSONValue {
        [
            "labels": .object(alert.labels.mapValues { .string($0) }), "status": .string(alert.status),
            "startsAt": .string(orNull: alert.startsAt), "endsAt": .string(orNull: alert.endsAt),
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
        let subject: (String, JSONValue) =
            switch finding.subject.matter {
            case .mismatch(let mismatch): ("mismatch", .string(mismatch.rawValue))
            case .check(let check): ("check", .string(check.rawValue))
            case .alert(let name): ("alert", .string(name))
            }
        let members: [String: JSONValue] = [
            subject.0: subject.1,
            "positionSide": .string(orNull: finding.subject.positionSide?.rawValue),
            "positionAmt": .string(orNull: finding.amount?.description), "code": .string(verdict.code),
            "cause": .string(verdict.cause), "summary": .string(verdict.summary),
            "confidence": .string(verdict.confidence.rawValue), "action": .string(verdict.action.rawValue),
            "station": self.station(station), "runbook": .string(runbook?.sha256 ?? ""),
        ]
        return .object(members.merging(judged(finding.judged)) { first, _ in first })
    }

    /// The exchange's own numbers of what a verdict is about.
    private static func judged(_ judged: Judged?) -> [String: JSONValue] {
        switch judged {
        case .order(let id, let isAlgo)?: [isAlgo ? "algoId" : "orderId": .string(id)]
        case .position(let mark)?:
            [
                "updateTime": .string(orNull: mark.updateTime?.description),
                "lastTradeId": .string(orNull: mark.lastFill.map { String($0) }),
            ]
        case nil: [:]
        }
    }

    /// What such an entry says it is about.
    static func judged(in payload: JSONValue) -> Judged? {
        if let id = payload["orderId"]?.stringValue { return .order(id: id, isAlgo: false) }
        if let id = payload["algoId"]?.stringValue { return .order(id: id, isAlgo: true) }
        guard let time = payload["updateTime"]?.stringValue else { return nil }
        return .position(
            PositionMark(
                updateTime: Timestamp(iso8601: time),
                lastFill: payload["lastTradeId"]?.stringValue.flatMap { Int64($0) }))
    }

    /// With the plan file it is about, where there is one.
    static func about(_ plan: PlanReference?, _ payload: JSONValue) -> JSONValue {
        guard let plan, case .object(var members) = payload else { return payload }
        members["plan"] = ["sha256": .string(plan.hash), "approver": .string(orNull: plan.approver)]
        return .object(members)
    }

    /// The plan file an entry is about.
    static func planHash(in entry: AuditEntry) -> String? { (try? entry.payload())?["plan"]?["sha256"]?.stringValue }

    /// - Parameter file: SHA-256 of the approval's file.
    static func approved(_ statement: ApprovalStatement, plan: PlanFile, file: String) -> JSONValue {
        [
            "plan": ["sha256": .string(statement.plan), "approver": .string(statement.approver)],
            "action": .string(plan.action.rawValue), "targets": .array(plan.names.map { .string($0) }),
            "planner": .string(plan.planner.operator), "created": .string(statement.created.description),
            "expires": .string(statement.expires.description), "approval": .string(file),
            "station": station(plan.station),
        ]
    }
}

extension JSONValue {
    /// An object with one member more, where there is a value for it.
    func with(_ name: String, _ value: JSONValue?) -> JSONValue {
        guard let value, case .object(var members) = self else { return self }
        members[name] = value
        return .object(members)
    }
}
