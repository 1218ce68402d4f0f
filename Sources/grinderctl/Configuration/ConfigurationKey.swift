/// A key a configuration may hold: its name, what may stand there, and what an editor says about it.
struct ConfigurationKey: Sendable {
    indirect enum Shape: Sendable {
        case text
        /// One of these words.
        case word([String])
        case number(ClosedRange<Int>)
        /// A number or a text that says one: prices keep the digits they are written with.
        case amount
        case flag
        case texts
        case section([ConfigurationKey])
        /// A list of sections; the named keys must be there.
        case entries([ConfigurationKey], required: [String])
        /// One text, or a list of them.
        case words
        /// A text, or a section.
        case textOr([ConfigurationKey])
        case list(Shape)
        /// Sections by a name of their own.
        case named([String], [ConfigurationKey])
    }

    let name: String
    let shape: Shape
    let summary: String

    init(_ name: String, _ shape: Shape, _ summary: String) {
        self.name = name
        self.shape = shape
        self.summary = summary
    }
}

extension ConfigurationKey {
    /// Every key there is.
    static let all =
        anywhere + [
            ConfigurationKey(
                "profiles", .named(environments, anywhere), "The same keys for one environment; they win there.")
        ]

    static let environments = ["mainnet", "demo", "sandbox"]

    private static let anywhere = [
        ConfigurationKey("env", .word(environments), "The environment when no flag or variable names one."),
        ConfigurationKey("base-url", .text, "The exchange's REST base URL: Binance's own hosts, or loopback."),
        ConfigurationKey("ws-url", .text, "Stream base URL of the exchange."),
        ConfigurationKey("audit-db", .text, "The audit log's file."),
        ConfigurationKey(
            "logs", .list(.textOr(logCommand)), "grinder's log files, globs or folders, and commands that print a log."),
        ConfigurationKey("expected", .texts, "Files with grinder's expected state."),
        ConfigurationKey(
            "symbols", .texts, "Actions on other symbols are refused; without it every symbol is allowed."),
        ConfigurationKey(
            "credentials", .section(key + [acting]), "How the API key is to be had; never the key itself."),
        ConfigurationKey("instances", .entries(instance, required: ["name"]), "Every instance of the bot."),
        ConfigurationKey(
            "prometheus", .section(server), "A Prometheus server that scrapes the instances; it lists them too."),
        ConfigurationKey("identity", .section(identity), "Which client order ids are grinder's."),
        ConfigurationKey("limits", .section(limits), "What an action may reach."),
        ConfigurationKey(
            "audit", .section([ConfigurationKey("anchor", anchor, "One place that notes heads.")]), "The audit log."),
        ConfigurationKey("anchors", .list(anchor), "Places that note the audit log's head after each action."),
        ConfigurationKey("runbooks", .text, "A folder with the team's own runbooks."),
        ConfigurationKey("policy", .section(policy), "What an action requires beyond the standard gates."),
        ConfigurationKey("alertmanager", .section(alertmanager), "Where triage alert fetches the firing alerts."),
        ConfigurationKey("listen", .section(listen), "How listen receives alerts and who is notified."),
    ]

    private static let logCommand = [
        ConfigurationKey("name", .text, "What the log is called in reports."),
        ConfigurationKey(
            "command", .text,
            "What prints it, for /bin/sh, without the exchange's keys, 30 s; {since} and {until} are replaced by the time range."
        ),
    ]

    private static let acting = ConfigurationKey(
        "acting", .section(key), "The key that --execute uses; it is of the same account as the other one.")

