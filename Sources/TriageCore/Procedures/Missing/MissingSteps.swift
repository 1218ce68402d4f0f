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
