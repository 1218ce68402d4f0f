import Binance
import TriageCore

/// Every setting there is, one row a key: its type, the flag and the variable that say it too, its default, and a
/// sentence. Reading, `config show`, the check of the file, its schema, the template of `config init`, `help environment`
/// and `docs/configuration.md` follow from the row; a new key needs nothing else but its use in ``SettingsReader``.
struct SettingsTable: SettingRows {
    static let table = SettingsTable()

    let env = Setting(
        "env", .word(ConfigurationKey.environments), in: .exchange, flag: "--env", shared: \.env,
        variable: "GRINDERCTL_ENV", standard: "mainnet", listing: \.environment,
        "The environment when no flag or variable names one.")
    let baseURL = Setting(
        "base-url", .text, in: .exchange, flag: "--base-url", shared: \.baseURL, variable: "GRINDERCTL_BASE_URL",
        otherwise: "the environment's own", listing: \.baseURL,
        "The exchange's REST base URL: Binance's own hosts, or loopback.")
    let wsURL = Setting(
        "ws-url", .text, in: .exchange, flag: "--ws-url", shared: \.wsURL, variable: "GRINDERCTL_WS_URL",
        "Stream base URL of the exchange.")
    let auditDB = Setting(
        "audit-db", .text, in: .exchange, flag: "--audit-db", shared: \.auditDB, variable: "GRINDERCTL_AUDIT_DB",
        otherwise: "$XDG_DATA_HOME/grinderctl/audit-ENV.db", listing: \.auditDB, "The audit log's file.")
    let mainnetActions = Setting(
        "mainnet actions", .consent, in: .exchange, variable: "ALLOW_MAINNET_TRADE", standard: false, isInFile: false,
        "Must be exactly 1 to allow actions on mainnet.")
    let logs = Setting(
        "logs", .logs, in: .evidence, flag: "--logs", variable: "GRINDERCTL_LOGS", standard: [],
        "grinder's log files, globs or folders, and commands that print a log.")
    let expected = Setting(
        "expected", .texts, in: .evidence, flag: "--expected", variable: "GRINDERCTL_EXPECTED", standard: [],
        "Files with grinder's expected state.")
    let health = Setting(
        "health", .texts, in: .evidence, flag: "--health", variable: "GRINDERCTL_HEALTH", standard: [], isInFile: false,
        "A bot's /healthz, a URL or a file; the other pages are read next to it.")
    let metrics = Setting(
        "metrics", .texts, in: .evidence, flag: "--metrics", variable: "GRINDERCTL_METRICS", standard: [],
        isInFile: false,
        "A bot's /metrics, a URL or a file; the other pages are read next to it.")
    let symbols = Setting(
        "symbols", .texts, in: .orders, standard: [], otherwise: "every symbol",
        "Actions on other symbols are refused; without it every symbol is allowed.")
    let credentials = Setting(
        "credentials", .section(CredentialRows.self), in: .key, listing: \.credentials,
        "How the API key is to be had; never the key itself.")
    let instances = Setting(
        "instances", .entries(InstanceRows.self, required: ["name"]), in: .bot, standard: [], listing: \.instances,
        "Every instance of the bot.")

    let prometheus = Setting(
        "prometheus", .heading, "A Prometheus server that scrapes the instances; it lists them too.")
    let prometheusURL = Setting(
        "prometheus.url", .text, in: .bot, flag: "--prometheus",
        listing: \.prometheusURL,
        "Its address: http://prometheus:9090, with a prefix where it has one.")
    let prometheusTokenFile = Setting(
        "prometheus.token-file", .text, in: .bot, listing: \.prometheusTokenFile,
        "A file with its token, or USER:PASSWORD, readable by its owner alone.")

    let identity = Setting("identity", .heading, "Which client order ids are grinder's.")
    let identityPrefix = Setting(
        "identity.prefix", .text, in: .bot, standard: Identity().prefix, "What every id begins with ({default}).")
    let identityStrategies = Setting(
        "identity.strategies", .letters, in: .bot, standard: Identity.standardStrategies,
        "The strategies' letters ({default}).")
    let identityLegacy = Setting(
        "identity.legacy", .flag, in: .bot, standard: Identity().acceptsLegacy,
        "Whether ids without a strategy count ({default}).")

    let limits = Setting("limits", .heading, "What an action may reach.")
    let maxNotional = Setting(
        "limits.max-notional", .amount(" USDT"), in: .actions, flag: "--max-notional", standard: "500",
        "USDT at mark price an action may reach ({default}).")
    let maxOrders = Setting(
        "limits.max-orders", .number(1...1_000_000), in: .orders, flag: "--max-orders", standard: 10,
        "Orders an action may reach ({default}).")
    let weightBudget = Setting(
        "limits.weight-budget", .amount(), in: .actions, flag: "--weight-budget", shared: \.weightBudget,
        otherwise: "20% of the limit a minute, 5% for scan", "Request weight a minute: a number, or a share like 20%.")

    let audit = Setting("audit", .heading, "The audit log.")
    let auditAnchor = Setting("audit.anchor", .anchor, "One place that notes heads.")
    let anchors = Setting(
        "anchors", .list(of: .anchor), in: .actions, listing: \.anchors,
        "Places that note the audit log's head after each action.")
    let runbooks = Setting("runbooks", .text, in: .actions, "A folder with the team's own runbooks.")
    let policy = Setting(
        "policy", .policy, in: .actions, listing: \.policy, "What an action requires beyond the standard gates.")
    let incident = Setting(
        "incident", .text, in: .actions, flag: "--incident", shared: \.incident, variable: "GRINDERCTL_INCIDENT",
        isInFile: false, listing: \.incident, "The incident to record this under.")

