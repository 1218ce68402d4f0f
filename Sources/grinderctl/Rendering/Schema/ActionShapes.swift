import TriageCore

/// What acts, or would.
extension ReportSchema {
    static let actions: [Command] = [
        Command("cancel", action), Command("flatten", action), Command("reset", action),
        Command("stream reconnect", restart), Command("approve", approval),
    ]

    private static let outcome = Shape.words(ActionReport.Outcome.allCases.map(\.rawValue))

    static let gate = Shape.members(
        [
            ("code", .words(GateCode.allCases.map(\.rawValue))), ("status", .words(["passed", "refused"])),
            ("detail", .text),
        ], optional: [("try", .text)])

    static let result = Shape.members([
        ("clientOrderId", .text), ("orderId", .optional(.exchangeID)), ("symbol", .text), ("status", .optional(.text)),
        ("executedQty", .optional(.amount)), ("outcome", outcome), ("detail", .text), next,
    ])

    private static let action = Shape.members(
        [
            ("environment", .environment), ("plan", .named("plan")), ("gates", .list(.named("gate"))),
            ("outcome", outcome), ("results", .list(.named("result"))), ("notes", .texts), next,
        ] + ending, optional: [("runbook", .named("runbook")), ("steps", .list(.named("step"))), ("left", .texts)])

    static let plan = Shape.members(
        [
            ("steps", .list(.either([cancelling, closing, other, restarting]))),
            ("preconditions", .map(.either([order("orderId", "status"), order("algoId", "algoStatus"), position]))),
        ], optional: [("file", .members([("path", .text), ("sha256", .digest)])), ("market", market)])

    /// What a position is worth, and what the book would take of it.
    private static let market = Shape.members(
        [
            ("entryPrice", .amount), ("markPrice", .amount), ("unrealizedProfit", .amount),
            ("quoteAsset", .optional(.text)),
            (
                "book",
                .optional(
                    .members([
                        ("takes", .amount), ("averagePrice", .optional(.amount)), ("worstPrice", .optional(.amount)),
                        ("levels", .integer),
                    ]))
            ),
        ], optional: [("bookUnread", .text)])

    private static let cancelling = Shape.members([
        ("action", .word("cancel")), ("kind", .words(["order", "algo"])), ("clientOrderId", .text),
        ("orderId", .exchangeID), ("symbol", .text), ("request", .matching("^DELETE /")),
    ])

    private static let closing = Shape.members([
        ("action", .word("close")), ("kind", .word("market")), ("clientOrderId", .text),
        ("orderId", .null), ("symbol", .text), ("request", .matching("^POST /")),
        ("side", .words(["BUY", "SELL"])), ("positionSide", .words(PositionSide.allCases.map(\.rawValue))),
        ("quantity", .amount), ("reduceOnly", .flag),
    ])

    /// Nothing that is sent.
    private static let other = Shape.members([
        ("action", .words(["stop", "set aside", "start"])), ("subject", .text), ("how", .text),
    ])

    private static let restarting = Shape.members([
        ("action", .word("restart")), ("instance", .text), ("stop", .text), ("start", .text),
    ])

    private static func order(_ id: String, _ status: String) -> Shape {
        .members([
            (id, .exchangeID), (status, .text), ("executedQty", .optional(.amount)), ("origQty", .amount),
            ("price", .amount),
        ])
    }

    private static let position = Shape.members([
        ("mode", .words(["hedge", "one-way"])), ("positionSide", .words(PositionSide.allCases.map(\.rawValue))),
        ("positionAmt", .amount), ("restingOrders", .list(.restingID)),
    ])

    private static let restart = Shape.members(
        [
            ("environment", .environment), ("steps", .list(.named("step"))), ("plan", .named("plan")),
            ("gates", .list(.named("gate"))), ("outcome", outcome),
            ("results", .list(.members([("instance", .text), ("outcome", outcome), ("detail", .text)]))), next,
        ] + ending, optional: [("runbook", .named("runbook"))])

    private static let approval = Shape.members([
        ("environment", .environment),
        (
            "plan",
            .members([
                ("file", .text), ("sha256", .digest), ("action", .words(ActionKind.allCases.map(\.rawValue))),
                ("targets", .texts), ("planner", .text),
            ])
        ),
        ("approval", .members([("file", .text), ("approver", .text), ("created", .time), ("expires", .time)])),
        next, ("audit", .optional(.named("audit"))),
    ])
}
