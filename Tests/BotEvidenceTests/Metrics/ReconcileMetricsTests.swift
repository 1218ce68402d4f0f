import Testing
import TriageCore

@testable import BotEvidence

@Suite struct ReconcileMetricsTests {
    /// A page taken 10 s after the snapshot of `order_missing`.
    static let now = Timestamp(milliseconds: 1_772_971_455_800)

    @Test func `zeros of a process that does not reconcile prove nothing`() throws {
        let found = try Self.findings(sample("run_trading.prom"))
        #expect(found["grinder_reconcile_runs_total"]?.severity == .unknown)
        #expect(found["grinder_reconcile_last_snapshot_ts_ms"]?.severity == .unknown)
        #expect(!found.keys.contains { $0.hasPrefix("grinder_reconcile_mismatch_total") })
        #expect(found["grinder_kill_switch_triggered"]?.severity == .unknown)
        #expect(found[#"grinder_ha_role{role="unknown"}"#]?.severity == .unknown)
        #expect(found["grinder_account_sync_last_wall_ts"]?.severity == .unknown)
        #expect(found[#"grinder_ws_connected{connector="bookTicker"}"#]?.severity == .ok)
        #expect(found["user data stream"]?.severity == .unknown)
        #expect(!found.values.contains { $0.severity == .attention })
    }

    @Test func `mismatches are judged by run`() throws {
        let found = try Self.findings(sample("order_missing.prom"))
        let missing = try #require(found[#"grinder_reconcile_mismatch_total{type="ORDER_MISSING_ON_EXCHANGE"}"#])
        #expect(missing.value == "49")
        #expect(missing.severity == .attention)
        #expect(missing.judgement.hasPrefix("49 in 10 runs, 8 of them with any: about 4.9 at each run"))
        let unexpected = found[#"grinder_reconcile_mismatch_total{type="ORDER_EXISTS_UNEXPECTED"}"#]
        #expect(unexpected?.severity == .ok)
        #expect(found["grinder_reconcile_runs_total"]?.severity == .ok)
        #expect(found["grinder_reconcile_last_snapshot_ts_ms"]?.severity == .note)
        #expect(found[#"grinder_reconcile_action_blocked_total{reason="not_leader"}"#]?.severity == .note)
    }

    @Test func `what the bot itself did, and failed to do, is shown`() throws {
        let found = try Self.findings(sample("ha_leader.prom"))
        #expect(found[#"grinder_reconcile_action_executed_total{action="cancel_all"}"#]?.severity == .attention)
        #expect(found[#"grinder_reconcile_action_blocked_total{reason="port_error"}"#]?.severity == .attention)
        #expect(found[#"grinder_ha_role{role="active"}"#]?.severity == .note)
    }

    @Test func `a kill switch that is on is seen`() throws {
        let found = try Self.findings(sample("kill_switch_on.prom"))
        #expect(found["grinder_kill_switch_triggered"]?.severity == .attention)
        #expect(found[#"grinder_kill_switch_trips_total{reason="DRAWDOWN_LIMIT"}"#]?.severity == .attention)
    }

    @Test(
        arguments: [
            (0, MetricFinding.Severity.note), (120_000, .note), (120_001, .attention), (-5_000, .note),
            (-5_001, .attention),
            (864_000_000, .attention),
        ] as [(Int64, MetricFinding.Severity)])
    func `the age of a snapshot is counted from its time, not read from the gauge`(
        age: Int64, severity: MetricFinding.Severity
    ) {
        let text = """
            grinder_reconcile_last_snapshot_ts_ms \(Self.now.milliseconds - age)
            grinder_reconcile_last_snapshot_age_seconds 0.0
            """
        let found = Self.findings(text)
        #expect(found["grinder_reconcile_last_snapshot_ts_ms"]?.severity == severity)
        #expect((found["grinder_reconcile_last_snapshot_age_seconds"] != nil) == (age > 120_000))
    }

    @Test(arguments: [
        ("grinder_ha_role{role=\"active\"} 1\ngrinder_ha_role{role=\"standby\"} 1", #"grinder_ha_role{role="active"}"#),
        ("grinder_ha_role{role=\"active\"} 1\ngrinder_ha_is_leader 0", #"grinder_ha_role{role="active"}"#),
        ("grinder_ha_role{role=\"standby\"} 1\ngrinder_ha_is_leader 1", #"grinder_ha_role{role="standby"}"#),
        (
            "grinder_reconcile_budget_configured 1\ngrinder_reconcile_budget_calls_remaining_day 0",
            "grinder_reconcile_budget_calls_remaining_day"
        ),
        ("grinder_account_sync_mismatches_total{rule=\"x\"} 2", #"grinder_account_sync_mismatches_total{rule="x"}"#),
        ("grinder_account_sync_last_wall_ts 1772971000000", "grinder_account_sync_last_wall_ts"),
        ("grinder_ws_connected{connector=\"bookTicker\"} 0", #"grinder_ws_connected{connector="bookTicker"}"#),
        (
            "grinder_reconcile_runs_total 0\ngrinder_reconcile_mismatch_total{type=\"X\"} 1",
            #"grinder_reconcile_mismatch_total{type="X"}"#
        ),
        ("grinder_reconcile_mismatch_total{type=\"X\"} NaN", #"grinder_reconcile_mismatch_total{type="X"}"#),
        ("grinder_up 1\nbroken{", "page"),
    ])
    func `a contradiction or a loss asks for attention`(text: String, name: String) {
        #expect(Self.findings(text)[name]?.severity == .attention)
    }

    @Test(arguments: [
        "grinder_reconcile_budget_configured 0\ngrinder_reconcile_budget_calls_remaining_day 0",
        "grinder_ws_connected{connector=\"none\"} 0", "grinder_account_sync_errors_total{reason=\"none\"} 0",
        "grinder_up 1",
    ])
    func `what is not configured is no alarm`(text: String) {
        #expect(!Self.findings(text).values.contains { $0.severity == .attention })
    }

    @Test func `what the page does not have is not known`() {
        let found = Self.findings("grinder_up 1")
        let missing = found.values.filter { $0.value == nil && $0.severity == .unknown }.map(\.name).sorted()
        #expect(
            missing == [
                "grinder_ha_role", "grinder_kill_switch_triggered", "grinder_reconcile_last_snapshot_ts_ms",
                "grinder_reconcile_mismatch_total", "grinder_reconcile_runs_total", "user data stream",
            ])
    }

    @Test func `an old page says nothing of now`() throws {
        let page = MetricsText.page(Array(try sample("order_missing.prom").utf8))
        let reading = MetricsReading(source: "x", page: page, taken: Self.now)
        let later = ReconcileMetrics.findings(of: reading, now: Self.now.advanced(byMilliseconds: 3_600_000))
        #expect(later.first?.name == "page")
        #expect(later.first?.judgement == "the page is from 60 min ago and says nothing of now")
    }

    private static func findings(_ text: String) -> [String: MetricFinding] {
        let reading = MetricsReading(source: "x", page: MetricsText.page(Array(text.utf8)), taken: now)
        let findings = ReconcileMetrics.findings(of: reading, now: now)
        for finding in findings { #expect(!finding.judgement.hasSuffix(".")) }
        return Dictionary(findings.map { ($0.name, $0) }) { first, _ in first }
    }
}
