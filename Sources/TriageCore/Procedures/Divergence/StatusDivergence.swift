/// ORDER_STATUS_DIVERGENCE: bot and exchange name different statuses for one order. Two reads a grace apart tell a race
/// between stream and REST from a state that stays different.
package struct StatusDivergence: Procedure {
    package static let logsStep = StepDefinition("logs", "What grinder complained about", asks: [.logHistory])
    package static let expectedStep = StepDefinition(
        "expected", "The status that is expected", asks: [.expectedOrders])
    package static let orderStep = StepDefinition(
        "order", "The status on the exchange",
        asks: [.order, .algoOrder, .orderByID, .openOrders, .openAlgoOrders])
    package static let graceStep = StepDefinition(
        "grace", "The status after the grace", asks: [.orderAfterGrace, .algoOrderAfterGrace])

    package static let steps = [logsStep, expectedStep, orderStep, graceStep]

    package let symbol: Symbol
    package let id: ClientOrderID
    let stated: BotStatus?
    let graceMilliseconds: Int64
    var evidenceStore = EvidenceStore()

    /// - Parameter stated: `--expected-status`; goes before what any file says.
    package init(symbol: Symbol, id: ClientOrderID, stated: BotStatus?, graceMilliseconds: Int64 = 5_000) {
        self.symbol = symbol
        self.id = id
        self.stated = stated
        self.graceMilliseconds = graceMilliseconds
    }

    package func step(asking request: EvidenceRequest) -> StepID {
        Self.steps.first { $0.asks.contains(request.kind) }?.id ?? Self.orderStep.id
    }

    package mutating func receive(_ evidence: Evidence) { evidenceStore.file(evidence) }

    /// It asks the operator nothing.
    package mutating func receive(_ answer: Answer) {}

    package func next() -> NextMove {
        let questions = evidenceStore.unanswered(opening + childRead + likeReads + secondRead)
        guard questions.isEmpty else { return .gather(questions) }
        let subject = Subject(.statusDivergence, symbol: symbol, clientOrderID: id)
        return .conclude(.single(Finding(subject: subject, verdict: verdict, judged: observed.map(JudgedSubject.init))))
    }

    var logs: EvidenceRequest { .logHistory([id], symbol) }
    var reads: [EvidenceRequest] { [.order(symbol, id), .algoOrder(id)] }
    var opening: [EvidenceRequest] { [logs, .expectedOrders] + reads }

    /// The normal order that a conditional one's trigger made, when the read by client id has not shown it.
    var childRead: [EvidenceRequest] {
        guard evidenceStore.has(opening), evidenceStore.failures(reads).isEmpty, let algo = firstAlgo,
            algo.status == .triggered || algo.status == .finished, let child = algo.actualOrderID,
            evidenceStore.order(.order(symbol, id))?.orderID != child
        else { return [] }
        return [.orderByID(symbol, child)]
    }

    /// What is open, to name the ids that somebody may have meant by one that the exchange does not know.
    var likeReads: [EvidenceRequest] {
        guard evidenceStore.has(opening), evidenceStore.failures(reads).isEmpty, inputProblem == nil, observed == nil,
            childRead.isEmpty
        else { return [] }
        return [.openOrders(symbol), .openAlgoOrders(symbol)]
    }

    /// The same order once more, when the first read differs and can still change.
    var secondRead: [EvidenceRequest] {
        guard evidenceStore.has(opening + childRead), failedRead == nil, inputProblem == nil, let first = observed,
            !expectation.status.agrees(with: first), !first.isFinal
        else { return [] }
        switch first {
        case .normal: return [.orderAfterGrace(symbol, first.clientOrderID, milliseconds: graceMilliseconds)]
        case .algo: return [.algoOrderAfterGrace(id, milliseconds: graceMilliseconds)]
        }
    }
}
