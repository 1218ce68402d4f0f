import Testing
import TriageCore

@testable import BotEvidence

/// One page with the metrics of several instances, as /federate gives it.
@Suite struct MetricsInstancesTests {
    private static let now = Timestamp(milliseconds: 1_772_971_200_000)

    private static let federate = """
        # TYPE grinder_reconcile_runs_total untyped
        grinder_reconcile_runs_total{instance="bot-1:9090",job="grinder"} 8 1772971190000
        grinder_reconcile_runs_total{instance="bot-2:9090",job="grinder"} 0 1772971190000
        grinder_reconcile_mismatch_total{instance="bot-2:9090",job="grinder",type="ORDER_MISSING_ON_EXCHANGE"} 5
        grinder_reconcile_mismatch_total{instance="bot-1:9090",job="grinder",type="ORDER_EXISTS_UNEXPECTED"} 16
        grinder_ha_role{instance="bot-1:9090",job="grinder",role="active"} 1
        grinder_ha_role{instance="bot-1:9090",job="grinder",role="standby"} 0
        grinder_new_family{instance="bot-2:9090",job="grinder",what="x"} 3
        """

    private static func readings(_ text: String) -> [ReconcileReading] {
        MetricsReading(source: "page", page: MetricsText.page(Array(text.utf8)), taken: now).instances
            .map { ReconcileMetrics.reading(of: $0, now: now) }
    }

    @Test func `each instance is told by itself, and none is mixed with another`() {
        let readings = Self.readings(Self.federate)
        #expect(readings.map(\.runs) == [8, 0])
        #expect(readings.map(\.mismatches) == [[.orderUnexpected: 16], [.orderMissing: 5]])
        #expect(readings[0].source.contains("bot-1:9090") && readings[1].source.contains("bot-2:9090"))
        #expect(readings.allSatisfy { $0.passedOver.isEmpty })
    }

    @Test func `the label of another family's own is no instance`() {
        let own = "grinder_ha_role{role=\"active\"} 1\ngrinder_ha_role{role=\"standby\"} 0\ngrinder_up 1"
        #expect(MetricsText.page(Array(own.utf8)).instances.count == 1)
    }

    @Test(arguments: [
        "grinder_reconcile_runs_total 8\ngrinder_reconcile_runs_total 9",
        "grinder_reconcile_runs_total NaN",
        "grinder_reconcile_runs_total 8\ngrinder_reconcile_mismatch_total{type=\"ORDER_EXISTS_UNEXPECTED\" 3",
        "grinder_reconcile_runs_total 8\ngrinder_reconcile_mismatch_total{type=\"ORDER_EXISTS_UNEXPECTED\"} NaN",
        """
        grinder_reconcile_runs_total 8
        grinder_reconcile_mismatch_total{type="ORDER_EXISTS_UNEXPECTED"} 0
        grinder_reconcile_mismatch_total{type="ORDER_EXISTS_UNEXPECTED"} 4
        """,
    ])
    func `a series that was passed over is named`(text: String) throws {
        let reading = try #require(Self.readings("grinder_up 1\n" + text).first)
        #expect(!reading.passedOver.isEmpty)
        #expect(
            reading.facts.contains {
                $0.value.contains("left out") || $0.value.contains("a count")
            })
    }
}
