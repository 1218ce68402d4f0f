import AuditLog
import Foundation
import OperatorStage
import Testing

@testable import grinderctl

/// What a case leaves behind, and how it is told.
@Suite struct CaseSummaryTests {
    private static let position = """
        {"marks":{"BTCUSDT":"60000"},"orders":[\(States.order(States.orphanID, "59000.10", "0.005", "-2h")),
        {"symbol":"BTCUSDT","orderId":77,"clientOrderId":"grinder_d_BTCUSDT_1_1772964000_5","side":"BUY","type":"LIMIT",
        "price":"60000","origQty":"0.005","executedQty":"0.005","status":"FILLED","time":"-2h","updateTime":"-1h"}],
        "trades":[{"symbol":"BTCUSDT","orderId":77,"clientOrderId":"grinder_d_BTCUSDT_1_1772964000_5","side":"BUY","qty":"0.005",
        "price":"60000","time":"-1h"}],
        "positions":[{"symbol":"BTCUSDT","positionAmt":"0.005","entryPrice":"60000"}]}
        """

    @Test func `closing names what was found and nobody handled, and what was handled not`() async throws {
        try await Stage.set { stage async throws in
            let attached = ["--incident", "INC-9"]
            _ = await stage.run(["incident", "open", "INC-9", "--title", "t"])
            _ = await stage.run(["triage", "unexpected", States.orphanID] + attached)
            _ = await stage.run(["triage", "unexpected", States.secondID] + attached)
            // Handled outside of the incident: that counts.
            #expect(await stage.run(Stage.cancel(States.orphanID)).exit == 0)
            let closed = await stage.run(["incident", "close", "INC-9", "--json"])
            #expect(closed.exit == 0)
            let left = closed.json["left"].elements
            #expect(left.map { $0["clientOrderId"].text } == [States.secondID])
            #expect(left.first?["verdict"].text == "orphaned")
            #expect(left.first?["next"][0].text == "grinderctl triage unexpected \(States.secondID)")
            #expect(closed.error.contains("not handled: orphaned \(States.secondID)"))
            #expect(!closed.error.contains(States.orphanID))
        }
    }

    @Test func `a position is left until it was closed or is flat`() async throws {
        try await Stage.set(state: Self.position) { stage async throws in
            let answered = ["--answer", "instance-stopped=yes"]
            _ = await stage.run(["incident", "open", "INC-9"])
            let without: [String: String?] = ["GRINDERCTL_HEALTH": nil]
            let found = await stage.run(
                ["triage", "position", "BTCUSDT", "--incident", "INC-9", "--json"] + answered, with: without)
            #expect(found.verdict == "untracked-fills" || found.verdict == "external", "\(found.all)")
            let report = await stage.run(["audit", "report", "INC-9", "--format", "md"])
            #expect(report.output.contains("was found and not handled"))
            let closed = await stage.run(["incident", "close", "INC-9", "--json"])
            #expect(closed.json["left"].elements.map { $0["symbol"].text } == ["BTCUSDT"])
        }
    }

