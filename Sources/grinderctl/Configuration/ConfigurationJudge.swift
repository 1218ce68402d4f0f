import AuditLog
import Binance
import BotEvidence
import Glibc
import JSON
import Runbooks
import TriageCore

/// What is found of one thing that is configured, before anything is asked of the exchange.
struct ConfigurationFinding: Sendable, Hashable {
    enum Status: String, Sendable, Hashable, CaseIterable { case ok, attention, failed }

    let subject: String
    let status: Status
    let words: String
    var attempt: String?

    init(_ subject: String, _ status: Status, _ words: String, try attempt: String? = nil) {
        self.subject = subject
        self.status = status
        self.words = words
        self.attempt = attempt
    }

    init(_ subject: String, _ commandError: CommandError) {
        self.init(
            subject, .failed, commandError.message.replacing(/\ Nothing was [a-z]+\.$/, with: ""),
            try: commandError.attempt)
    }

    var json: JSONValue {
        .object([
            ("subject", .string(subject)), ("status", .string(status.rawValue)), ("detail", .string(words)),
            ("try", .string(orNull: attempt)),
        ])
    }
}

/// Looks at everything the configuration names, as the commands that need it would. Runs none of its commands.
struct ConfigurationJudge {
    let reader: SettingsReader
    let programs: Programs

    var findings: [ConfigurationFinding] {
        [file, limits, symbols, stream, policy, alertmanager, listen].compactMap(\.self) + anchors + runbooks
            + instances + prometheus + logs
    }

    private var file: ConfigurationFinding? {
        guard let path = reader.configuration.path else { return nil }
        guard let objection = FileOwner.configuration.objection(to: path) else {
            return ConfigurationFinding("configuration", .ok, "only its owner can write it")
        }
        return ConfigurationFinding(
            "configuration", .failed, "\(objection.words): --execute is refused with it", try: objection.attempt)
    }

    private var limits: ConfigurationFinding? {
        judged("limits") {
            let notional = try reader.maxNotional(nil)
            let budget = try reader.weightBudget(.standard)
            let orders = try reader.maxOrders(nil).value
            if notional.isZero {
                return ConfigurationFinding("limits", .attention, "max-notional is 0: no action passes notional-cap")
            }
            return ConfigurationFinding(
                "limits", .ok, "\(Count.of(orders, "order")), \(notional) USDT, weight \(budget.perMinute) a minute")
        }
    }

    private var symbols: ConfigurationFinding? {
        guard !reader.configuredSymbols.value.isEmpty else { return nil }
        return judged("symbols") {
            ConfigurationFinding(
                "symbols", .ok, try reader.symbols().map(\.rawValue).joined(separator: ", ") + " may be acted on")
        }
    }

    private var stream: ConfigurationFinding? {
        judged("stream") {
            guard let url = try reader.streamURL(beside: try reader.baseURL()) else {
                return ConfigurationFinding("stream", .attention, "no stream URL is known: name ws-url")
            }
            return ConfigurationFinding("stream", .ok, "\(url)")
        }
    }

    private var policy: ConfigurationFinding? {
        guard reader.policySection != nil else { return nil }
        return judged("policy") {
            let policy = try reader.policy()
            let demanding = Policy.actionNames.filter { policy.demands(of: $0).needsSecondOperator }
            guard policy.allowedSigners != nil || !demanding.isEmpty else {
                return ConfigurationFinding("policy", .ok, "no second operator is required")
            }
            let allowed = try AllowedSignersFile.read(policy.allowedSigners)
            guard !allowed.signers.entries.isEmpty else {
                return ConfigurationFinding(
                    "policy", .failed, "the allowed signers \(allowed.path) hold no key: no one can approve")
            }
            let keys = Count.of(allowed.signers.entries.count, "key")
            let never = demanding.filter { $0 == "reset" || $0 == "reconnect" }
            guard never.isEmpty else {
                let names = never.joined(separator: " and ")
                return ConfigurationFinding(
                    "policy", .attention,
                    "\(keys) may approve; without a plan file to approve, \(names) is always refused")
            }
            return ConfigurationFinding("policy", .ok, "\(keys) may approve, by \(allowed.path)")
        }
    }

