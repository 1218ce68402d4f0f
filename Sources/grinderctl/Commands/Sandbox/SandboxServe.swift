import ArgumentParser
import ExchangeSandbox
import Foundation
import JSON

struct SandboxServe: ToolCommand {
    static let name = "sandbox serve"
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve a USD-M futures account until SIGINT or SIGTERM.",
        discussion: """
            The first line on stdout names the base URL, key and secret, with a scenario also its bot's pages, log and
            expected state; each request is a JSON line on stderr. With --export the same is printed as export lines:
            eval "$(grinderctl sandbox serve --scenario readme --export 2>/dev/null &)" points this shell at it, and
            kill $GRINDERCTL_SANDBOX_PID ends it.
            Faults: \(Fault.names.joined(separator: " ")), each NAME[@METHOD:/path][*N].

            EXAMPLES
              grinderctl sandbox serve
              grinderctl sandbox serve --scenario orphaned-grid-order --port 8080
              grinderctl sandbox serve --scenario running-grid --export
              grinderctl sandbox serve --state state.json --latency 50 \\
                  --fault '-1007@DELETE:/fapi/v1/order*1'
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Option(help: ArgumentHelp("Port to listen on; 0 picks a free one.", valueName: "PORT"))
    var port: UInt16 = 0

    @Option(help: ArgumentHelp("A scenario of drill --list.", valueName: "NAME"), completion: .scenarios)
    var scenario: String?

    @Option(help: ArgumentHelp("Orders, positions and marks as JSON.", valueName: "FILE"), completion: .file())
    var state: String?

    @Option(help: ArgumentHelp("Delay for every request.", valueName: "MS"))
    var latency = 0

    @Option(help: ArgumentHelp("Fault to inject. Repeatable.", valueName: "SPEC"), completion: .list(Fault.names))
    var fault: [String] = []

    @Option(
        help: ArgumentHelp("Register an Ed25519 public key, PEM or OpenSSH's .pub. Repeatable.", valueName: "FILE"),
        completion: .file())
    var publicKey: [String] = []

    @Flag(help: "Also accept a read-only key; the first line names it as readOnly.")
    var readOnlyKey = false

    @Flag(help: "Print shell export lines instead, and the process id to kill.")
    var export = false

    func run(at context: CommandContext) async throws -> Int32 {
        let (state, scenarioFaults, botOfScenario) = try opening()
        let visitors = try SandboxGuestKeys(publicKeyFiles: publicKey, readOnlyKey: readOnlyKey)
        let faults = try fault.map { spec in
            do throws(FaultSpecProblem) {
                return try Fault(spec: spec)
            } catch {
                throw CommandError(.usage, "\(error)", try: "grinderctl help sandbox")
            }
        }
        let console = context.console
        // From here a signal ends the wait below, so that nothing is left behind.
        context.interrupts.serve()
        let exchange: SandboxExchange
        do {
            exchange = try await SandboxExchange.start(
                state: state, faults: scenarioFaults + faults, port: port, latencyMilliseconds: max(0, latency),
                keys: visitors.keys, onRequest: { request in console.error(Self.line(request).text + "\n") })
        } catch {
            throw CommandError(.exchangeUnavailable, "the sandbox cannot listen on port \(port): \(error)")
        }
        let bot: ServedBot?
        do {
            bot = try await serve(botOfScenario, at: context)
        } catch {
            await exchange.stop()
            throw error
        }
        if export {
            // Started with `&`: a Ctrl-C that is meant for a command typed against it does not end it.
            if !console.inputIsTerminal, !console.outputIsTerminal { context.leaveTerminal() }
            console.output(Self.exports(exchange, bot))
            // So that `eval "$(… &)"` does not wait for the end.
            console.endOutput()
        } else {
            console.output(Self.firstLine(exchange, bot, visitors).text + "\n")
        }
        await context.interrupts.wait()
        await bot?.stop()
        await exchange.stop()
        return 0
    }

    private func serve(_ bot: ScenarioBot?, at context: CommandContext) async throws -> ServedBot? {
        guard let bot, !bot.instances.isEmpty else { return nil }
        return try await ServedBot.start(bot, folder: "grinderctl-sandbox-\(context.newID())")
    }

    private static func firstLine(
        _ exchange: SandboxExchange, _ bot: ServedBot?, _ visitors: SandboxGuestKeys
    ) -> JSONValue {
        .object(
            [
                ("baseURL", .string(exchange.baseURL)), ("wsURL", .string(exchange.wsURL)),
                ("apiKey", .string(exchange.apiKey)), ("apiSecret", .string(exchange.apiSecret)),
            ] + (bot?.names ?? []).map { ($0.flag, .string($0.value)) } + visitors.names)
    }

    private static func exports(_ exchange: SandboxExchange, _ bot: ServedBot?) -> String {
        let variables = [
            ("GRINDERCTL_ENV", "sandbox"), ("GRINDERCTL_BASE_URL", exchange.baseURL),
            ("GRINDERCTL_WS_URL", exchange.wsURL), ("BINANCE_API_KEY", exchange.apiKey),
            ("BINANCE_API_SECRET", exchange.apiSecret),
        ]
        let all =
            variables + (bot?.names ?? []).map { ($0.variable, $0.value) }
            + [("GRINDERCTL_SANDBOX_PID", String(ProcessInfo.processInfo.processIdentifier))]
        return all.map { "export \($0.0)=\(Printable.shellWord($0.1))\n" }.joined()
    }

    private func opening() throws -> (SandboxState, [Fault], ScenarioBot?) {
        if scenario != nil, state != nil { throw CommandError(.usage, "use only one of --scenario and --state") }
        if let scenario {
            let found = try DrillScenario.named(scenario)
            return (found.state, found.faults + found.actionFaults, found.bot)
        }
        guard let state else { return (.empty, [], nil) }
        let path = try GivenFiles.path(state, "the state")
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandError(.inputMissing, "can't read the state \(state)")
        }
        do throws(StateProblem) {
            return (try SandboxState(json: data, now: SandboxClock.system.now()), [], nil)
        } catch {
            throw CommandError(.badData, "the state \(state): \(error)")
        }
    }

    private static func line(_ request: SeenRequest) -> JSONValue {
        .object([
            ("method", .string(request.method)), ("path", .string(request.path)),
            ("status", .integer(Int64(request.status))), ("mutating", .bool(request.mutating)),
        ])
    }
}
