import ExchangeSandbox
import JSON
import TriageCore

/// The story a newcomer watches: five open orders, two of them orphans; the refused attempts; one cancel through all
/// gates; the audit log that tells it all again.
struct DrillStory {
    let context: CommandContext
    let shared: SharedOptions

    private static let scenarioName = "orphaned-and-grid-mixed"
    private static let orphan = "grinder_d_BTCUSDT_2_1772964000_17"
    private static let runningBots = "grinder_tp_BTCUSDT_1_1772970600_9"
    private static let persons = "web_Kp3vLx9QmTz2RbYc5NfA"

    /// One command of the story and the exit it must have.
    private struct Scene {
        let told: String
        let arguments: [String]
        let exit: Int32
    }

    private static let scenes: [Scene] = [
        Scene(
            told: "3 a.m.: ReconcileMismatchDetected, ORDER_EXISTS_UNEXPECTED. What is open, and whose is it?",
            arguments: ["triage", "unexpected"], exit: 1),
        Scene(
            told: "One of them is an orphan. Each step of its runbook, and the evidence:",
            arguments: ["triage", "unexpected", orphan], exit: 1),
        Scene(
            told: "Tempting: cancel what is flagged. But the take-profit is the running bot's own. Refused:",
            arguments: [
                "cancel", runningBots, "--execute", "--confirm", runningBots, "--reason", "it is flagged",
            ], exit: 3),
        Scene(
            told: "A person's order from the web page. Nothing overrides this refusal:",
            arguments: [
                "cancel", persons, "--symbol", "BTCUSDT", "--execute", "--confirm", persons, "--reason", "clean up",
                "--without-triage",
            ], exit: 3),
        Scene(
            told: "The orphan. Without --execute only the plan, and what is still missing:",
            arguments: ["cancel", orphan], exit: 0),
        Scene(
            told: "Executed without a confirmation: refused, nothing is sent:",
            arguments: ["cancel", orphan, "--execute", "--reason", "orphan of the session before 11:30"], exit: 3),
        Scene(
            told: "Confirmed by name. Intent durable, then one DELETE, then read back:",
            arguments: [
                "cancel", orphan, "--execute", "--confirm", orphan, "--reason", "orphan of the session before 11:30",
            ], exit: 0),
        Scene(
            told: "What a reviewer finds afterwards:", arguments: ["audit", "list"], exit: 0),
        Scene(told: "And that nobody changed it since:", arguments: ["audit", "verify"], exit: 0),
    ]

    func play() async throws -> Int32 {
        let scenario = try DrillScenario.named(Self.scenarioName)
        let stage = try await DrillStage.set(scenario, auditDB: shared.auditDB, at: context)
        say(opening(stage))
        var played: [JSONValue] = []
        var isRight = true
        for scene in Self.scenes {
            let answer = await stage.run(scene.arguments + (shared.json ? ["--json"] : []))
            isRight = isRight && answer.exit == scene.exit
            played.append(json(scene, answer))
            say(text(scene, answer))
        }
        let mutating = stage.exchange.mutatingRequests()
        isRight = isRight && mutating.count == 1
        say(closing(stage, mutating, isRight))
        if shared.json {
            context.console.output(
                JSONValue.object([
                    ("schema", "grinderctl/1"), ("command", "drill"), ("environment", "sandbox"),
                    ("scenario", .string(scenario.name)), ("ok", .bool(isRight)), ("scenes", .array(played)),
                    ("mutatingRequests", .strings(mutating.map { "\($0.method) \($0.path)" })),
                ]).text + "\n")
        }
        await stage.strike()
        return isRight ? 0 : 1
    }

    private func say(_ text: String) {
        if !shared.json { context.console.output(text) }
    }

    private func opening(_ stage: DrillStage) -> String {
        let palette = context.palette(shared)
        let exports = stage.variables.map { "export \($0.name)=\(Printable.shellWord($0.value))" }
        return """
            \(palette.bold("DRILL: embedded exchange on loopback, no real key, no real money"))

            \(stage.scenario.title). The commands below are real; only the exchange is not.

            \(exports.joined(separator: "\n"))

            """
    }

    private func text(_ scene: Scene, _ answer: (exit: Int32, output: String, error: String)) -> String {
        let palette = context.palette(shared)
        let output = (answer.error + answer.output).split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n")
        return """

            \(palette.bold("--- \(scene.told)"))
            $ \(Printable.shellLine(["grinderctl"] + scene.arguments))
            \(output)[exit \(answer.exit)]

            """
    }

    private func closing(_ stage: DrillStage, _ mutating: [SeenRequest], _ isRight: Bool) -> String {
        let palette = context.palette(shared)
        let sent = mutating.map { "\($0.method) \($0.path)" }.joined(separator: ", ")
        let asked = stage.exchange.seenRequests().count
        let end =
            isRight
            ? palette.green("The drill went as it should.") : palette.red("The drill did NOT go as it should.")
        return """

            The exchange saw \(asked) requests; those that change something: \(sent.isEmpty ? "none" : sent).
            \(end) More: grinderctl drill --list, then grinderctl drill SCENARIO

            """
    }

    private func json(_ scene: Scene, _ answer: (exit: Int32, output: String, error: String)) -> JSONValue {
        .object([
            ("told", .string(scene.told)), ("command", .strings(["grinderctl"] + scene.arguments)),
            ("exit", .integer(Int64(answer.exit))), ("expectedExit", .integer(Int64(scene.exit))),
            ("answer", .string(answer.output)),
        ])
    }
}
