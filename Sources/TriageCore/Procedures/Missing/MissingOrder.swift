/// ORDER_MISSING_ON_EXCHANGE: the bot expects an order that the exchange does not show among the open ones.
///
/// Three rounds at most, weight 20 at most: everything that needs no other answer; history and fills around the
/// placement; single orders that a fill or a trigger points to.
package struct MissingOrder: Procedure {
    package static let logsStep = StepDefinition("logs", "The placement in the bot's logs", asks: [.logHistory])
    package static let expectedStep = StepDefinition("expected", "The bot's expected state", asks: [.expectedOrders])
    package static let clockStep = StepDefinition(
        "retention", "What the exchange can still remember", asks: [.exchangeTime])
    package static let orderStep = StepDefinition(
        "order", "The order by its id, normal or conditional",
        asks: [.order, .openOrders, .algoOrder, .openAlgoOrders])
    package static let historyStep = StepDefinition(
        "history", "Orders and fills around the placement", asks: [.allOrders, .trades, .orderByID])

    package static let steps = [logsStep, expectedStep, clockStep, orderStep, historyStep]

    package let symbol: Symbol
    package let id: ClientOrderID
    let identity: Identity
    var evidenceStore = EvidenceStore()
    /// What is known of the placement so far.
    private(set) var placement: PlacementTime.Finding
    private(set) var placementSources: PlacementTime

    package init(symbol: Symbol, id: ClientOrderID, identity: Identity) {
        self.symbol = symbol
        self.id = id
        self.identity = identity
        placementSources = PlacementTime(events: [], expected: [], id: id, identity: identity, now: nil)
        placement = placementSources.judge()
    }

    package func step(asking request: EvidenceRequest) -> StepID {
        Self.steps.first { $0.asks.contains(request.kind) }?.id ?? Self.orderStep.id
    }

    package mutating func receive(_ evidence: Evidence) {
        evidenceStore.file(evidence)
        let sources: [EvidenceRequest] = [logs, .expectedOrders, .exchangeTime]
        guard sources.contains(evidence.request), evidenceStore.has(sources) else { return }
        placementSources = PlacementTime(
            events: evidenceStore.logHistory(logs)?.events ?? [],
            expected: evidenceStore.expectedOrders.filter { $0.symbol == nil || $0.symbol == symbol }, id: id,
            identity: identity, now: evidenceStore.exchangeTime)
        placement = placementSources.judge()
    }

    /// It asks the operator nothing.
    package mutating func receive(_ answer: Answer) {}

    package func next() -> NextMove {
        let questions = evidenceStore.unanswered(opening + windows + singles)
        guard questions.isEmpty else { return .gather(questions) }
        let subject = Subject(.orderMissing, symbol: symbol, clientOrderID: id)
        return .conclude(.single(Finding(subject: subject, verdict: verdict, judged: judged)))
    }

    var logs: EvidenceRequest { .logHistory([id], symbol) }

    /// The reads without which nothing is concluded.
    var reads: [EvidenceRequest] { [.order(symbol, id), .openOrders(symbol), .algoOrder(id), .openAlgoOrders(symbol)] }

    var opening: [EvidenceRequest] { [logs, .expectedOrders, .exchangeTime] + reads }

    /// The order history and the fills around the placement; none when the first round has settled it.
    var windows: [EvidenceRequest] {
        guard let span = window else { return [] }
        return [.allOrders(symbol, span), .trades(symbol, span)]
    }

    /// Less than 7 days from the earliest moment it may have been placed.
    var window: TimeSpan? {
        guard evidenceStore.has(opening), evidenceStore.failures(reads).isEmpty, settled == nil, let anchor else {
            return nil
        }
        guard let now = evidenceStore.exchangeTime else {
            return TimeSpan(from: anchor, to: anchor.advanced(byMilliseconds: TimeSpan.longestWindow))
        }
        let from = max(anchor, now.advanced(byMilliseconds: -Retention.trades))
        guard from.milliseconds(since: anchor) < TimeSpan.longestWindow else { return nil }
        let end = from.advanced(byMilliseconds: TimeSpan.longestWindow)
        return TimeSpan(from: from, to: min(end, now.advanced(byMilliseconds: PlacementTime.clockMargin)))
    }

    /// What the id alone says gives way to an order that was found.
    private var anchor: Timestamp? {
        let found = evidenceStore.order(.order(symbol, id))?.time ?? algoByID?.createTime
        if case .known(let span, _, let isAttested) = placement, isAttested || found == nil { return span.from }
        return found?.advanced(byMilliseconds: -PlacementTime.clockMargin)
    }

    /// The order that a trigger made, and the orders behind fills that the history does not list.
    var singles: [EvidenceRequest] {
        guard evidenceStore.has(opening), evidenceStore.failures(reads).isEmpty, settled == nil,
            evidenceStore.has(windows),
            evidenceStore.failures(windows).isEmpty
        else { return [] }
        let strangers = ended.isEmpty ? Array(strangeFills.prefix(Self.strangerLimit)) : []
        return (child.map { [$0] } ?? []).union(strangers).map { .orderByID(symbol, $0) }
    }

    /// More orders than this behind unexplained fills are not asked for one by one.
    static let strangerLimit = 3
}

extension [OrderID] {
    fileprivate func union(_ others: [OrderID]) -> [OrderID] { self + others.filter { !contains($0) } }
}
