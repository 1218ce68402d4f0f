/// How many mismatches of one kind an instance of the bot counts at each of its runs, and what was found of them.
package struct BotCount: Sendable, Hashable {
    package let mismatch: Mismatch
    /// `nil` where its counters give no whole number: the mismatch came or went in between, or nothing tells.
    package let perRun: Int64?
    /// The counter and the runs since the process began.
    package let total: Int64
    package let runs: Int64
    /// Of the page, or of Prometheus with the instance's labels.
    package let source: String

    package init(_ mismatch: Mismatch, perRun: Int64?, total: Int64, runs: Int64, source: String) {
        self.mismatch = mismatch
        self.perRun = perRun
        self.total = total
        self.runs = runs
        self.source = source
    }

    /// Out of the counters of the whole life of a process: a number only where each run has counted as many.
    package static func mean(_ total: Int64, of runs: Int64) -> Int64? {
        runs > 0 && total % runs == 0 ? total / runs : nil
    }

    /// `the bot counts 2 a run; found 2`
    package func fact(found: Int) -> Fact {
        let count =
            perRun.map { "the bot counts \($0) a run" } ?? "the bot counted \(total) in \(Count.of64(runs, "run"))"
        return Fact(mismatch.rawValue, "\(count); found \(found)", source: source)
    }

    /// The bot counts more than was found: what is not known of is not told to be right.
    package func isShort(of found: Int) -> Bool { perRun.map { $0 > Int64(found) } ?? false }

    /// A finding that the bot would count: not that nothing is amiss.
    package static func counts(_ finding: Finding, as mismatch: Mismatch) -> Bool {
        guard finding.subject.mismatch == mismatch else { return false }
        let benign: Set<String> = ["live", "converged", "gone", "not-ours", "flat", "as-expected"]
        let isNamed = finding.subject.clientOrderID != nil || mismatch == .positionNonzero
        return isNamed && !benign.contains(finding.verdict.code)
    }
}
