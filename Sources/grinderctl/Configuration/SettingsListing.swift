import Binance
import TriageCore

/// Every setting as `config show` tells it: never a key or a secret, only where it is to be had.
struct SettingsListing {
    struct Listed: Sendable, Hashable {
        let key: String
        /// `nil`: not set.
        let value: String?
        let origin: SettingOrigin

        init(_ key: String, _ value: String?, _ origin: SettingOrigin = .standard) {
            (self.key, self.value, self.origin) = (key, value, origin)
        }
    }

    let reader: SettingsReader

    init(_ reader: SettingsReader) { self.reader = reader }

    var settings: [Listed] {
        let rows = SettingsTable.table.rows
        return ConfigurationKey.Group.allCases.flatMap { group in
            rows.filter { $0.key.group == group }.flatMap { $0.listed(by: self) }
        }
    }

    /// - Parameter name: another one than the row's.
    func plainly<Value>(_ setting: Setting<Value>, as name: String? = nil) -> Listed {
        let found = reader.value(setting)
        let shown = (found?.value ?? setting.standard).flatMap(setting.kind.shown)
        return Listed(name ?? setting.key.name, shown ?? setting.key.standard, found?.origin ?? .standard)
    }
}

/// What is told by more than its text.
extension SettingsListing {
    var environment: [Listed] { [Listed("env", reader.label.rawValue, reader.labelOrigin)] }

    var baseURL: [Listed] {
        let named = reader.value(\.baseURL)
        let url = (try? reader.baseURL()).map(\.description)
        return [
            Listed(
                "base-url", url ?? named.map { "not allowed: \(Self.safe($0.value))" }, named?.origin ?? .standard)
        ]
    }

    var auditDB: [Listed] {
        [Listed("audit-db", try? reader.auditPath(), reader.value(\.auditDB)?.origin ?? .standard)]
    }

    var incident: [Listed] {
        [Listed("incident", reader.incident.map { Self.safe($0.value) }, reader.incident?.origin ?? .standard)]
    }

    var credentials: [Listed] {
        do throws(CommandError) {
            guard let sources = try reader.credentials.choice.sources() else { return [Listed("credentials", nil)] }
            return [Listed("credentials", Self.words(sources.reading), sources.origin)]
                + [sources.acting].compactMap(\.self).map {
                    Listed("credentials.acting", Self.words($0), sources.origin)
                }
        } catch {
            return [Listed("credentials", "not usable: \(error.message)")]
        }
    }

    var instances: [Listed] {
        let configured = reader.configuredInstances
        guard !configured.value.isEmpty else { return [Listed("instances", nil)] }
        return configured.value.enumerated().map { index, instance in
            let parts = [
                instance.health.map { "health \($0)" }, instance.metrics.map { "metrics \($0)" },
                instance.trading.map { "trading \($0)" }, instance.syncs.map { "syncs \($0)" },
                instance.status.map { "status: \($0)" },
                instance.stop.map { "stop: \($0)" }, instance.start.map { "start: \($0)" },
            ]
            let words = ([instance.name] + parts.compactMap { $0 }).map(Self.safe).joined(separator: "; ")
            return Listed("instances[\(index)]", words, configured.origin)
        }
    }

    var prometheusURL: [Listed] { [plainly(SettingsTable.table.prometheusURL, as: "prometheus")] }

    var prometheusTokenFile: [Listed] {
        reader.value(\.prometheusTokenFile) == nil ? [] : [plainly(SettingsTable.table.prometheusTokenFile)]
    }

    var anchors: [Listed] {
        let anchors = reader.anchorSettings
        return [Listed("anchors", anchors.value.map(Self.words).joined(separator: ", ").nonEmpty, anchors.origin)]
    }

    var policy: [Listed] {
        let section = reader.policySection
        return [Listed("policy", section.map { Self.safe(Self.words($0.value)) }, section?.origin ?? .standard)]
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
