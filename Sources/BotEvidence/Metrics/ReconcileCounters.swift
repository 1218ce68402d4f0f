import TriageCore

extension ReconcileMetrics {
    /// A standing mismatch is counted again at every run.
    func mismatches() -> [MetricFinding] {
        let name = "grinder_reconcile_mismatch_total"
        let samples = page.samples(name)
        guard !samples.isEmpty else { return [missing(name, "can't tell what the bot complains about")] }
        return samples.compactMap { sample in
            guard let count = sample.whole else { return finding(sample, "it is not a count", .attention) }
            if count > 0 { return finding(sample, persistent(count), .attention) }
            // Without runs, the finding on the runs says it all.
            guard let runs = runCount, runs > 0 else { return nil }
            return finding(sample, none(sample.labels["type"].flatMap(Mismatch.init), runs: runs), .ok)
        }
    }

    private func persistent(_ count: Int64) -> String {
        guard let runs = runCount, runs > 0 else { return "\(count) mismatches, although no run is counted" }
        let (tenths, overflow) = count.multipliedReportingOverflow(by: 10)
        guard !overflow else { return "\(count) in \(runs) runs" }
        let mean = (tenths + runs / 2) / runs
        let with = page.sample("grinder_reconcile_runs_with_mismatch_total")?.whole.map { ", \($0) of them with any" }
        return
            "\(count) in \(runs) runs\(with ?? ""): about \(mean / 10).\(mean % 10) at each run, since every run counts"
            + " a standing mismatch again"
    }

    private func none(_ kind: Mismatch?, runs: Int64) -> String {
        let seen = "none in \(runs) runs"
        switch kind {
        case .orderMissing, .statusDivergence:
            return seen + "; with grinder's own scripts it cannot occur, since nothing fills the expected orders"
        case .positionNonzero: return seen + "; only symbols whose expected position is 0 are checked"
        case .orderUnexpected, nil: return seen
        }
    }

    func remediation() -> [MetricFinding] {
        let executed = page.samples("grinder_reconcile_action_executed_total").filter(\.isPositive).map {
            finding($0, "the bot itself executed \($0.value) of these actions on the exchange", .attention)
        }
        let planned = page.samples("grinder_reconcile_action_planned_total").filter(\.isPositive).map {
            finding($0, "planned only, nothing was sent", .note)
        }
        let blocked = page.samples("grinder_reconcile_action_blocked_total").filter(\.isPositive).map { sample in
            let isFailure = sample.labels["reason"] == "port_error"
            return finding(
                sample, isFailure ? "actions that were sent and failed" : "actions that a gate of the bot held back",
                isFailure ? .attention : .note)
        }
        return executed + planned + blocked
    }

    /// An unconfigured budget shows 0 remaining.
    func budget() -> [MetricFinding] {
        guard page.sample("grinder_reconcile_budget_configured")?.isPositive == true else { return [] }
        let left = [
            ("grinder_reconcile_budget_calls_remaining_day", "calls"),
            ("grinder_reconcile_budget_notional_remaining_day", "notional"),
        ]
        return left.compactMap { name, what in
            guard let sample = page.sample(name), !sample.isPositive else { return nil }
            return finding(sample, "the bot's remediation budget of \(what) for today is used up", .attention)
        }
    }
}
