/// ORDER_EXISTS_UNEXPECTED: one client order id, or every open grinder order of the account.
package struct UnexpectedOrders: Procedure {
    package enum Scope: Sendable, Hashable {
        case one(Symbol, ClientOrderID)
        case all(Symbol?)
    }

    package static let instanceStopped = StepID("instance-stopped")

    package static let logsStep = StepDefinition("logs", "Log lines naming the id", asks: [.logHistory])
    package static let orderStep = StepDefinition(
        "order", "The open order, normal or conditional",
        asks: [.order, .openOrders, .algoOrder, .openAlgoOrders, .exchangeTime])
    package static let ownerStep = StepDefinition(
        "owner", "Whose order it is", asks: [.order, .openOrders, .auditMentions])
    package static let expectedStep = StepDefinition("expected", "The bot's expected state", asks: [.expectedOrders])
    package static let instanceStep = StepDefinition(
        "instance", "Order time against the bot's start", asks: [.instances])
    package static let stoppedStep = StepDefinition(
        instanceStopped.rawValue, "Is every instance stopped?", asks: [], asksOperator: true)

    package static let stoppedQuestion = Question(
        step: instanceStopped,
        text: "Is every grinder instance stopped, on every host? Answer only if you have checked",
        choices: ["yes", "no"])

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
            return .ask(Self.stoppedQuestion)
        }
        let findings = judgements.map {
            Finding(subject: $0.subject, verdict: $0.verdict, judged: $0.order.map(JudgedSubject.init), order: $0.order)
        }
        if case .one = scope, let only = findings.first { return .conclude(.single(only)) }
        return .conclude(.several(findings))
    }

    /// The first questions are independent of each other; what follows needs the orders they show.
    private var questions: [EvidenceRequest] {
        guard opening.allSatisfy({ evidence[$0] != nil }) else { return opening }
        return opening + parentReads + logReads + clockReads + (audit.map { [$0] } ?? [])
    }

    private var opening: [EvidenceRequest] {
        switch scope {
        case .one: logReads + reads + [.expectedOrders, .instances]
        case .all: reads + [.expectedOrders, .instances]
        }
    }

    /// The reads of the exchange without which nothing is concluded.
    var reads: [EvidenceRequest] {
        switch scope {
        case .one(let symbol, let id):
            [.order(symbol, id), .openOrders(symbol), .algoOrder(id), .openAlgoOrders(symbol)]
        case .all(let symbol): [.openOrders(symbol), .openAlgoOrders(symbol)]
        }
    }

    /// The conditional orders whose triggers made some of the open orders.
    var parentReads: [EvidenceRequest] {
        guard case .all = scope else { return [] }
        var ids: [ClientOrderID] = []
        for case .normal(let order) in candidates where order.isMadeByTrigger && !ids.contains(order.clientOrderID) {
            ids.append(order.clientOrderID)
        }
        return ids.map(EvidenceRequest.algoOrder)
    }

    /// The lines that name an id, and what the bot's logs prove of it.
    private var logReads: [EvidenceRequest] {
        switch scope {
        case .one(let symbol, let id): return [.logHistory([id], symbol)]
        case .all(let symbol):
            var ids: [ClientOrderID] = []
            for order in candidates where !ids.contains(order.clientOrderID) { ids.append(order.clientOrderID) }
            return ids.isEmpty ? [] : [.logHistory(ids, symbol)]
        }
    }

    /// Asked only where a log says that the exchange accepted what no read of it knows.
    private var clockReads: [EvidenceRequest] { acceptedUnseen.isEmpty ? [] : [.exchangeTime] }

    /// Asked only for an id that nothing else knows.
    var audit: EvidenceRequest? {
        guard case .one(_, let id) = scope, isStranger else { return nil }
        return .auditMentions(id)
    }
}
