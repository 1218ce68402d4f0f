import AuditLog
import ExchangeSandbox
import Foundation
import Testing
import TriageCore

@testable import grinderctl

@Suite struct ResetResumeTests {
    private struct Dead: Error {}

    @Test func `an unknown id, a triage's and a plan's are told apart`() async throws {
        try await Stage.set(state: ResetTests.account.json) { stage async throws in
            #expect(await stage.run(["reset", "--resume", "nothing"]).exit == 66)
            _ = await stage.run(["triage", "unexpected", ResetTests.first])
            let triage = try #require(try stage.entries(.verdict).first?.investigation)
            #expect(await stage.run(["reset", "--resume", triage]).exit == 64)
            let plan = await stage.run(ResetTests.plan, with: ResetTests.silent)
            let id = try #require(plan.json["audit"]["investigation"].text)
            #expect(await stage.run(["reset", "--resume", id]).exit == 64)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `a finished reset is not done again`() async throws {
        try await Stage.set(state: ResetTests.account.json) { stage async throws in
            let first = await stage.run(ResetTests.words, with: ResetTests.silent)
            let id = try #require(first.json["audit"]["investigation"].text)
            let sent = stage.exchange.mutatingRequests().count
            let second = await stage.run(ResetTests.words + ["--resume", id], with: ResetTests.silent)
            #expect(second.exit == 0)
            #expect(second.json["notes"].elements.first?.text?.contains("finished already") == true)
            #expect(stage.exchange.mutatingRequests().count == sent)
        }
    }

    @Test func `another account's reset is refused before anything is read`() async throws {
        try await Stage.set(state: ResetTests.account.json) { stage async throws in
            let first = await stage.run(ResetTests.words, with: ResetTests.silent) { phase in
                if phase == .sent { throw Dead() }
            }
            #expect(first.exit == 70)
            let id = try #require(try stage.entries(.resetStep).first?.investigation)
            var changes = ResetTests.silent
            changes["BINANCE_API_KEY"] = String(repeating: "x", count: 64)
            let second = await stage.run(ResetTests.words + ["--resume", id], with: changes)
            #expect(second.exit == 3)
            #expect(second.refusals == ["environment-mismatch"])
            #expect(stage.exchange.mutatingRequests().count == 1)
            // Its own open request is settled by reading; for anybody else it stands in the way.
            let fresh = await stage.run(ResetTests.words, with: ResetTests.silent)
            #expect(fresh.refusals == ["open-intent"])
            let third = await stage.run(ResetTests.words + ["--resume", id], with: ResetTests.silent)
            #expect(third.exit == 0, "\(third.all)")
            #expect(try stage.openIntents() == 0)
            #expect(stage.exchange.mutatingRequests().count == 4)
        }
    }

    @Test func `an interrupt between two steps ends by the state and names the resume`() async throws {
        try await Stage.set(state: ResetTests.account.json) { stage async throws in
            let interrupts = Stage.deaf()
            let first = await stage.run(ResetTests.words, with: ResetTests.silent, interrupts: interrupts) { phase in
                if phase == .verified { interrupts.arrived() }
            }
            #expect(first.exit == 1, "\(first.all)")
            #expect(stage.exchange.mutatingRequests().count == 1)
            let left = first.json["left"].elements.compactMap(\.text).joined(separator: "\n")
            for what in [ResetTests.eth, "position BTCUSDT 0.005"] { #expect(left.contains(what), "\(left)") }
            let next = try #require(first.json["next"].elements.first?.text)
            #expect(next.contains("--resume") && next.contains("--execute") && next.contains("expected state lost"))
            let id = try #require(first.json["audit"]["investigation"].text)
            #expect(await stage.run(ResetTests.words + ["--resume", id], with: ResetTests.silent).exit == 0)
            #expect(stage.exchange.mutatingRequests().count == 4)
        }
    }

    @Test func `files of the expected state are set aside, and only plain ones`() async throws {
        try await Stage.set(state: #"{"marks":{"BTCUSDT":"60000"}}"#) { stage async throws in
            let plain = try stage.write("{}", to: "expected.jsonl")
            let link = stage.folder + "/link.jsonl"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: plain)
            let refused = await stage.run(ResetTests.words + ["--expected", link], with: ResetTests.silent)
            #expect(refused.exit == 1)
            #expect(FileManager.default.fileExists(atPath: link))
            let answer = await stage.run(ResetTests.words + ["--expected", plain], with: ResetTests.silent)
            #expect(answer.exit == 0, "\(answer.all)")
            #expect(!FileManager.default.fileExists(atPath: plain))
            let names = try FileManager.default.contentsOfDirectory(atPath: stage.folder)
            #expect(names.contains { $0.hasPrefix("expected.jsonl.reset-") })
            // Its name goes on being configured: that it is not there is the reset's doing, and no slip.
            for words in [["scan", "--expected", plain], ResetTests.plan + ["--expected", plain]] {
                let after = await stage.run(words, with: ResetTests.silent)
                #expect(after.exit == 0, "\(after.all)")
                #expect(after.all.contains("set aside by a reset"), "\(after.all)")
            }
        }
    }

    @Test func `a resume sets aside what the reset was begun with, without its names`() async throws {
        try await Stage.set(state: #"{"marks":{"BTCUSDT":"60000"}}"#) { stage async throws in
            let files = try ["a.jsonl", "b.jsonl", "c.jsonl"].map { try stage.write("{}", to: $0) }
            func present() -> [Bool] { files.map { FileManager.default.fileExists(atPath: $0) } }
            let first = await stage.run(
                ResetTests.words + ["--expected", files[0], "--expected", files[1]], with: ResetTests.silent
            ) { phase in
                if phase == .fileSetAside { throw Dead() }
            }
            #expect(first.exit == 70)
            #expect(present() == [false, true, true])
            let id = try #require(try stage.entries(.resetStep).first?.investigation)
            let resume = ResetTests.words + ["--resume", id]
            let none = await stage.run(resume + ["--expected", stage.folder + "/d.jsonl"], with: ResetTests.silent)
            #expect(none.exit == 66, "\(none.all)")
            #expect(present() == [false, true, true])
            let plan = await stage.run(ResetTests.plan + ["--resume", id], with: ResetTests.silent)
            #expect(plan.output.contains(files[1]) && !plan.output.contains(files[0]), "\(plan.all)")
            // One that was moved already may be named again, and another one too.
            let second = await stage.run(
                resume + ["--expected", files[0], "--expected", files[2]], with: ResetTests.silent)
            #expect(second.exit == 0, "\(second.all)")
            #expect(present() == [false, false, false])
        }
    }

    @Test func `a file of the expected state that is not there ends the reset before anything is sent`() async throws {
        try await Stage.set(state: ResetTests.account.json) { stage async throws in
            let none = stage.folder + "/none.jsonl"
            let config = try stage.write("expected: [\(none)]\n", to: "config.yaml")
            for words in [ResetTests.plan, ResetTests.words] {
                for named in [["--expected", none], ["--config", config]] {
                    let answer = await stage.run(words + named, with: ResetTests.silent)
                    #expect(answer.exit == 66, "\(answer.all)")
                    #expect(
                        answer.json["error"]["message"].text == "\(none) is not there. Nothing was sent.")
                }
            }
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `a stop command that does not stop it ends the reset before anything is cancelled`() async throws {
        try await Stage.set(state: ResetTests.account.json) { stage async throws in
            let config = try stage.write(
                "instances:\n  - {name: grinder-1, health: '\(stage.bot.baseURL)', stop: 'true', start: 'true'}\n",
                to: "config.yaml")
            let answer = await stage.run(
                ["reset", "--json", "--execute", "--confirm", "reset", "--reason", "r", "--config", config],
                with: ["GRINDERCTL_HEALTH": nil])
            #expect(answer.exit == 1, "\(answer.all)")
            #expect(answer.json["steps"][0]["status"].text == "failed")
            #expect(answer.json["left"].elements.contains { $0.text?.hasPrefix("instance grinder-1") == true })
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }
}
