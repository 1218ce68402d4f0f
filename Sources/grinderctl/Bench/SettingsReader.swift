import Binance
import BotEvidence
import FoundationEssentials
import TriageCore

/// Weighs flag, environment, configuration file and default, in this order.
struct SettingsReader {
    let shared: SharedOptions
    let environment: [String: String]
    let file: ConfigurationFile
    let profile: ConfigurationFile
    let label: ExchangeEnvironment

    init(_ shared: SharedOptions, environment: [String: String]) throws {
        self.shared = shared
        self.environment = environment
        file = try Self.configuration(shared, environment)
        let named = shared.env ?? Self.variable("GRINDERCTL_ENV", environment) ?? file.env ?? "mainnet"
        guard let label = ExchangeEnvironment(rawValue: named) else {
            let given = shared.env != nil
            throw Complaint(
                given ? .usage : .configuration, "environment \(named) is not one of mainnet, demo, sandbox")
        }
        self.label = label
        profile = file.profiles?[named] ?? ConfigurationFile()
    }

    func settings(
        evidence: EvidenceOptions? = nil, action: ActionOptions? = nil, asking: InstanceOptions? = nil,
        defaultBudget: WeightBudget = .standard
    ) throws -> Settings {
        try checkStreamURL()
        let (credentials, secrets) = try CredentialReader(environment: environment, files: credentialFiles).read()
        return Settings(
            environment: label, baseURL: try baseURL(), credentials: credentials, secrets: secrets,
            auditPath: try auditPath(),
            logs: list(evidence?.logs, "LOGS", profile.logs ?? file.logs),
            since: try evidence?.since.map { try TimeFlag.read($0, of: "--since") },
            until: try evidence?.until.map { try TimeFlag.read($0, of: "--until") },
            expected: list(evidence?.expected, "EXPECTED", profile.expected ?? file.expected),
            instances: instances(
                health: evidence?.health ?? asking?.health, metrics: evidence?.metrics ?? asking?.metrics),
            metrics: metrics(evidence?.metrics ?? asking?.metrics),
            symbols: try symbols(), identity: identity,
            maxOrders: try maxOrders(action), maxNotional: try maxNotional(action),
            weightBudget: try weightBudget(defaultBudget),
            mainnetAllowed: environment["ALLOW_MAINNET_TRADE"] == "1",
            incident: incident, configurationDigest: file.digest,
            anchors: try AnchorSetting.anchors(profile: profile, file: file, environment: environment),
            contextFlags: contextFlags)
    }

    var incident: String? { shared.incident ?? variable("INCIDENT") }

