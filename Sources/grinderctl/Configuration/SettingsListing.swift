import Binance
import TriageCore

/// Every setting as `config show` tells it: never a key or a secret, only where it is to be had.
struct SettingsListing {
    struct Setting: Sendable, Hashable {
        let key: String
        /// `nil`: not set.
        let value: String?
        let origin: SettingOrigin
    }

    private let reader: SettingsReader

    init(_ reader: SettingsReader) { self.reader = reader }

    var settings: [Setting] {
        exchange + credentials + evidence + instances + prometheus + identity + limits + [
            shown("anchors", reader.anchorSettings.map { $0.map(Self.words) }), shown("runbooks", reader.runbooks),
            shown("policy", reader.policySection?.map { Self.words($0) }),
            shown("incident", reader.incident),
            shown("alertmanager.url", reader.alertmanagerText),
            shown("alertmanager.token-file", reader.alertmanagerToken),
            shown("listen.bind", reader.listenBind, default: ListenSettings.standardBind),
            shown("listen.token-file", reader.listenToken), shown("listen.notify", reader.listenNotify),
        ]
    }

    private var exchange: [Setting] {
        let url = (try? reader.baseURL()).map(\.description)
        let audit = try? reader.auditPath()
        return [
            Setting(key: "env", value: reader.label.rawValue, origin: reader.labelOrigin),
            Setting(
                key: "base-url", value: url ?? reader.baseURLText.map { "not allowed: \(Self.safe($0.value))" },
                origin: reader.baseURLText?.origin ?? .standard),
            shown("ws-url", reader.wsURLText),
            Setting(key: "audit-db", value: audit, origin: reader.auditText?.origin ?? .standard),
            reader.environment["ALLOW_MAINNET_TRADE"] == "1"
                ? Setting(key: "mainnet actions", value: "allowed", origin: .variable("ALLOW_MAINNET_TRADE"))
                : Setting(key: "mainnet actions", value: "refused", origin: .standard),
        ]
    }

    private var credentials: [Setting] {
        do throws(CommandError) {
            guard let sources = try reader.credentials.choice.sources() else {
                return [Setting(key: "credentials", value: nil, origin: .standard)]
            }
            var settings = [
                Setting(key: "credentials", value: Self.words(sources.reading), origin: sources.origin)
            ]
            if let acting = sources.acting {
                settings.append(
                    Setting(key: "credentials.acting", value: Self.words(acting), origin: sources.origin))
            }
            return settings
        } catch {
            return [Setting(key: "credentials", value: "not usable: \(error.message)", origin: .standard)]
        }
    }

    private var evidence: [Setting] {
        [
            shown("logs", logs), shown("expected", reader.expected(nil)),
            shown("health", reader.health(nil)), shown("metrics", reader.metricPages(nil)),
        ]
    }

    /// Paths, and commands as `name: command`.
    private var logs: Sourced<[String]> {
        let paths = reader.logs(nil)
        return Sourced(paths.value + reader.logCommands(nil).map { "\($0.name): \($0.command)" }, paths.origin)
    }

    private var instances: [Setting] {
        let configured = reader.configuredInstances
        guard !configured.value.isEmpty else { return [Setting(key: "instances", value: nil, origin: .standard)] }
        return configured.value.enumerated().map { index, instance in
            let parts = [
                instance.health.map { "health \($0)" }, instance.metrics.map { "metrics \($0)" },
                instance.trading.map { "trading \($0)" }, instance.syncs.map { "syncs \($0)" },
                instance.status.map { "status: \($0)" },
                instance.stop.map { "stop: \($0)" }, instance.start.map { "start: \($0)" },
            ]
            let words = ([instance.name] + parts.compactMap { $0 }).map(Self.safe).joined(separator: "; ")
            return Setting(key: "instances[\(index)]", value: words, origin: configured.origin)
        }
    }

    private var prometheus: [Setting] {
        let file = reader.prometheusTokenFile
        return [shown("prometheus", reader.prometheusText(nil))]
            + (file.map { [Setting(key: "prometheus.token-file", value: Self.safe($0.value), origin: $0.origin)] } ?? [])
    }

    private var identity: [Setting] {
        let standard = Identity()
        return [
            shown("identity.prefix", reader.identityPrefix, default: standard.prefix),
            shown(
                "identity.strategies", reader.identityStrategies?.map { $0.joined(separator: " ") },
                default: Identity.standardStrategies.joined(separator: " ")),
            shown(
                "identity.legacy", reader.identityLegacy?.map { $0 ? "true" : "false" },
                default: standard.acceptsLegacy ? "true" : "false"),
        ]
    }

