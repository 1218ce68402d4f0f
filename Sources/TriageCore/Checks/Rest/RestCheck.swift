/// Does REST answer, quickly, and would it let the bot act? Latency is measured first and alone; an exchange that does
/// not answer at all is asked nothing more.
package struct RestCheck: Procedure {
    package static let latencyStep = StepDefinition("rest-latency", "Does REST answer, and how fast?", asks: [.latency])
    package static let weightStep = StepDefinition(
        "rest-weight", "Request weight used by this IP", asks: [.weightUse])
    package static let ordersStep = StepDefinition("rest-orders", "The account's order limits", asks: [.orderLimits])
    package static let keyStep = StepDefinition(
        "rest-key", "What the key may do", asks: [.accountConfiguration, .keyRestrictions])
    package static let tradingStep = StepDefinition(
        "rest-trading", "Is trading held back by a rule?", asks: [.tradingStatus])

    package static let steps = [latencyStep, weightStep, ordersStep, keyStep, tradingStep]

    /// A median above this is slow: the bot's own requests time out after 5 s.
    static let slowMilliseconds: Int64 = 1_000
    /// Of the limit, in percent.
    static let heavyUse = 80

    static let reads: [EvidenceRequest] = [.orderLimits, .accountConfiguration, .keyRestrictions, .tradingStatus]

    var evidenceStore = EvidenceStore()

    package init() {}

    package func step(asking request: EvidenceRequest) -> StepID {
        Self.steps.first { $0.asks.contains(request.kind) }?.id ?? Self.latencyStep.id
    }

    package mutating func receive(_ evidence: Evidence) { evidenceStore.file(evidence) }

    /// It asks the operator nothing.
    package mutating func receive(_ answer: Answer) {}

    package func next() -> NextMove {
        guard evidenceStore[.latency] != nil else { return .gather([.latency]) }
        if answers {
            let open = evidenceStore.unanswered(Self.reads)
            guard open.isEmpty else { return .gather(open) }
        }
        guard evidenceStore[.weightUse] != nil else { return .gather([.weightUse]) }
        return .conclude(.single(Finding(subject: Subject(.rest), verdict: verdict)))
    }

    var latency: LatencyReading? {
        if case .latency(let reading)? = evidenceStore.content(.latency) { return reading }
        return nil
    }

    var weight: WeightReading? {
        if case .weightUse(let reading)? = evidenceStore.content(.weightUse) { return reading }
        return nil
    }

    /// At least one request was answered.
    var answers: Bool { latency?.answered.isEmpty == false }

    var isConcluded: Bool { evidenceStore[.weightUse] != nil }
}
