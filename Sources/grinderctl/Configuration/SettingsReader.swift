import Binance
import BotEvidence
import FoundationEssentials
import TriageCore

/// Weighs flag, environment, configuration file and default, in this order.
struct SettingsReader {
    let shared: SharedOptions
    let environment: [String: String]
    let configuration: Configuration
    let label: ExchangeEnvironment
    /// Where the label was named.
    let labelOrigin: SettingOrigin
    /// The incident all this belongs to.
    let incident: Sourced<String>?

    init(_ shared: SharedOptions, environment: [String: String]) throws(CommandError) {
        self.shared = shared
        self.environment = environment
        var configuration = try Configuration.find(flag: shared.config, environment: environment)
        let named =
            Self.said(SettingsTable.table.env, nil, shared, environment)
            ?? configuration.value(\.env) ?? Sourced(SettingsTable.table.env.standard ?? "", .standard)
        guard let label = ExchangeEnvironment(rawValue: named.value) else {
            throw CommandError(
                shared.env != nil ? .usage : .configuration,
                "environment \(named.value) is not one of \(ConfigurationKey.environments.joined(separator: ", "))")
        }
        self.label = label
        labelOrigin = named.origin
        configuration.profileName = label.rawValue
        self.configuration = configuration
        let incident = Self.said(SettingsTable.table.incident, nil, shared, environment)
        self.incident = try incident.map { said throws(CommandError) in
            Sourced(try IncidentID.read(said.value, from: said.origin), said.origin)
        }
    }

    func settings(
        evidence: EvidenceOptions? = nil, action: ActionOptions? = nil, asking: InstanceOptions? = nil,
        reading files: [Sourced<[String]>] = [], readingLogs: LogUse? = nil,
        defaultBudget: WeightBudget = .standard
    ) throws -> Settings {
        let objection = configuration.path.flatMap { FileOwner.configuration.objection(to: $0) }
        let use = readingLogs ?? evidence.map { LogUse(named: $0.logs) }
        try refuse(
            objection, executes: action?.execute == true, asksInstances: evidence != nil || asking != nil, logs: use)
        let baseURL = try baseURL()
        let streamURL = try streamURL(beside: baseURL)
        let asks = evidence != nil || asking != nil || action != nil
        let prometheus = asks ? try prometheus(evidence?.prometheus ?? asking?.prometheus) : nil
        let keys = try credentials.load(for: action?.execute == true ? .acting : .reading)
        let given = (
            logs: logs(evidence?.logs), expected: list(\.expected, evidence?.expected),
            health: list(\.health, evidence?.health ?? asking?.health),
            metrics: list(\.metrics, evidence?.metrics ?? asking?.metrics)
        )
        let ownFile = Sourced([configuration.path].compactMap(\.self), SettingOrigin.flag("--config"))
        try GivenFiles.once([ownFile, given.logs, given.expected, given.health, given.metrics] + files)
        let expectedFiles = try GivenFiles.paths(given.expected)
        let setAside = expectedFiles.filter(GivenFiles.isSetAside)
        let known = InstanceSettings(
            configured: configuredInstances, health: try GivenFiles.readable(given.health),
            metrics: try GivenFiles.readable(given.metrics))
        return Settings(
            environment: label, baseURL: baseURL, streamURL: streamURL, credentials: keys?.credentials,
            account: keys?.account, keySource: keys?.source,
            secrets: (keys?.forbidden ?? []) + (prometheus?.authorization?.secrets ?? []),
            remarks: keys?.remarks ?? [],
            warnings: (objection.map { ["\($0.words) (\($0.attempt)); with --execute it is refused"] } ?? [])
                + setAside.map(GivenFiles.warning(ofSetAside:)),
            auditPath: try auditPath(), logs: try readable(logs: given.logs),
            logCommands: try commands(use?.named, hiding: keys?.forbidden ?? []),
            since: try evidence?.since.map { try TimeFlag.read($0, of: "--since") },
            until: try evidence?.until.map { try TimeFlag.read($0, of: "--until") },
            expected: expectedFiles,
            instances: try known.instances(), metrics: try known.pages(),
            prometheus: prometheus, symbols: try symbols(), identity: identity,
            runbooks: value(\.runbooks).map { environment.withHome($0.value) },
            policy: try policy(),
            maxOrders: try maxOrders(action).value, maxNotional: try maxNotional(action),
            ceilings: try ceilings(), namedLimits: action?.namedLimits ?? NamedLimits(),
            weightBudget: try weightBudget(defaultBudget),
            mayWidenBudget: value(\.weightBudget) == nil,
            mainnetAllowed: weighed(\.mainnetActions).value,
            incident: incident?.value, configurationDigest: configuration.digest,
            anchors: try AnchorSetting.anchors(anchorSettings.value, environment: environment),
            contextFlags: contextFlags)
    }

