import TriageCore

/// What reads and judges.
extension ReportSchema {
    private static let opening: [(String, Shape)] = [("environment", .environment)]
    private static let steps: [(String, Shape)] = [("steps", .list(.named("step")))]
    private static let extras: [(String, Shape)] = [("runbook", .named("runbook")), ("ticket", .text)]

    /// One subject and its verdict.
    private static func single(_ judged: JudgedSubject) -> Shape {
        .members(
            opening + [("subject", judged.subject)] + steps + [("verdict", judged.verdict)] + ending,
            optional: extras + [next])
    }

    private static let several = Shape.members(
        opening + steps + [("findings", .list(.named("finding")))] + ending, optional: extras + [next])

    static let triages: [Command] = [
        Command("triage missing", single(JudgedSubject(.orderMissing))),
        Command("triage unexpected", single(JudgedSubject(.orderUnexpected)), several),
        Command("triage divergence", single(JudgedSubject(.statusDivergence))),
        Command("triage position", single(JudgedSubject(.positionNonzero)), several),
        Command("triage alert", several),
        Command("scan", scan),
        Command("timeline", timeline),
    ]

    static let escalations: [Command] = [Command("check", several), Command("stream status", several)]

    private static let scan: Shape = {
        let rows = Mismatch.allCases.map { mismatch in
            Shape.members([
                ("subject", subject(of: mismatch)), ("verdict", .optional(JudgedSubject(mismatch).verdict)),
                ("sign", .text), ("source", .text), next,
            ])
        }
        let changes = Shape.list(
            .members([("subject", .either(Mismatch.allCases.map(subject(of:)))), ("sign", .text)]))
        return .members(
            opening + steps + [("findings", .list(.either(rows)))] + ending,
            optional: extras + [next, ("time", .time), ("appeared", changes), ("cleared", changes)])
    }()

    private static let timeline = Shape.members(
        opening + [
            ("subject", .members([("symbol", .text), ("clientOrderId", .optional(.text))])),
            ("from", .optional(.time)), ("to", .optional(.time)),
            (
                "events",
                .list(
                    .members([
                        ("time", .optional(.time)), ("certainty", .words(TimelineEvent.Certainty.words)),
                        ("correctionMs", .optional(.integer)),
                        ("kind", .words(TimelineEvent.Kind.allCases.map(\.rawValue))), ("source", .text),
                        ("clientOrderId", .optional(.text)), ("text", .text), ("lines", .integer),
                        ("until", .optional(.time)),
                    ]))
            ),
            (
                "gaps",
                .list(
                    .members([
                        ("kind", .words(TimelineGap.Kind.allCases.map(\.rawValue))), ("source", .text),
                        ("detail", .text),
                    ]))
            ),
        ] + ending)
}

/// What the stream prints, an object a line.
extension ReportSchema {
    static let streams: [Command] = [Command("stream watch", event, note, end)]

    private static let event: Shape = {
        let balance = Shape.members([("asset", .text), ("walletBalance", .text), ("change", .optional(.text))])
        let holding = Shape.members([("symbol", .text), ("positionSide", .text), ("positionAmt", .text)])
        return .members(
            [
                ("type", .word("event")), ("time", .optional(.time)), ("event", .text), ("symbol", .optional(.text)),
                ("clientOrderId", .optional(.text)),
            ],
            optional: [
                ("orderId", .exchangeID), ("algoId", .exchangeID), ("side", .text), ("positionSide", .text),
                ("orderType", .text), ("execution", .text), ("status", .text), ("algoStatus", .text),
                ("price", .optional(.amount)), ("origQty", .optional(.amount)), ("executedQty", .optional(.amount)),
                ("triggerPrice", .optional(.amount)), ("quantity", .optional(.amount)),
                ("actualOrderId", .optional(.exchangeID)), ("reason", .text),
                ("positions", .either([.list(holding), .texts])), ("balances", .list(balance)), ("detail", .text),
                ("unreadable", .text), ("body", .text),
                ("fill", .members([("tradeId", .exchangeID), ("quantity", .amount), ("price", .amount)])),
                ("repeated", .flag),
            ])
    }()

    private static let note = Shape.members([
        ("type", .word("note")), ("time", .time), ("note", .text), ("detail", .text),
    ])

    private static let end = Shape.members([
        ("type", .word("end")), ("expected", .optional(.text)), ("seen", .flag), ("events", .integer),
        ("fills", .integer), ("gaps", .integer), ("exit", .integer), ("detail", .text),
    ])
}
