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
        let hasHistory = evidence.contains { $0.key.kind == .logHistory }
        guard hasHistory, let found = evidence.first(where: { $0.key.kind == .logLines })?.value else {
            guard case .all = scope, ordersAreRead, candidates.isEmpty else { return nil }
            return StepReport(Self.logsStep, .skipped, "there is no open grinder order to look for")
        }
        switch found.content {
        case .failure(let problem) where problem.kind == .notAsked:
            return StepReport(Self.logsStep, .skipped, problem.detail)
        case .failure(let problem):
            return StepReport(Self.logsStep, .failed, "\(problem.source): \(problem.detail)")
        case .success(.logLines(let byID)):
            return logsReport(byID.sorted { $0.key < $1.key }.map(\.value))
        case .success:
            return nil
        }
    }

    private func logsReport(_ logs: [LogEvidence]) -> StepReport {
        let lines = logs.flatMap(\.lines)
        let matched = logs.map(\.matched).reduce(0, +)
        var problems: [Unavailable] = []
        for problem in logs.flatMap(\.problems) + (logHistory?.problems ?? []) where !problems.contains(problem) {
            problems.append(problem)
        }
        var facts = lines.prefix(20).map { Fact("line", $0.text, source: "\($0.file):\($0.number)") }
        let shown = facts.count
        facts += problems.map { Fact("unread", $0.detail, source: $0.source) }
        let files = logs.first?.searched.count ?? 0
        let summary =
            matched == 0
            ? "no line in \(Count.of(files, "file")) names it; grinder logs ids only in httpx request lines"
            : "\(Count.of(matched, "line")) in \(Count.of(files, "file"))"
                + (matched > shown ? ", the first \(shown) shown" : "")
        return StepReport(Self.logsStep, problems.isEmpty ? .ok : .attention, summary, facts: facts)
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