    /// `$XDG_DATA_HOME/grinderctl/audit-ENV.db` unless named.
    func auditPath() throws -> String {
        if let named = shared.auditDB ?? variable("AUDIT_DB") ?? profile.auditDB ?? file.auditDB {
            return Self.withHome(named, environment)
        }
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            return "\(data)/grinderctl/audit-\(label.rawValue).db"
        }
        guard let home = environment["HOME"], home.hasPrefix("/") else {
            throw Complaint(
                .configuration, "no place for the audit log: HOME and XDG_DATA_HOME are not set",
                try: "grinderctl … --audit-db FILE")
        }
        return "\(home)/.local/share/grinderctl/audit-\(label.rawValue).db"
    }

    private static func configuration(_ shared: SharedOptions, _ environment: [String: String]) throws
        -> ConfigurationFile
    {
        if let named = shared.config ?? variable("GRINDERCTL_CONFIG", environment) {
            let path = withHome(named, environment)
            guard FileManager.default.fileExists(atPath: path) else {
                throw Complaint(.inputMissing, "there is no configuration file \(path)")
            }
            return try ConfigurationFile.read(path)
        }
        let folder =
            environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? environment["HOME"].map { $0 + "/.config" }
        guard let path = folder.map({ $0 + "/grinderctl/config.yaml" }), FileManager.default.fileExists(atPath: path)
        else { return ConfigurationFile() }
        return try ConfigurationFile.read(path)
    }

    private func baseURL() throws -> BaseURL {
        let named = shared.baseURL ?? variable("BASE_URL") ?? profile.baseURL ?? file.baseURL
        switch HostRule.rest(named, environment: label) {
        case .success(let url): return url
        case .failure(let refusal):
            throw Complaint(
                .configuration, "the base URL is not allowed: \(refusal). Nothing was sent.",
                try: label == .sandbox ? "grinderctl sandbox serve" : nil)
        }
    }

    /// No command uses the stream yet, and still a stream that is not allowed is told before anything is sent.
    private func checkStreamURL() throws {
        let named = shared.wsURL ?? variable("WS_URL") ?? profile.wsURL ?? file.wsURL
        guard let named, case .failure(let refusal) = HostRule.stream(named, environment: label) else { return }
        throw Complaint(.configuration, "the stream URL is not allowed: \(refusal). Nothing was sent.")
    }

    private var credentialFiles: ConfigurationFile.CredentialFiles? {
        guard var files = profile.credentials ?? file.credentials else { return nil }
        files.keyFile = files.keyFile.map { Self.withHome($0, environment) }
        files.secretFile = files.secretFile.map { Self.withHome($0, environment) }
        return files
    }

    private func instances(health: [String]?, metrics: [String]?) -> [InstanceSource] {
        // Instances of the configuration stay known whatever is named besides: the orphan rule needs every one.
        let configured = (profile.instances ?? file.instances ?? []).map { entry in
            InstanceSource(
                name: entry.name, health: entry.health ?? entry.metrics, statedTrading: entry.trading,
                metrics: entry.metrics, statusCommand: entry.status, stopCommand: entry.stop,
                startCommand: entry.start, isConfigured: true)
        }
        let health = list(health, "HEALTH", nil)
        // The origin of a metrics URL is the default, not one more instance beside what is named.
        let named =
            health.isEmpty ? list(metrics, "METRICS", nil).filter { $0.contains("://") } : health
        let known = Set(configured.compactMap(\.health))
        var seen = Set<String>()
        let added = named.filter { !known.contains($0) && seen.insert($0).inserted }
        return configured + added.map { InstanceSource(name: $0, health: $0, metrics: $0) }
    }

    private func metrics(_ named: [String]?) -> [String] {
        let configured = (profile.instances ?? file.instances ?? []).compactMap(\.metrics)
        var seen = Set<String>()
        return (configured + list(named, "METRICS", nil)).filter { seen.insert($0).inserted }
    }

    private func symbols() throws -> [Symbol] {
        try (profile.symbols ?? file.symbols ?? []).map { text in
            guard let symbol = Symbol(text) else {
                throw Complaint(.configuration, "the configuration's symbols hold \(text), which is no symbol")
            }
            return symbol
        }
    }

    private var identity: Identity {
        var identity = Identity()
        let section = profile.identity ?? file.identity
        if let prefix = section?.prefix { identity.prefix = prefix }
        if let strategies = section?.strategies { identity.strategies = Set(strategies) }
        if let legacy = section?.legacy { identity.acceptsLegacy = legacy }
        return identity
    }

    private func maxOrders(_ action: ActionOptions?) throws -> Int {
        if let given = action?.maxOrders, given < 1 { throw Complaint(.usage, "--max-orders must be at least 1") }
        return action?.maxOrders ?? profile.limits?.maxOrders ?? file.limits?.maxOrders ?? 10
    }

    private func maxNotional(_ action: ActionOptions?) throws -> Amount {
        let text = action?.maxNotional ?? profile.limits?.maxNotional ?? file.limits?.maxNotional ?? "500"
        guard let amount = Amount(text), amount.value >= 0 else {
            throw Complaint(
                action?.maxNotional == nil ? .configuration : .usage, "max-notional \(text) is not an amount of USDT")
        }
        return amount
    }

    private func weightBudget(_ standard: WeightBudget) throws -> WeightBudget {
        guard let text = shared.weightBudget ?? profile.limits?.weightBudget ?? file.limits?.weightBudget else {
            return standard
        }
        guard let budget = WeightBudget(text) else {
            throw Complaint(
                shared.weightBudget == nil ? .configuration : .usage,
                "weight budget \(text) is neither 1 to 2400 nor 1% to 100%")
        }
        return budget
    }

    private var contextFlags: [String] {
        var flags: [String] = []
        if let env = shared.env { flags += ["--env", env] }
        if let url = shared.baseURL { flags += ["--base-url", url] }
        if let config = shared.config { flags += ["--config", config] }
        if let audit = shared.auditDB { flags += ["--audit-db", audit] }
        return flags
    }

    /// Flags replace the variable, the variable the file; one variable may hold several, by newlines or commas.
    private func list(_ flags: [String]?, _ name: String, _ configured: [String]?) -> [String] {
        if let flags, !flags.isEmpty { return flags }
        if let text = variable(name) {
            return text.split { $0 == "\n" || $0 == "," }.map { String($0).trimmed }.filter { !$0.isEmpty }
        }
        return configured ?? []
    }

    private func variable(_ name: String) -> String? { Self.variable("GRINDERCTL_" + name, environment) }

    private static func variable(_ name: String, _ environment: [String: String]) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    static func withHome(_ path: String, _ environment: [String: String]) -> String {
        guard path == "~" || path.hasPrefix("~/"), let home = environment["HOME"] else { return path }
        return home + path.dropFirst()
    }
}

extension String {
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
