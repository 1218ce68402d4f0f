package import AuditLog
import BotEvidence
package import ExchangeSandbox
import Foundation
import Synchronization
import Testing
import TriageCore

@testable package import grinderctl

/// An exchange, a bot that started half an hour ago, a folder of its own, and commands run in process.
///
/// Neither the exchange's answers nor the bot's pages travel: no wait of a real client's is ever over because the machine
/// is busy. The stream, and what asks another address, do use the network.
package final class Stage: Sendable {
    package let clock: SteppedClock
    package let exchange: SandboxExchange
    package let bot: BotEndpoint
    package let folder: String
    private let wire: Wire
    private let still: StillNames?

    package var auditPath: String { folder + "/audit.db" }

    private static let turnstile = ConcurrencyLimit(4)

    /// How the exchange and the bot are reached.
    package enum Wire: Sendable {
        case inProcess
        /// HTTP on 127.0.0.1, with a real client's patience.
        case loopback
    }

    /// Sets the stage, plays, and clears everything away.
    package static func set<T>(
        state: String = States.orphan, faults: [String] = [], limits: SandboxLimits = .binance,
        keys: [SandboxKey] = [], clock: SteppedClock = SteppedClock(), uptimeSeconds: Double = 1_800,
        wire: Wire = .inProcess, keepsConnections: Bool = true,
        beforeMutation: (@Sendable (SeenRequest) async -> Void)? = nil,
        beforeAnswer: (@Sendable (SeenRequest) async -> Void)? = nil,
        _ play: (Stage) async throws -> T
    ) async throws -> T {
        try await turnstile.pass {
            let exchange = try await SandboxExchange.start(
                state: try SandboxState(json: Data(state.utf8), now: clock.milliseconds),
                faults: try faults.map { try Fault(spec: $0) }, clock: clock.sandbox, limits: limits, keys: keys,
                keepsConnections: keepsConnections, beforeMutation: beforeMutation, beforeAnswer: beforeAnswer)
            let bot = try await BotEndpoint.start(uptimeSeconds: uptimeSeconds, clock: clock.sandbox)
            return try await Stage(clock: clock, exchange: exchange, bot: bot, wire: wire, still: nil).play(play)
        }
    }

    /// A stage on which everything is the same at each run but the folder: noon of 2026-03-08, and time passes by waits
    /// alone; ids are counted; nothing listens on a port.
    package static func setStill<T>(
        state: String, faults: [String] = [], _ play: (Stage) async throws -> T
    ) async throws -> T {
        try await turnstile.pass {
            let clock = SteppedClock(standingAt: 1_772_971_200_000)
            let exchange = try await SandboxExchange.start(
                state: try SandboxState(json: Data(state.utf8), now: clock.milliseconds),
                faults: try faults.map { try Fault(spec: $0) }, clock: clock.sandbox, listens: false)
            let bot = try await BotEndpoint.start(clock: clock.sandbox, listens: false)
            return try await Stage(
                clock: clock, exchange: exchange, bot: bot, wire: .inProcess, still: StillNames()
            ).play(play)
        }
    }

    private init(
        clock: SteppedClock, exchange: SandboxExchange, bot: BotEndpoint, wire: Wire, still: StillNames?
    ) throws {
        self.clock = clock
        self.exchange = exchange
        self.bot = bot
        self.wire = wire
        self.still = still
        folder = FileManager.default.temporaryDirectory.path + "/grinderctl-tests-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    private func play<T>(_ play: (Stage) async throws -> T) async throws -> T {
        let result: Result<T, any Error>
        do {
            result = .success(try await play(self))
        } catch {
            result = .failure(error)
        }
        await exchange.stop()
        await bot.stop()
        try FileManager.default.removeItem(atPath: folder)
        return try result.get()
    }

    /// The variables an operator would have exported.
    package var environment: [String: String] {
        [
            "HOME": folder, "GRINDERCTL_ENV": "sandbox", "GRINDERCTL_BASE_URL": exchange.baseURL,
            "GRINDERCTL_WS_URL": still == nil ? exchange.wsURL : "ws://127.0.0.1:9", "GRINDERCTL_HEALTH": bot.baseURL,
            "GRINDERCTL_AUDIT_DB": auditPath, "BINANCE_API_KEY": exchange.apiKey,
            "BINANCE_API_SECRET": exchange.apiSecret,
        ]
    }

    package func context(
        _ words: [String], with changes: [String: String?] = [:], console: any Console,
        interrupts: Interrupts = Stage.deaf(),
        atPhase: @escaping @Sendable (CommandContext.ActionPhase) async throws -> Void = { _ in }
    ) -> CommandContext {
        var environment = environment
        for (name, value) in changes { environment[name] = value }
        let (clock, still) = (clock, still)
        var context = CommandContext(
            arguments: words, environment: environment, console: console, now: { clock.now },
            uptime: { clock.milliseconds },
            sleep: { duration in
                try Task.checkCancellation()
                clock.advance(duration)
            },
            limit: Stage.patience, newID: { still?.newID() ?? UUID().uuidString.lowercased() }, operatorName: "ada",
            host: "oncall-1", interrupts: interrupts, atPhase: atPhase)
        if wire == .inProcess {
            context.exchangeTransport = DirectExchange(exchange: exchange)
            context.pages = { [bot] in DirectPages(bot: bot) }
        }
        if still != nil { context.whoActs = { StillNames.identity } }
        return context
    }

    /// A busy machine is no silent exchange: whoever answers at all does so within a quarter of an hour.
    package static let patience: @Sendable (Duration) async throws -> Void = { _ in
        try await Task.sleep(for: .seconds(900))
    }

    /// Interrupts that a test sends itself: one that would have ended the process is a failure.
    package static func deaf() -> Interrupts {
        Interrupts(onEnd: { Issue.record("an interrupt before anything was held would have ended it") }, onHold: {})
    }

    /// Runs one command, with `changes` of the environment (`nil` removes a variable).
    package func run(
        _ words: [String], with changes: [String: String?] = [:], console: ScriptedConsole = ScriptedConsole(),
        interrupts: Interrupts = Stage.deaf(), beside prometheus: PlayedPrometheus? = nil,
        atPhase: @escaping @Sendable (CommandContext.ActionPhase) async throws -> Void = { _ in }
    ) async -> CommandAnswer {
        var context = context(words, with: changes, console: console, interrupts: interrupts, atPhase: atPhase)
        if let prometheus, let pages = context.pages { context.pages = { prometheus.pages(beside: pages()) } }
        let exit = await Shell.run(at: context, parse: NarrowParser.parse)
        // Whatever a test is about, what it prints as JSON is what the schema says.
        // A schema is printed as it is.
        if words.prefix(while: { $0 != "--" }).contains("--json"), !words.contains("schema") {
            for problem in ReportValidator.strict.problems(inLines: console.output) {
                Issue.record("\(words.joined(separator: " ")): the report is not of its schema: \(problem)")
            }
        }
        return CommandAnswer(exit: exit, output: console.output, error: console.error)
    }

    /// What nobody is left to remove of an orphan's verdict: the audit log that clears its cancel.
    package func triage(_ ids: String...) async -> [String?] {
        var verdicts: [String?] = []
        for id in ids { verdicts.append(await run(["triage", "unexpected", id, "--json"]).verdict) }
        return verdicts
    }

    /// All flags a cancel of these ids demands.
    package static func cancel(_ ids: String..., more: [String] = []) -> [String] {
        let name = ids.count == 1 ? ids[0] : String(ids.count)
        return ["cancel"] + ids + ["--execute", "--confirm", name, "--reason", "left behind", "--json"] + more
    }

    /// The entries, read by a connection of their own.
    package func entries(_ kinds: AuditKind...) throws -> [AuditEntry] {
        try Self.entries(at: auditPath, kinds)
    }

    package static func entries(at path: String, _ kinds: [AuditKind]) throws -> [AuditEntry] {
        let identity = AuditIdentity(operator: "reader", host: "oncall-1", environment: "sandbox")
        let store = try AuditStore.open(path: path, access: .read, identity: identity, now: { "" })
        return try store.entries(matching: EntryFilter(kinds: Set(kinds)))
    }

    package func openIntents() throws -> Int {
        let identity = AuditIdentity(operator: "reader", host: "oncall-1", environment: "sandbox")
        return try AuditStore.open(path: auditPath, access: .read, identity: identity, now: { "" }).openIntents().count
    }

    package func write(_ text: String, to name: String, mode: Int = 0o600) throws -> String {
        let path = folder + "/" + name
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }
}
