extension StatusDivergence {
    /// Flag, expected state, the log's action plan, else OPEN: the contract's order.
    var expectation: ExpectedStatus {
        if let stated { return ExpectedStatus(stated, source: "--expected-status") }
        if let entry = expectedEntry, let status = BotStatus(word: entry.status) {
            return ExpectedStatus(status, source: entry.file)
        }
        if let (status, event) = loggedExpectation {
            return ExpectedStatus(status, source: "\(event.file):\(event.number)")
        }
        return ExpectedStatus(.open, source: "assumed", isAssumed: true)
    }

    /// Of several entries the youngest, and of those the last in the file.
    private var expectedEntry: ExpectedOrder? {
        let mine = evidenceStore.expectedOrders.filter {
            $0.clientOrderID == id && ($0.symbol == nil || $0.symbol == symbol)
        }
        let youngest = mine.map { $0.createdAt?.milliseconds ?? .min }.max()
        return mine.last { ($0.createdAt?.milliseconds ?? .min) == youngest }
    }

    /// `status divergence: expected=OPEN, observed=PENDING` of the last complaint that names this id.
    private var loggedExpectation: (BotStatus, LogEvent)? {
        for event in (evidenceStore.logHistory(logs)?.events ?? []).reversed() where event.clientOrderID == id {
            guard case .mismatch(let kind, let plan?) = event.meaning, kind == nil || kind == .statusDivergence,
                let match = plan.firstMatch(of: /expected=([A-Z_]+)/), let status = BotStatus(word: String(match.1))
            else { continue }
            return (status, event)
        }
        return nil
    }

    /// An unreadable source that would have gone before the one in use.
    var inputProblem: Unavailable? {
        guard stated == nil else { return nil }
        if let problem = evidenceStore.failedInput(.expectedOrders) { return problem }
        guard expectedEntry == nil else { return nil }
        if let problem = evidenceStore.failedInput(logs) { return problem }
        guard let history = evidenceStore.logHistory(logs) else { return nil }
        if let problem = history.problems.first ?? history.passedOver(id) { return problem }
        // Only where nothing says what is expected: such a line may.
        return loggedExpectation == nil ? history.unclear(id).first.map(Unavailable.notUnderstood) : nil
    }

    var firstAlgo: AlgoOrder? {
        guard let algo = evidenceStore.algoOrder(.algoOrder(id)), algo.symbol == symbol else { return nil }
        return algo
    }

    /// The order as first read; a conditional one that has fired lives on as a normal one.
    var observed: ObservedOrder? {
        let byID = evidenceStore.order(.order(symbol, id))
        if let algo = firstAlgo {
            if algo.status.isLive { return byID?.status.isLive == true ? byID.map(ObservedOrder.normal) : .algo(algo) }
            if let child = childRead.first.flatMap({ evidenceStore.order($0) }) { return .normal(child) }
            guard let byID else { return .algo(algo) }
            guard algo.status != .triggered, algo.status != .finished else { return .normal(byID) }
            return (byID.time?.milliseconds ?? 0) >= (algo.createTime?.milliseconds ?? 0) ? .normal(byID) : .algo(algo)
        }
        return byID.map(ObservedOrder.normal)
    }

    /// The order as read after the grace: the same one, not another under a reused id.
    private var observedLater: ObservedOrder? {
        guard let first = observed else { return nil }
        for request in secondRead {
            let later: ObservedOrder? =
                evidenceStore.order(request).map { .normal($0) } ?? evidenceStore.algoOrder(request).map { .algo($0) }
            if let later, later.exchangeID == first.exchangeID { return later }
        }
        return nil
    }

    var failedRead: Verdict? {
        let failures = evidenceStore.failures(reads)
        if let worst = failures.worst {
            return failures.count == reads.count ? wording.nothingRead(worst) : wording.unread(worst)
        }
        return evidenceStore.failures(childRead).worst.map(wording.unread)
    }

    var verdict: Verdict {
        if let failedRead { return failedRead }
        if let inputProblem { return wording.unread(inputProblem) }
        guard let first = observed else { return unknownOrder }
        if let decided = decide(first, afterGrace: false) { return decided }
        if let worst = evidenceStore.failures(secondRead).worst { return wording.unread(worst) }
        guard let later = observedLater else { return wording.vanished(first) }
        return decide(later, afterGrace: true) ?? wording.persistent(expectation, first: first, later: later)
    }

    private var unknownOrder: Verdict {
        if let worst = evidenceStore.failures(likeReads).worst { return wording.unread(worst) }
        let open =
            evidenceStore.openOrders(symbol).map(\.clientOrderID)
            + evidenceStore.openAlgoOrders(symbol).map(\.clientAlgoID)
        let isKnown =
            expectedEntry != nil || evidenceStore.logHistory(logs)?.events.contains { $0.clientOrderID == id } == true
        return wording.unknownOrder(isKnown: isKnown, like: LikeIDs.nearest(to: id, among: open))
    }

    private func decide(_ order: ObservedOrder, afterGrace: Bool) -> Verdict? {
        if expectation.status.agrees(with: order) {
            return wording.converged(expectation, order, afterGrace: afterGrace)
        }
        if case .algo(let algo) = order, algo.hasFired, !algo.isFilledWhole { return wording.triggered(algo) }
        if order.isFinal { return wording.terminalMissed(expectation, order) }
        if afterGrace, order.hasUnknownStatus { return wording.oddStatus(order) }
        return nil
    }

    var wording: DivergenceWording { DivergenceWording(symbol: symbol, id: id, graceMilliseconds: graceMilliseconds) }
}
