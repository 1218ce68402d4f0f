import BotEvidence
import ExchangeSandbox
import Testing
import TriageCore

@testable import grinderctl

/// A name is a word of the configuration: what a verdict stood on is told by its page.
@Suite struct NamesakeTests {
    private static let old = "http://old.invalid:9090"
    private static let new = "http://new.invalid:9090"

    private static func play(
        _ play: (
            _ stage: Stage, _ instances: SimulatedInstances, _ clock: SimulatedClock, _ run: ([String]) async -> Answer
        )
            async throws -> Void
    ) async throws {
        try await Stage.set { stage async throws in
            let clock = SimulatedClock()
            let instances = SimulatedInstances(clock: clock)
            try await play(stage, instances, clock) { words in
                let console = ScriptedConsole()
                var context = stage.context(words, with: ["GRINDERCTL_HEALTH": nil], console: console)
                context.pages = { instances.reader() }
                let exit = await Shell.run(at: context)
                return Answer(exit: exit, output: console.output, error: console.error)
            }
        }
    }

    @Test(arguments: [true, false])
    func `another bot under the name of the one that was asked does not hide it`(isRestarted: Bool) async throws {
        try await Self.play { stage, instances, clock, run async throws in
            let half = clock.milliseconds - 1_800_000
            instances.set(Self.old, .trading(since: half))
            let first = try stage.write("instances: [{name: bot, health: \"\(Self.old)\"}]\n", to: "first.yaml")
            let then = try stage.write("instances: [{name: bot, health: \"\(Self.new)\"}]\n", to: "then.yaml")
            let triage = ["triage", "unexpected", States.orphanID, "--json", "--config", first]
            #expect(await run(triage).verdict == "orphaned")
            if isRestarted { instances.set(Self.old, .trading(since: clock.milliseconds - 30_000)) }
            let answer = await run(Stage.cancel(States.orphanID) + ["--config", then])
            #expect(answer.refusals == (isRestarted ? ["no-fresh-triage"] : []), "\(answer.all)")
            #expect(stage.exchange.mutatingRequests().isEmpty == isRestarted)
        }
    }

    @Test func `one bot under two names, or its address written otherwise, is one`() async throws {
        try await Self.play { stage, instances, clock, run async throws in
            instances.set(Self.old, .trading(since: clock.milliseconds - 1_800_000))
            let first = try stage.write("instances: [{name: bot, health: \"\(Self.old)\"}]\n", to: "first.yaml")
            let then = try stage.write(
                "instances: [{name: renamed, health: \"\(Self.old)/healthz\"}]\n", to: "then.yaml")
            let triage = ["triage", "unexpected", States.orphanID, "--json", "--config", first]
            #expect(await run(triage).verdict == "orphaned")
            let answer = await run(Stage.cancel(States.orphanID) + ["--config", then])
            #expect(answer.refusals == [], "\(answer.all)")
        }
    }
}
