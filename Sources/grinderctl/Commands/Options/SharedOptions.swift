import ArgumentParser
import Binance
import TriageCore

/// Flags that stand anywhere, before or after the subcommand.
struct SharedOptions: ParsableArguments {
    @Option(help: "mainnet, demo or sandbox (default: mainnet).", completion: .list(of: ExchangeEnvironment.self))
    var env: String?

    @Option(help: ArgumentHelp("The exchange's REST base URL.", valueName: "URL"))
    var baseURL: String?

    @Option(help: ArgumentHelp("The exchange's stream base URL.", valueName: "URL"))
    var wsURL: String?

    @Option(help: ArgumentHelp("Configuration file.", valueName: "FILE"), completion: .file())
    var config: String?

    @Option(help: ArgumentHelp("Audit log.", valueName: "FILE"), completion: .file())
    var auditDB: String?

    @Flag(help: "One JSON object on stdout.")
    var json = false

    @Flag(name: .shortAndLong, help: "No progress and no notes.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Every request as it is made.")
    var verbose = false

    @Flag(help: "No colour.")
    var noColor = false

    @Flag(help: "Never ask; refuse instead.")
    var noInput = false

    @Option(help: ArgumentHelp("The incident this belongs to.", valueName: "ID"), completion: .incidents)
    var incident: String?

    @Flag(help: "Each read as a line for a shell on stderr, without key and signature.")
    var printCurl = false

    @Option(help: ArgumentHelp("Request weight a minute, as a number or a share of the limit.", valueName: "N|P%"))
    var weightBudget: String?
}

/// Where evidence comes from beside the exchange.
struct EvidenceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Symbol, when the id does not tell.", valueName: "S"), completion: .symbols)
    var symbol: String?

    @Option(
        help: ArgumentHelp("Log file, quoted glob, folder or -. Repeatable.", valueName: "PATH|GLOB|-"),
        completion: .file())
    var logs: [String] = []

    @Option(help: ArgumentHelp("Log lines from when: 90m, 2h, 3d ago, or ISO 8601.", valueName: "T"))
    var since: String?

    @Option(help: ArgumentHelp("Log lines until when.", valueName: "T"))
    var until: String?

    @Option(help: ArgumentHelp("grinder's expected state. Repeatable.", valueName: "FILE"), completion: .file())
    var expected: [String] = []

    @Option(
        help: ArgumentHelp(
            "An instance's /metrics; its /healthz and /readyz beside it. Repeatable.", valueName: "URL|FILE"),
        completion: .file())
    var metrics: [String] = []

    @Option(
        help: ArgumentHelp("An instance's /healthz; the other pages beside it. Repeatable.", valueName: "URL|FILE"),
        completion: .file())
    var health: [String] = []

    @Option(help: ArgumentHelp("Answers a step's question. Repeatable.", valueName: "STEP=TEXT"))
    var answer: [String] = []

    @Flag(help: "Record nothing; such a triage clears no action.")
    var noAudit = false
}

/// What an action demands.
struct ActionOptions: ParsableArguments {
    @Flag(help: "Do it. Without this flag only the plan is drawn.")
    var execute = false

    @Option(help: ArgumentHelp("Names what is acted on.", valueName: "NAME"))
    var confirm: String?

    @Option(help: ArgumentHelp("Why, for the reviewer a month later.", valueName: "TEXT"))
    var reason: String?

    @Option(help: ArgumentHelp("The ticket this belongs to.", valueName: "ID"))
    var ticket: String?

    @Flag(help: "Act without a fresh verdict; recorded.")
    var withoutTriage = false

    @Flag(help: "Act under less than the log last saw demanded; recorded.")
    var policyLoosened = false

    @Option(help: ArgumentHelp("At most so many orders.", valueName: "N"))
    var maxOrders: Int?

    @Option(help: ArgumentHelp("At most so much at mark price.", valueName: "USDT"))
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
    func refuseSecrets(_ secrets: [String], incident: String?) throws {
        let said = [reason, ticket, incident].compactMap { $0 }
        guard said.contains(where: { text in secrets.contains { text.contains($0) } }) else { return }
        throw Complaint(
            .usage, "the reason, ticket or incident holds the API key or secret. Nothing was sent or recorded.")
    }
}

/// `--while-running`, told for each command as it is there.
struct RunningOptions<Command: BesideInstances>: ParsableArguments {
    @Flag(help: ArgumentHelp(Command.whileRunningHelp))
    var whileRunning = false
}

/// An action, and what a running instance means to it.
protocol BesideInstances {
    static var whileRunningHelp: String { get }
}

extension Cancel: BesideInstances {
    static let whileRunningHelp = "Recorded; a cancel is not held up by a running instance."
}

extension Flatten: BesideInstances {
    static let whileRunningHelp = "Act although an instance runs; recorded."
}

extension Reset: BesideInstances {
    static let whileRunningHelp = "Without effect: a reset never works beside a running instance."
}

extension StreamReconnect: BesideInstances {
    static let whileRunningHelp = "Without effect: a reconnect restarts what runs."
}

/// Where grinder's instances are asked whether they run.
struct InstanceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "An instance's /metrics; its /healthz and /readyz beside it. Repeatable.", valueName: "URL|FILE"),
        completion: .file())
    var metrics: [String] = []

    @Option(
        help: ArgumentHelp("An instance's /healthz; the other pages beside it. Repeatable.", valueName: "URL|FILE"),
        completion: .file())
    var health: [String] = []
}
