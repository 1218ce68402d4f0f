/// Verdicts of `check state`: `healthy` `confirmed` `disagree` `stale` `not-running` `exchange-unavailable`
/// `inconclusive`.
extension StateCheck {
    var verdict: Verdict {
        guard let survey else { return unread(evidenceStore.failures([.accountSurvey(symbol)])) }
        if survey.isBlind { return unread(survey.unanswered) }
        if let problem = evidenceStore.failures([.reconcileMetrics]).first { return metricsUnread(problem) }
        guard let loop = reconciling else { return notRunning }
        if let stale = stale(loop) { return stale }
        if !survey.unanswered.isEmpty { return unread(survey.unanswered) }
        return agreement(loop, survey)
    }

    private var again: NextCommand { NextCommand("check", "state") }

    private func metricsUnread(_ problem: Unavailable) -> Verdict {
        let isNamed = problem.kind != .notAsked
        return .inconclusive(
            isNamed ? "\(problem.source): \(problem.detail)" : "no metrics were named",
            "Only its metrics show whether the bot's reconcile loop runs. To decide, I need --metrics URL for every "
                + "instance.", because: isNamed ? problem : nil,
            next: [NextCommand("check", "state", "--metrics", "URL"), NextCommand("scan")])
    }

    private func unread(_ problems: [Unavailable]) -> Verdict {
        guard let problem = problems.worst else {
            return .inconclusive("the account was not read", "There is nothing to compare.", next: [again])
        }
        guard survey?.isBlind != false else {
            return .inconclusive(
                "\(problem.source): \(problem.detail)",
                "The account could be read only in part, so nothing can be compared.",
                because: problem, next: [again])
        }
        let code = problem.kind == .credentialsRefused ? "inconclusive" : "exchange-unavailable"
        return .nothingRead(problem, code: code, action: code == "inconclusive" ? .escalate : .wait, next: [again])
    }

    private var notRunning: Verdict {
        let known = readings.filter { $0.runs == 0 }
        if known.count != readings.count, let problem = readings.flatMap(\.passedOver).first { return partly(problem) }
        guard known.count == readings.count else {
            return .inconclusive(
                "no instance's page shows a run count",
                "This isn't the metrics page of a process that reconciles.", next: [again])
        }
        return Verdict(
            code: "not-running",
            cause: "grinder_reconcile_runs_total is 0 on \(known.map(\.source).joined(separator: ", "))",
            summary: "These processes never reconciled: zero means 'not checked', and an age of 0 means 'never'. "
                + Self.howToRun + " Until then grinderctl scan is the only comparison.", confidence: .certain,
            action: .escalate, weight: .finding, next: [NextCommand("scan"), again])
    }

    private static let howToRun =
        "No daemon that grinder ships reconciles; scripts/run_live_reconcile.py does, while it runs."

    private func stale(_ loop: ReconcileReading) -> Verdict? {
        guard let age = loop.snapshotAge else { return staleness("no snapshot was ever taken", loop) }
        if age < -Self.aheadMilliseconds {
            return Verdict(
                code: "stale", cause: "the last snapshot's time lies \(-age / 1_000) s ahead, at \(loop.source)",
                summary: "A clock is wrong, there or here, so the age is meaningless.", confidence: .likely,
                action: .escalate, weight: .finding, next: [NextCommand("check", "clock")])
        }
        return age > Self.staleMilliseconds ? staleness("the last snapshot is \(age / 1_000) s old", loop) : nil
    }

    private func staleness(_ cause: String, _ loop: ReconcileReading) -> Verdict {
        Verdict(
            code: "stale", cause: "\(cause), at \(loop.source) after \(Count.of64(loop.runs ?? 0, "run"))",
            summary: "The loop is stuck or has ended. Its age gauge is frozen; only the snapshot's time "
                + "is reliable.", confidence: .certain, action: .escalate, weight: .finding,
            next: [NextCommand("scan"), again])
    }

    private func agreement(_ loop: ReconcileReading, _ survey: AccountSurvey) -> Verdict {
        let both = counted.intersection(shown)
        let where_ = "\(loop.source), \(Count.of64(loop.runs ?? 0, "run"))"
        if both.isEmpty, counted.isEmpty, let problem = passedOver { return partly(problem) }
        if counted.isEmpty, shown.isEmpty { return healthy(loop, where_) }
        if !both.isEmpty {
            return Verdict(
                code: "confirmed",
                cause: "\(Self.names(both)): counted by the bot (\(where_)) and shown by the exchange",
                summary: "The mismatch is real and current: triage it. \(caution(survey))".trimmedEnd,
                confidence: .likely, action: .escalate, weight: .finding, next: next(of: both, survey))
        }
        guard shown.isEmpty else {
            return Verdict(
                code: "disagree",
                cause: "the exchange shows \(Self.names(shown)), which the bot does not count (\(where_))",
                summary: "The bot's view and the exchange differ, and the bot doesn't report it. \(caution(survey))"
                    .trimmedEnd,
                confidence: .likely, action: .escalate, weight: .finding, next: next(of: shown, survey))
        }
        return Verdict(
            code: "disagree",
            cause: "the bot has counted \(Self.names(counted)) (\(where_)), and the exchange shows none",
            summary: "The counters only grow, so it may be over. To decide, check whether "
                + "increase(grinder_reconcile_mismatch_total[5m]) is above 0.", confidence: .likely, action: .escalate,
            weight: .finding, next: [again, NextCommand("scan")])
    }

    /// No mismatch is counted where the pages were read; what the rest would count is not known.
    private func partly(_ problem: Unavailable) -> Verdict {
        .inconclusive(
            "\(problem.source): \(problem.detail)",
            "This instance's counts are unknown, so a zero proves nothing.", because: problem,
            next: [again, NextCommand("scan")])
    }

    private func healthy(_ loop: ReconcileReading, _ where_: String) -> Verdict {
        if loop.fetches == 0 {
            return .inconclusive(
                "the bot counts no mismatch and no exchange reads (\(where_))",
                "A dry run looks like this: it refreshes its snapshot without asking the exchange, so its zero proves nothing.",
                next: [NextCommand("scan"), again])
        }
        return Verdict(
            code: "healthy", cause: "no mismatch on either side (\(where_))",
            summary:
                "The bot's expected state and the exchange agree, as far as both show. A snapshot's time is fresh even "
                + "when its reads failed.", confidence: .likely, action: .none, weight: .clear)
    }

    /// Without it every order of a running bot looks unexpected.
    private func caution(_ survey: AccountSurvey) -> String {
        survey.namesExpectedState || !shown.contains(.orderUnexpected)
            ? ""
            : "No expected state was named: an order that a running bot knows is counted here too (--expected FILE)."
    }

    private func next(of kinds: Set<Mismatch>, _ survey: AccountSurvey) -> [NextCommand] {
        var seen: Set<NextCommand> = []
        let commands = survey.findings.filter { $0.subject.mismatch.map(kinds.contains) == true }.map(\.next)
        return commands.filter { seen.insert($0).inserted }.prefix(3) + [NextCommand("scan")]
    }

    private static func names(_ kinds: Set<Mismatch>) -> String {
        Mismatch.allCases.filter(kinds.contains).map(\.rawValue).joined(separator: ", ")
    }
}

extension Count {
    /// As ``of(_:_:)``.
    package static func of64(_ number: Int64, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension String {
    fileprivate var trimmedEnd: String { hasSuffix(" ") ? String(dropLast()) : self }
}
