import ArgumentParser
import Binance
import TriageCore

/// Flags that stand anywhere, before or after the subcommand.
struct SharedOptions: ParsableArguments {
    @Option(help: "mainnet, demo or sandbox (default: mainnet).", completion: .list(of: ExchangeEnvironment.self))
    var env: String?

    @Option(help: ArgumentHelp("REST base URL of the exchange.", valueName: "URL"))
    var baseURL: String?

    @Option(help: ArgumentHelp("Stream base URL of the exchange.", valueName: "URL"))
    var wsURL: String?

    @Option(help: ArgumentHelp("Configuration file.", valueName: "FILE"), completion: .file())
    var config: String?

    @Option(help: ArgumentHelp("Audit log file.", valueName: "FILE"), completion: .file())
    var auditDB: String?

    @Flag(help: "One JSON object on stdout.")
    var json = false

    @Option(
        help: ArgumentHelp("text, or md: a block for a ticket.", valueName: "FORMAT"),
        completion: .list(SharedOptions.formats))
    var format: String?

    @Flag(name: .shortAndLong, help: "One tabbed line a finding; no progress and no notes.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Every fact with its source, and every request as it is made.")
    var verbose = false

    @Flag(help: "Print without colour.")
    var noColor = false

    @Flag(help: "Never prompt; refuse instead.")
    var noInput = false

    @Option(help: ArgumentHelp("Incident to record this under.", valueName: "ID"), completion: .incidents)
    var incident: String?

    @Flag(help: "Print each read on stderr as a curl command, without key and signature.")
    var printCurl = false

    @Option(help: ArgumentHelp("Request weight per minute: a number, or a percentage of the limit.", valueName: "N|P%"))
    var weightBudget: String?
}

/// Where evidence comes from beside the exchange.
struct EvidenceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Symbol, if the id doesn't contain it.", valueName: "S"), completion: .symbols)
    var symbol: String?

    @Option(
        help: ArgumentHelp("Log file, quoted glob, folder or -. Repeatable.", valueName: "PATH|GLOB|-"),
        completion: .file())
    var logs: [String] = []

    @Option(help: ArgumentHelp("Read log lines from: 90m, 2h30m, 3d (ago), yesterday, or ISO 8601.", valueName: "T"))
    var since: String?

    @Option(help: ArgumentHelp("Read log lines until; as --since.", valueName: "T"))
    var until: String?

    @Option(
        help: ArgumentHelp("File with grinder's expected state. Repeatable.", valueName: "FILE"),
        completion: .file())
    var expected: [String] = []

    @Option(
        help: ArgumentHelp(
            "A bot's /metrics; /healthz and /readyz are read next to it. Repeatable.", valueName: "URL|FILE"),
        completion: .file())
    var metrics: [String] = []

    @Option(
        help: ArgumentHelp("A bot's /healthz; the other pages are read next to it. Repeatable.", valueName: "URL|FILE"),
        completion: .file())
    var health: [String] = []

    @Option(help: ArgumentHelp("A Prometheus server to query, with or instead of the bots.", valueName: "URL"))
    var prometheus: String?

    @Option(help: ArgumentHelp("Answer a step's question. Repeatable.", valueName: "STEP=TEXT"))
    var answer: [String] = []

    @Flag(help: "Record nothing; a triage run with --no-audit does not authorise actions.")
    var noAudit = false
}

/// What an action demands.
struct ActionOptions: ParsableArguments {
    @Flag(help: "Send it. Without this flag only the plan is shown.")
    var execute = false

    @Option(help: ArgumentHelp("Confirm by repeating the id or symbol; of several ids their count.", valueName: "NAME"))
    var confirm: String?

    @Option(help: ArgumentHelp("Why: recorded for the reviewer.", valueName: "TEXT"))
    var reason: String?

    @Option(help: ArgumentHelp("Ticket to record with it.", valueName: "ID"))
    var ticket: String?

    @Flag(help: "Act without a fresh verdict. Recorded as an override.")
    var withoutTriage = false

    @Flag(help: "Act under less than the audit log last saw required. Recorded as an override.")
    var policyLoosened = false

    @Option(help: ArgumentHelp("Maximum number of orders.", valueName: "N"))
    var maxOrders: Int?

    @Option(help: ArgumentHelp("Maximum value at mark price.", valueName: "USDT"))
    var maxNotional: String?

    /// - Parameters:
    ///   - name: what `--confirm` must say.
    ///   - plan: a plan file brings its reason and its ticket along.
    ///   - whileRunning: as given, where it has an effect or is recorded.
    func flags(
        confirmedBy name: String, planned plan: PlanFile? = nil, whileRunning: Bool = false
    ) -> OperatorFlags {
        var flags = OperatorFlags(
            executes: execute, confirmation: confirm, expectedConfirmation: name, reason: reason ?? plan?.reason,
            ticket: ticket ?? plan?.ticket, withoutTriage: withoutTriage, whileRunning: whileRunning)
        flags.policyLoosened = policyLoosened
        return flags
    }

    /// The limits these flags name.
    var namedLimits: NamedLimits {
        var named = NamedLimits()
        named.orders = maxOrders != nil
        named.notional = maxNotional != nil
        return named
    }

    /// What is said here is recorded for ever.
    func refuseSecrets(_ secrets: [String], said answers: [String] = [], incident: String?) throws {
        let said = [reason, ticket, incident].compactMap { $0 } + answers
        guard said.contains(where: { text in secrets.contains { text.contains($0) } }) else { return }
        throw CommandError(
            .usage,
            "the reason, ticket, incident or answer holds the API key or secret. Nothing was sent or recorded.")
    }
}

/// `--while-running`, told for each command as it is there.
struct RunningOptions<Command: BesideInstances>: ParsableArguments {
    @Flag(help: ArgumentHelp(Command.whileRunningHelp, visibility: Command.whileRunningActs ? .default : .hidden))
    var whileRunning = false
}

/// An action, and what a running instance means to it.
protocol BesideInstances {
    static var whileRunningHelp: String { get }
    /// A flag that does nothing is taken, and not listed.
    static var whileRunningActs: Bool { get }
}

extension BesideInstances {
    static var whileRunningActs: Bool { false }
}

extension Cancel: BesideInstances {
    static let whileRunningHelp = "Recorded; a running instance doesn't block a cancel."
}

extension Flatten: BesideInstances {
    static let whileRunningHelp = "Act while an instance is running. Recorded as an override."
    static let whileRunningActs = true
}

extension Reset: BesideInstances {
    static let whileRunningHelp = "No effect: a reset never runs while an instance is running."
}

extension StreamReconnect: BesideInstances {
    static let whileRunningHelp = "No effect: a reconnect restarts what runs."
}

/// Where grinder's instances are asked whether they run.
struct InstanceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A bot's /metrics; /healthz and /readyz are read next to it. Repeatable.", valueName: "URL|FILE"),
        completion: .file())
    var metrics: [String] = []

    @Option(
        help: ArgumentHelp("A bot's /healthz; the other pages are read next to it. Repeatable.", valueName: "URL|FILE"),
        completion: .file())
    var health: [String] = []

    @Option(help: ArgumentHelp("A Prometheus server that lists the instances.", valueName: "URL"))
    var prometheus: String?
}
