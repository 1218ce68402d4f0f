import TriageCore

/// What tells of this tool itself: its configuration, runbooks, codes and drills.
extension ReportSchema {
    static let configurations: [Command] = [
        Command(
            "config show",
            .members([
                ("environment", .environment), ("file", .optional(.text)),
                (
                    "settings",
                    .list(
                        .members([
                            ("key", .text), ("value", .optional(.text)), ("source", .words(SettingOrigin.kinds)),
                            ("from", .text),
                        ]))
                ),
            ])),
        Command(
            "config check",
            .members([
                ("environment", .environment), ("file", .optional(.text)), ("baseURL", .text), ("auditDB", .text),
                (
                    "findings",
                    .list(
                        .members([
                            ("subject", .text),
                            ("status", .words(ConfigurationFinding.Status.allCases.map(\.rawValue))),
                            ("detail", .text), ("try", .optional(.text)),
                        ]))
                ),
                ("keys", .list(key)), ("oneAccount", .optional(.words(["likely", "no", "unknown"]))),
            ])),
        Command("config init", .members([("path", .text), ("answered", .flag)])),
    ]

    private static let key = Shape.members([
        ("role", .words(KeyRole.allCases.map(\.rawValue))), ("type", .words(KeyType.allCases.map(\.rawValue))),
        ("source", .text), ("account", .text), ("publicKey", .optional(.text)), ("answers", .flag),
        ("canTrade", .optional(.flag)), ("hedgeMode", .optional(.flag)), ("problem", .optional(.text)),
    ])

    static let runbooks: [Command] = [
        Command(
            "runbook list",
            .members([
                (
                    "runbooks",
                    .list(
                        .members([
                            ("id", .text), ("title", .text),
                            ("mismatch", .optional(.words(Mismatch.allCases.map(\.rawValue)))), ("command", .text),
                            ("steps", .texts), ("sha256", .digest),
                        ]))
                )
            ])),
        Command(
            "runbook show", .members([("id", .text), ("title", .text), ("sha256", .digest), ("text", .text)])),
        Command(
            "runbook lint",
            .members([("ok", .flag), ("problems", .list(.members([("runbook", .text), ("problem", .text)])))])),
        Command(
            "runbook export", .members([("files", .list(.members([("file", .text), ("written", .flag)])))])),
    ]

    static let others: [Command] = [
        Command(
            "explain",
            .members([
                ("code", .text),
                (
                    "explanations",
                    .list(
                        .members([
                            ("kind", .words(Explanation.Kind.allCases.map(\.rawValue))), ("code", .text),
                            ("context", .optional(.text)), ("meaning", .text),
                            ("execution", .optional(.words(Explanation.Execution.allCases.map(\.rawValue)))),
                            ("advice", .text), next,
                        ]))
                ),
            ])),
        Command("drill", scenarios, played, story),
    ]

    private static let scenarios = Shape.members([
        ("environment", .environment),
        ("scenarios", .list(.members([("name", .text), ("title", .text), ("truth", .map(.text))]))),
    ])

    private static let played = Shape.members([
        ("environment", .environment), ("ok", .flag),
        (
            "scenarios",
            .list(
                .members([
                    ("name", .text), ("title", .text), ("ok", .flag),
                    (
                        "checks",
                        .list(.members([("what", .text), ("truth", .text), ("found", .text), ("ok", .flag)]))
                    ),
                ]))
        ),
    ])

    private static let story = Shape.members([
        ("environment", .environment), ("scenario", .text), ("ok", .flag),
        (
            "scenes",
            .list(
                .members([
                    ("told", .text), ("command", .texts), ("exit", .integer), ("expectedExit", .integer),
                    ("answer", .text),
                ]))
        ),
        ("mutatingRequests", .texts),
    ])
}