    /// Before anything that others can write is acted by, or run.
    private func refuse(
        _ objection: FileOwner.Objection?, executes: Bool, asksInstances: Bool, logs: LogUse?
    ) throws {
        if executes {
            if let objection {
                throw CommandError(
                    .permissions, "\(objection.words), and so decide what is acted on. Nothing was sent.",
                    try: objection.attempt)
            }
            if let objection = FileOwner.auditLog.objection(toLog: try auditPath()) {
                throw CommandError(
                    .permissions,
                    "\(objection.words), and with it the verdict that an action stands on. Nothing was sent.",
                    try: objection.attempt)
            }
        }
        guard let objection else { return }
        let sources = try? credentials.choice.sources()
        let command =
            [sources?.reading.command, executes ? sources?.acting?.command : nil].contains { $0 != nil }
            ? "its credential-command"
            : asksInstances && configuredInstances.value.contains { $0.status != nil }
                ? "its status commands"
                : logs.map { !logCommands($0.named).isEmpty } == true ? "its log commands" : nil
        guard let command else { return }
        throw CommandError(
            .permissions, "\(objection.words), and \(command) would be run. Nothing was run or asked.",
            try: objection.attempt)
    }
}

/// Each setting with where it came from; nothing of it is judged here.
extension SettingsReader {
    /// By flag, else by variable, else by profile, else by file.
    func value<Value>(_ setting: Setting<Value>, given: Value? = nil) -> Sourced<Value>? {
        Self.said(setting, given, shared, environment) ?? configuration.value(setting)
    }

    func value<Value>(_ row: KeyPath<SettingsTable, Setting<Value>>, given: Value? = nil) -> Sourced<Value>? {
        value(SettingsTable.table[keyPath: row], given: given)
    }

    /// Of a setting that has a default.
    func weighed<Value>(_ row: KeyPath<SettingsTable, Setting<Value>>, given: Value? = nil) -> Sourced<Value> {
        let setting = SettingsTable.table[keyPath: row]
        guard let value = value(setting, given: given) ?? setting.standard.map({ Sourced($0, .standard) }) else {
            preconditionFailure("\(setting.key.name) has no default")
        }
        return value
    }

    /// Flags replace the variable, the variable the file; one variable may hold several, by newlines or commas.
    func list(_ row: KeyPath<SettingsTable, Setting<[String]>>, _ given: [String]?) -> Sourced<[String]> {
        weighed(row, given: given.flatMap { $0.isEmpty ? nil : $0 })
    }

    private static func said<Value>(
        _ setting: Setting<Value>, _ given: Value?, _ shared: SharedOptions, _ environment: [String: String]
    ) -> Sourced<Value>? {
        if let flag = setting.key.flag, let given = given ?? setting.shared(shared) {
            return Sourced(given, .flag(flag))
        }
        guard let variable = setting.key.variable, let text = environment.filled(variable) else { return nil }
        return setting.kind.said(text).map { Sourced($0, .variable(variable)) }
    }

    var policySection: Sourced<PolicySection>? { configuration.merged(\.policy) { own, general in own.over(general) } }
    /// Those of the profile, when it names any, else those of the file.
    var anchorSettings: Sourced<[AnchorSetting]> {
        let sections = [configuration.profile, configuration.file].map { section in
            (section.auditAnchor.map { [$0] } ?? []) + (section.anchors ?? [])
        }
        let origin = value(\.anchors)?.origin ?? value(\.auditAnchor)?.origin
        return Sourced(sections.first { !$0.isEmpty } ?? [], origin ?? .standard)
    }
    var configuredInstances: Sourced<[ConfiguredInstance]> { weighed(\.instances) }
    var configuredSymbols: Sourced<[String]> { weighed(\.symbols) }
    var credentials: CredentialReader {
        CredentialReader(environment: environment, section: value(\.credentials))
    }

    /// The paths among them.
    func logs(_ given: [String]?) -> Sourced<[String]> { logSettings(given).map { $0.compactMap(\.path) } }

    func maxOrders(_ action: ActionOptions?) throws -> Sourced<Int> {
        if let given = action?.maxOrders, given < 1 { throw CommandError(.usage, "--max-orders must be at least 1") }
        return weighed(\.maxOrders, given: action?.maxOrders)
    }
}

