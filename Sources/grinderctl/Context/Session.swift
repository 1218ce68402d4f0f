import AuditLog
import Binance
import BotEvidence
import TriageCore

/// What a command that speaks to the exchange holds open, from its settings to its end.
struct Session: Sendable {
    let context: CommandContext
    let shared: SharedOptions
    var settings: Settings
    let command: String
    let exchange: BinanceClient
    let investigation: Investigation
    let notes: Notes
    let progress: StepProgress
    /// Only reads, and so could do without an audit log.
    let reads: Bool
    /// What Prometheus said when the command began, and when, in the context's uptime.
    private(set) var prometheus: (reading: Result<PrometheusReading, Unavailable>, at: Int64)?
    /// The instances that configuration, variables and flags name, once others are known beside them.
    private(set) var namedInstances: [InstanceSource]?

    /// Opens credentials and audit log, in this order. Nothing has been asked of the exchange yet.
    /// - Parameters:
    ///   - reads: the command only reads, and so could do without an audit log.
    ///   - waits: reads wait for the next minute's weight; a mutating request never does.
    ///   - id: of the investigation it goes on with.
    ///   - signs: the command needs credentials.
    ///   - access: to the audit log, where it is recorded.
    static func open(
        _ command: String, shared: SharedOptions, settings: Settings, at context: CommandContext, recording: Bool,
        reads: Bool = false, waits: Bool = false, signs: Bool = true, as id: String? = nil,
        access: AuditStore.Access = .append
    ) throws -> Session {
        try assemble(
            command, shared: shared, settings: settings, at: context, recording: recording, reads: reads, waits: waits,
            signs: signs, as: id, access: access
        ).session
    }

    /// As ``open(_:shared:settings:at:recording:reads:waits:signs:as:access:)``, with the capability to act, which no
    /// session holds: what was given a session alone cannot send what changes something.
    static func openActing(
        _ command: String, shared: SharedOptions, settings: Settings, at context: CommandContext, waits: Bool = false,
        as id: String? = nil
    ) throws -> (session: Session, trading: BinanceTrading) {
        try assemble(
            command, shared: shared, settings: settings, at: context, recording: true, reads: false, waits: waits,
            signs: true, as: id, access: .append)
    }

    private static func assemble(
        _ command: String, shared: SharedOptions, settings: Settings, at context: CommandContext, recording: Bool,
        reads: Bool,
        waits: Bool, signs: Bool, as id: String?, access: AuditStore.Access
    ) throws -> (session: Session, trading: BinanceTrading) {
        let notes = Notes(console: context.console, isQuiet: shared.quiet)
        guard !signs || settings.credentials != nil else {
            throw CommandError(
                .configuration,
                "no API key: set BINANCE_API_KEY and BINANCE_API_SECRET, the files named by "
                    + "BINANCE_API_KEY_FILE and BINANCE_API_SECRET_FILE, or credentials in the configuration "
                    + "(grinderctl config init). Nothing was sent.",
                try: "grinderctl drill")
        }
        for warning in settings.warnings { notes.warn(warning) }
        for remark in settings.remarks { notes.note("credential-command: \(remark)") }
        var store: AuditStore?
        var incident = settings.incident
        if recording {
            do {
                let opened = try AuditOpening(context: context, environment: settings.environment.rawValue)
                    .open(settings.auditPath, access, forbidding: settings.secrets)
                if !reads { try confirmSound(opened) }
                // Before there is a connection that would have to be closed again.
                incident = try incident.map { named throws(CommandError) in
                    try CaseName(store: opened).incident(named)
                }
                try pointOut(opened, settings, incident, notes)
                store = opened
            } catch let commandError as CommandError where reads && commandError.code == .auditUnwritable {
                throw commandError.proposing(withoutAudit(context))
            }
        }
        let progress = StepProgress(
            console: context.console, style: context.progress(shared),
            // Where the answer stands on the same screen it tells each step itself.
            patience: shared.verbose || (context.console.errorIsTerminal && !context.console.outputIsTerminal)
                ? 0 : StepProgress.patience,
            palette: context.errorPalette(shared), uptime: context.uptime)
        let (exchange, trading) = BinanceClient.acting(
            baseURL: settings.baseURL, credentials: settings.credentials, budget: settings.weightBudget,
            // A triage may spread over minutes; an action without room is refused, with the seconds to wait.
            policy: reads || waits ? .wait : .refuse, now: { context.now().milliseconds }, sleep: context.sleep,
            transport: context.exchangeTransport,
            onRequest: notes.observer(shared, key: settings.keySource, progress: progress),
            onWait: { notes.note("the weight budget of this minute is used up; waiting \($0) s") })
        let investigation = Investigation(
            id: id ?? context.newID(), incident: incident, accountContext: settings.accountContext, store: store,
            outlivesItsLog: reads,
            opening: store.map { _ in
                Opening(at: context, secrets: settings.secrets, configuration: settings.configurationDigest)
            })
        let session = Session(
            context: context, shared: shared, settings: settings, command: command, exchange: exchange,
            investigation: investigation, notes: notes, progress: progress, reads: reads)
        // Weakly: the log is closed, and its write-ahead file emptied, when the session lets go of it.
        context.workSummary.set { [weak investigation] in investigation?.workSummary(settings.contextFlags) }
        return (session, trading)
    }

