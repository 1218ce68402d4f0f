import ExchangeSandbox
import Foundation
import Synchronization

/// One scenario set up: the exchange, the bot's instances, its files, and a context whose commands see only these.
final class DrillStage: Sendable {
    let scenario: Scenario
    let exchange: SandboxExchange
    let auditDB: String
    private let bot: ServedBot
    private let outer: CommandContext

    static func set(_ scenario: Scenario, auditDB: String?, at context: CommandContext) async throws -> DrillStage {
        let bot = try await ServedBot.start(scenario.bot, folder: "grinderctl-drill-\(context.newID())")
        do {
            let exchange = try await SandboxExchange.start(state: scenario.state, faults: scenario.faults)
            return DrillStage(scenario: scenario, exchange: exchange, auditDB: auditDB, bot: bot, outer: context)
        } catch {
            await bot.stop()
            throw error
        }
    }

    private init(scenario: Scenario, exchange: SandboxExchange, auditDB: String?, bot: ServedBot, outer: CommandContext)
    {
        self.scenario = scenario
        self.exchange = exchange
        self.auditDB = auditDB ?? bot.folder.appending(path: "audit.db").path
        self.bot = bot
        self.outer = outer
    }

    /// A place for a file of the drill.
    func file(_ name: String) -> String { bot.folder.appending(path: name).path }

    func strike() async {
        await bot.stop()
        await exchange.stop()
    }

    /// The variables an operator would have exported; key and secret are the sandbox's own.
    var variables: [(name: String, value: String)] {
        [("GRINDERCTL_ENV", "sandbox"), ("GRINDERCTL_BASE_URL", exchange.baseURL)]
            + bot.names.filter { $0.flag != "expected" || isExpecting($0.value) }.map { ($0.variable, $0.value) }
            + [("GRINDERCTL_AUDIT_DB", auditDB)]
    }

    /// The bot has rows of its own, and no reset has set them aside.
    private func isExpecting(_ file: String) -> Bool {
        !scenario.bot.expected.isEmpty && FileManager.default.fileExists(atPath: file)
    }

    /// Runs one command as an operator would type it, without a terminal.
    func run(
        _ arguments: [String], atPhase: @escaping @Sendable (CommandContext.ActionPhase) async throws -> Void = { _ in }
    ) async -> (exit: Int32, output: String, error: String) {
        let console = CapturedConsole()
        var context = outer
        context.arguments = arguments
        context.console = console
        context.atPhase = atPhase
        context.environment = Dictionary(uniqueKeysWithValues: variables.map { ($0.name, $0.value) })
        context.environment["HOME"] = bot.folder.path
        context.environment["BINANCE_API_KEY"] = exchange.apiKey
        context.environment["BINANCE_API_SECRET"] = exchange.apiSecret
        let exit = await Shell.run(at: context)
        return (exit, console.written.output, console.written.error)
    }
}

/// Keeps what a command says instead of showing it; nobody answers its questions.
final class CapturedConsole: Console {
    private let text = Mutex((output: "", error: ""))

    var outputIsTerminal: Bool { false }
    var errorIsTerminal: Bool { false }
    var inputIsTerminal: Bool { false }
    var outputFailure: String? { nil }
    var written: (output: String, error: String) { text.withLock { $0 } }

    func output(_ text: String) { self.text.withLock { $0.output += text } }
    func error(_ text: String) { self.text.withLock { $0.error += text } }
    func readLine() -> String? { nil }
}
