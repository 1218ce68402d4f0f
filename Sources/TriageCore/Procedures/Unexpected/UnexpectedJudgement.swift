extension UnexpectedOrders {
    /// One order with the rule that decides it, or the verdict that needs no rule.
    struct Judgement {
        let subject: Subject
        let rule: OrphanRule?
        let verdict: Verdict
    }

    /// What is concluded from the evidence received so far.
    var judgements: [Judgement] {
        switch scope {
        case .one(let symbol, let id): [judge(symbol: symbol, id: id)]
        case .all(let symbol): judgeAll(symbol)
        }
    }

    private func judge(symbol: Symbol, id: ClientOrderID) -> Judgement {
        let subject = Subject(.orderUnexpected, symbol: symbol, clientOrderID: id)
        let decided = { (verdict: Verdict) in Judgement(subject: subject, rule: nil, verdict: verdict) }
        if let failure = failedRead(subject) { return decided(failure) }
        let byID = Ownership.of(id, carrying: symbol, identity: identity)
        let live = candidates
        if live.count > 1 { return decided(Self.twins(subject, live.count)) }
        guard let order = live.first ?? lastSeen else {
            guard case .notGrinders(let reason) = byID else { return decided(UnexpectedWording.notKnown(subject)) }
            return decided(
                UnexpectedWording.notOurs(symbol: symbol, reason: reason, seen: "No open order has this id. "))
        }
        if live.isEmpty, order.isLive {
            let detail = "GET by id says \(order.status), but it is not among the open orders"
            return decided(UnexpectedWording.disagreeing(subject, detail))
        }
        if let child = openChild(of: order) {
            let detail = "its trigger fired and made order \(child.orderID), which is open as \(child.clientOrderID)"
            return decided(UnexpectedWording.disagreeing(subject, detail))
        }
        return judgement(of: order, subject)
    }

    /// Two open orders under one id, a normal and a conditional one: which of them is meant is not guessed.
    private static func twins(_ subject: Subject, _ count: Int) -> Verdict {
        UnexpectedWording.disagreeing(subject, "\(count) open orders carry this id")
    }

    /// The normal order that a conditional order's trigger made, when it rests under another client id.
    private func openChild(of order: ObservedOrder) -> Order? {
        guard case .algo(let algo) = order, let childID = algo.actualOrderID else { return nil }
        for case .normal(let open) in openOrders where open.orderID == childID && open.symbol == algo.symbol {
            return open
        }
        return nil
    }

    private func judgeAll(_ symbol: Symbol?) -> [Judgement] {
        let open = candidates
        var found = open.map { order in
            let subject = Subject(.orderUnexpected, symbol: order.symbol, clientOrderID: order.clientOrderID)
            let twins = open.filter { $0.clientOrderID == order.clientOrderID && $0.symbol == order.symbol }
            guard twins.count > 1 else { return judgement(of: order, subject) }
            return Judgement(subject: subject, rule: nil, verdict: Self.twins(subject, twins.count))
        }
        let whole = Subject(.orderUnexpected, symbol: symbol, clientOrderID: nil)
        if let failure = failedRead(whole) {
            found.append(Judgement(subject: whole, rule: nil, verdict: failure))
        }
        return found
    }

    private func judgement(of order: ObservedOrder, _ subject: Subject) -> Judgement {
        let rule = OrphanRule(
            subject: subject, order: order,
            ownership: Ownership.of(order.clientOrderID, carrying: order.symbol, identity: identity),
            expected: expectedOrders,
            instances: InstanceRule(instances: instanceReports, word: word), unread: unread(for: order.clientOrderID))
        return Judgement(subject: subject, rule: rule, verdict: rule.judge())
    }

    /// Open orders that this procedure is about, oldest id first as the exchange lists them.
    var candidates: [ObservedOrder] {
        let open = openOrders.filter { order in
            guard case .one(_, let id) = scope else {
                return Ownership.of(order.clientOrderID, carrying: order.symbol, identity: identity).isGrinders
                    || flaggedBy.flags(order.clientOrderID)
            }
            return order.clientOrderID == id
        }
        return open.filter { $0.isLive || $0.hasUnknownStatus }
    }

    /// Everything the two lists of open orders hold.
    var openOrders: [ObservedOrder] {
        var all: [ObservedOrder] = []
        for found in evidence.sorted(by: { $0.key.kind.rawValue > $1.key.kind.rawValue }) {
            if case .success(.openOrders(let orders)) = found.value.content { all += orders.map(ObservedOrder.normal) }
            if case .success(.openAlgoOrders(let orders)) = found.value.content {
                all += orders.map(ObservedOrder.algo)
            }
        }
        return all
    }

    /// What the exchange remembers by client id when nothing is open: the normal order first, since a triggered
    /// conditional order lives on as one with the same id.
    private var lastSeen: ObservedOrder? {
        for found in evidence.values {
            if case .success(.order(let order?)) = found.content { return .normal(order) }
        }
        for found in evidence.values {
            if case .success(.algoOrder(let order?)) = found.content { return .algo(order) }
        }
        return nil
    }

    var expectedOrders: [ExpectedOrder] {
        for found in evidence.values {
            if case .success(.expectedOrders(let orders)) = found.content { return orders }
        }
        return []
    }

    var instanceReports: [InstanceReport] {
        for found in evidence.values {
            if case .success(.instances(let reports)) = found.content { return reports }
        }
        return []
    }

    var word: InstanceRule.OperatorWord? { answer?.text.map(InstanceRule.OperatorWord.init) }

    func logEvidence(for id: ClientOrderID) -> LogEvidence? {
        for found in evidence.values {
            if case .success(.logLines(let lines)) = found.content, let mine = lines[id] { return mine }
        }
        return nil
    }

    /// Needed reads of the exchange, in the order asked.
    var exchangeReads: [Evidence] {
        let kinds: [EvidenceRequest.Kind] = [.order, .openOrders, .algoOrder, .openAlgoOrders]
        return kinds.compactMap { kind in evidence.first { $0.key.kind == kind }?.value }
    }

    private func unread(for id: ClientOrderID) -> [Unavailable] {
        var problems = exchangeReads.compactMap(\.failure)
        for kind in [EvidenceRequest.Kind.expectedOrders, .instances, .logLines] {
            guard let failure = evidence.first(where: { $0.key.kind == kind })?.value.failure else { continue }
            if failure.kind != .notAsked { problems.append(failure) }
        }
        guard evidence.contains(where: { $0.key.kind == .logLines && $0.value.failure == nil }) else { return problems }
        return problems + (logEvidence(for: id)?.problems ?? [Self.notSearched(id)])
    }

    private static func notSearched(_ id: ClientOrderID) -> Unavailable {
        Unavailable(.unreadable, source: "logs", detail: "the search did not cover \(id.rawValue)")
    }

    /// A failed read is never "not there": the verdict when any needed read of the exchange failed.
    private func failedRead(_ subject: Subject) -> Verdict? {
        let failures = exchangeReads.compactMap(\.failure)
        guard let worst = failures.min(by: { $0.kind.precedence < $1.kind.precedence }) else { return nil }
        return failures.count == exchangeReads.count
            ? UnexpectedWording.nothingRead(subject, worst) : UnexpectedWording.unread(subject, worst)
    }
}

extension Evidence {
    var failure: Unavailable? {
        if case .failure(let unavailable) = content { return unavailable }
        return nil
    }
}

extension Unavailable.Kind {
    /// Which of several failures is told first: what the operator can mend.
    var precedence: Int {
        switch self {
        case .credentialsRefused: 0
        case .rateLimited: 1
        case .refused: 2
        case .unusable: 3
        case .unreachable: 4
        case .unreadable: 5
        case .notAsked: 6
        }
    }
}
