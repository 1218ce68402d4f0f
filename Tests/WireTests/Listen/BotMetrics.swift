import Foundation
import OperatorStage
import Synchronization

/// The metrics of a bot that reconciles: each scrape is a run, and what it finds counts again in each.
final class BotMetrics: Sendable {
    private struct State {
        var runs = 0
        var mismatches: [String: Int] = [:]
        var finds: Set<String> = []
        var isStale = false
    }

    private let state = Mutex(State())

    /// Scrapes so far.
    var runs: Int { state.withLock { $0.runs } }

    /// From the next run on.
    func find(_ types: [String]) { state.withLock { $0.finds = Set(types) } }

    /// Its last snapshot is of ten minutes ago.
    func stopSnapshots() { state.withLock { $0.isStale = true } }

    func page() -> PageServer.Page {
        state.withLock { state in
            state.runs += 1
            for type in state.finds { state.mismatches[type, default: 0] += 1 }
            let now = Int(Date().timeIntervalSince1970 * 1_000) - (state.isStale ? 600_000 : 0)
            let types = [
                "ORDER_MISSING_ON_EXCHANGE", "ORDER_EXISTS_UNEXPECTED", "ORDER_STATUS_DIVERGENCE",
                "POSITION_NONZERO_UNEXPECTED",
            ]
            let counters = types.map {
                "grinder_reconcile_mismatch_total{type=\"\($0)\"} \(state.mismatches[$0] ?? 0)\n"
            }
            return PageServer.Page(
                "# TYPE grinder_reconcile_mismatch_total counter\n" + counters.joined()
                    + "# TYPE grinder_reconcile_runs_total counter\ngrinder_reconcile_runs_total \(state.runs)\n"
                    + "# TYPE grinder_reconcile_last_snapshot_ts_ms gauge\ngrinder_reconcile_last_snapshot_ts_ms \(now)\n",
                headers: ["Content-Type: text/plain; version=0.0.4; charset=utf-8"])
        }
    }
}
