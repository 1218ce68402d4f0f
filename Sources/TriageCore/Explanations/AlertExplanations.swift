extension Explanation {
    /// grinder's four mismatch types (its reconcile engine), with what is most often behind them.
    package static let mismatches = Mismatch.allCases.map { mismatch in
        switch mismatch {
        case .orderMissing:
            Explanation(
                .mismatch, mismatch.rawValue,
                "grinder expects an order that its snapshots of the exchange never showed, for more than 5 s.",
                advice: "Filled, cancelled, refused when placed, or never arrived: ask the exchange by its id.",
                next: [NextCommand("triage", "missing", "CID")])
        case .orderUnexpected:
            Explanation(
                .mismatch, mismatch.rawValue,
                "An open order carries grinder's id, and its expected state does not hold it. The expected state starts "
                    + "empty, so every order of a running bot looks like this.",
                advice: "Find out whether it is an orphan before anything is cancelled.",
                next: [NextCommand("triage", "unexpected")])
        case .statusDivergence:
            Explanation(
                .mismatch, mismatch.rawValue, "grinder's status of an order and the exchange's differ.",
                advice: "Compare them now, and once more after a grace period.",
                next: [NextCommand("triage", "divergence", "CID")])
        case .positionNonzero:
            Explanation(
                .mismatch, mismatch.rawValue, "There is a position where grinder expects none.",
                advice: "Find out whose fills made it before anything is closed.",
                next: [NextCommand("triage", "position", "SYMBOL")])
        }
    }

    /// Of the shipped rules, and of grinder's own.
    package static let alerts: [Explanation] = [
        alert(
            "ReconcileMismatchDetected",
            "grinder and the exchange disagree; the label type says how. A mismatch is no proof.",
            NextCommand("triage", "alert", "-")),
        alert(
            "ReconcileMismatchSpike", "Mismatches are counted faster than usual: each run counts each of them again.",
            NextCommand("scan")),
        alert(
            "ReconcileSnapshotStale",
            "The bot's last snapshot is old: whatever it says of mismatches is as old as that.",
            NextCommand("check", "state")),
        alert(
            "ReconcileLoopDown", "No reconcile run in the last minutes: the mismatch counters say nothing.",
            NextCommand("check", "state")),
        alert(
            "ReconcileNotRunning", "No reconcile run in 10 minutes: the mismatch counters say nothing.",
            NextCommand("check", "state")),
    ]

    private static func alert(_ name: String, _ meaning: String, _ next: NextCommand) -> Explanation {
        Explanation(.alert, name, meaning, advice: "Run what it calls for.", next: [next])
    }
}
