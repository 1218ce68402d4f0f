import ArgumentParser
import Binance
import ExchangeSandbox
import JSON
import TriageCore

struct Drill: ToolCommand {
    static let name = "drill"
    static let configuration = CommandConfiguration(
        commandName: "drill", abstract: "Practise on the embedded exchange: no key, no money.",
        discussion: """
            Without SCENARIO it plays an orphaned order, from the alert to the verified audit log.

            EXAMPLES
              grinderctl drill
              grinderctl drill --list
              grinderctl drill orphaned-grid-order
              grinderctl drill --all --json
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Flag(help: "List the scenarios and their correct answers.")
    var list = false

    @Flag(help: "Run every scenario and check its answers.")
    var all = false

    @Argument(help: ArgumentHelp("A scenario of --list.", valueName: "SCENARIO"), completion: .scenarios)
    var scenario: String?

    func run(at context: CommandContext) async throws -> Int32 {
        guard [list, all, scenario != nil].filter({ $0 }).count <= 1 else {
            throw CommandError(.usage, "use only one of SCENARIO, --list and --all")
        }
        if list { return try showList(context) }
        try confirmAudit(at: context)
        if all { return try await check(try DrillScenario.all().map(\.name), context) }
        if let scenario { return try await check([scenario], context) }
        guard shared.style == .markdown else { return try await DrillStory(context: context, shared: shared).play() }
        let console = CapturedConsole()
        var told = context
        told.console = console
        let exit = try await DrillStory(context: told, shared: shared).play()
        printAnswer(console.written.output, at: context)
        return exit
    }

    /// A log that cannot be written is no verdict gone wrong.
    private func confirmAudit(at context: CommandContext) throws {
        guard let path = shared.auditDB else { return }
        let store = try AuditOpening(context: context, environment: ExchangeEnvironment.sandbox.rawValue).append(path)
        try Session.confirmSound(store)
    }

    private func showList(_ context: CommandContext) throws -> Int32 {
        let scenarios = try DrillScenario.all()
        if shared.json {
            let rows = scenarios.map { scenario in
                JSONValue.object([
                    ("name", .string(scenario.name)), ("title", .string(scenario.title)),
                    ("truth", .object(scenario.truth.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
                ])
            }
            print([("environment", "sandbox"), ("scenarios", .array(rows))], at: context)
        } else {
            printAnswer(scenarios.map { "\($0.name)  \($0.title)\n" }.joined(), at: context)
        }
        return 0
    }

    private func check(_ names: [String], _ context: CommandContext) async throws -> Int32 {
        var results: [DrillResult] = []
        // A block for a ticket is one text.
        var ticket = ""
        for name in names {
            // Each is made when it is played: its times count from then.
            let scenario = try DrillScenario.named(name)
            let result = try await DrillCheck(context: context, auditDB: shared.auditDB).run(scenario)
            let text = result.text(context.palette(shared))
            if shared.style == .markdown { ticket += text } else if !shared.json { context.console.output(text) }
            results.append(result)
        }
        let isRight = results.allSatisfy(\.isRight)
        if shared.json {
            print(
                [
                    ("environment", "sandbox"), ("ok", .bool(isRight)), ("scenarios", .array(results.map(\.json))),
                ], at: context)
        } else {
            let count = results.map(\.checks.count).reduce(0, +)
            printAnswer(
                "\(ticket)\n\(isRight ? "ok" : "WRONG"): \(Count.of(results.count, "scenario")), \(Count.of(count, "check")), all in the sandbox\n",
                at: context)
        }
        return isRight ? 0 : 1
    }
}