extension SettingsReader {
    /// Several values of one variable. A comma within braces belongs to its value: `match[]={job="a",instance="b"}`.
    static func values(in text: String) -> [String] {
        var values = [""]
        var depth = 0
        for character in text {
            switch character {
            case "\n": (values, depth) = (values + [""], 0)
            case "," where depth == 0: values.append("")
            default:
                if character == "{" { depth += 1 } else if character == "}" { depth = max(0, depth - 1) }
                values[values.count - 1].append(character)
            }
        }
        return values.map(\.trimmed).filter { !$0.isEmpty }
    }
}

/// What the values mean.
extension SettingsReader {
    /// `$XDG_DATA_HOME/grinderctl/audit-ENV.db` unless named.
    func auditPath() throws -> String {
        if let named = value(\.auditDB) { return environment.withHome(named.value) }
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            return "\(data)/grinderctl/audit-\(label.rawValue).db"
        }
        guard let home = environment["HOME"], home.hasPrefix("/") else {
            throw CommandError(
                .configuration, "can't place the audit log: HOME and XDG_DATA_HOME are not set",
                try: "grinderctl … --audit-db FILE")
        }
        return "\(home)/.local/share/grinderctl/audit-\(label.rawValue).db"
    }

    func baseURL() throws -> BaseURL {
        switch HostRule.rest(value(\.baseURL)?.value, environment: label) {
        case .success(let url): return url
        case .failure(let refusal):
            throw CommandError(
                .configuration, "the base URL is not allowed: \(refusal). Nothing was sent.",
                try: label == .sandbox ? "grinderctl sandbox serve" : nil)
        }
    }

    func policy() throws -> Policy {
        try Policy(policySection?.value) { environment.withHome($0) }
    }

    /// Named, or the environment's own; beside a REST API on loopback the stream is there too, and nowhere else.
    func streamURL(beside baseURL: BaseURL) throws -> StreamURL? {
        let named = value(\.wsURL)?.value
        let text =
            named ?? (baseURL.isLoopback ? baseURL.description.replacing("http", with: "ws", maxReplacements: 1) : nil)
        switch HostRule.stream(text, environment: label) {
        case .success(let url): return url
        case .failure(let refusal):
            guard named != nil else { return nil }
            throw CommandError(.configuration, "the stream URL is not allowed: \(refusal). Nothing was sent.")
        }
    }

    /// Standard input is searched as it comes.
    func readable(logs: Sourced<[String]>) throws(CommandError) -> [String] {
        try logs.value.map { name throws(CommandError) in
            PipedInput.isStandardInput(name) ? "-" : try GivenFiles.path(name, "\(logs.origin)")
        }
    }

    func symbols() throws -> [Symbol] {
        try configuredSymbols.value.map { text in
            guard let symbol = Symbol(text.uppercased()) else {
                throw CommandError(.configuration, "the configuration's symbols contain \(text), which isn't a symbol")
            }
            return symbol
        }
    }

    private var identity: Identity {
        Identity(
            prefix: weighed(\.identityPrefix).value, strategies: Set(weighed(\.identityStrategies).value),
            acceptsLegacy: weighed(\.identityLegacy).value)
    }

    func maxNotional(_ action: ActionOptions?) throws -> Amount {
        let text = weighed(\.maxNotional, given: action?.maxNotional)
        guard let amount = Amount(text.value), amount.value >= 0 else {
            throw CommandError(
                action?.maxNotional == nil ? .configuration : .usage,
                "max-notional \(text.value) is not an amount of USDT")
        }
        return amount
    }

    /// The configuration's own limits, which no command that is proposed goes beyond.
    private func ceilings() throws -> LimitCeilings {
        LimitCeilings(
            orders: configuration.value(\.maxOrders)?.value,
            notional: configuration.value(\.maxNotional) == nil ? nil : try maxNotional(nil))
    }

    func weightBudget(_ standard: WeightBudget) throws -> WeightBudget {
        guard let text = value(\.weightBudget) else { return standard }
        guard let budget = WeightBudget(text.value) else {
            throw CommandError(
                shared.weightBudget == nil ? .configuration : .usage,
                "weight budget \(text.value) is neither 1 to 2400 nor 1% to 100%")
        }
        return budget
    }

    private var contextFlags: [String] {
        var flags: [String] = []
        if let env = shared.env { flags += ["--env", env] }
        if let url = shared.baseURL { flags += ["--base-url", url] }
        if let url = shared.wsURL { flags += ["--ws-url", url] }
        if let config = shared.config { flags += ["--config", config] }
        if let audit = shared.auditDB { flags += ["--audit-db", audit] }
        return flags
    }
}

extension String {
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
