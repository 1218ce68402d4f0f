/// POSITION_NONZERO_UNEXPECTED: whose fills made the position that nobody expects?
///
/// Position and mode first; then fills with their orders, week by week, only as far back as the last flat moment; at last
/// the forced orders, the orders the windows did not list, and the position once more. Hedge sides are kept apart.
package struct PositionLedger: Procedure {
    package static let positionStep = StepDefinition(
        "position", "The position and the account's mode", asks: [.positions, .accountConfiguration, .exchangeTime])
    package static let expectedStep = StepDefinition(
        "expected", "The bot's expected position", asks: [.expectedPositions])
    package static let instanceStep = StepDefinition("instance", "Which instances answer", asks: [.instances])
    package static let fillsStep = StepDefinition(
        "fills", "Fills back to the last flat moment", asks: [.trades, .allOrders, .orderByID])
    package static let forcedStep = StepDefinition("forced", "Liquidations and ADL", asks: [.forceOrders])
    package static let againStep = StepDefinition("again", "The position read again", asks: [.positionsAgain])

    package static let stoppedStep = StepDefinition(
        UnexpectedOrders.instanceStopped.rawValue, "Is every instance stopped?", asks: [], asksOperator: true)

    package static let steps = [
        positionStep, expectedStep, instanceStep, stoppedStep, fillsStep, forcedStep, againStep,
    ]

    /// Orders behind fills that were placed before the windows are asked for one by one, up to so many.
    static let singlesLimit = 20
    /// The newest window reaches beyond "now": a fill may come in while it is read.
    static let windowMargin: Int64 = 60_000

    package let symbol: Symbol
    let identity: Identity
    let maxWindows: Int
    var evidenceStore = EvidenceStore()
    var answer: Answer?

    /// - Parameter maxWindows: weeks to go back at most, weight 10 each; 13 reach the end of the exchange's memory.
    package init(symbol: Symbol, identity: Identity, maxWindows: Int = 13) {
        self.symbol = symbol
        self.identity = identity
        self.maxWindows = maxWindows
    }

    package func step(asking request: EvidenceRequest) -> StepID {
        Self.steps.first { $0.asks.contains(request.kind) }?.id ?? Self.positionStep.id
    }

    package mutating func receive(_ evidence: Evidence) { evidenceStore.file(evidence) }

    /// It asks nothing itself; an answer that was given beforehand counts.
    package mutating func receive(_ answer: Answer) {
        if answer.step == UnexpectedOrders.instanceStopped { self.answer = answer }
    }

    /// What the instances say of a bot that may be working with the position.
    var company: PositionParticipants {
        PositionParticipants(
            instances: evidenceStore.instances, word: answer?.text.map(InstanceRule.OperatorStatement.init))
    }

    package func next() -> NextMove {
        let first = evidenceStore.unanswered(opening)
        guard first.isEmpty else { return .gather(first) }
        let survey = PositionSurvey(self)
        let questions = unanswered(survey)
        guard questions.isEmpty else { return .gather(questions) }
        let findings = survey.findings
        if survey.mode != .hedge, let only = findings.first { return .conclude(.single(only)) }
        return .conclude(.several(findings))
    }

    /// What is still to be asked once the opening is answered; nothing: it is concluded.
    func unanswered(_ survey: PositionSurvey) -> [EvidenceRequest] {
        evidenceStore.unanswered(survey.windowReads + survey.finalReads)
    }

    var reads: [EvidenceRequest] { [.positions(symbol), .accountConfiguration] }

    var opening: [EvidenceRequest] { reads + [.exchangeTime, .expectedPositions, .instances] }
}