    /// Opens the log as what follows will, and closes it again: whether that can be recorded.
    static func confirmRecordable(_ settings: Settings, at context: CommandContext) throws {
        do {
            let store = try AuditOpening(context: context, environment: settings.environment.rawValue)
                .open(settings.auditPath, .append, forbidding: settings.secrets, warns: false)
            try reading(nothingSent: true) { () throws(AuditFailure) in try store.confirmRoom() }
        } catch let commandError as CommandError where commandError.code == .auditUnwritable {
            throw commandError.proposing(withoutAudit(context))
        }
    }

    /// Nothing is sent on the word of a log that is not what was written.
    static func confirmSound(_ store: AuditStore) throws {
        let found = try reading(nothingSent: true) { () throws(AuditFailure) in try store.checkEnd() }
        guard !found.ok else { return }
        throw CommandError(
            .auditUnwritable,
            "the audit log \(store.path) was changed after it was written: \(found.why ?? ""). Nothing was sent to the exchange. "
                + "Keep it as evidence, and name another file with --audit-db.",
            try: Printable.shellLine(["grinderctl", "audit", "verify", "--audit-db", store.path]))
    }

    /// The intents without an outcome, and an incident that is not open.
    private static func pointOut(
        _ store: AuditStore, _ settings: Settings, _ incident: String?, _ notes: Notes
    ) throws {
        try reading(nothingSent: true) { () throws(AuditFailure) in
            try AuditMemory(store: store).pointOutOpenIntents(notes)
            try CutReconnects(in: store).pointOut(notes)
            guard let incident else { return }
            try IncidentBook(store: store).pointOut(incident, as: settings.environment.rawValue, notes)
        }
    }

    /// Every known instance is stopped: the room it would need is there, unless somebody has said how much may be used.
    func widenBudget() {
        if settings.mayWidenBudget { exchange.widen(to: .alone) }
    }

    /// The exchange's clock and whether it knows the symbols; an unknown symbol is a usage error before anything else.
    func preflight(_ symbols: [Symbol]) async throws -> Preflight {
        // Neither needs the other: one round trip.
        async let reading = exchange.clock()
        async let listing = listing(of: symbols)
        let clock = await reading
        return Preflight(clock: try? clock.value.get(), requests: clock.requests + (try await listing))
    }

    func listing(of symbols: [Symbol]) async throws -> [RequestRecord] {
        var requests: [RequestRecord] = []
        for symbol in symbols {
            let answer = await exchange.knowsSymbol(symbol)
            requests += answer.requests
            if case .success(false) = answer.value {
                throw CommandError(.usage, "the exchange doesn't know the symbol \(symbol). Nothing was investigated.")
            }
        }
        return requests
    }

    /// Reads single orders; its clock is the local one, good enough for a retention of days.
    var reader: OrderReader { OrderReader(exchange: exchange, now: context.now) }

    /// Stops and starts the configured instances; the command's own context supplies environment and waiting.
    var controller: InstanceController {
        InstanceController(
            probe: context.probe(hiding: settings.secrets), environment: context.environment,
            redaction: Redaction(secrets: settings.secrets), sleep: context.sleep)
    }

    struct Preflight: Sendable {
        let clock: ClockReading?
        let requests: [RequestRecord]
    }

    /// A command to type next, where this one acted: with its environment, files and exchange.
    func attempt(_ words: String...) -> String { report().commandLine(NextCommand(words)) }

    func report(_ runbook: Report.RunbookReference? = nil) -> Report {
        var report = Report(
            command: command, environment: settings.environment.rawValue, runbook: runbook,
            audit: investigation.recorded, contextFlags: settings.contextFlags,
            followUp: FollowUp(context.arguments))
        report.localTime = context.localTime
        return report
    }

    /// Prints the report and ends the session.
    func finish(_ report: Report, exit: Int32) async -> Int32 {
        await exchange.shutdown()
        progress.end()
        var report = report
        report.audit = await anchored() ?? report.audit.flatMap { _ in investigation.recorded }
        context.show(report, shared, signature: context.signature(settings))
        return settled(exit)
    }

