import ExchangeSandbox
import Foundation
import OperatorStage
import Testing
import TriageCore

@testable import grinderctl

/// An alert by its type alone, nothing on the exchange that explains it, and a bot that says otherwise.
@Suite struct AlertContradictionTests {
    private static let flat = #"{"marks":{"BTCUSDT":"60000"}}"#
    private static let lost = "grinder_d_BTCUSDT_7_1772970900_70"

    /// A JSON line of the bot's, at a time of the still stage's day; its noon is now.
    private static func flag(_ mismatch: Mismatch, at time: String, id: String? = nil, symbol: String = "BTCUSDT")
        -> String
    {
        #"{"asctime": "2026-03-08 \#(time),000", "levelname": "WARNING", "name": "grinder.reconcile.engine", "#
            + #""message": "RECONCILE_MISMATCH", "mismatch_type": "\#(mismatch.rawValue)", "symbol": "\#(symbol)", "#
            + #""client_order_id": \#(id.map { "\"\($0)\"" } ?? "null")}"# + "\n"
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        var state = flat
        let mismatch: Mismatch
        let log: String
        var startsAt: String?
        let exit: Int32
        var next: [String] = []
        var testDescription: String { name }
    }

    static let rows = [
        Row(
            name: "an order that is flagged and not open", mismatch: .orderUnexpected,
            log: flag(.orderUnexpected, at: "11:58:00", id: lost), exit: 2,
            next: ["triage", "unexpected", lost]),
        Row(
            name: "a position that is flagged and flat", mismatch: .positionNonzero,
            log: flag(.positionNonzero, at: "11:58:00"), exit: 2, next: ["triage", "position", "BTCUSDT"]),
        Row(
            name: "a line of a text log, which names nothing", mismatch: .positionNonzero,
            log: "11:58:00 WARNING  grinder.reconcile.engine: RECONCILE_MISMATCH\n", exit: 2, next: ["scan"]),
        Row(
            name: "flagged at a time that the line does not say", mismatch: .orderUnexpected,
            log: flag(.orderUnexpected, at: "11:58:00", id: lost).replacing(
                #""asctime": "2026-03-08 11:58:00,000", "#, with: ""), exit: 2,
            next: ["triage", "unexpected", lost]),
        Row(
            name: "flagged hours ago", mismatch: .orderUnexpected,
            log: flag(.orderUnexpected, at: "08:00:00", id: lost), exit: 0),
        Row(
            name: "flagged before the alert began", mismatch: .positionNonzero,
            log: flag(.positionNonzero, at: "10:30:00"), startsAt: "2026-03-08T11:00:00Z", exit: 0),
        Row(
            name: "flagged as the alert began", mismatch: .positionNonzero,
            log: flag(.positionNonzero, at: "10:55:00"), startsAt: "2026-03-08T11:00:00Z", exit: 2,
            next: ["triage", "position", "BTCUSDT"]),
        Row(
            name: "another kind is flagged", mismatch: .positionNonzero,
            log: flag(.orderMissing, at: "11:58:00", id: lost), exit: 0),
        Row(
            name: "flagged, open and expected", state: States.orders([(States.botsID, "-10m")]),
            mismatch: .orderUnexpected, log: flag(.orderUnexpected, at: "11:58:00", id: States.botsID), exit: 2),
        Row(
            name: "its fields stand below extra", mismatch: .orderUnexpected,
            log: flag(.orderUnexpected, at: "11:58:00", id: lost)
                .replacing(#""mismatch_type""#, with: #""extra": {"mismatch_type""#).replacing("}\n", with: "}}\n"),
            exit: 2, next: ["triage", "unexpected", lost]),
        Row(
            name: "what it flags stands where nobody looks", mismatch: .orderUnexpected,
            log: flag(.orderUnexpected, at: "11:58:00", id: lost).replacing("client_order_id", with: "ref"), exit: 2,
            next: ["scan"]),
        Row(
            name: "the line is cut within its first word", mismatch: .orderUnexpected,
            log: String(flag(.orderUnexpected, at: "11:58:00", id: lost).prefix { $0 != "H" }), exit: 2, next: ["scan"]),
        Row(
            name: "the line is cut within the id", mismatch: .orderUnexpected,
            log: String(flag(.orderUnexpected, at: "11:58:00", id: lost).dropLast(4)), exit: 2,
            next: ["scan"]),
        Row(name: "nothing is flagged", mismatch: .positionNonzero, log: "11:58:00 INFO grinder: idle\n", exit: 0),
    ]

    @Test(arguments: rows)
    func `it is not told to be over while the bot's own log says otherwise`(_ row: Row) async throws {
        try await Stage.setStill(state: row.state) { stage async throws in
            let log = try stage.write(row.log, to: "grinder.log")
            let start = row.startsAt.map { #","startsAt":"\#($0)""# } ?? ""
            let payload = try stage.write(
                #"{"alerts":[{"status":"firing"\#(start),"labels":{"alertname":"ReconcileMismatchDetected","#
                    + #""type":"\#(row.mismatch.rawValue)"}}]}"#, to: "alert.json")
            let answer = await stage.run(["triage", "alert", payload, "--logs", log, "--json"])
            #expect(answer.exit == row.exit, "\(answer.all)")
            guard !row.next.isEmpty else { return }
            #expect(answer.json["findings"][0]["verdict"]["code"].text == "inconclusive", "\(answer.all)")
            let shown = ShownScreen(await stage.run(["triage", "alert", payload, "--logs", log]))
            #expect(shown.commands.first.map { Array($0.prefix(row.next.count)) } == row.next, "\(shown.rows)")
        }
    }

    @Test(arguments: [Mismatch.orderUnexpected, .positionNonzero])
    func `a log or a page that was named and not read keeps it open`(_ mismatch: Mismatch) async throws {
        try await Stage.setStill(state: Self.flat) { stage async throws in
            let payload = try stage.write(AlertPayloads.payload("firing", mismatch.rawValue), to: "a.json")
            let cut = stage.folder + "/cut.log.gz"
            try Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B]).write(to: URL(fileURLWithPath: cut))
            for source in [["--logs", cut], ["--metrics", "http://127.0.0.1:9/metrics"]] {
                let answer = await stage.run(["triage", "alert", payload, "--json"] + source)
                #expect(answer.exit == 2, "\(answer.all)")
                let cause = answer.json["findings"][0]["verdict"]["cause"].text
                #expect(cause?.contains(source[1]) == true, "\(answer.all)")
            }
        }
    }

    @Test(arguments: [(8, 8, Int32(2)), (8, 16, 2), (811, 300, 0), (0, 0, 0), (40, 0, 0)])
    func `a counter that every run has raised keeps it open, an old total alone does not`(
        _ runs: Int, _ total: Int, _ exit: Int32
    ) async throws {
        try await Stage.setStill(state: Self.flat) { stage async throws in
            for mismatch in [Mismatch.positionNonzero, .orderUnexpected] {
                let page = try stage.write(
                    "grinder_reconcile_runs_total \(runs)\n"
                        + "grinder_reconcile_mismatch_total{type=\"\(mismatch.rawValue)\"} \(total)\n",
                    to: "metrics.prom")
                let payload = try stage.write(AlertPayloads.payload("firing", mismatch.rawValue), to: "a.json")
                let answer = await stage.run(["triage", "alert", payload, "--json", "--metrics", page])
                #expect(answer.exit == exit, "\(answer.all)")
                let steps = answer.json["steps"].elements
                let read =
                    mismatch == .positionNonzero ? ("positions", "no position is open") : ("order", "0 open orders")
                #expect(
                    steps.contains { $0["id"].text == read.0 && $0["summary"].text?.hasPrefix(read.1) == true },
                    "\(answer.all)")
            }
        }
    }

    @Test(arguments: [(Int64(4), Int32(2)), (nil, 0)] as [(Int64?, Int32)])
    func `what Prometheus saw grow keeps it open, a total that stands does not`(
        _ minutes: Int64?, _ exit: Int32
    ) async throws {
        try await Stage.setStill(state: Self.flat) { stage async throws in
            let payload = try stage.write(AlertPayloads.payload("firing", "POSITION_NONZERO_UNEXPECTED"), to: "a.json")
            var bot = PlayedPrometheus.Bot(
                String(stage.bot.baseURL.dropFirst("http://".count)), counts: [.positionNonzero: 300])
            if let minutes { bot.growth = [.positionNonzero: (perRun: 1, minutes: minutes)] }
            let clock = stage.clock
            let prometheus = PlayedPrometheus([bot], now: { clock.now })
            let answer = await stage.run(
                ["triage", "alert", payload, "--json", "--prometheus", PlayedPrometheus.address], beside: prometheus)
            #expect(answer.exit == exit, "\(answer.all)")
        }
    }
}

extension States {
    /// Open orders of BTCUSDT, by id and age.
    fileprivate static func orders(_ orders: [(String, String)]) -> String {
        let rows = orders.map { order($0.0, "58500.00", "0.005", $0.1) }.joined(separator: ",")
        return #"{"marks":{"BTCUSDT":"60000"},"orders":[\#(rows)]}"#
    }
}
