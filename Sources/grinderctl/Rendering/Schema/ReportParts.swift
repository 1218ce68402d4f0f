import AuditLog
import Binance
import TriageCore

/// What several commands answer with.
extension ReportSchema {
    struct Part: Sendable {
        let name: String
        let shape: Shape
    }

    static let parts: [Part] = [
        Part(name: "step", shape: step), Part(name: "request", shape: request), Part(name: "audit", shape: audit),
        Part(name: "entry", shape: entry), Part(name: "runbook", shape: runbook), Part(name: "finding", shape: finding),
        Part(name: "gate", shape: gate), Part(name: "plan", shape: plan), Part(name: "result", shape: result),
        Part(name: "incident-state", shape: incident), Part(name: "chain", shape: chain),
    ]

    private static let step = Shape.members([
        ("id", .text), ("title", .text), ("status", .words(StepReport.Status.allCases.map(\.rawValue))),
        ("summary", .text),
        ("facts", .list(.members([("name", .text), ("value", .text), ("source", .text)]))),
    ])

    private static let request = Shape.members([
        ("method", .words(["GET", "POST", "PUT", "DELETE"])), ("path", .matching("^/")),
        ("status", .optional(.integer)), ("weight", .integer), ("ms", .integer),
    ])

    /// An entry that belongs to no investigation has none.
    private static let audit = Shape.members([
        ("investigation", .optional(.text)), ("firstSeq", .integer), ("lastSeq", .integer), ("head", .head),
    ])

    /// The columns as they are stored.
    static let entry = Shape.members(
        AuditEntry.columnNames.map { name in
            switch name {
            case "seq": (name, .integer)
            case "ts": (name, .time)
            case "kind": (name, .words(AuditKind.allCases.map(\.rawValue)))
            case "prev_hash", "hash": (name, .digest)
            case "investigation", "incident", "symbol", "client_order_id": (name, .optional(.text))
            default: (name, .text)
            }
        })

    private static let runbook = Shape.members([("id", .text), ("sha256", .digest)])

    private static let incident = Shape.members([
        ("id", .text), ("status", .words(Incident.Status.allCases.map(\.rawValue))), ("title", .optional(.text)),
        ("openedAt", .optional(.time)), ("openedBy", .optional(.text)), ("closedAt", .optional(.time)),
        ("closedBy", .optional(.text)), ("reason", .optional(.text)), ("investigations", .integer),
        ("actions", .integer),
    ])

    static let verification: [(String, Shape)] = [
        ("ok", .flag), ("entries", .integer), ("head", .optional(.head)), ("firstBad", .optional(.integer)),
        ("why", .optional(.text)),
    ]

    private static let chain = Shape.members(
        [("chain", .text), ("host", .text)] + verification, optional: [("environment", .environment)])

    /// What every report of the exchange ends with.
    static let ending: [(String, Shape)] = [
        ("requests", .list(.named("request"))), ("weight", .integer), ("audit", .optional(.named("audit"))),
    ]

    static let next: (String, Shape) = ("next", .list(.command))
}

/// A subject with the verdicts it may have: one shape a mismatch, a check, an alert.
extension ReportSchema {
    struct JudgedSubject: Sendable {
        let subject: Shape
        let verdict: Shape

        var finding: Shape { .members([("subject", subject), ("verdict", verdict), ReportSchema.next]) }

        init(_ subject: Shape, _ codes: [String]) {
            self.subject = subject
            verdict = .members([
                ("code", .words(codes)), ("cause", .text), ("summary", .text),
                ("confidence", .words(Verdict.Confidence.allCases.map(\.rawValue))),
                ("action", .words(Verdict.Advice.allCases.map(\.rawValue))), ReportSchema.next,
            ])
        }

        init(_ mismatch: Mismatch) {
            let codes =
                switch mismatch {
                case .orderMissing: MissingVerdict.allCases.map(\.rawValue)
                case .orderUnexpected: UnexpectedVerdict.allCases.map(\.rawValue)
                case .statusDivergence: DivergenceVerdict.allCases.map(\.rawValue)
                case .positionNonzero: PositionVerdict.allCases.map(\.rawValue)
                }
            self.init(ReportSchema.subject(of: mismatch), codes)
        }

        init(_ check: EscalationCheck) {
            let codes = Explanation.codes(of: .verdict, in: "check \(check.rawValue)") + ["inconclusive"]
            self.init(.members([("check", .word(check.rawValue))]), codes)
        }

        static let alert = JudgedSubject(.members([("alert", .text)]), ["inconclusive"])
    }

    static func subject(of mismatch: Mismatch) -> Shape {
        .members(
            [
                ("mismatch", .word(mismatch.rawValue)), ("symbol", .optional(.text)),
                ("clientOrderId", .optional(.text)),
            ], optional: [("positionSide", .words(PositionSide.allCases.map(\.rawValue)))])
    }

    static let finding = Shape.either(
        Mismatch.allCases.map { JudgedSubject($0).finding } + EscalationCheck.allCases.map { JudgedSubject($0).finding }
            + [JudgedSubject.alert.finding])
}
