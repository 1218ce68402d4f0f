import ExchangeSandbox
import Foundation
import Testing

@testable import grinderctl

/// What the real grinder left behind, with the exchange's side of the same run: the tool must reach what really happened
/// to each id. Files: grinder's, trimmed (`Samples/`); the truth is prose there, and a verdict beside it here.
@Suite struct SampleTruthTests {
    struct Truth: Sendable {
        let folder: String
        let words: [String]
        /// As the run's own summary tells it.
        let prose: String
        let verdict: String

        init(_ folder: String, _ words: String, _ prose: String, _ verdict: String) {
            self.folder = folder
            self.words = words.split(separator: " ").map(String.init)
            self.prose = prose
            self.verdict = verdict
        }
    }

    static let truths: [Truth] = [
        Truth(
            "order_missing", "missing grinder_d_BTCUSDT_11_1772971261_9",
            "filled before snapshot, stream event missed", "filled"),
        Truth(
            "order_missing", "missing grinder_d_BTCUSDT_12_1772971261_10", "cancelled by someone else", "cancelled"),
        Truth("order_missing", "missing grinder_d_BTCUSDT_13_1772971262_11", "expired (STP)", "expired"),
        Truth("order_missing", "missing grinder_d_BTCUSDT_14_1772971262_12", "expired", "expired"),
        Truth(
            "order_missing", "missing grinder_d_BTCUSDT_15_1772971262_15", "rejected at placement -2019",
            "rejected"),
        Truth(
            "order_missing", "missing grinder_d_BTCUSDT_16_1772971262_16", "rejected at placement -4164",
            "rejected"),
        Truth(
            "order_missing", "missing grinder_d_BTCUSDT_17_1772971262_17",
            "503 at placement, never reached the book", "never-arrived"),
        Truth("order_missing", "position BTCUSDT", "the missed fill's position", "untracked-fills"),
        Truth(
            "order_unexpected", "unexpected grinder_d_BTCUSDT_3_1772960000_41",
            "orphan of the previous session, cancelled by hand: grinder keeps flagging it", "gone"),
        Truth(
            "order_unexpected", "unexpected grinder_d_ETHUSDT_2_1772960000_42", "orphan, partly filled", "orphaned"),
        Truth(
            "order_unexpected", "unexpected grinder_d_SOLUSDT_1_1772960000_43",
            "orphan on a symbol with no expected position", "orphaned"),
        Truth(
            "order_unexpected", "unexpected grinder_d_BTCUSDT_0_1772971_1",
            "scripts/place_test_order.py order (ts in kiloseconds)", "orphaned"),
        Truth(
            "order_unexpected", "unexpected grinder_tp_BTCUSDT_1_1772960000_4",
            "TP order: NOT ours by default -> never flagged; grinder's for this tool", "orphaned"),
        Truth(
            "order_unexpected", "unexpected grinder_BTCUSDT_1_1704067200000_1",
            "legacy id: NOT ours by default -> never flagged; grinder's for this tool", "orphaned"),
        Truth(
            "order_unexpected", "unexpected grinder_rogue_BTCUSDT_1_1772960000_1 --symbol BTCUSDT",
            "other strategy: never flagged", "not-ours"),
        Truth(
            "order_unexpected", "unexpected web_9f0A1bC2dE3fG4hI5jK6 --symbol BTCUSDT",
            "placed by a person in the web UI: never flagged", "not-ours"),
        Truth(
            "order_unexpected", "unexpected x-abc123otherbot77 --symbol ETHUSDT", "other bot: never flagged",
            "not-ours"),
        Truth("order_unexpected", "unexpected grinder_d_BTCUSDT_1_1772971200_1", "the running grid", "expected"),
        Truth(
            "status_divergence", "divergence grinder_d_BTCUSDT_1_1772971200_1",
            "PENDING vs OPEN: transient, converged after one run", "converged"),
        Truth(
            "status_divergence", "divergence grinder_d_BTCUSDT_1_1772971200_2",
            "expected CANCELLED but LIVE on the exchange: grinder says nothing", "persistent"),
        Truth(
            "status_divergence", "divergence grinder_d_BTCUSDT_2_1772971200_3",
            "stream says CANCELED, exchange says NEW, expected OPEN: nothing until REST overwrites", "converged"),
        Truth(
            "position_nonzero", "position BTCUSDT",
            "grinder's own grid fill (expected position is always 0, so every fill is 'unexpected')",
            "untracked-fills"),
        Truth(
            "position_nonzero", "position SOLUSDT",
            "position on a symbol with no ExpectedPosition: never flagged; the fake exchange kept no fills of it",
            "inconclusive"),
    ]

