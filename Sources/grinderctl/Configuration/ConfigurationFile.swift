/// `config.yaml` as it is written: everything optional; the same keys below `profiles.ENV` win in that environment.
///
/// What each key means and which shape it has is said once, in ``ConfigurationKey``.
struct ConfigurationFile: Decodable, Sendable {
    var env: String?
    var baseURL: String?
    var wsURL: String?
    var auditDB: String?
    var logs: [LogSetting]?
    var expected: [String]?
    var symbols: [String]?
    var credentials: CredentialSection?
    var instances: [Instance]?
    var prometheus: ServerSection?
    var identity: IdentitySection?
    var limits: Limits?
    var audit: AuditSection?
    var anchors: [AnchorSetting]?
    var runbooks: String?
    var policy: PolicySection?
    var alertmanager: ServerSection?
    var listen: ListenSection?
    /// A profile with nothing behind it says nothing.
    var profiles: [String: ConfigurationFile?]?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case env
        case baseURL = "base-url"
        case wsURL = "ws-url"
        case auditDB = "audit-db"
        case logs, expected, symbols, credentials, instances, prometheus, identity, limits, audit, anchors, runbooks,
            policy, alertmanager, listen, profiles
    }

    struct Instance: Decodable, Sendable {
        var name: String
        var metrics: String?
        var health: String?
        var trading: Bool?
        var syncs: Bool?
        var status: String?
        var stop: String?
        var start: String?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case name, metrics, health, trading, syncs, status, stop, start
        }
    }

    struct IdentitySection: Decodable, Sendable {
        var prefix: String?
        var strategies: [String]?
        var legacy: Bool?

        enum CodingKeys: String, CodingKey, CaseIterable { case prefix, strategies, legacy }
    }

    struct AuditSection: Decodable, Sendable {
        var anchor: AnchorSetting?

        enum CodingKeys: String, CodingKey, CaseIterable { case anchor }
    }

    struct ListenSection: Decodable, Sendable {
        var bind: String?
        var tokenFile: String?
        var notify: String?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case bind, notify
            case tokenFile = "token-file"
        }
    }

    struct Limits: Decodable, Sendable {
        var maxNotional: String?
        var maxOrders: Int?
        var weightBudget: String?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case maxNotional = "max-notional"
            case maxOrders = "max-orders"
            case weightBudget = "weight-budget"
        }
    }
}

/// One key, or two: triage reads with the first, an action with `--execute` uses `acting` where there is one.
struct CredentialSection: Decodable, Sendable {
    var reading: KeySection
    var acting: KeySection?

    enum CodingKeys: String, CodingKey, CaseIterable { case acting }

    init(from decoder: any Decoder) throws {
        reading = try KeySection(from: decoder)
        acting = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(KeySection.self, forKey: .acting)
    }
}

/// How one key is to be had; the key itself never stands in the configuration.
struct KeySection: Decodable, Sendable, Hashable {
    var type: KeyType?
    var keyFile: String?
    var secretFile: String?
    var privateKeyFile: String?
    var publicKey: String?
    var publicKeyFile: String?
    var credentialCommand: String?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case type
        case keyFile = "key-file"
        case secretFile = "secret-file"
        case privateKeyFile = "private-key-file"
        case publicKey = "public-key"
        case publicKeyFile = "public-key-file"
        case credentialCommand = "credential-command"
    }
}

/// What a key signs with. It is stated, never guessed from what a file looks like.
enum KeyType: String, Sendable, Hashable, CaseIterable, Decodable {
    case hmac, ed25519
    case sshAgent = "ssh-agent"
}
