import AuditLog
import Binance
import BotEvidence
import TriageCore

/// What one command works with, after flag, environment, configuration file and default have been weighed.
struct Settings: Sendable {
    var environment: ExchangeEnvironment
    var baseURL: BaseURL
    /// `nil` when the environment has no stream of its own and none was named.
    var streamURL: StreamURL?
    /// The key the requests are signed with: the acting one of an action that is carried out.
    var credentials: Credentials?
    /// The fingerprint of the profile's reading key: keys that one profile holds are of one account.
    var account: String?
    /// Where the key is to be had.
    var keySource: KeySource?
    /// Never shown or stored; handed to the audit log and the redaction as what they must not contain.
    var secrets: [String]
    /// What is to be told about how the key was got: the words a credential command said on stderr.
    var remarks: [String]
    /// What is told with every command.
    var warnings: [String] = []
    var auditPath: String
    /// Files, globs, folders, `-`.
    var logs: [String]
    /// Commands that print a log.
    var logCommands: [LogCommand] = []
    /// `--since` and `--until`: which log lines count.
    var since: TimeFlag?
    var until: TimeFlag?
    var expected: [String]
    var instances: [InstanceSource]
    /// URLs and files of `/metrics`.
    var metrics: [String]
    /// Asked beside each instance, or in its place.
    var prometheus: PrometheusSetting?
    var symbols: [Symbol]
    var identity: Identity
    /// A folder with the team's own runbooks.
    var runbooks: String?
    var policy: Policy
    var maxOrders: Int
    var maxNotional: Amount
    /// What the configuration's `limits` say, whatever the flags do.
    var ceilings = LimitCeilings()
    var namedLimits = NamedLimits()
    var weightBudget: WeightBudget
    /// Neither flag nor configuration names a budget: it may be widened once nothing else needs the room.
    var mayWidenBudget = false
    var mainnetAllowed: Bool
    var incident: String?
    /// SHA-256 of the configuration file's bytes; `nil` without one.
    var configurationDigest: String?
    /// Where heads are noted after an action.
    var anchors: [AuditAnchor]
    /// The flags of this call that a next command needs too: `--env sandbox --base-url …`.
    var contextFlags: [String]

    /// By the instance's name.
    var stopCommands: [String: String] {
        Dictionary(instances.compactMap { one in one.stopCommand.map { (one.name, $0) } }) { first, _ in first }
    }

    /// All that the configuration demands of actions.
    var policyInForce: PolicyInForce {
        PolicyInForce(
            actions: Dictionary(
                ActionKind.allCases.map { ($0, policy.demands(of: $0.rawValue)) },
                uniquingKeysWith: { first, _ in first }),
            symbols: symbols, limits: ceilings)
    }

    var accountContext: AccountContext {
        let used = credentials?.fingerprint
        let account = account ?? used ?? "none"
        return AccountContext(
            environment: environment.rawValue, baseURL: baseURL.description, account: account,
            key: used == account ? nil : used)
    }
}
