import ArgumentParser
import AuditLog
import BotEvidence
import TriageCore

struct TimelineCommand: ToolCommand {
    static let name = "timeline"
    static let configuration = CommandConfiguration(
        commandName: "timeline",
        abstract: "Log lines, exchange history and audit entries for an order or symbol, on one clock.",
        discussion: """
            Each line is marked by how its time is known; what could not be read, is no longer kept or was not looked \
            for is listed as a gap. Of a symbol the last 24 hours are shown unless --since says otherwise, of an id \
            everything that names it.

            EXAMPLES
              grinderctl timeline grinder_d_BTCUSDT_2_1772964000_17
              grinderctl timeline BTCUSDT --since 6h --logs '/var/log/grinder/*.log'
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Option(help: ArgumentHelp("Symbol, if the id doesn't contain it.", valueName: "S"), completion: .symbols)
    var symbol: String?

    @Option(
        help: ArgumentHelp("Log file, quoted glob, folder or -. Repeatable.", valueName: "PATH|GLOB|-"),
        completion: .file())
    var logs: [String] = []

    @Option(help: ArgumentHelp("From: 90m, 2h30m, 3d (ago), yesterday, or ISO 8601.", valueName: "T"))
    var since: String?

    @Option(help: ArgumentHelp("Until: as --since.", valueName: "T"))
    var until: String?

    @Flag(help: "Record nothing; audit entries are still shown.")
    var noAudit = false

    @Argument(help: ArgumentHelp("Client order id, or symbol.", valueName: "CID|SYMBOL"), completion: .ordersAndSymbols)
    var subject: String

    func run(at context: CommandContext) async throws -> Int32 {
        let reader = try SettingsReader(shared, environment: context.environment)
        var settings = try reader.settings(readingLogs: LogUse(named: logs))
        if !logs.isEmpty { settings.logs = try reader.readable(logs: Sourced(logs, .flag("--logs"))) }
        settings.expected = []
        var context = context
        let given = try symbol.map(SymbolFlag.reading)
        let typed = try typedSubject(settings.identity)
        var whole: WholeOrder?
        if PastedText.symbol(typed: typed.rawValue) == nil {
            let lookup = SubjectLookup(shared: shared, settings: settings, context: context, recording: !noAudit)
            whole = try await Abbreviation(lookup: lookup).complete(typed, symbol: given)
        }
        context.askedBefore += whole?.requests ?? []
        let subject = try TimelineSubject.read(
            (whole?.id ?? typed).rawValue, symbol: given ?? whole?.symbol, identity: settings.identity)
        let span = (
            since: try since.map { try TimeFlag.read($0, of: "--since") },
            until: try until.map { try TimeFlag.read($0, of: "--until") }
        )
        let sources = try TriageInputs.read(settings, home: context.environment["HOME"]).logs
        let session = try Session.open(
            Self.name, shared: shared, settings: settings, at: context, recording: !noAudit, reads: true)
        return try await session.whileOpen { session in
            try session.investigation.record(
                .investigationOpened, symbol: subject.symbol, clientOrderID: subject.clientOrderID,
                OpenedRecord(command: session.command, accountContext: session.settings.accountContext, runbook: nil))
            let first = try await session.preflight([subject.symbol])
            let now = context.now(on: first.clock)
            let asked = try TimeFlag.span(since: span.since, until: span.until, now: now, standard: TimeSpan.day)
            let workflow = TimelineWorkflow(
                session: session, subject: subject, asked: asked, sources: sources, clock: first.clock, now: now)
            return try await workflow.run(opening: first.requests)
        }
    }
}

extension TimelineCommand {
    /// A symbol in any spelling stays as it was typed.
    private func typedSubject(_ identity: Identity) throws(CommandError) -> ClientOrderID {
        if PastedText.symbol(typed: PastedText.cleaned(subject)) != nil {
            return ClientOrderID(PastedText.cleaned(subject))
        }
        return try TypedOrder(text: subject, command: Self.name, identity: identity).id()
    }
}

/// What a timeline is about.
enum TimelineSubject: Sendable, Hashable {
    case order(ClientOrderID, Symbol)
    case symbol(Symbol)

    var symbol: Symbol {
        switch self {
        case .order(_, let symbol), .symbol(let symbol): symbol
        }
    }

    var clientOrderID: ClientOrderID? {
        if case .order(let id, _) = self { return id }
        return nil
    }

    /// What parses as an id is one; with another `--symbol` anything is; the rest must be a symbol.
    static func read(_ text: String, symbol given: Symbol?, identity: Identity) throws -> TimelineSubject {
        let id = ClientOrderID(text)
        let derived = ClientOrderIDParts(id, prefix: identity.prefix)?.symbol
        let symbol = derived == nil ? PastedText.symbol(typed: text) ?? Symbol(text) : nil
        if let symbol, given == nil || given == symbol { return .symbol(symbol) }
        if derived == nil, given == nil {
            throw CommandError(
                .usage,
                "\(text) isn't a symbol, and as a client order id it doesn't give one. Nothing was investigated.",
                try: Printable.shellLine(["grinderctl", "timeline", text, "--symbol", "SYMBOL"]))
        }
        return .order(
            id, try SymbolFlag.symbol(of: id, given: given, identity: identity, command: TimelineCommand.name))
    }
}
