import JSON
import TriageCore

/// The JSON of a report, members in the order of docs/interface.md.
extension Report {
    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("schema", "grinderctl/1"), ("command", .string(command)), ("environment", .string(environment)),
        ]
        if case .single(let finding)? = conclusion { members.append(("subject", Self.json(finding.subject))) }
        if let runbook {
            members.append(
                ("runbook", .object([("id", .string(runbook.id)), ("sha256", .string(runbook.sha256))])))
        }
        if let time { members.append(("time", .string(time.description))) }
        if conclusion != nil || scan != nil || restart != nil || !steps.isEmpty {
            members.append(("steps", .array(steps.map(Self.json))))
        }
        switch conclusion {
        case .single(let finding)?: members.append(("verdict", json(finding.verdict)))
        case .several(let findings)?: members.append(("findings", .array(findings.map(json))))
        case nil: break
        }
        if let scan { members.append(("findings", json(scan))) }
        if let action { members += json(action) }
        if let restart { members += json(restart) }
        if let recommendation {
            members.append(("next", .strings(recommendation.commands.map(commandLine))))
        }
        if let ticket { members.append(("ticket", .string(ticket))) }
        members.append(("requests", .array(requests.map(Self.json))))
        members.append(("weight", .integer(Int64(requests.map(\.weight).reduce(0, +)))))
        members.append(("audit", audit.map(Self.json) ?? .null))
        return .object(members)
    }

    private func json(_ finding: Finding) -> JSONValue {
        .object([
            ("subject", Self.json(finding.subject)), ("verdict", json(finding.verdict)),
            ("next", .strings(finding.verdict.next.map(commandLine))),
        ])
    }

    func json(_ verdict: Verdict) -> JSONValue {
        .object([
            ("code", .string(verdict.code)), ("cause", .string(verdict.cause)), ("summary", .string(verdict.summary)),
            ("confidence", .string(verdict.confidence.rawValue)), ("action", .string(verdict.action.rawValue)),
            ("next", .strings(verdict.next.map(commandLine))),
        ])
    }

    static func json(_ subject: Subject) -> JSONValue {
        switch subject.matter {
        case .check(let check): return .object([("check", .string(check.rawValue))])
        case .alert(let name): return .object([("alert", .string(name))])
        case .mismatch: break
        }
        var members: [(String, JSONValue)] = [
            ("mismatch", .string(orNull: subject.mismatch?.rawValue)),
            ("symbol", .string(orNull: subject.symbol?.rawValue)),
            ("clientOrderId", .string(orNull: subject.clientOrderID?.rawValue)),
        ]
        if let side = subject.positionSide { members.append(("positionSide", .string(side.rawValue))) }
        return .object(members)
    }

    static func json(_ step: StepReport) -> JSONValue {
        .object([
            ("id", .string(step.id.rawValue)), ("title", .string(step.title)),
            ("status", .string(step.status.rawValue)), ("summary", .string(step.summary)),
            (
                "facts",
                .array(
                    step.facts.map {
                        .object([
                            ("name", .string($0.name)), ("value", .string($0.value)), ("source", .string($0.source)),
                        ])
                    })
            ),
        ])
    }

    static func json(_ request: RequestRecord) -> JSONValue {
        .object([
            ("method", .string(request.method)), ("path", .string(request.path)),
            ("status", request.status.map { .integer(Int64($0)) } ?? .null),
            ("weight", .integer(Int64(request.weight))), ("ms", .integer(request.milliseconds)),
        ])
    }

    static func json(_ span: AuditSpan) -> JSONValue {
        .object([
            ("investigation", .string(span.investigation)), ("firstSeq", .integer(span.firstSeq)),
            ("lastSeq", .integer(span.lastSeq)), ("head", .string(span.head)),
        ])
    }
}