    /// The exit of an answer that has been printed: a log that could not take it is told, and wins.
    func settled(_ exit: Int32) -> Int32 {
        investigation.commit()
        guard let lost = investigation.lost else { return exit }
        let words = lost.message.replacing(" Nothing was sent to the exchange.", with: "")
        context.console.error(
            CommandError(
                lost.code, "\(words) The answer above is not recorded and clears nothing.",
                try: Self.withoutAudit(context)
            ).text)
        return lost.code.exit
    }

    /// Runs the work and closes the connections however it ends.
    func whileOpen(_ work: (Session) async throws -> Int32) async throws -> Int32 {
        defer {
            progress.end()
            investigation.commit()
        }
        do {
            return try await LogProgress.$current.withValue(
                LogProgress(onRead: { [progress] in progress.read($1, of: $0) }),
                operation: { try await work(await informed()) })
        } catch let commandError as CommandError where reads && commandError.code == .auditUnwritable {
            await exchange.shutdown()
            throw commandError.proposing(Self.withoutAudit(context))
        } catch {
            await exchange.shutdown()
            throw error
        }
    }

    private static func withoutAudit(_ context: CommandContext) -> String {
        Printable.shellLine(["grinderctl"] + context.arguments + ["--no-audit"])
    }
}

extension Session {
    /// For how long one reading of Prometheus counts as of now, in milliseconds.
    private static let freshness: Int64 = 30_000

    /// `nil` where no server is named.
    func prometheusReading() async -> Result<PrometheusReading, Unavailable>? {
        guard let setting = settings.prometheus else { return nil }
        if let prometheus, context.uptime() - prometheus.at < Self.freshness { return prometheus.reading }
        return await read(setting)
    }

    private func read(_ setting: PrometheusSetting) async -> Result<PrometheusReading, Unavailable> {
        let fetch =
            context.pages?()
            ?? PageFetch(
                timeout: PrometheusReader.timeout, largest: PrometheusReader.largestAnswer,
                authorization: setting.authorization)
        let reading = await PrometheusReader(setting.server, fetch: fetch).read(now: context.now)
        await fetch.close()
        return reading
    }

    /// With the instances that Prometheus lists now, in place of those it listed before. Where it cannot be read, what it
    /// would list is an instance that is silent.
    func informed() async -> Session {
        guard let setting = settings.prometheus else { return self }
        var session = self
        let named = namedInstances ?? settings.instances
        session.namedInstances = named
        let reading = await read(setting)
        session.prometheus = (reading, context.uptime())
        switch reading {
        case .success(let reading): session.settings.instances = named.joined(by: reading)
        case .failure(let problem):
            notes.warn(
                "\(problem.source): \(problem.detail); the instances it lists are unknown, and count as silent")
            session.settings.instances =
                named + [InstanceSource(name: "what \(setting.server.source) lists", health: nil)]
        }
        return session
    }
}

/// Opens the audit log with who, where and when.
struct AuditOpening {
    let context: CommandContext
    let environment: String

    func append(_ path: String, forbidding secrets: [String] = []) throws -> AuditStore {
        try open(path, .append, forbidding: secrets)
    }

    func read(_ path: String) throws -> AuditStore { try open(path, .read) }

    func open(
        _ path: String, _ access: AuditStore.Access, forbidding secrets: [String] = [], warns: Bool = true
    ) throws -> AuditStore {
        let identity = AuditIdentity(operator: context.operatorName, host: context.host, environment: environment)
        let now = context.now
        do throws(AuditFailure) {
            let store = try AuditStore.open(
                path: path, access: access, identity: identity, now: { now().description }, forbidding: secrets)
            for warning in warns ? store.warnings : [] {
                context.console.error("warning: \(Printable.line("\(warning)"))\n")
            }
            return store
        } catch {
            throw CommandError(error, nothingSent: true)
        }
    }
}

extension CommandContext {
    func palette(_ shared: SharedOptions) -> Palette {
        guard shared.style != .markdown else { return .plain }
        return Palette.chosen(
            noColor: shared.noColor, environment: environment, isTerminal: console.outputIsTerminal)
    }

    func errorPalette(_ shared: SharedOptions) -> Palette {
        Palette.chosen(noColor: shared.noColor, environment: environment, isTerminal: console.errorIsTerminal)
    }

    /// A line that is replaced has no place among requests that are printed as they leave.
    func progress(_ shared: SharedOptions) -> ProgressStyle {
        if shared.quiet { return .none }
        guard console.progress == .live else { return console.progress }
        return shared.noColor || shared.verbose || shared.printCurl ? .lines : .live
    }
}
