/// What each step of the procedure found, for the report and the audit log.
extension UnexpectedOrders {
    package func report() -> [StepReport] {
        let logs = logsReport()
        var steps = [logs].compactMap(\.self)
        guard ordersAreRead else { return steps }
        steps.append(orderReport())
        // Who flags an order stands in the logs, and who remembers it in the audit log.
        guard logs != nil, audit.map({ evidence[$0] != nil }) ?? true else { return steps }
        steps.append(ownerReport())
        if let expected = expectedReport() { steps.append(expected) }
        guard let instances = instanceReport() else { return steps }
        steps.append(instances)
        if let stopped = stoppedReport() { steps.append(stopped) }
        return steps
    }

    private var ordersAreRead: Bool { (reads + parentReads).allSatisfy { evidence[$0] != nil } }

    private func logsReport() -> StepReport? {
        guard let (request, found) = evidence.first(where: { $0.key.kind == .logHistory }) else {
            guard case .all = scope, ordersAreRead, candidates.isEmpty else { return nil }
            return StepReport(
                Self.logsStep, .skipped,
                isPartlyBlind ? "the open orders were not read" : "there is no open grinder order to look for")
        }
        switch found.content {
        case .failure(let problem) where problem.kind == .notAsked:
            return StepReport(Self.logsStep, .skipped, problem.detail)
        case .failure(let problem):
            return StepReport(Self.logsStep, .failed, "\(problem.source): \(problem.detail)")
        case .success(.logHistory(let history)):
            guard case .logHistory(let ids, _) = request else { return nil }
            return logsReport(history, history.lines(naming: Set(ids)))
        case .success:
            return nil
        }
    }

    private func logsReport(_ history: LogHistory, _ lines: [LogEvent]) -> StepReport {
        var facts = lines.prefix(20).map { Fact("line", $0.text, source: "\($0.file):\($0.number)") }
        let shown = facts.count
        facts += history.unreadFacts
        let files = Count.of(history.searched.count, "file")
        let summary =
            !lines.isEmpty
            ? "\(Count.of(lines.count, "line")) in \(files)" + (lines.count > shown ? ", the first \(shown) shown" : "")
            : history.window.leavesOut
                ? history.window.summary
                : "no line in \(files) names it; grinder logs ids only in httpx request lines"
        return StepReport(Self.logsStep, history.isWhole ? .ok : .attention, summary, facts: facts)
    }

    private func orderReport() -> StepReport {
        let failures = exchangeReads.compactMap(\.failure)
        var facts = exchangeReads.flatMap(facts(from:))
        facts += failures.map { Fact("unread", $0.detail, source: $0.source) }
        guard failures.isEmpty else {
            let count = exchangeReads.count
            return StepReport(
                Self.orderStep, .failed, "\(failures.count) of \(count) reads were not answered", facts: facts)
        }
        if case .all = scope {
            let summary =
                "\(Count.of(openOrders.count, "open order")), \(candidates.count) of them grinder's or flagged by it"
            return StepReport(Self.orderStep, candidates.isEmpty ? .ok : .attention, summary, facts: facts)
        }
        guard let order = candidates.first else {
            return StepReport(
                Self.orderStep, .ok, "not open, neither as a normal nor as a conditional order", facts: facts)
        }
        return StepReport(Self.orderStep, .attention, "open: \(order.sketch), \(order.status)", facts: facts)
    }

    private func facts(from found: Evidence) -> [Fact] {
        switch found.content {
        case .success(.order(let order?)): return facts(of: .normal(order), source: found.source)
        case .success(.order(nil)): return [Fact("order by client id", "not known", source: found.source)]
        case .success(.algoOrder(let order?)): return facts(of: .algo(order), source: found.source)
        case .success(.algoOrder(nil)):
            return [Fact("conditional order by client id", "not known", source: found.source)]
        case .success(.openOrders(let orders)):
            return listed(orders.map(ObservedOrder.normal), "open normal orders", source: found.source)
        case .success(.openAlgoOrders(let orders)):
            return listed(orders.map(ObservedOrder.algo), "open conditional orders", source: found.source)
        default: return []
        }
    }

    private func listed(_ orders: [ObservedOrder], _ name: String, source: String) -> [Fact] {
        var facts = [Fact(name, String(orders.count), source: source)]
        let mine = Set(candidates.map(\.exchangeID))
        for order in orders where mine.contains(order.exchangeID) {
            if case .all = scope {
                let placed = order.placedAt?.description ?? "at an unknown time"
                let text = "\(order.status) \(order.sketch), placed \(placed), id \(order.exchangeID)"
                facts.append(Fact(order.clientOrderID.rawValue, text, source: source))
            } else if lastKnownID != order.exchangeID {
                facts += self.facts(of: order, source: source)
            }
        }
        return facts
    }

    /// The id whose facts the read by client id already gave.
    private var lastKnownID: String? {
        for found in exchangeReads {
            if case .success(.order(let order?)) = found.content { return order.orderID.description }
            if case .success(.algoOrder(let order?)) = found.content { return order.algoID.description }
        }
        return nil
    }

    private func facts(of order: ObservedOrder, source: String) -> [Fact] {
        var facts = [
            Fact("status", order.status, source: source),
            Fact(OrderPreconditions(order).idName, order.exchangeID, source: source),
            Fact("order", order.sketch, source: source),
        ]
        if let fill = order.sentFill { facts.append(Fact(fill.name, fill.quantity.description, source: source)) }
        if case .algo(let algo) = order, let price = algo.actualPrice, !price.isZero {
            facts.append(Fact("actualPrice", price.description, source: source))
        }
        facts += placedFacts(of: order, source: source)
        if case .algo(let algo) = order, let child = algo.actualOrderID {
            facts.append(Fact("actualOrderId", child.description, source: source))
        }
        return facts
    }

    /// The time of an order that a trigger made is the trigger's; it was placed when its conditional order was.
    private func placedFacts(of order: ObservedOrder, source: String) -> [Fact] {
        guard let time = order.placedAt else { return [] }
        switch placement(of: order) {
        case .at(let placed) where placed != time:
            return [
                Fact("made by a trigger", time.description, source: source),
                Fact("placed", placed.description, source: "createTime of the conditional order"),
            ]
        case .at: return [Fact("placed", time.description, source: source)]
        case .notAfter, .unknown: return [Fact("made by a trigger", time.description, source: source)]
        }
    }
}