    private var alertmanager: ConfigurationFinding? {
        guard let named = reader.value(\.alertmanagerURL) else { return nil }
        return judged("alertmanager") {
            _ = try reader.alertmanager(nil)
            return ConfigurationFinding(
                "alertmanager", .ok, "\(SettingsListing.safe(named.value)) is queried for alerts")
        }
    }

    private var listen: ConfigurationFinding? {
        let keys: [KeyPath<SettingsTable, Setting<String>>] = [\.listenBind, \.listenTokenFile, \.listenNotify]
        guard keys.contains(where: { reader.value($0) != nil }) else { return nil }
        return judged("listen") {
            let settings = try reader.listening(bind: nil, tokenFile: nil, notify: nil)
            if let command = settings.notify, let word = Self.program(of: command), !isFound(word) {
                return ConfigurationFinding(
                    "listen", .attention, "notify begins with \(SettingsListing.safe(word)), which is not found")
            }
            return ConfigurationFinding(
                "listen", .ok, "\(settings.place)" + (settings.notify == nil ? ", without notify" : ", with notify"))
        }
    }

    private func judged(_ subject: String, _ judge: () throws -> ConfigurationFinding) -> ConfigurationFinding {
        do {
            return try judge()
        } catch let commandError as CommandError {
            return ConfigurationFinding(subject, commandError)
        } catch {
            return ConfigurationFinding(subject, .failed, "\(error)")
        }
    }
}

/// What lies outside the file.
extension ConfigurationJudge {
    private var anchors: [ConfigurationFinding] {
        let settings = reader.anchorSettings.value
        return settings.enumerated().map { index, setting in
            let subject = settings.count == 1 ? "anchor" : "anchors[\(index)]"
            return judged(subject) {
                let anchor = try AnchorSetting.anchors([setting], environment: reader.environment)[0]
                guard let problem = problem(with: anchor) else {
                    return ConfigurationFinding(subject, .ok, SettingsListing.words(setting))
                }
                return ConfigurationFinding(subject, .attention, problem)
            }
        }
    }

    private func problem(with anchor: AuditAnchor) -> String? {
        switch anchor {
        case .systemLog: return nil
        case .file(let path):
            let place = SecretFile.isThere(path) ? path : String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
            return access(place.isEmpty ? "/" : place, W_OK) == 0 ? nil : "\(path) cannot be written: no head is noted"
        case .command(let words):
            return isFound(words[0])
                ? nil : "the program \(SettingsListing.safe(words[0])) is not found: no head is noted"
        }
    }

    private var runbooks: [ConfigurationFinding] {
        guard let named = reader.value(\.runbooks)?.value else { return [] }
        let folder = reader.environment.withHome(named)
        guard RegularFile.isFolder(folder) else {
            return [
                ConfigurationFinding(
                    "runbooks", .failed, "there is no folder \(folder)",
                    try: Printable.shellLine(["grinderctl", "runbook", "export", folder]))
            ]
        }
        let problems = ((try? RunbookLibrary.all()) ?? []).compactMap { runbook -> ConfigurationFinding? in
            let found = judged("runbooks") {
                _ = try RunbookLibrary.used(runbook.id, from: folder)
                return ConfigurationFinding("runbooks", .ok, "")
            }
            return found.status == .ok ? nil : found
        }
        return problems.isEmpty
            ? [ConfigurationFinding("runbooks", .ok, "prose and code agree in \(folder)")] : problems
    }

    private var instances: [ConfigurationFinding] {
        reader.configuredInstances.value.map { instance in
            let subject = "instance \(instance.name)"
            let problems = problems(with: instance)
            return problems.isEmpty
                ? ConfigurationFinding(
                    subject, .ok, "can be asked\(instance.stop == nil ? "" : ", stopped and started")")
                : ConfigurationFinding(subject, .attention, problems.joined(separator: "; "))
        }
    }