    private static let key = [
        ConfigurationKey("type", .word(KeyType.allCases.map(\.rawValue)), "What the key signs with (hmac)."),
        ConfigurationKey("key-file", .text, "A file with the API key, readable by its owner alone."),
        ConfigurationKey("secret-file", .text, "type hmac: a file with the API secret."),
        ConfigurationKey("private-key-file", .text, "type ed25519: a private key in PKCS#8, PEM or DER."),
        ConfigurationKey("public-key", .text, "type ssh-agent: the public key, ssh-ed25519 AAAA…"),
        ConfigurationKey("public-key-file", .text, "type ssh-agent: the .pub file of the key."),
        ConfigurationKey(
            "credential-command", .text,
            "A command that answers {\"apiKey\":…,\"apiSecret\":…} or {\"apiKey\":…,\"privateKey\":…}."),
    ]

    private static let instance = [
        ConfigurationKey("name", .text, "What it is called in reports."),
        ConfigurationKey("metrics", .text, "Its /metrics, a URL or a file; the other pages are read next to it."),
        ConfigurationKey("health", .text, "Its /healthz, a URL or a file; the other pages are read next to it."),
        ConfigurationKey("trading", .flag, "Whether it trades, when its /readyz does not say."),
        ConfigurationKey(
            "syncs", .flag,
            "Whether it syncs the account, and so takes over the orders it finds, when its /metrics does "
                + "not say."),
        ConfigurationKey("status", .text, "A command that says running or stopped."),
        ConfigurationKey("stop", .text, "A command that stops it."),
        ConfigurationKey("start", .text, "A command that starts it."),
    ]

    private static let server = [
        ConfigurationKey("url", .text, "Its address: http://prometheus:9090, with a prefix where it has one."),
        ConfigurationKey(
            "token-file", .text, "A file with its token, or USER:PASSWORD, readable by its owner alone."),
    ]

    private static let identity = [
        ConfigurationKey("prefix", .text, "What every id begins with (grinder_)."),
        ConfigurationKey("strategies", .texts, "The strategies' letters (d tp r e s)."),
        ConfigurationKey("legacy", .flag, "Whether ids without a strategy count (true)."),
    ]

    /// `syslog`, a path, `{file: PATH}` or `{command: [PROGRAM, ARGUMENT]}`.
    private static let anchor = Shape.textOr([
        ConfigurationKey("file", .text, "A file, ideally on another mount."),
        ConfigurationKey("command", .words, "A program and its arguments; it is given the line on its stdin."),
    ])

    private static let limits = [
        ConfigurationKey("max-notional", .amount, "USDT at mark price an action may reach (500)."),
        ConfigurationKey("max-orders", .number(1...1_000_000), "Orders an action may reach (10)."),
        ConfigurationKey("weight-budget", .amount, "Request weight a minute: a number, or a share like 20%."),
    ]

    private static let alertmanager = [
        ConfigurationKey("url", .text, "Alertmanager's URL, without /api/v2/alerts."),
        ConfigurationKey("token-file", .text, "A file with a bearer token, readable by its owner alone."),
    ]

    private static let listen = [
        ConfigurationKey("bind", .text, "HOST:PORT (127.0.0.1:9097); beyond loopback a token is required."),
        ConfigurationKey("token-file", .text, "A file with the token each webhook must bring."),
        ConfigurationKey(
            "notify", .text, "A command for /bin/sh, given each verdict as Markdown on its stdin, without keys."),
    ]

    private static let policy =
        demands + [
            ConfigurationKey(
                "allowed-signers", .text, "Who may approve a plan: OpenSSH's allowed signers, principal and key a line."
            ),
            ConfigurationKey("approval-lifetime", .text, "How long an approval holds at most, 1m to 24h (30m)."),
            ConfigurationKey(
                "actions", .named(Policy.actionNames, demands), "Demands of one action; they win over the general ones."
            ),
        ]

    private static let demands = [
        ConfigurationKey("ticket", .word(["required", "optional"]), "Whether --ticket must be given."),
        ConfigurationKey(
            "second-operator", .word(["required", "optional"]), "Whether another person must approve the plan."),
        ConfigurationKey("fresh-triage", .number(1...15), "Minutes a verdict counts as fresh."),
    ]
}
