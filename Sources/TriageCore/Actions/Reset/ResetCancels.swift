/// Step 3: every open order of grinder's, normal and conditional, and what their triggers make meanwhile.
extension FullStateReset {
    func nextOfCancel() -> ResetEffect {
        if !work.toFollow.isEmpty {
            return .follow(work.toFollow.values.sorted { $0.algoID.rawValue < $1.algoID.rawValue })
        }
        guard let orders = work.orders else { return .readOrders }
        let targets = untried(orders)
        return targets.isEmpty ? .waitForTriggers(Self.symbols(of: orders.triggering)) : .cancel(targets)
    }

    private func untried(_ orders: ResetOrders) -> [ObservedOrder] {
        orders.targets.filter { work.tries[$0.key, default: 0] < Self.mostTries }
    }

    mutating func receiveOrders(_ read: Result<ResetOpenOrders, Unavailable>) {
        guard let step else { return }
        switch read {
        case .failure(let problem):
            let why = "\(problem.source): \(problem.detail)"
            stop(
                step, "the open orders could not be read: \(why)",
                [.unread("open grinder orders are unknown: \(why)")])
        case .success(let lists):
            note(lists)
            if step == .flatten { returnToCancels() }
        }
    }

    /// Conditional orders that were firing and are listed no more have become normal orders, or nothing.
    private mutating func note(_ lists: ResetOpenOrders) {
        let orders = ResetOrders(
            open: lists.normal, algo: lists.algo, scope: setting.scope, identity: setting.identity)
        let listed = Set(lists.algo.map(\.algoID))
        for (id, algo) in work.watched where !listed.contains(id) {
            work.toFollow[id] = algo
            work.watched[id] = nil
        }
        for case .algo(let algo) in orders.triggering { work.watched[algo.algoID] = algo }
        work.orders = orders
        work.open = lists.normal
    }

    /// An order that was not there when the cancels ended: back to them, before anything is called done.
    private mutating func returnToCancels() {
        guard let orders = work.orders else { return }
        guard !orders.grinders.isEmpty || !work.toFollow.isEmpty else { return work.areOrdersChecked = true }
        work.returns += 1
        guard work.returns <= Self.mostTries else {
            return stop(
                .flatten, "new grinder orders keep appearing: something is still running", leftOrders(orders))
        }
        reports[.cancel] = nil
        work.waits = 0
        step = .cancel
    }

    mutating func receiveCancels(_ results: [ResetActionResult<ObservedOrder>]) {
        var done: Set<String> = []
        var ending: (why: String, order: ObservedOrder)?
        for result in results {
            let key = result.subject.key
            work.tries[key, default: 0] += 1
            switch result.ending {
            case .verified:
                work.cancelled += 1
                done.insert(key)
            case .failed(let why):
                work.reasons[key] = why
                if case .algo(let algo) = result.subject { work.watched[algo.algoID] = algo }
            case .impossible(let why, _):
                work.reasons[key] = why
                work.tries[key] = Self.mostTries
            case .unknown(let why), .halted(let why):
                work.reasons[key] = why
                ending = ending ?? (why, result.subject)
            }
        }
        guard let ending else { return work.orders = nil }
        let rest = (work.orders?.grinders ?? []).filter { !done.contains($0.key) }
        facts[.cancel] = cancelFacts
        stop(
            .cancel, "\(ending.order.clientOrderID): \(ending.why)",
            rest.map { .order($0, work.reasons[$0.key] ?? "not tried after that") })
    }

    /// A second later its order is there, or it is over; the lists are read again only when one of them has moved.
    mutating func receiveWait(_ read: Result<[AlgoOrder], Unavailable>) {
        work.waits += 1
        guard let orders = work.orders else { return }
        let algos: [AlgoOrder]
        switch read {
        case .success(let found): algos = found
        case .failure(let problem):
            facts[.cancel] = cancelFacts
            return stop(
                .cancel, "the firing triggers could not be read: \(problem.source): \(problem.detail)",
                leftOrders(orders))
        }
        let firing = Set(algos.map(ObservedOrder.algo).filter(\.isTriggering).map(\.key))
        if orders.triggering.contains(where: { !firing.contains($0.key) }) { work.orders = nil }
    }

    private static func symbols(of orders: [ObservedOrder]) -> [Symbol] { Set(orders.map(\.symbol)).sorted() }

    mutating func receiveFollowed(_ algos: [AlgoOrder]) {
        work.children.formUnion(algos.compactMap(\.actualOrderID))
        work.toFollow = [:]
    }

    mutating func settleCancel() -> Bool {
        guard let orders = work.orders, work.toFollow.isEmpty, untried(orders).isEmpty else { return false }
        if !orders.triggering.isEmpty, work.waits < Self.mostWaits { return false }
        facts[.cancel] = cancelFacts
        let rest = leftOrders(orders)
        guard rest.isEmpty else {
            isBlocked = rest.allSatisfy { $0.remedy != nil }
            stop(.cancel, "\(Count.of(rest.count, "order")) could not be cancelled", rest)
            return false
        }
        let foreign = orders.foreign == 0 ? "" : "; \(Count.of(orders.foreign, "order")) of others left untouched"
        let cancelled = work.cancelled == 0 ? "" : "\(work.cancelled) cancelled: "
        end(.cancel, .ok, "\(cancelled)no open grinder order on \(setting.scope.words)\(foreign)")
        return true
    }

    private var cancelFacts: [Fact] {
        work.children.map(\.description).sorted().map {
            Fact("made by a trigger", "order \($0)", source: "GET /fapi/v1/algoOrder")
        }
    }

    func leftOrders(_ orders: ResetOrders) -> [ResetLeftover] {
        let own = orders.grinders.map { order in
            ResetLeftover.order(order, work.reasons[order.key] ?? obstacle(order))
        }
        // Made by a trigger of grinder's, but under an id that is not: nothing overrides `not-ours`.
        let ids = Set(orders.grinders.map(\.exchangeID))
        let children = work.open.filter { work.children.contains($0.orderID) && !ids.contains($0.orderID.description) }
        return own + children.map { .stranger(.normal($0)) }
    }

    private func obstacle(_ order: ObservedOrder) -> String {
        guard order.isTriggering else { return order.isLive ? "still open" : "a status grinderctl doesn't know" }
        let since = work.waits == 0 ? "" : " for \(work.waits) s"
        return "its trigger has been firing\(since), and no cancel reaches it"
    }
}

extension ObservedOrder {
    /// Order ids count per symbol, algo ids in a space of their own.
    package var key: String {
        switch self {
        case .normal: "order \(symbol) \(exchangeID)"
        case .algo: "algo \(exchangeID)"
        }
    }
}
