/// What each step of the procedure found, for the report and the audit log.
extension StatusDivergence {
    package func report() -> [StepReport] {
        var steps: [StepReport] = []
        if let found = evidenceStore[logs] { steps.append(logsReport(found)) }
        guard evidenceStore.has([logs, .expectedOrders]) else { return steps }
        steps.append(expectedReport())
        guard evidenceStore.has(opening + childRead + likeReads) else { return steps }
        steps.append(orderReport())
        if evidenceStore.has(secondRead) { steps.append(graceReport()) }
        return steps
    }

    private func logsReport(_ found: Evidence) -> StepReport {
        LogHistoryReport.report(Self.logsStep, found) { event in
            guard event.clientOrderID == id else { return nil }
            switch event.meaning {
            case .mismatch(_, let plan): return plan ?? "RECONCILE_MISMATCH"
            case .request(let method, let path, let status): return "\(method) \(path): HTTP \(status)"
            default: return "line"
            }
        }
    }

    private func expectedReport() -> StepReport {
        var facts: [Fact] = []
        if let found = evidenceStore[.expectedOrders] {
            let entries = ExpectedOrderReport.report(Self.expectedStep, found, id: id)
            if entries.status == .failed { facts.append(Fact("unread", entries.summary, source: found.source)) }
            facts += entries.facts
        }
        let expected = expectation
        facts.append(Fact("expected status", expected.status.rawValue, source: expected.source))
        if let problem = inputProblem {
            return StepReport(Self.expectedStep, .failed, "\(problem.source): \(problem.detail)", facts: facts)
        }
        return expected.isAssumed
            ? StepReport(
                Self.expectedStep, .attention, "OPEN is assumed: give --expected-status or --expected", facts: facts)
            : StepReport(Self.expectedStep, .ok, "\(expected.status.rawValue), from \(expected.source)", facts: facts)
    }

    private func orderReport() -> StepReport {
        let failures = evidenceStore.failures(reads + childRead + likeReads)
        var facts: [Fact] = []
        for request in reads + childRead {
            guard let found = evidenceStore[request] else { continue }
            let algo = evidenceStore.algoOrder(request)
            if let order = evidenceStore.order(request) { facts += OrderFacts.of(.normal(order), source: found.source) }
            if let algo { facts += OrderFacts.of(.algo(algo), source: found.source) }
            if let algo, algo.symbol != symbol {
                facts.append(Fact("symbol", algo.symbol.rawValue, source: found.source))
            }
        }
        facts += failures.map { Fact("unread", $0.detail, source: $0.source) }
        guard failures.isEmpty else {
            let count = reads.count + childRead.count + likeReads.count
            return StepReport(
                Self.orderStep, .failed, "\(failures.count) of \(count) reads were not answered", facts: facts)
        }
        guard let order = observed else {
            return StepReport(Self.orderStep, .attention, "the exchange knows no order with this id", facts: facts)
        }
        let agrees = expectation.status.agrees(with: order)
        return StepReport(
            Self.orderStep, agrees ? .ok : .attention, "\(order.sketch), \(order.status)", facts: facts)
    }

    private func graceReport() -> StepReport {
        guard let request = secondRead.first, let found = evidenceStore[request] else {
            return StepReport(Self.graceStep, .skipped, "not needed")
        }
        let grace = Fact("grace", "\(graceMilliseconds) ms", source: "--grace")
        if let problem = found.failure {
            return StepReport(Self.graceStep, .failed, "\(problem.source): \(problem.detail)", facts: [grace])
        }
        let later: ObservedOrder? =
            evidenceStore.order(request).map { .normal($0) } ?? evidenceStore.algoOrder(request).map { .algo($0) }
        guard let later else {
            return StepReport(Self.graceStep, .attention, "the order is not known any more", facts: [grace])
        }
        let agrees = expectation.status.agrees(with: later)
        return StepReport(
            Self.graceStep, agrees ? .ok : .attention, "\(later.status) after \(graceMilliseconds) ms",
            facts: [grace] + OrderFacts.of(later, source: found.source))
    }
}
