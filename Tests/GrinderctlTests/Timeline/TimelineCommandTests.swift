import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import Testing
import TriageCore

@testable import grinderctl

@Suite struct TimelineCommandTests {
    private static func words(_ answer: Answer) -> [String] {
        answer.json["events"].elements.map { event in
            let text = event["text"].text ?? ""
            let gist = text.split { ": ;,(".contains($0) }.first.map(String.init) ?? ""
            return event["kind"].text == "log" ? "log" : "\(event["kind"].text ?? "") \(gist)"
        }
    }

    private static func gaps(_ answer: Answer, _ kind: String) -> [String] {
        answer.json["gaps"].elements.filter { $0["kind"].text == kind }.compactMap { $0["detail"].text }
    }

    @Test func `an order's log lines, fills and verdicts stand on one clock`() async throws {
        try await Stage.setStill(state: TimelineStage.state) { stage async throws in
            let log = try TimelineStage.writeLog(stage)
            #expect(await stage.triage(TimelineStage.id) == ["gone"])
            let answer = await stage.run(["timeline", TimelineStage.id, "--logs", log, "--json"])
            #expect(answer.exit == 0)
            #expect(
                Self.words(answer) == [
                    "log", "order placed", "log", "trade fill", "log", "order last", "trade fill", "log",
                    "audit investigation.opened", "audit verdict",
                ])
            let events = answer.json["events"].elements
            #expect(events.allSatisfy { $0["time"].text != nil })
            let corrections = Set(events.filter { $0["kind"].text == "log" }.compactMap { $0["correctionMs"].number })
            #expect(corrections.count == 1)
            // The log is written a moment after the exchange's times were set.
            #expect(corrections.allSatisfy { (-7_215_000 ... -7_203_000).contains($0) })
            #expect(events[1]["certainty"].text == "exact")
            #expect(events[2]["certainty"].text == "corrected")
            #expect(events[0]["clientOrderId"].text == TimelineStage.id)
            #expect(events[4]["clientOrderId"] == .null)
            #expect(!answer.all.contains("aaaaaaaa"))
            #expect(answer.json["subject"]["symbol"].text == "BTCUSDT")
            #expect(answer.json.names.count == 11)
        }
    }

    @Test func `what was shown is recorded, and no verdict`() async throws {
        try await Stage.setStill(state: TimelineStage.state) { stage async throws in
            let answer = await stage.run(["timeline", TimelineStage.id, "--json"])
            let entries = try stage.entries()
            #expect(entries.map(\.kind) == [.investigationOpened, .note])
            let shown = try entries.last?.payload()["events"]
            #expect(shown?["order"]?.integerValue == 2)
            #expect(shown?["trade"]?.integerValue == 2)
            #expect(answer.json["audit"]["lastSeq"].number == 2)
            let cancel = await stage.run(Stage.cancel(States.orphanID))
            #expect(cancel.refusals == ["no-fresh-triage"])
        }
    }

    @Test func `with no audit the entries are shown and nothing is recorded`() async throws {
        try await Stage.setStill(state: TimelineStage.state) { stage async throws in
            let none = await stage.run(["timeline", TimelineStage.id, "--no-audit", "--json"])
            #expect(none.exit == 0)
            #expect(Self.gaps(none, "audit") == ["there is no audit log yet"])
            #expect(await stage.triage(TimelineStage.id) == ["gone"])
            let before = try stage.entries().count
            let answer = await stage.run(["timeline", TimelineStage.id, "--no-audit", "--json"])
            #expect(Self.words(answer).suffix(2) == ["audit investigation.opened", "audit verdict"])
            #expect(answer.json["audit"] == .null)
            #expect(try stage.entries().count == before)
        }
    }

    @Test func `a symbol's day, its conditional orders and its position`() async throws {
        try await Stage.setStill(state: TimelineStage.state) { stage async throws in
            let log = try TimelineStage.writeLog(stage)
            let answer = await stage.run(["timeline", "BTCUSDT", "--logs", log, "--no-audit", "--json"])
            #expect(answer.exit == 0)
            let words = Self.words(answer)
            #expect(words.filter { $0 == "order placed" }.count == 2)
            #expect(words.filter { $0 == "trade fill" }.count == 2)
            #expect(words.filter { $0 == "algo placed" }.count == 1)
            #expect(words.filter { $0 == "log" }.count == 5)
            #expect(words.last == "position now")
            #expect(answer.json["weight"].number == 24)
            let late = await stage.run(["timeline", "BTCUSDT", "--logs", log, "--since", "65m", "--json"])
            #expect(Self.words(late) == ["order last", "trade fill", "log", "order placed", "log", "position now"])
            let wide = await stage.run(["timeline", "BTCUSDT", "--since", "4d", "--json"])
            #expect(Self.words(wide).filter { $0 == "order placed" }.count == 3)
            #expect(Self.gaps(wide, "retention").count == 1)
        }
    }

    @Test func `a log that names no placement is shown as it is, and marked`() async throws {
        try await Stage.setStill(state: TimelineStage.state) { stage async throws in
            let log = try TimelineStage.writeLog(stage, traced: false)
            let answer = await stage.run(["timeline", TimelineStage.id, "--logs", log, "--json"])
            let logs = answer.json["events"].elements.filter { $0["kind"].text == "log" }
            #expect(!logs.isEmpty)
            #expect(logs.allSatisfy { $0["certainty"].text == "zone-assumed" && $0["correctionMs"] == .null })
            #expect(Self.gaps(answer, "clock").count == 1)
        }
    }

    @Test func `an unreadable log and one that names nothing are named`() async throws {
        try await Stage.setStill(state: TimelineStage.state) { stage async throws in
            let empty = try stage.write("2026-03-08 12:00:00,000 INFO x: nothing\n", to: "other.log")
            let silent = await stage.run(["timeline", TimelineStage.id, "--logs", empty, "--json"])
            #expect(silent.exit == 0)
            #expect(Self.gaps(silent, "log").contains("no line names \(TimelineStage.id) in 1 file"))
            let broken = stage.folder + "/grinder.log.1.gz"
            // A gzip header, and no more.
            try Data([0x1F, 0x8B, 0x08, 0x00, 0x01]).write(to: URL(fileURLWithPath: broken))
            let answer = await stage.run(["timeline", TimelineStage.id, "--logs", broken, "--json"])
            #expect(answer.exit == 2)
            #expect(answer.json["gaps"].elements.contains { $0["source"].text == broken })
            #expect(Self.words(answer).contains("trade fill"))
        }
    }

    @Test func `an id the exchange does not know ends 0 and says what that can mean`() async throws {
        try await Stage.setStill(state: TimelineStage.state) { stage async throws in
            let answer = await stage.run(["timeline", States.unknownID, "--json"])
            #expect(answer.exit == 0)
            #expect(answer.json["events"].elements.isEmpty)
            #expect(Self.gaps(answer, "retention").contains { $0.contains("it never rested there") })
        }
    }

    struct Failure: Sendable {
        let fault: String
        let exit: Int32
        let remains: String
    }

    @Test(arguments: [
        Failure(fault: "503-internal@GET:/fapi/v1/userTrades", exit: 2, remains: "order placed"),
        Failure(fault: "html@GET:/fapi/v1/allOrders", exit: 2, remains: "order placed"),
        Failure(fault: "503-internal@GET:/fapi/v1/allAlgoOrders", exit: 2, remains: "trade fill"),
        Failure(fault: "429@GET:/fapi/v1/allOrders", exit: 75, remains: "order placed"),
    ])
    func `a read that failed is a gap, and the rest is shown`(_ row: Failure) async throws {
        try await Stage.setStill(state: TimelineStage.state, faults: [row.fault]) { stage async throws in
            let answer = await stage.run(["timeline", TimelineStage.id, "--json"])
            #expect(answer.exit == row.exit)
            let failed = Self.gaps(answer, "read")
            #expect(!failed.isEmpty)
            #expect((row.exit == 75) == failed.contains { $0.contains(/; wait [0-9]+ s$/) })
            #expect(Self.words(answer).contains(row.remains))
        }
    }

    @Test func `refused credentials end 4, an exchange that is down 69`() async throws {
        try await Stage.setStill(state: TimelineStage.state) { stage async throws in
            let wrong = String(repeating: "x", count: 64)
            for subject in ["BTCUSDT", TimelineStage.id] {
                let refused = await stage.run(["timeline", subject, "--json"], with: ["BINANCE_API_KEY": wrong])
                #expect(refused.exit == 4)
                let down = await stage.run(
                    ["timeline", subject, "--json"], with: ["GRINDERCTL_BASE_URL": "http://127.0.0.1:9"])
                #expect(down.exit == 69)
                #expect(Self.gaps(down, "clock").count == 1)
                let text = await stage.run(["timeline", subject], with: ["GRINDERCTL_BASE_URL": "http://127.0.0.1:9"])
                let reads = text.output.split(separator: "\n").filter { $0.hasPrefix("read:") }
                #expect(reads.count == 1 && reads[0].hasSuffix(" times"), "\(reads)")
            }
        }
    }

    @Test(arguments: [
        ["FOOUSDT"], ["web_x"], [States.orphanID, "--symbol", "ETHUSDT"],
        [States.orphanID, "--since", "2"],
        [States.orphanID, "--since", "1h", "--until", "2h"], [States.orphanID, "--since", "2126-01-01"], [],
    ])
    func `what is no subject and no time ends 64`(words: [String]) async throws {
        try await Stage.setStill(state: TimelineStage.state) { stage async throws in
            let answer = await stage.run(["timeline"] + words + ["--json"])
            #expect(answer.exit == 64)
            #expect(answer.json["error"]["code"].text == "usage")
            // A part of an id is looked for among what is open.
            #expect(stage.exchange.seenRequests().allSatisfy { !$0.path.contains("allOrders") })
        }
    }

    @Test func `any id has a timeline with its symbol`() async throws {
        try await Stage.set(state: States.orphan) { stage async throws in
            let answer = await stage.run(["timeline", States.personsID, "--symbol", "BTCUSDT", "--json"])
            #expect(answer.exit == 0)
            #expect(Self.words(answer) == ["order placed"])
            let stop = await stage.run(["timeline", States.stopID, "--json"])
            #expect(Self.words(stop) == ["algo placed"])
        }
    }

    @Test func `a person reads a line an event, its mark, and the gaps`() async throws {
        try await Stage.setStill(state: TimelineStage.state) { stage async throws in
            let log = try TimelineStage.writeLog(stage)
            let answer = await stage.run(["timeline", TimelineStage.id, "--logs", log])
            #expect(answer.exit == 0)
            let lines = answer.output.split(separator: "\n").map(String.init)
            let events = lines.filter {
                $0.wholeMatch(of: /\d{4}-\d\d-\d\dT[\d:.]{12}Z [=~] (log|order|trade) .*/) != nil
            }
            #expect(events.count == 8)
            #expect(answer.output.contains("Error in reconcile loop (and 2 lines)"))
            #expect(answer.output.contains(" added to its times"))
            #expect(answer.output.contains("not all of it could be seen"))
            #expect(!answer.output.contains("\u{1B}"))
        }
    }
}
