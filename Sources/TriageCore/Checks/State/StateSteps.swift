/// What each step of `check state` found.
extension StateCheck {
    package func report() -> [StepReport] {
        var steps: [StepReport] = []
        if evidenceStore[.reconcileMetrics] != nil { steps.append(metricsReport) }
        guard evidenceStore[.accountSurvey(symbol)] != nil else { return steps }
        steps.append(exchangeReport)
        if evidenceStore[.reconcileMetrics] != nil { steps.append(agreementReport) }
        return steps
    }

    private var metricsReport: StepReport {
        if let problem = evidenceStore.failures([.reconcileMetrics]).first {
            let isSkipped = problem.kind == .notAsked
            return StepReport(
                Self.metricsStep, isSkipped ? .skipped : .failed,
                isSkipped ? problem.detail : "\(problem.source): \(problem.detail)")
        }
        let facts = readings.flatMap(\.facts)
        let running = readings.count { ($0.runs ?? 0) > 0 }
        let isFresh = reconciling?.snapshotAge.map { $0 <= Self.staleMilliseconds } == true
        return StepReport(
            Self.metricsStep, isFresh ? .ok : .attention,
            "\(running) of \(Count.of(readings.count, "instance")) \(running == 1 ? "reconciles" : "reconcile")",
            facts: facts)
    }

    private var exchangeReport: StepReport {
        guard let survey else {
            let problem = evidenceStore.failures([.accountSurvey(symbol)]).first
            return StepReport(Self.exchangeStep, .failed, problem.map { "\($0.source): \($0.detail)" } ?? "no answer")
        }
        var facts = survey.unanswered.map { Fact("unread", $0.detail, source: $0.source) }
        facts += survey.findings.map { Fact("\($0.subject.word) \($0.subject.place)", $0.sign, source: $0.source) }
        guard survey.unanswered.isEmpty else {
            return StepReport(
                Self.exchangeStep, .failed, "\(Count.of(survey.unanswered.count, "list")) not answered", facts: facts)
        }
        let held = "\(Count.of(survey.openOrders, "open order")), \(Count.of(survey.openPositions, "open position"))"
        return StepReport(
            Self.exchangeStep, survey.findings.isEmpty ? .ok : .attention,
            survey.findings.isEmpty
                ? "\(held), none of them unexpected" : "\(held); \(Count.of(survey.findings.count, "sign"))",
            facts: facts)
    }

    private var agreementReport: StepReport {
        guard survey != nil, let loop = reconciling else {
            return StepReport(Self.agreementStep, .skipped, "nothing to compare")
        }
        let counted = counted
        let facts = Mismatch.allCases.filter { counted.contains($0) || shown.contains($0) }.map { kind in
            let number = readings.compactMap { $0.mismatches[kind] }.reduce(0, +)
            return Fact(
                kind.rawValue,
                "counted by the bot \(number), shown by the exchange \(shown.contains(kind) ? "yes" : "no")",
                source: loop.source)
        }
        let agrees = counted == shown
        return StepReport(
            Self.agreementStep, agrees && facts.isEmpty ? .ok : .attention,
            agrees
                ? (facts.isEmpty ? "neither side shows a mismatch" : "both show the same kinds")
                : "the bot and the exchange show different kinds", facts: facts)
    }
}

extension Subject {
    /// The order or symbol it is about.
    fileprivate var place: String { clientOrderID?.rawValue ?? symbol?.rawValue ?? "" }
}
