/// ORDER_EXISTS_UNEXPECTED: one client order id, or every open grinder order of the account.
package struct UnexpectedOrders: Procedure {
    package enum Scope: Sendable, Hashable {
        case one(Symbol, ClientOrderID)
        case all(Symbol?)
    }

    package static let instanceStopped = StepID("instance-stopped")

    package static let logsStep = StepDefinition("logs", "Log lines naming the id", asks: [.logLines])
    package static let orderStep = StepDefinition(
        "order", "The open order, normal or conditional", asks: [.order, .openOrders, .algoOrder, .openAlgoOrders])
    package static let ownerStep = StepDefinition("owner", "Whose order it is", asks: [.order, .openOrders])
    package static let expectedStep = StepDefinition("expected", "The bot's expected state", asks: [.expectedOrders])
    package static let instanceStep = StepDefinition(
        "instance", "Order time against the bot's start", asks: [.instances])
    package static let stoppedStep = StepDefinition(
        instanceStopped.rawValue, "Is every instance stopped?", asks: [], asksOperator: true)

    package static let steps = [logsStep, orderStep, ownerStep, expectedStep, instanceStep, stoppedStep]

    package let scope: Scope
    let identity: Identity
    let flaggedBy: GrinderIdentityConfig
    var evidence: [EvidenceRequest: Evidence] = [:]
    var answer: Answer?

    package init(scope: Scope, identity: Identity, flaggedBy: GrinderIdentityConfig = GrinderIdentityConfig()) {
        self.scope = scope
        self.identity = identity
        self.flaggedBy = flaggedBy
    }

    package func step(asking request: EvidenceRequest) -> StepID {
        Self.steps.first { $0.asks.contains(request.kind) }?.id ?? Self.orderStep.id
    }

    package mutating func receive(_ evidence: Evidence) {
        self.evidence[evidence.request] = evidence.fitsItsRequest ? evidence : evidence.unusable
    }

    package mutating func receive(_ answer: Answer) {
        if answer.step == Self.instanceStopped { self.answer = answer }
    }

    package func next() -> NextMove {
        let missing = questions.filter { evidence[$0] == nil }
        guard missing.isEmpty else { return .gather(missing) }
        if answer == nil, judgements.contains(where: { $0.rule?.needsOperator == true }) {
            return .ask(
                Question(
                    step: Self.instanceStopped,
                    text:
                        "Is every grinder instance stopped, on every host? Only an answer you have checked may decide",
                    choices: ["yes", "no"]))
        }
        let findings = judgements.map { Finding(subject: $0.subject, verdict: $0.verdict) }
        if case .one = scope, let only = findings.first { return .conclude(.single(only)) }
        return .conclude(.several(findings))
    }

    /// The first questions are independent of each other; the log search for every open order needs their ids.
    private var questions: [EvidenceRequest] {
        switch scope {
        case .one(let symbol, let id):
            return [
                .logLines([id]), .order(symbol, id), .openOrders(symbol), .algoOrder(id), .openAlgoOrders(symbol),
                .expectedOrders, .instances,
            ]
        case .all(let symbol):
            let first: [EvidenceRequest] = [.openOrders(symbol), .openAlgoOrders(symbol), .expectedOrders, .instances]
            guard first.allSatisfy({ evidence[$0] != nil }) else { return first }
            let ids = candidates.map(\.clientOrderID)
            return ids.isEmpty ? first : first + [.logLines(ids)]
        }
    }
}
