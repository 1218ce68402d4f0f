import AuditLog
import BotEvidence
import ExchangeSandbox
import Foundation
import Synchronization
import Testing
import TriageCore

@testable import grinderctl

/// What the bot does between a verdict and its action, and a bot that takes its old orders over.
@Suite struct ConcurrentChangeTests {
    private static let words = ["triage", "unexpected", States.orphanID, "--json"]

    /// A bot whose pages a test changes while it plays.
    private final class Bot: Sendable {
        private let pages: Mutex<BotPages?>
        private let clock: SteppedClock

        init(_ pages: BotPages?, clock: SteppedClock) {
            self.pages = Mutex(pages)
            self.clock = clock
        }

        func become(_ pages: BotPages?) { self.pages.withLock { $0 = pages } }

        func reader() -> any PageReading { Reader(bot: self) }

        private struct Reader: PageReading {
            let bot: Bot
            func get(_ page: InstancePage) async -> Result<PageAnswer, Unavailable> { bot.answer(page) }
            func close() async {}
        }

        private func answer(_ page: InstancePage) -> Result<PageAnswer, Unavailable> {
            let path = page.url.dropFirst("http://bot.invalid:9090".count)
            guard let pages = pages.withLock({ $0 }),
                let (status, body) = pages.page(String(path), now: clock.milliseconds)
            else {
                return .failure(Unavailable(.unreachable, source: page.source, detail: "no connection"))
            }
            return .success(PageAnswer(status: status, body: Array(body.utf8)))
        }
    }

    private static func play(
        _ first: (Int64) -> BotPages?,
        _ play: (_ stage: Stage, _ bot: Bot, _ run: ([String]) async -> Answer) async throws -> Void
    ) async throws {
        try await Stage.set { stage async throws in
            let bot = Bot(first(stage.clock.milliseconds), clock: stage.clock)
            try await play(stage, bot) { words in
                let console = ScriptedConsole()
                var context = stage.context(
                    words, with: ["GRINDERCTL_HEALTH": "http://bot.invalid:9090"], console: console)
                context.pages = { bot.reader() }
                let exit = await Shell.run(at: context)
                return Answer(exit: exit, output: console.output, error: console.error)
            }
        }
    }

    private static func running(_ now: Int64) -> BotPages? { BotPages(born: now - 1_800_000) }

    @Test func `the instances that a verdict stood on are recorded with it`() async throws {
        try await Self.play(Self.running) { stage, _, run async throws in
            #expect(await run(Self.words).verdict == "orphaned")
            let verdict = try #require(try stage.entries(.verdict).first).record(VerdictRecord.self)
            let snapshot = try #require(verdict.snapshots?.first)
            #expect(snapshot.name == "http://bot.invalid:9090" && snapshot.addresses?.health == snapshot.name)
            #expect(snapshot.state == .answering && snapshot.trades && snapshot.syncs == false)
            let start = stage.clock.milliseconds - 1_800_000
            #expect(abs((snapshot.startedAt?.milliseconds ?? 0) - start) <= 2_000)
        }
    }

    @Test(arguments: ["restarted", "syncs", "silent", "as it was"])
    func `they are read again before the cancel`(now: String) async throws {
        try await Self.play(Self.running) { stage, bot, run async throws in
            #expect(await run(Self.words).verdict == "orphaned")
            stage.clock.advance(.seconds(60))
            let moment = stage.clock.milliseconds
            switch now {
            case "restarted": bot.become(BotPages(born: moment - 30_000))
            case "syncs": bot.become(BotPages(born: moment - 1_860_000, syncs: true))
            case "silent": bot.become(nil)
            default: break
            }
            // Without an instance of its own to ask: the addresses are those of the verdict.
            let answer = await run(Stage.cancel(States.orphanID))
            let passes = now == "silent" || now == "as it was"
            #expect(answer.refusals == (passes ? [] : ["no-fresh-triage"]), "\(answer.all)")
            #expect(answer.exit == (passes ? 0 : 3))
            #expect(stage.exchange.mutatingRequests().isEmpty != passes)
        }
    }

    @Test func `an instance that was stopped by the operator's word and answers refuses the cancel`() async throws {
        try await Self.play({ _ in nil }) { stage, bot, run async throws in
            #expect(await run(Self.words + ["--answer", "instance-stopped=yes"]).verdict == "orphaned")
            bot.become(Self.running(stage.clock.milliseconds))
            let refused = await run(Stage.cancel(States.orphanID))
            #expect(refused.refusals == ["no-fresh-triage"], "\(refused.all)")
            #expect(refused.gate("no-fresh-triage")["detail"].text?.contains("was stopped") == true)
            // It ran since the verdict, and may have taken the order over: silence does not undo that.
            bot.become(nil)
            let silent = await run(Stage.cancel(States.orphanID))
            #expect(silent.refusals == ["no-fresh-triage"], "\(silent.all)")
            #expect(silent.gate("no-fresh-triage")["detail"].text?.contains("seen at seq") == true)
            #expect(stage.exchange.mutatingRequests().isEmpty)
            #expect(await run(Self.words + ["--answer", "instance-stopped=yes"]).verdict == "orphaned")
            #expect(await run(Stage.cancel(States.orphanID)).exit == 0)
        }
    }

    @Test func `a bot that starts between the plan and the sending refuses the cancel`() async throws {
        try await Self.play({ _ in nil }) { stage, bot, run async throws in
            #expect(await run(Self.words + ["--answer", "instance-stopped=yes"]).verdict == "orphaned")
            let console = ScriptedConsole()
            var context = stage.context(
                Stage.cancel(States.orphanID), with: ["GRINDERCTL_HEALTH": "http://bot.invalid:9090"], console: console
            ) { phase async throws in
                if phase == .planned { bot.become(Self.running(stage.clock.milliseconds)) }
            }
            context.pages = { bot.reader() }
            #expect(await Shell.run(at: context) == 3, "\(console.output)")
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `a running bot that syncs the account keeps its old orders, and only a 0 says it does not`() async throws
    {
        for (syncs, verdict) in [(true, "inconclusive"), (nil, "inconclusive"), (false, "orphaned")]
            as [(Bool?, String)]
        {
            try await Self.play({ BotPages(born: $0 - 1_800_000, syncs: syncs) }) { stage, _, run async throws in
                let answer = await run(Self.words)
                #expect(answer.verdict == verdict, "\(syncs as Any): \(answer.all)")
                if verdict != "orphaned" {
                    #expect(await run(Stage.cancel(States.orphanID)).refusals == ["no-fresh-triage"])
                    #expect(stage.exchange.mutatingRequests().isEmpty)
                }
            }
        }
    }

    @Test func `the config may say that an instance does not sync`() async throws {
        try await Self.play({ BotPages(born: $0 - 1_800_000, syncs: nil) }) { stage, _, run async throws in
            let config = try stage.write(
                "instances: [{name: a, health: \"http://bot.invalid:9090\", syncs: false}]\n", to: "config.yaml")
            #expect(await run(Self.words + ["--config", config]).verdict == "orphaned")
        }
    }
}
