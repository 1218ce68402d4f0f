extension UnexpectedOrders {
    /// One order with the rule that decides it, or the verdict that needs no rule.
    struct Judgement {
        let subject: Subject
        let rule: OrphanRule?
        let verdict: Verdict
        /// The very order it is about.
        var order: ObservedOrder?
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
        guard let order = live.first ?? lastSeen else { return decided(notOpen(subject, id, byID)) }
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

    /// Nothing is open under the id. Whether it is over, or was never anything but a slip, is for what else knows it.
    private func notOpen(_ subject: Subject, _ id: ClientOrderID, _ byID: Ownership) -> Verdict {
        let like = LikeIDs.nearest(to: id, among: openOrders.map(\.clientOrderID))
        guard let witness = witness(of: id) else {
            if let problem = unread(for: id).first ?? evidence[.auditMentions(id)].flatMap(\.problem) {
                return UnexpectedWording.unread(subject, problem)
            }
            return UnexpectedWording.nobodyKnows(subject, like: like)
        }
        // What was not read, or not understood, may say that it was accepted a moment ago.
        if let problem = unreadLogs(for: id).first { return UnexpectedWording.unread(subject, problem) }
        if let verdict = contradiction(subject, like: like) { return verdict }
        guard case .notGrinders(let reason) = byID, let symbol = subject.symbol else {
            return UnexpectedWording.notKnown(subject, witness: witness)
        }
        return UnexpectedWording.notOurs(symbol: symbol, reason: reason, seen: "No open order has this id. ")
    }

    /// No read of the exchange, no log and no expected state knows the one id in question.
    var isStranger: Bool {
        guard case .one(_, let id) = scope, exchangeReads.allSatisfy({ $0.failure == nil }) else { return false }
        return candidates.isEmpty && lastSeen == nil && inputWitness(of: id) == nil
    }

    /// What knows the id although no read of the exchange does; `nil`: nothing.
    private func witness(of id: ClientOrderID) -> String? {
        if let input = inputWitness(of: id) { return input }
        guard case .success(.auditMentions(let rows))? = evidence[.auditMentions(id)]?.content, let row = rows.last
        else { return nil }
        return "the audit log (seq \(row.seq), \(row.kind) of \(row.exchangeID))"
    }

    private func inputWitness(of id: ClientOrderID) -> String? {
        if let line = logHistory?.lines(naming: [id]).first { return "\(line.file):\(line.number)" }
        return expectedOrders.first { $0.clientOrderID == id }?.file
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
        let missing = exchangeReads.compactMap(\.failure).worst
        var found = open.map { order in
            let subject = Subject(.orderUnexpected, symbol: order.symbol, clientOrderID: order.clientOrderID)
            // The list that is missing may hold another order under this id.
            if let missing {
                let verdict = UnexpectedWording.unread(subject, missing)
                return Judgement(subject: subject, rule: nil, verdict: verdict, order: order)
            }
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
        let placement = placement(of: order)
        let rule = OrphanRule(
            subject: subject, order: order,
            ownership: Ownership.of(order.clientOrderID, carrying: order.symbol, identity: identity),
            expected: expectedOrders,
            instances: InstanceRule(instances: instanceReports, word: word), unread: unread(for: order.clientOrderID),
            placement: placement,
            bot: BotStatements(
                logHistory, on: order.clientOrderID, placedAt: placement.moment,
                unread: unreadLogs(for: order.clientOrderID)))
        return Judgement(subject: subject, rule: rule, verdict: rule.judge(), order: order)
    }

    func placement(of order: ObservedOrder) -> Placement {
        Placement(
            order,
            parents: algoOrdersByID + openOrders.compactMap { if case .algo(let algo) = $0 { algo } else { nil } })
    }

    private var algoOrdersByID: [AlgoOrder] {
        evidence.values.compactMap { found in
            if case .success(.algoOrder(let order?)) = found.content { order } else { nil }
        }
    }

    var logHistory: LogHistory? {
        for found in evidence.values {
            if case .success(.logHistory(let history)) = found.content { return history }
        }
        return nil
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
    var lastSeen: ObservedOrder? {
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

    var word: InstanceRule.OperatorStatement? { answer?.text.map(InstanceRule.OperatorStatement.init) }

    /// Needed reads of the exchange, in the order asked.
    var exchangeReads: [Evidence] { reads.compactMap { evidence[$0] } }

    /// A needed read of the exchange failed: that no order is known says nothing.
    var isPartlyBlind: Bool { exchangeReads.contains { $0.failure != nil } }

    private func unread(for id: ClientOrderID) -> [Unavailable] {
        var problems = exchangeReads.compactMap(\.failure)
        if let parent = evidence[.algoOrder(id)]?.failure, !problems.contains(parent) { problems.append(parent) }
        for kind in [EvidenceRequest.Kind.expectedOrders, .instances] {
            if let problem = evidence.first(where: { $0.key.kind == kind })?.value.problem { problems.append(problem) }
        }
        return problems + unreadLogs(for: id)
    }

    /// Logs that were named, and what of them was not read or did not cover the id.
    private func unreadLogs(for id: ClientOrderID) -> [Unavailable] {
        let searches = evidence.filter { $0.key.kind == .logHistory }
        var problems = searches.values.compactMap(\.problem).sorted { $0.told < $1.told } + (logHistory?.unread ?? [])
        if let problem = logHistory?.passedOver(id) { problems.append(problem) }
        return problems + (logHistory?.unclear(id) ?? []).map(Unavailable.notUnderstood)
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

    /// That nobody named a file or a log is no failed read.
    var problem: Unavailable? { failure.flatMap { $0.kind == .notAsked ? nil : $0 } }
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
        case .notAsked, .outsideWindow: 6
        }
    }
}
