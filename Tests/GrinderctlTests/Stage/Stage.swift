import AuditLog
import ExchangeSandbox
import Foundation
import OperatorStage
import TriageCore

@testable import grinderctl

/// An exchange on loopback, a bot that started half an hour ago, a folder of its own, and commands run in process.
final class Stage: Sendable {
    let clock: SteppedClock
    let exchange: SandboxExchange
    let bot: BotFace
    let folder: String

    var auditPath: String { folder + "/audit.db" }

    private static let turnstile = Turnstile(4)

    /// Sets the stage, plays, and clears everything away.
    static func set<T>(
        state: String = States.orphan, faults: [String] = [], limits: SandboxLimits = .binance,
        keys: [SandboxKey] = [], clock: SteppedClock = SteppedClock(), uptimeSeconds: Double = 1_800,
        keepsConnections: Bool = true, beforeMutation: (@Sendable (SeenRequest) async -> Void)? = nil,
        beforeAnswer: (@Sendable (SeenRequest) async -> Void)? = nil,
        _ play: (Stage) async throws -> T
    ) async throws -> T {
        await turnstile.enter()
        defer { Task { await turnstile.leave() } }
        let exchange = try await SandboxExchange.start(
            state: try SandboxState(json: Data(state.utf8), now: clock.milliseconds),
            faults: try faults.map { try Fault(spec: $0) }, clock: clock.sandbox, limits: limits, keys: keys,
            keepsConnections: keepsConnections, beforeMutation: beforeMutation, beforeAnswer: beforeAnswer)
        let bot = try await BotFace.start(uptimeSeconds: uptimeSeconds, clock: clock.sandbox)
        let folder = FileManager.default.temporaryDirectory.path + "/grinderctl-tests-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        let stage = Stage(clock: clock, exchange: exchange, bot: bot, folder: folder)
        let result: Result<T, any Error>
        do {
            result = .success(try await play(stage))
        } catch {
            result = .failure(error)
        }
        await exchange.stop()
        await bot.stop()
        try FileManager.default.removeItem(atPath: folder)
        return try result.get()
    }

    private init(clock: SteppedClock, exchange: SandboxExchange, bot: BotFace, folder: String) {
        self.clock = clock
        self.exchange = exchange
        self.bot = bot
        self.folder = folder
    }

    /// The variables an operator would have exported.
    var environment: [String: String] {
        [
            "HOME": folder, "GRINDERCTL_ENV": "sandbox", "GRINDERCTL_BASE_URL": exchange.baseURL,
            "GRINDERCTL_WS_URL": exchange.wsURL, "GRINDERCTL_HEALTH": bot.baseURL,
            "GRINDERCTL_AUDIT_DB": auditPath, "BINANCE_API_KEY": exchange.apiKey,
            "BINANCE_API_SECRET": exchange.apiSecret,
        ]
    }

    func bench(
        _ words: [String], with changes: [String: String?] = [:], console: any Console,
        interrupts: Interrupts = Stage.deaf(),
        atBeat: @escaping @Sendable (Bench.Beat) async throws -> Void = { _ in }
    ) -> Bench {
        var environment = environment
        for (name, value) in changes { environment[name] = value }
        let clock = clock
        return Bench(
            arguments: words, environment: environment, console: console, now: { clock.now },
            uptime: { clock.milliseconds },
            sleep: { duration in
                try Task.checkCancellation()
                clock.advance(duration)
            },
            limit: Stage.patience, newID: { UUID().uuidString.lowercased() }, operatorName: "ada", host: "oncall-1",
            interrupts: interrupts, atBeat: atBeat)
    }

    /// A busy machine is no silent exchange: whoever answers at all does so within a minute.
    static let patience: @Sendable (Duration) async throws -> Void = { _ in try await Task.sleep(for: .seconds(60)) }

    /// Interrupts that a test sends itself; one before anything is sent would end the tests.
    static func deaf() -> Interrupts { Interrupts(onEnd: { exit(99) }, onHold: {}) }

    /// Runs one command, with `changes` of the environment (`nil` removes a variable).
    func run(
        _ words: [String], with changes: [String: String?] = [:], console: ScriptedConsole = ScriptedConsole(),
        interrupts: Interrupts = Stage.deaf(),
        atBeat: @escaping @Sendable (Bench.Beat) async throws -> Void = { _ in }
    ) async -> Answer {
        let bench = bench(words, with: changes, console: console, interrupts: interrupts, atBeat: atBeat)
        let exit = await Shell.run(at: bench)
        return Answer(exit: exit, output: console.output, error: console.error)
    }

    /// What nobody is left to remove of an orphan's verdict: the audit log that clears its cancel.
    func triage(_ ids: String...) async -> [String?] {
        var verdicts: [String?] = []
        for id in ids { verdicts.append(await run(["triage", "unexpected", id, "--json"]).verdict) }
        return verdicts
    }

    /// All flags a cancel of these ids demands.
    static func cancel(_ ids: String..., more: [String] = []) -> [String] {
        let name = ids.count == 1 ? ids[0] : String(ids.count)
        return ["cancel"] + ids + ["--execute", "--confirm", name, "--reason", "left behind", "--json"] + more
    }

    /// The entries, read by a connection of their own.
    func entries(_ kinds: AuditKind...) throws -> [AuditEntry] {
        try Self.entries(at: auditPath, kinds)
    }

    static func entries(at path: String, _ kinds: [AuditKind]) throws -> [AuditEntry] {
        let identity = AuditIdentity(operator: "reader", host: "oncall-1", environment: "sandbox")
        let store = try AuditStore.open(path: path, access: .read, identity: identity, now: { "" })
        return try store.entries(matching: EntryFilter(kinds: Set(kinds)))
    }

    func openIntents() throws -> Int {
        let identity = AuditIdentity(operator: "reader", host: "oncall-1", environment: "sandbox")
        return try AuditStore.open(path: auditPath, access: .read, identity: identity, now: { "" }).openIntents().count
    }

    func write(_ text: String, to name: String, mode: Int = 0o600) throws -> String {
        let path = folder + "/" + name
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }
}