    private func problems(with instance: ConfiguredInstance) -> [String] {
        var problems: [String] = []
        for (name, command) in [
            ("status", instance.status), ("stop", instance.stop), ("start", instance.start),
        ] {
            guard let command, let word = Self.program(of: command), !isFound(word) else { continue }
            problems.append("its \(name) command begins with \(SettingsListing.safe(word)), which is not found")
        }
        if (instance.stop == nil) != (instance.start == nil) {
            problems.append("it can be \(instance.stop == nil ? "started but not stopped" : "stopped but not started")")
        }
        if instance.health == nil, instance.metrics == nil, instance.status == nil {
            problems.append("nothing says whether it runs: set health or status")
        }
        for (key, text, role) in [
            ("health", instance.health, InstanceAddress.Role.health), ("metrics", instance.metrics, .metrics),
        ] {
            guard let text else { continue }
            do throws(AddressProblem) { _ = try InstanceAddress(text, role: role) } catch {
                problems.append("\(key) \(SettingsListing.safe(text)): \(error.detail)")
            }
        }
        if reader.configuredInstances.value.count(where: { $0.name == instance.name }) > 1 {
            problems.append("another instance has the same name")
        }
        return problems
    }

    private var prometheus: [ConfigurationFinding] {
        guard reader.value(\.prometheusURL) != nil else { return [] }
        return [
            judged("prometheus") {
                let setting = try reader.prometheus(nil)
                let token = setting?.authorization == nil ? "without a token" : "with a token"
                return ConfigurationFinding("prometheus", .ok, "\(setting?.server.source ?? ""), asked \(token)")
            }
        ]
    }

    private var logs: [ConfigurationFinding] { logFiles + logCommands }

    private var logCommands: [ConfigurationFinding] {
        let unusable = judged("logs") {
            _ = try reader.commands(nil, hiding: [])
            return ConfigurationFinding("logs", .ok, "")
        }
        guard unusable.status == .ok else { return [unusable] }
        return reader.logCommands(nil).map { setting in
            let subject = "log \(setting.name)"
            guard let word = Self.program(of: setting.command), !isFound(word) else {
                return ConfigurationFinding(subject, .ok, "is printed by a command")
            }
            return ConfigurationFinding(
                subject, .attention, "its command begins with \(SettingsListing.safe(word)), which is not found")
        }
    }

    private var logFiles: [ConfigurationFinding] {
        let named = reader.logs(nil).value
        guard !named.isEmpty else { return [] }
        do throws(LogSourceProblem) {
            let sources = try LogSource.resolve(named, home: reader.environment["HOME"])
            return [ConfigurationFinding("logs", .ok, Count.of(sources.count, "file"))]
        } catch {
            return [ConfigurationFinding("logs", .attention, "\(error.argument): \(error.detail)")]
        }
    }

    private func isFound(_ program: String) -> Bool {
        guard program.contains("/") else { return programs.find(program, reader.environment["PATH"]) != nil }
        return access(reader.environment.withHome(program), X_OK) == 0
    }

    private static let builtIn: Set<String> = [
        ".", ":", "[", "cd", "command", "echo", "eval", "exec", "exit", "export", "false", "for", "if", "kill",
        "printf",
        "read", "set", "sleep", "test", "trap", "true", "ulimit", "umask", "unset", "until", "wait", "while",
    ]

    /// The program a shell would start first, where that can be told from the text.
    static func program(of command: String) -> String? {
        let words = command.split(whereSeparator: \.isWhitespace)
        let first = words.first { $0.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*=\S*/) == nil }
        guard let first, first.wholeMatch(of: /[A-Za-z0-9_~.+\/\-]+/) != nil, !builtIn.contains(String(first)) else {
            return nil
        }
        return String(first)
    }
}
