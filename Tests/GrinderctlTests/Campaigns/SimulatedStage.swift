import ArgumentParser
import AuditLog
import Foundation
import Synchronization
import TriageCore

@testable import grinderctl

/// Commands run in process against an exchange, a bot and a clock that are all values in memory: thousands of cases a
/// minute, each the same every time.
///
///     try await SimulatedStage.set(state: json, seed: 7) { stage in
///         stage.exchange.weather = Weather(seed: 7, badReads: 50, badWrites: 600, changes: 50)
///         let answer = await stage.run(["cancel", …, "--json"])
///         stage.exchange.weather = .calm
///         // judge by stage.exchange.orders, .positions, .writes, .effects: never by the answer alone
///     }
///
/// The audit log is the product's own file in a folder of this case, in memory where the machine has `/dev/shm`.
final class SimulatedStage: Sendable {
    /// Where the default instance answers.
    static let botOrigin = "http://127.0.0.1:9101"

    let clock = SimulatedClock()
    let exchange: SimulatedExchange
    /// At ``botOrigin`` one instance trades since half an hour.
    let instances: SimulatedInstances
    let folder: String
    private let names = Mutex(0)

    var auditPath: String { folder + "/audit.db" }

    static func set<T>(state: String, seed: UInt64, _ play: (SimulatedStage) async throws -> T) async throws -> T {
        let stage = try SimulatedStage(state: state, seed: seed)
        let result: Result<T, any Error>
        do {
            result = .success(try await play(stage))
        } catch {
            result = .failure(error)
        }
        try FileManager.default.removeItem(atPath: stage.folder)
        return try result.get()
    }

    private init(state: String, seed: UInt64) throws {
        exchange = try SimulatedExchange(state: state, clock: clock)
        instances = SimulatedInstances(clock: clock)
        instances.set(Self.botOrigin, .trading(since: clock.milliseconds - 1_800_000))
        let memory = "/dev/shm"
        let root =
            FileManager.default.isWritableFile(atPath: memory)
            ? memory : FileManager.default.temporaryDirectory.path
        folder = root + "/grinderctl-campaign-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    private var environment: [String: String] {
        [
            "HOME": folder, "GRINDERCTL_ENV": "sandbox", "GRINDERCTL_BASE_URL": "http://127.0.0.1:9",
            "GRINDERCTL_WS_URL": "ws://127.0.0.1:9", "GRINDERCTL_HEALTH": Self.botOrigin,
            "GRINDERCTL_AUDIT_DB": auditPath, "BINANCE_API_KEY": SimulatedExchange.apiKey,
            "BINANCE_API_SECRET": SimulatedExchange.apiSecret,
        ]
    }

    /// Runs one command, with `changes` of the environment (`nil` removes a variable).
    func run(
        _ words: [String], with changes: [String: String?] = [:],
        atPhase: @escaping @Sendable (CommandContext.ActionPhase) async throws -> Void = { _ in }
    ) async -> Answer {
        var environment = environment
        for (name, value) in changes { environment[name] = value }
        let console = ScriptedConsole()
        let context = CommandContext(
            arguments: words, environment: environment, console: console, now: { [clock] in clock.now },
            uptime: { [clock] in clock.milliseconds },
            sleep: { [exchange] duration in
                try Task.checkCancellation()
                let (seconds, attoseconds) = duration.components
                exchange.passTime(seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
            },
            limit: Stage.patience, newID: { [self] in newID() }, operatorName: "ada", host: "oncall-1",
            interrupts: Stage.deaf(),
            exchangeTransport: exchange, pages: { [instances] in instances.reader() }, atPhase: atPhase)
        let exit = await Shell.run(at: context, parse: Self.parse)
        return Answer(exit: exit, output: console.output, error: console.error)
    }

    /// A debug build of the parser checks every command there is at each call, for most of a case's time: so only the
    /// command that is wanted is shown to it.
    private static func parse(_ words: [String]) throws -> any ParsableCommand {
        var type: any ParsableCommand.Type = GrinderCtl.self
        var rest = words[...]
        while let word = rest.first,
            let next = type.configuration.subcommands.first(where: { Shell.name(of: $0) == word })
        {
            type = next
            rest = rest.dropFirst()
        }
        return try type.parseAsRoot(Array(rest))
    }

    private func newID() -> String {
        let number = names.withLock { number in
            number += 1
            return String(number)
        }
        // What is made from an id takes some of its digits, at either end.
        let head = String(repeating: "0", count: 8 - number.count) + number
        return head + "-0000-4000-8000-0000" + head
    }

    func entries(_ kinds: AuditKind...) throws -> [AuditEntry] { try Stage.entries(at: auditPath, kinds) }

    /// Intents without a known outcome.
    func openIntents() throws -> Int {
        let identity = AuditIdentity(operator: "reader", host: "oncall-1", environment: "sandbox")
        return try AuditStore.open(path: auditPath, access: .read, identity: identity, now: { "" }).openIntents().count
    }
}
