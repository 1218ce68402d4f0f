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

/// What each step of the procedure found, for the report and the audit log.
extension MissingOrder {
    package func report() -> [StepReport] {
        var steps: [StepReport] = []
        if let found = evidenceStore[logs] { steps.append(logsReport(found)) }
        if let found = evidenceStore[.expectedOrders] {
            steps.append(ExpectedOrderReport.report(Self.expectedStep, found, id: id))
        }
        guard evidenceStore.has(opening) else { return steps }
        steps.append(retentionReport())
        steps.append(orderReport())
        if case .conclude = next() { steps.append(historyReport()) }
        return steps
    }

    private func logsReport(_ found: Evidence) -> StepReport {
        LogHistoryReport.report(Self.logsStep, found) { event in
            guard event.clientOrderID == id || event.behind?.clientOrderID == id else { return nil }
            switch event.meaning {
            case .placementError(let code?, let message, _): return "refused: \(code) \(message)"
            case .placementError(nil, let message, _): return "failed: \(message)"
            case .request(let method, let path, let status): return "\(method) \(path): HTTP \(status)"
            case .other: return "not understood"
            default: return "line"
            }
        }
    }

    private func retentionReport() -> StepReport {
        guard let now = evidenceStore.exchangeTime else {
            let problem = evidenceStore.failures([.exchangeTime]).worst
            return StepReport(
                Self.clockStep, .failed, problem.map { "\($0.source): \($0.detail)" } ?? "the clock was not read")
        }
        var facts = [Fact("exchange time", now.description, source: "GET /fapi/v1/time")]
        facts += placementSources.sources.map { Fact("placed", $0.moment.description, source: $0.name) }
        switch placement {
        case .unknown(let why):
            return StepReport(Self.clockStep, .attention, why, facts: facts)
        case .known(let span, _, let isAttested):
            facts.append(Fact("placed between", "\(span.from) and \(span.to)", source: "the sources above"))
            let age = now.milliseconds(since: span.from)
            let keeps: String
            switch age {
            case ..<Retention.unfilled: keeps = "placed within 3 days: the exchange would still know it"
            case ..<Retention.orders: keeps = "placed over 3 days ago: the exchange keeps it only with fills"
            default: keeps = "placed over 90 days ago: the exchange keeps nothing that old"
            }
            let hint = isAttested ? "" : "by the id alone, "
            return StepReport(Self.clockStep, age < Retention.unfilled ? .ok : .attention, hint + keeps, facts: facts)
        }
    }

    private func orderReport() -> StepReport {
        let failures = evidenceStore.failures(reads)
        var facts = reads.compactMap { evidenceStore[$0] }.flatMap(facts(from:))
        facts += failures.map { Fact("unread", $0.detail, source: $0.source) }
        guard failures.isEmpty else {
            return StepReport(
                Self.orderStep, .failed, "\(failures.count) of \(reads.count) reads were not answered", facts: facts)
        }
        let open = evidenceStore.openOrders(symbol).filter { $0.clientOrderID == id }.map(ObservedOrder.normal)
        let algo = evidenceStore.openAlgoOrders(symbol).filter { $0.clientAlgoID == id }.map(ObservedOrder.algo)
        let byID = evidenceStore.order(.order(symbol, id)).map(ObservedOrder.normal)
        guard let order = (open + algo).first ?? byID ?? algoByID.map(ObservedOrder.algo) else {
            return StepReport(Self.orderStep, .attention, "the exchange does not know it", facts: facts)
        }
        return StepReport(Self.orderStep, .ok, "\(order.sketch), \(order.status)", facts: facts)
    }

    private func facts(from found: Evidence) -> [Fact] {
        switch found.content {
        case .success(.order(let order?)): return OrderFacts.of(.normal(order), source: found.source)
        case .success(.order(nil)): return [Fact("order by client id", "not known", source: found.source)]
        case .success(.algoOrder(let order?)):
            let elsewhere = order.symbol == symbol ? [] : [Fact("symbol", order.symbol.rawValue, source: found.source)]
            return OrderFacts.of(.algo(order), source: found.source) + elsewhere
        case .success(.algoOrder(nil)):
            return [Fact("conditional order by client id", "not known", source: found.source)]
        case .success(.openOrders(let orders)):
            return [Fact("open normal orders", String(orders.count), source: found.source)]
                + orders.filter { $0.clientOrderID == id }.flatMap { OrderFacts.of(.normal($0), source: found.source) }
        case .success(.openAlgoOrders(let orders)):
            return [Fact("open conditional orders", String(orders.count), source: found.source)]
                + orders.filter { $0.clientAlgoID == id }.flatMap { OrderFacts.of(.algo($0), source: found.source) }
        default: return []
        }
    }

    private func historyReport() -> StepReport {
        guard let window, !windows.isEmpty else {
            let why =
                settled == nil
                ? "not read: nothing says which time to read" : "not needed: the order itself was seen"
            return StepReport(Self.historyStep, .skipped, why)
        }
        let failures = evidenceStore.failures(windows + singles)
        let orders = evidenceStore.allOrders(symbol, window)
        let trades = evidenceStore.trades(symbol, window)
        var facts = [
            Fact("window", "\(window.from) to \(window.to)", source: "startTime, endTime"),
            Fact("orders", String(orders.count), source: "GET /fapi/v1/allOrders"),
            Fact("fills", String(trades.count), source: "GET /fapi/v1/userTrades"),
        ]
        for order in ended { facts += OrderFacts.of(order, source: "newest first") }
        facts += older.map { Fact("older order", "\($0.exchangeID) \($0.status)", source: "same client id") }
        let mine = Set(ended.map(\.exchangeID))
        facts += trades.filter { mine.contains($0.orderID.description) }.prefix(20).map { trade in
            Fact(
                "fill \(trade.id)", "\(trade.quantity) at \(trade.price), \(trade.time)",
                source: "GET /fapi/v1/userTrades")
        }
        facts += failures.map { Fact("unread", $0.detail, source: $0.source) }
        guard failures.isEmpty else {
            return StepReport(
                Self.historyStep, .failed, "\(Count.of(failures.count, "read")) not answered", facts: facts)
        }
        let found = ended.isEmpty ? "none of them carries the id" : "\(ended.count) carrying the id"
        return StepReport(
            Self.historyStep, ended.isEmpty ? .attention : .ok,
            "\(Count.of(orders.count, "order")), \(Count.of(trades.count, "fill")): \(found)", facts: facts)
    }
}