    let alertmanager = Setting("alertmanager", .heading, "Where triage alert fetches the firing alerts.")
    let alertmanagerURL = Setting(
        "alertmanager.url", .text, in: .alerts, flag: "--alertmanager", "Alertmanager's URL, without /api/v2/alerts.")
    let alertmanagerTokenFile = Setting(
        "alertmanager.token-file", .text, in: .alerts, "A file with a bearer token, readable by its owner alone.")

    let listen = Setting("listen", .heading, "How listen receives alerts and who is notified.")
    let listenBind = Setting(
        "listen.bind", .text, in: .alerts, flag: "--bind", standard: "127.0.0.1:9097",
        "HOST:PORT ({default}); beyond loopback a token is required.")
    let listenTokenFile = Setting(
        "listen.token-file", .text, in: .alerts, flag: "--token-file", "A file with the token each webhook must bring.")
    let listenNotify = Setting(
        "listen.notify", .text, in: .alerts, flag: "--notify",
        "A command for /bin/sh, given each verdict as Markdown on its stdin, without keys.")
}

/// An entry of `logs` that is no path.
struct LogCommandRows: SettingRows {
    static let table = LogCommandRows()

    let name = Setting("name", .text, "What the log is called in reports.")
    let command = Setting(
        "command", .text,
        "What prints it, for /bin/sh, without the exchange's keys, 30 s; {since} and {until} are replaced by the time range."
    )
}

/// How one key is to be had; the key itself never stands in the configuration.
struct KeyRows: SettingRows {
    static let table = KeyRows()

    let type = Setting("type", .oneOf(KeyType.self), standard: .hmac, "What the key signs with ({default}).")
    let keyFile = Setting("key-file", .text, "A file with the API key, readable by its owner alone.")
    let secretFile = Setting("secret-file", .text, "type hmac: a file with the API secret.")
    let privateKeyFile = Setting("private-key-file", .text, "type ed25519: a private key in PKCS#8, PEM or DER.")
    let publicKey = Setting("public-key", .text, "type ssh-agent: the public key, ssh-ed25519 AAAA…")
    let publicKeyFile = Setting("public-key-file", .text, "type ssh-agent: the .pub file of the key.")
    let credentialCommand = Setting(
        "credential-command", .text,
        "A command that answers {\"apiKey\":…,\"apiSecret\":…} or {\"apiKey\":…,\"privateKey\":…}.")
}

/// One key, or two: triage reads with the first, an action with `--execute` uses `acting` where there is one.
struct CredentialRows: SettingRows {
    static let table = CredentialRows()

    let reading = KeyRows.table
    let acting = Setting(
        "acting", .section(KeyRows.self), "The key that --execute uses; it is of the same account as the other one.")
}

struct InstanceRows: SettingRows {
    static let table = InstanceRows()

    let name = Setting("name", .text, "What it is called in reports.")
    let metrics = Setting("metrics", .text, "Its /metrics, a URL or a file; the other pages are read next to it.")
    let health = Setting("health", .text, "Its /healthz, a URL or a file; the other pages are read next to it.")
    let trading = Setting("trading", .flag, "Whether it trades, when its /readyz does not say.")
    let syncs = Setting(
        "syncs", .flag,
        "Whether it syncs the account, and so takes over the orders it finds, when its /metrics does not say.")
    let status = Setting("status", .text, "A command that says running or stopped.")
    let stop = Setting("stop", .text, "A command that stops it.")
    let start = Setting("start", .text, "A command that starts it.")
}

/// `syslog`, a path, `{file: PATH}` or `{command: [PROGRAM, ARGUMENT]}`.
struct AnchorRows: SettingRows {
    static let table = AnchorRows()

    let file = Setting("file", .text, "A file, ideally on another mount.")
    let command = Setting("command", .argv, "A program and its arguments; it is given the line on its stdin.")
}

struct PolicyRows: SettingRows {
    static let table = PolicyRows()

    let general = DemandRows.table
    let allowedSigners = Setting(
        "allowed-signers", .text, "Who may approve a plan: OpenSSH's allowed signers, principal and key a line.")
    let approvalLifetime = Setting(
        "approval-lifetime", .text, standard: "\(ActionPolicy.standardLifetimeMilliseconds / 60_000)m",
        "How long an approval holds at most, 1m to 24h ({default}).")
    let actions = Setting(
        "actions", .named(Policy.actionNames, DemandRows.self),
        "Demands of one action; they win over the general ones.")
}

/// What every action demands, or one of them.
struct DemandRows: SettingRows {
    static let table = DemandRows()

    let ticket = Setting("ticket", .oneOf(PolicySection.Demand.self), "Whether --ticket must be given.")
    let secondOperator = Setting(
        "second-operator", .oneOf(PolicySection.Demand.self), "Whether another person must approve the plan.")
    let freshTriage = Setting("fresh-triage", .number(1...15), "Minutes a verdict counts as fresh.")
}

extension ConfigurationKey {
    static let environments = ExchangeEnvironment.allCases.map(\.rawValue)

    /// Every key a file may hold.
    static let all =
        SettingsTable.table.keys + [
            ConfigurationKey(
                name: "profiles", shape: .named(environments, SettingsTable.table.keys),
                summary: "The same keys for one environment; they win there.")
        ]
}