    @Test func `a page of everything since a time, or of a case since then`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.run(["triage", "unexpected", States.orphanID, "--incident", "INC-1"])
            stage.clock.advance(7_200_000)
            _ = await stage.run(["triage", "missing", States.endedID, "--incident", "INC-1"])
            let all = await stage.run(["audit", "report", "--since", "1d"])
            #expect(all.output.contains(States.orphanID) && all.output.contains(States.endedID))
            let late = await stage.run(["audit", "report", "--since", "1h"])
            #expect(!late.output.contains(States.orphanID) && late.output.contains(States.endedID))
            #expect(late.output.contains("Everything since"))
            let ofCase = await stage.run(["audit", "report", "INC-1", "--since", "1h", "--json"])
            #expect(ofCase.json["incident"].text == "INC-1")
            #expect(ofCase.json["text"].text?.contains(States.orphanID) == false)
            stage.clock.advance(7_200_000)
            #expect(await stage.run(["audit", "report", "--since", "1h"]).exit == 66)
            #expect(await stage.run(["audit", "report", "--since", "soon"]).exit == 64)
        }
    }

    @Test func `a reset is told by its steps, and not as if nothing had been sent`() async throws {
        try await Stage.set { stage async throws in
            let words = [
                "reset", "--only", "cancel", "--execute", "--confirm", "reset", "--reason", "left behind", "--incident",
                "INC-9", "--answer", "instance-stopped=yes",
            ]
            let reset = await stage.run(words, with: ["GRINDERCTL_HEALTH": nil])
            #expect(reset.exit == 0, "\(reset.all)")
            let report = await stage.run(["audit", "report", "INC-9", "--format", "md"]).output
            #expect(report.contains("**verified** reset. ") && report.contains("reset instance-stopped begun: "))
            #expect(report.contains("instance-stopped ok: "))
            #expect(report.contains("reset cancel ok: "))
            #expect(!report.contains("reset.step: ?") && !report.contains("Nothing was sent"))
            let timeline = await stage.run(["timeline", "BTCUSDT", "--incident", "INC-9"]).output
            #expect(!timeline.contains("reset.step, by"))
        }
    }

    /// What is reported of a flatten that ends so.
    private static func flattened(
        _ account: PositionAccount, faults: [String] = [], exit: Int32
    ) async throws -> String {
        try await Stage.set(state: account.json, faults: faults) { stage async throws in
            let stopped = ["--answer", "instance-stopped=yes"]
            let botless: [String: String?] = ["GRINDERCTL_HEALTH": nil]
            _ = await stage.run(["triage", "position", "BTCUSDT"] + stopped, with: botless)
            let words = ["flatten", "BTCUSDT", "--execute", "--confirm", "BTCUSDT", "--reason", "left behind"]
            let done = await stage.run(words + stopped, with: botless)
            #expect(done.exit == exit, "\(done.all)")
            return await stage.run(["audit", "report", "--since", "1h", "--format", "md"]).output
        }
    }

    @Test func `a close is told with its plan, by the position's name`() async throws {
        let report = try await Self.flattened(PositionAccount(), exit: 0)
        #expect(report.contains("**verified** flatten `BTCUSDT` read back: verified, FILLED"), "\(report)")
        #expect(!report.contains("Nothing was sent") && !report.contains("**planned** flatten"))
    }

    @Test func `a close that never came is not told as done by the cancel before it`() async throws {
        let protection = PositionAccount.order(
            PositionAccount.takeProfit, "SELL", "64000.00", "0.002", reduceOnly: true)
        let report = try await Self.flattened(
            PositionAccount(orders: [protection]), faults: ["fill-before-cancel@DELETE:/fapi/v1/order*1"], exit: 1)
        #expect(report.contains("**refused** flatten `BTCUSDT`"), "\(report)")
        #expect(report.contains("**verified** flatten `\(PositionAccount.takeProfit)`"))
        #expect(!report.contains("**verified** flatten `BTCUSDT`"))
    }

    @Test func `the summary comes first, the hashes last and folded`() async throws {
        try await Stage.set { stage async throws in
            try await HostileCase.play(stage)
            let page = await stage.run(["audit", "report", "INC-1"]).output
            let order = [
                "What happened", "Who decided", "What was done", "What is left", "id=\"timeline\"", "id=\"appendix\"",
            ]
            let places = order.map { page.ranges(of: $0).first?.lowerBound ?? page.endIndex }
            #expect(places == places.sorted() && !places.contains(page.endIndex))
            let hashes = try stage.entries(.verdict).map(\.hash)
            let appendix = try #require(page.ranges(of: "id=\"appendix\"").first?.lowerBound)
            for hash in hashes { #expect(!page[..<appendix].contains("<code>\(hash)</code>")) }
            #expect(page[appendix...].contains("<details>"))
            let summary = try #require(page.ranges(of: "id=\"timeline\"").first?.lowerBound)
            #expect(page[..<summary].contains("ada on oncall-1"))
        }
    }

    @Test func `cancels and flattens are listed with verdict, ticket and outcome`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            _ = await stage.run(Stage.cancel(States.orphanID, more: ["--ticket", "OPS-7"]))
            let list = await stage.run(["audit", "list", "--manual-actions", "--json"])
            let row = list.json["actions"][0]
            let verdict = try stage.entries(.verdict).last?.seq
            #expect(row["verdictSeq"].number == verdict)
            #expect(row["ticket"].text == "OPS-7")
            #expect(row["action"].text == "cancel")
            let line = await stage.run(["audit", "list", "--manual-actions"]).output
            #expect(line.contains("ticket OPS-7  verdict seq \(verdict ?? 0)  -> verified, CANCELED"))
            let csv = await stage.run(["audit", "list", "--manual-actions", "--csv"]).output
            #expect(
                csv.split(separator: "\r\n").first?.hasSuffix("action,verdict_seq") == true
                    || csv.contains("verdict_seq"))
            #expect(await stage.run(["audit", "list", "--manual-actions", "--manual-cancels"]).exit == 64)
        }
    }
}
