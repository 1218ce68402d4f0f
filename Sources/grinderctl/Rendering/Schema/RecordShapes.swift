import AuditLog
import TriageCore

/// What reads and keeps the record.
extension ReportSchema {
    private static let entries: (String, Shape) = ("entries", .list(.named("entry")))

    static let audits: [Command] = [
        Command("audit list", .members([entries], optional: [("cancels", .list(manual)), ("actions", .list(manual))])),
        Command("audit show", .members([entries], optional: [("related", .list(.named("entry")))])),
        Command("audit verify", .members(verification, optional: [("chains", .list(.named("chain")))])),
        Command("audit head", .members([("head", .optional(.head))])),
        Command("audit resolve", resolve),
        Command("audit merge", merge),
        Command("audit push", push),
        Command("audit report", report(of: "incident"), report(of: "investigation"), report(of: "since")),
    ]

    private static let manual = Shape.members([
        ("seq", .integer), ("ts", .time), ("operator", .text), ("host", .text), ("environment", .environment),
        ("action", .words(ActionKind.allCases.map(\.rawValue))), ("symbol", .optional(.text)),
        ("clientOrderId", .optional(.text)), ("orderId", .text), ("reason", .optional(.text)),
        ("ticket", .optional(.text)), ("verdictSeq", .optional(.integer)), ("overrides", .texts), ("outcome", .text),
        ("status", .optional(.text)), ("executedQty", .optional(.amount)),
    ])

    private static let resolve = Shape.members(
        [
            ("environment", .environment), ("settled", .flag),
            (
                "results",
                .list(
                    .members([
                        ("intent", .integer), ("clientOrderId", .optional(.text)), ("orderId", .optional(.exchangeID)),
                        ("symbol", .optional(.text)), ("settled", .flag), ("status", .optional(.text)),
                        ("executedQty", .optional(.amount)), ("detail", .text),
                    ]))
            ),
        ] + ending, optional: [next])

    private static let merge: Shape = {
        guard case .object(let columns) = entry else { return entry }
        let line = Shape.object([Shape.Field(name: "chain", shape: .optional(.text), isRequired: true)] + columns)
        return .members([("chains", .list(.named("chain"))), ("entries", .list(line))])
    }()

    private static let push = Shape.members([
        ("to", .text), ("pushed", .integer), ("lastSeq", .integer), ("chain", .optional(.text)),
        ("head", .optional(.head)), ("notes", .texts),
    ])

    private static func report(of subject: String) -> Shape {
        .members([
            ("environment", .environment), (subject, .text), ("format", .words(["html", "md"])),
            ("out", .optional(.text)), ("sha256", .digest), ("entries", .integer), ("head", .optional(.head)),
            ("ok", .flag), ("text", .optional(.text)),
        ])
    }

    static let incidents: [Command] = {
        let incident = ("incident", Shape.named("incident-state"))
        let audit = ("audit", Shape.named("audit"))
        return [
            Command("incident open", .members([incident, ("reopened", .flag), audit])),
            Command("incident close", .members([incident, audit], optional: [("left", .list(left))])),
            Command("incident note", .members([incident, audit])),
            Command("incident list", .members([("incidents", .list(.named("incident-state")))])),
        ]
    }()

    /// What the incident found and nobody handled.
    private static let left = Shape.members([
        ("seq", .integer), ("verdict", .text), ("action", .words(Verdict.Advice.allCases.map(\.rawValue))),
        ("symbol", .optional(.text)), ("clientOrderId", .optional(.text)), ("positionSide", .optional(.text)), next,
    ])

    /// Objects that are no reports: an entry as `audit export` prints it, what a server says first, a schema.
    static var lines: [Shape] {
        guard case .object(let columns) = entry else { return [entry] }
        return [
            .object(columns + [Shape.Field(name: "chain", shape: .text, isRequired: false)]),
            .members(
                [("baseURL", .text), ("wsURL", .text), ("apiKey", .text), ("apiSecret", .text)],
                optional: [
                    ("health", .text), ("metrics", .text), ("logs", .text), ("expected", .text), ("config", .text),
                    ("publicKeys", .list(.members([("apiKey", .text), ("publicKey", .text)]))),
                    ("readOnly", .members([("apiKey", .text), ("apiSecret", .text)])),
                ]),
            .members([("url", .text)]),
            .members([("$schema", .text), ("title", .text)]),
        ]
    }
}