    @Test(arguments: truths.indices)
    func `what really happened to the id is what triage finds`(_ index: Int) async throws {
        let truth = Self.truths[index]
        try await Sample.play(truth.folder) { stage, environment async throws in
            let answer = await stage.run(["triage"] + truth.words + ["--json"], with: environment)
            #expect(answer.verdict == truth.verdict, "\(truth.prose): \(answer.all)")
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test(arguments: truths.indices.filter { truths[$0].words[0] == "missing" || truths[$0].words[0] == "divergence" })
    func `the shipped log without a date leads to the same verdict`(_ index: Int) async throws {
        let truth = Self.truths[index]
        try await Sample.play(truth.folder, log: "grinder.log") { stage, environment async throws in
            let answer = await stage.run(["triage"] + truth.words + ["--json"], with: environment)
            #expect(answer.verdict == truth.verdict, "\(truth.prose): \(answer.all)")
        }
    }

    @Test func `before it was cancelled by hand the previous session's order was an orphan`() async throws {
        let asItWas = { (state: String) in state.replacing(#""status": "CANCELED""#, with: #""status": "NEW""#) }
        try await Sample.play("order_unexpected", changed: asItWas) { stage, environment async throws in
            let id = "grinder_d_BTCUSDT_3_1772960000_41"
            #expect(await stage.run(["triage", "unexpected", id, "--json"], with: environment).verdict == "orphaned")
        }
    }

    @Test func `a short opened outside grinder is somebody else's once its fill is known`() async throws {
        // The fake exchange behind the sample kept no fill of it; a real one does.
        let fill = """
            "trades":[{"symbol":"ETHUSDT","id":5990000900,"orderId":8389765009000,"side":"SELL","price":"3520.0",
            "qty":"0.200","time":1772971261600},
            """
        let order = """
            "orders":[{"symbol":"ETHUSDT","orderId":8389765009000,"clientOrderId":"web_9f0A1bC2dE3fG4hI5jK7",
            "side":"SELL","price":"3520.0","origQty":"0.200","status":"FILLED","time":1772971261600},
            """
        let whole = { (state: String) in
            state.replacing(#""trades":["#, with: fill).replacing(#""orders":["#, with: order)
        }
        try await Sample.play("position_nonzero", changed: whole) { stage, environment async throws in
            let answer = await stage.run(["triage", "position", "ETHUSDT", "--json"], with: environment)
            #expect(answer.verdict == "external", "\(answer.all)")
        }
        try await Sample.play("position_nonzero") { stage, environment async throws in
            let answer = await stage.run(["triage", "position", "ETHUSDT", "--json"], with: environment)
            #expect(answer.verdict == "inconclusive", "\(answer.all)")
        }
    }

    /// What grinder's engine never flags: rows masked by symbol, symbols it does not watch.
    @Test(
        arguments: [
            ("position_hedge", ["BTCUSDT LONG", "ETHUSDT LONG", "ETHUSDT SHORT"]),
            ("position_nonzero", ["BTCUSDT -", "ETHUSDT -", "SOLUSDT -"]),
        ])
    func `scan finds the positions that grinder masks or never watches`(
        _ folder: String, _ positions: [String]
    ) async throws {
        try await Sample.play(folder) { stage, environment async throws in
            let answer = await stage.run(["scan", "--json"], with: environment)
            #expect(answer.exit == 1)
            let subjects = answer.json["findings"].elements.map { $0["subject"] }
                .filter { $0["mismatch"].text == "POSITION_NONZERO_UNEXPECTED" }
            let names = Set(subjects.map { "\($0["symbol"].text ?? "") \($0["positionSide"].text ?? "-")" })
            #expect(names.isSuperset(of: positions), "\(names)")
        }
    }

    @Test func `one hedge side flat, the other held: a finding each`() async throws {
        try await Sample.play("position_hedge") { stage, environment async throws in
            let answer = await stage.run(["triage", "position", "BTCUSDT", "--json"], with: environment)
            let verdicts = answer.json["findings"].elements.map {
                "\($0["subject"]["positionSide"].text ?? "-") \($0["verdict"]["code"].text ?? "-")"
            }
            // The fake exchange kept no fills: whose LONG it is stays open.
            #expect(verdicts == ["LONG inconclusive", "SHORT flat"])
        }
    }

    @Test func `a snapshot that stopped is seen, though every run still counts`() async throws {
        try await Sample.play("snapshot_stale") { stage, environment async throws in
            let payload = AlertPayloads.payload("firing", "-", name: "ReconcileSnapshotStale")
            let file = try stage.write(payload, to: "alert.json")
            let metrics = try Sample.copy("snapshot_stale", "metrics.prom", to: stage)
            let answer = await stage.run(
                ["triage", "alert", file, "--metrics", metrics, "--json"], with: environment)
            let step = answer.json["steps"].elements.first { $0["id"].text == "state-metrics" } ?? .missing
            #expect(step["status"].text == "attention", "\(answer.all)")
        }
    }
}

/// One run of the real grinder, played again at the moment it ended.
enum Sample {
    /// When each run ended, milliseconds (its summary's `now_ms`); all began at 2026-03-08T12:00:00Z.
    private static let ends: [String: Int64] = [
        "order_missing": 1_772_971_505_800, "order_unexpected": 1_772_971_501_600,
        "position_hedge": 1_772_971_350_000, "position_nonzero": 1_772_971_381_600,
        "snapshot_stale": 1_772_971_797_600, "status_divergence": 1_772_971_531_600,
    ]
    private static let began: Int64 = 1_772_971_190_000

    static func play<T>(
        _ folder: String, log: String = "grinder.json.log", changed: (String) -> String = { $0 },
        _ play: (Stage, [String: String?]) async throws -> T
    ) async throws -> T {
        let end = try #require(ends[folder])
        let clock = SteppedClock()
        clock.advance(end - clock.milliseconds)
        let state = changed(try String(contentsOf: url(folder, "state.json"), encoding: .utf8))
        return try await Stage.set(
            state: state, clock: clock, uptimeSeconds: Double(end - began) / 1_000
        ) { stage async throws in
            let environment: [String: String?] = [
                "GRINDERCTL_LOGS": try copy(folder, log, to: stage),
                "GRINDERCTL_EXPECTED": try copy(folder, "expected.jsonl", to: stage), "TZ": "UTC",
            ]
            return try await play(stage, environment)
        }
    }

    /// As old as the run: a log without dates takes its day from there.
    static func copy(_ folder: String, _ name: String, to stage: Stage) throws -> String {
        let path = try stage.write(String(contentsOf: url(folder, name), encoding: .utf8), to: name)
        let end = try #require(ends[folder])
        let date = Date(timeIntervalSince1970: TimeInterval(end / 1_000))
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
        return path
    }

    private static func url(_ folder: String, _ name: String) throws -> URL {
        let samples = try #require(Bundle.module.url(forResource: "Samples", withExtension: nil))
        return samples.appending(path: folder).appending(path: name)
    }
}