    private var limits: [Setting] {
        var settings = [shown("symbols", reader.configuredSymbols, none: "every symbol")]
        if let orders = try? reader.maxOrders(nil) {
            settings.append(shown("limits.max-orders", orders.map { "\($0)" }))
        }
        settings.append(shown("limits.max-notional", reader.maxNotionalText(nil).map { "\($0) USDT" }))
        settings.append(
            shown("limits.weight-budget", reader.weightBudgetText, default: "20% of the limit a minute, 5% for scan"))
        return settings
    }

    private func shown(_ key: String, _ value: Sourced<String>?, default standard: String? = nil) -> Setting {
        Setting(key: key, value: value.map { Self.safe($0.value) } ?? standard, origin: value?.origin ?? .standard)
    }

    private func shown(_ key: String, _ value: Sourced<[String]>, none: String? = nil) -> Setting {
        let words = value.value.map(Self.safe).joined(separator: ", ")
        return Setting(key: key, value: words.isEmpty ? none : words, origin: value.origin)
    }

    private static func words(_ source: KeySource) -> String {
        "set, from \(source.description) (\(source.type.rawValue))"
    }

    private static func words(_ policy: PolicySection) -> String {
        let actions = policy.actions.sorted { $0.key < $1.key }.map { name, demands in
            "\(name): \(words(demands))"
        }
        let parts = [
            words(policy.general), policy.allowedSigners.map { "allowed-signers \(safe($0))" },
            policy.approvalLifetime.map { "approval-lifetime \($0)" },
        ]
        return (parts.compactMap { $0 } + actions).filter { !$0.isEmpty }.joined(separator: "; ")
    }

    private static func words(_ demands: PolicySection.Demands) -> String {
        let parts = [
            demands.ticket.map { "ticket \($0.rawValue)" },
            demands.secondOperator.map { "second-operator \($0.rawValue)" },
            demands.freshTriage.map { "fresh-triage \($0) minutes" },
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }

    /// `syslog`, `file /mnt/heads`, `command notify --to ops`.
    static func words(_ anchor: AnchorSetting) -> String {
        switch anchor {
        case .word(let word): safe(word)
        case .file(let path): "file \(safe(path))"
        case .command(let words): "command \(safe(Printable.shellLine(words)))"
        }
    }

    /// Whether one of the expressions of ``safe(_:)`` can match: each wants one of these characters, or a long word.
    private static func mayHide(_ text: String) -> Bool {
        var length = 0
        for byte in text.utf8 {
            switch byte {
            case 0...0x20, 0x7F..., UInt8(ascii: "@"), UInt8(ascii: "?"), UInt8(ascii: "&"), UInt8(ascii: ":"),
                UInt8(ascii: "="):
                return true
            case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"): length = 0
            default: length += 1
            }
            if length >= 32 { return true }
        }
        return false
    }

    /// A URL may hold a password, a command a token: what looks like one is not shown.
    static func safe(_ text: String) -> String {
        guard mayHide(text) else { return text }
        let mark = "<redacted>"
        // Words of a command, up to white space or inside quotes.
        return text.replacing(/\/\/[^\/@\s]*@/, with: "//\(mark)@")
            .replacing(/([?&][A-Za-z0-9_.\-]+=)[^&\s"'#]+/) { "\($0.1)\(mark)" }
            .replacing(/(?i)(authorization["']?\s*[:=]\s*)(basic|bearer|digest|token)?(\s*)[^\s"']+/) {
                "\($0.1)\($0.2 ?? "")\($0.3)\(mark)"
            }
            .replacing(/(?i)\b(bearer|basic)(\s+)[^\s"']+/) { "\($0.1)\($0.2)\(mark)" }
            // --password=X, API_TOKEN='x y', -H 'X-Api-Key: X'
            .replacing(
                /(?i)([a-z0-9_\-]*(?:token|passw(?:or)?d|passphrase|secret|api[-_]?key|private[-_]?key|credentials?))(["']?(?:\s*[=:]\s*|\s+))("[^"]*"|'[^']*'|[^\s"']+)/
            ) { "\($0.1)\($0.2)\(mark)" }
            // curl -u name:password, sshpass -p password, mysql -ppassword
            .replacing(/(^|\s)(-u|--user|--proxy-user)([=\s]+)([^\s:"']+):[^\s"']+/) {
                "\($0.1)\($0.2)\($0.3)\($0.4):\(mark)"
            }
            .replacing(/(sshpass\s+-p\s*)\S+/) { "\($0.1)\(mark)" }
            .replacing(/[A-Za-z0-9+=_]{32,}/, with: mark)
    }
}
