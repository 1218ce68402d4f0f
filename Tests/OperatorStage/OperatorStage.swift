package import ExchangeSandbox
import Foundation

/// An exchange and a bot on loopback, a folder of its own, and the real binary as a child process.
package final class OperatorStage: Sendable {
    package let exchange: SandboxExchange
    package let bot: BotEndpoint
    package let folder: String

    package var auditPath: String { folder + "/audit.db" }

    private static let turnstile = ConcurrencyLimit(3)

    /// Sets the stage when it is its turn, plays, and clears everything away.
    package static func set<T>(
        state: String, faults: [String] = [], latencyMilliseconds: Int = 0, keys: [SandboxKey] = [],
        onRequest: (@Sendable (SeenRequest) -> Void)? = nil,
        beforeMutation: (@Sendable (SeenRequest) async -> Void)? = nil,
        beforeAnswer: (@Sendable (SeenRequest) async -> Void)? = nil,
        _ play: (OperatorStage) async throws -> T
    ) async throws -> T {
        try await turn {
            try await setAtOnce(
                state: state, faults: faults, latencyMilliseconds: latencyMilliseconds, keys: keys,
                onRequest: onRequest, beforeMutation: beforeMutation, beforeAnswer: beforeAnswer, play)
        }
    }

    /// Waits for a turn, of which there are few, and takes it for as long as the body runs.
    package static func turn<T>(_ body: () async throws -> T) async rethrows -> T {
        try await turnstile.pass(body)
    }

    /// Without waiting for a turn: for a play that mostly waits, and takes a ``turn(_:)`` for what it starts.
    package static func setAtOnce<T>(
        state: String, faults: [String] = [], latencyMilliseconds: Int = 0, keys: [SandboxKey] = [],
        onRequest: (@Sendable (SeenRequest) -> Void)? = nil,
        beforeMutation: (@Sendable (SeenRequest) async -> Void)? = nil,
        beforeAnswer: (@Sendable (SeenRequest) async -> Void)? = nil,
        _ play: (OperatorStage) async throws -> T
    ) async throws -> T {
        let exchange = try await SandboxExchange.start(
            state: try SandboxState(json: Data(state.utf8), now: SandboxClock.system.now()),
            faults: try faults.map { try Fault(spec: $0) }, latencyMilliseconds: latencyMilliseconds,
            keys: keys, onRequest: onRequest, beforeMutation: beforeMutation, beforeAnswer: beforeAnswer)
        let bot = try await BotEndpoint.start(uptimeSeconds: 1_800)
        let folder = FileManager.default.temporaryDirectory.path + "/grinderctl-wire-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        let stage = OperatorStage(exchange: exchange, bot: bot, folder: folder)
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

    private init(exchange: SandboxExchange, bot: BotEndpoint, folder: String) {
        self.exchange = exchange
        self.bot = bot
        self.folder = folder
    }

    /// No child ever finds its way to a real exchange: without an address of its own it speaks to a closed port.
    package static let nowhere = [
        "GRINDERCTL_ENV": "sandbox", "GRINDERCTL_BASE_URL": "http://127.0.0.1:9",
        "GRINDERCTL_WS_URL": "ws://127.0.0.1:9",
    ]

    package var environment: [String: String] {
        Self.nowhere.merging(
            [
                "HOME": folder, "GRINDERCTL_BASE_URL": exchange.baseURL, "GRINDERCTL_WS_URL": exchange.wsURL,
                "GRINDERCTL_HEALTH": bot.baseURL, "GRINDERCTL_AUDIT_DB": auditPath,
                "BINANCE_API_KEY": exchange.apiKey, "BINANCE_API_SECRET": exchange.apiSecret,
            ], uniquingKeysWith: { $1 })
    }

    package func start(
        _ words: [String], with changes: [String: String?] = [:], input: String = "",
        output: ChildProcess.Output = .captured, prefix: [String] = []
    ) throws -> ChildProcess {
        var environment = environment
        for (name, value) in changes { environment[name] = value }
        return try ChildProcess.start(
            words, environment: environment, folder: folder, input: input, output: output, prefix: prefix)
    }

    package func run(
        _ words: [String], with changes: [String: String?] = [:], input: String = "",
        output: ChildProcess.Output = .captured
    ) async throws -> ChildProcess.Ended {
        try await start(words, with: changes, input: input, output: output).end()
    }
}
