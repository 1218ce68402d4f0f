import AuditLog
import Binance
import BotEvidence
import TriageCore

/// What one command works with, after flag, environment, configuration file and default have been weighed.
struct Settings: Sendable {
    var environment: ExchangeEnvironment
    var baseURL: BaseURL
    var credentials: Credentials?
    /// Never shown or stored; handed to the audit log and the redaction as what they must not contain.
    var secrets: [String]
    var auditPath: String
    var logs: [String]
    /// `--since` and `--until`: which log lines count.
    var since: TimeFlag?
    var until: TimeFlag?
    var expected: [String]
    var instances: [InstanceSource]
    /// URLs and files of `/metrics`.
    var metrics: [String]
    var symbols: [Symbol]
    var identity: Identity
    var maxOrders: Int
    var maxNotional: Amount
    var weightBudget: WeightBudget
    var mainnetAllowed: Bool
    var incident: String?
    /// SHA-256 of the configuration file's bytes; `nil` without one.
    var configurationDigest: String?
    /// Where heads are noted after an action.
    var anchors: [AuditAnchor]
    /// The flags of this call that a next command needs too: `--env sandbox --base-url …`.
    var contextFlags: [String]

    var station: Station {
        Station(
            environment: environment.rawValue, baseURL: baseURL.description,
            account: credentials?.fingerprint ?? "none")
    }
}
