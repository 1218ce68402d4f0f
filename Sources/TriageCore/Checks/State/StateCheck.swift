/// Is the bot's reconcile loop running, and does it see what the exchange shows? Its metrics are set against a look at
/// the account of the same moment.
package struct StateCheck: Procedure {
    package static let metricsStep = StepDefinition(
        "state-metrics", "What the bot's reconcile metrics show", asks: [.reconcileMetrics])
    package static let exchangeStep = StepDefinition(
        "state-exchange", "What the exchange shows at the same moment", asks: [.accountSurvey])
    package static let agreementStep = StepDefinition("state-agreement", "Do the two agree?", asks: [])

    package static let steps = [metricsStep, exchangeStep, agreementStep]

    /// grinder's alert ReconcileSnapshotStale fires over this.
    static let staleMilliseconds: Int64 = 120_000
    /// How far a snapshot may lie ahead before a clock is wrong.
    static let aheadMilliseconds: Int64 = 5_000

    let symbol: Symbol?
    var evidenceStore = EvidenceStore()

    package init(symbol: Symbol?) { self.symbol = symbol }

    package func step(asking request: EvidenceRequest) -> StepID {
        Self.steps.first { $0.asks.contains(request.kind) }?.id ?? Self.metricsStep.id
    }

    package mutating func receive(_ evidence: Evidence) { evidenceStore.file(evidence) }

    /// It asks the operator nothing.
    package mutating func receive(_ answer: Answer) {}

    package func next() -> NextMove {
        let open = evidenceStore.unanswered([.reconcileMetrics, .accountSurvey(symbol)])
        guard open.isEmpty else { return .gather(open) }
        return .conclude(.single(Finding(subject: Subject(.state), verdict: verdict)))
    }

    var readings: [ReconcileReading] {
        if case .reconcileMetrics(let readings)? = evidenceStore.content(.reconcileMetrics) { return readings }
        return []
    }

    var survey: AccountSurvey? {
        if case .accountSurvey(let survey)? = evidenceStore.content(.accountSurvey(symbol)) { return survey }
        return nil
    }

    /// Of several instances the one that reconciles: the freshest snapshot among those with runs.
    var reconciling: ReconcileReading? {
        readings.filter { ($0.runs ?? 0) > 0 }
            .min { ($0.snapshotAge ?? .max, $0.source) < ($1.snapshotAge ?? .max, $1.source) }
    }

    /// Of an instance whose reconcile metrics were not read, or not whole: what it counts is not known.
    var passedOver: Unavailable? {
        readings.flatMap(\.passedOver).first
            ?? readings.first { $0.runs == nil }.map {
                Unavailable(.unusable, source: $0.source, detail: "its page shows no run count")
            }
    }

    /// Kinds that any instance that reconciles has counted.
    var counted: Set<Mismatch> { Set(readings.filter { ($0.runs ?? 0) > 0 }.flatMap(\.mismatches.keys)) }

    /// Kinds that the exchange shows now.
    var shown: Set<Mismatch> { Set(survey?.findings.compactMap(\.subject.mismatch) ?? []) }
}
