extension MissingOrder {
    /// What is concluded from the evidence received.
    var verdict: Verdict {
        if let failed = failedRead(reads, mayBeAll: true) { return failed }
        if let settled { return settled }
        if let failed = failedRead(windows + singles, mayBeAll: false) { return failed }
        guard let found = ended.first else { return absent }
        return judge(found, among: ended.count)
    }

    /// The order that lives under the id, else the newest that ended under it.
    var judged: JudgedSubject? {
        let open =
            evidenceStore.openOrders(symbol).filter { $0.clientOrderID == id }.map(ObservedOrder.normal)
            + evidenceStore.openAlgoOrders(symbol).filter { $0.clientAlgoID == id }.map(ObservedOrder.algo)
        return (open.first ?? ended.first).map(JudgedSubject.init)
    }

    private func failedRead(_ requests: [EvidenceRequest], mayBeAll: Bool) -> Verdict? {
        let failures = evidenceStore.failures(requests)
        guard let worst = failures.worst else { return nil }
        return mayBeAll && failures.count == requests.count
            ? wording.nothingRead(worst) : wording.unread(worst)
    }

    /// A conclusion for which history is not needed: the order lives, or two reads contradict each other.
    var settled: Verdict? {
        if let order = evidenceStore.openOrders(symbol).first(where: { $0.clientOrderID == id && !hasEnded($0) }) {
            return order.status.isLive
                ? wording.live(.normal(order), notes: []) : wording.oddStatus(.normal(order))
        }
        if let algo = evidenceStore.openAlgoOrders(symbol).first(where: { $0.clientAlgoID == id && !hasEnded($0) }) {
            return algo.status.isLive ? wording.live(.algo(algo), notes: []) : wording.oddStatus(.algo(algo))
        }
        if let order = evidenceStore.order(.order(symbol, id)), !order.status.isFinal {
            return order.status.isLive
                ? wording.changing("GET by id says \(order.status), but it is not among the open orders")
                : wording.oddStatus(.normal(order))
        }
        guard let algo = algoByID else { return nil }
        switch algo.status {
        case .triggering: return wording.live(.algo(algo), notes: [])
        case .new: return wording.changing("GET by id says NEW, but it is not among the open conditional orders")
        case .other: return wording.oddStatus(.algo(algo))
        default: return nil
        }
    }

    /// The read by id, which may be the later of two, says that this order is final: final stays final.
    private func hasEnded(_ order: Order) -> Bool {
        guard let byID = evidenceStore.order(.order(symbol, id)) else { return false }
        return byID.orderID == order.orderID && byID.status.isFinal
    }

    private func hasEnded(_ algo: AlgoOrder) -> Bool {
        guard let byID = algoByID else { return false }
        return byID.algoID == algo.algoID && !byID.status.isLive
    }

    /// An algo order is asked for without a symbol; one on another symbol is another order.
    var algoByID: AlgoOrder? {
        guard let algo = evidenceStore.algoOrder(.algoOrder(id)), algo.symbol == symbol else { return nil }
        return algo
    }

    /// The normal order that the trigger of the conditional one made.
    var child: OrderID? {
        guard let algo = algoByID, algo.status == .triggered || algo.status == .finished else { return nil }
        guard let child = algo.actualOrderID, normalOrders.allSatisfy({ $0.orderID != child }) else { return nil }
        return child
    }

    /// Everything normal that was read, each order once.
    private var normalOrders: [Order] {
        var orders = [evidenceStore.order(.order(symbol, id))].compactMap(\.self) + evidenceStore.openOrders(symbol)
        if let window { orders += evidenceStore.allOrders(symbol, window) }
        var seen: Set<OrderID> = []
        return orders.filter { seen.insert($0.orderID).inserted }
    }

    /// Orders that carried this id and are not known to be older than the placement, newest first. Client ids are
    /// unique among open orders only: a reused id may show several.
    var ended: [ObservedOrder] { carriers.filter { !isOlder($0) } }

    /// Orders that carried this id before the placement in question.
    var older: [ObservedOrder] { carriers.filter(isOlder) }

    private var carriers: [ObservedOrder] {
        var orders = normalOrders + singleOrdersByFill
        orders = orders.filter { $0.clientOrderID == id && $0.orderID != triggered?.orderID }
        let algo = algoByID.map { [ObservedOrder.algo($0)] } ?? []
        return (orders.map(ObservedOrder.normal) + algo).sorted { left, right in
            let (leftTime, rightTime) = (left.placedAt?.milliseconds ?? .max, right.placedAt?.milliseconds ?? .max)
            return (leftTime, left.exchangeID) > (rightTime, right.exchangeID)
        }
    }

    private var singleOrdersByFill: [Order] {
        guard let window else { return [] }
        let filled = Set(evidenceStore.trades(symbol, window).map(\.orderID))
        let known = Set(normalOrders.map(\.orderID))
        return filled.subtracting(known).sorted().compactMap { evidenceStore.order(.orderByID(symbol, $0)) }
    }

    private func isOlder(_ order: ObservedOrder) -> Bool {
        guard case .known(let span, _, let isAttested) = placement, isAttested, let time = order.placedAt else {
            return false
        }
        return time < span.from
    }

    /// The normal order in whose shape the conditional one lives on, once it is read.
    private var triggered: Order? {
        guard let algo = algoByID, let child = algo.actualOrderID else { return nil }
        return normalOrders.first { $0.orderID == child } ?? evidenceStore.order(.orderByID(symbol, child))
    }

    private func judge(_ found: ObservedOrder, among count: Int) -> Verdict {
        let doubt = doubt(found)
        guard case .algo(let algo) = found, algo.hasFired else {
            return wording.verdict(on: found, notes: notes(found), doubt: doubt)
        }
        // Its own row says what its order filled, also when that order is past its retention.
        if triggered == nil, algo.status == .finished, algo.fill != nil {
            return wording.verdict(on: found, notes: notes(found), doubt: doubt)
        }
        guard let triggered else { return wording.triggerLost(algo, isOld: isBeyondUnfilled(algo)) }
        return triggered.status.isLive
            ? wording.live(.normal(triggered), notes: ["Its trigger fired (algoId \(algo.algoID))."])
            : wording.verdict(
                on: .normal(triggered), notes: ["Its trigger fired (algoId \(algo.algoID))."] + notes(found),
                doubt: doubt)
    }

    /// What was named and not read, where it may tell of a placement after this order's: then this one only carried the
    /// same id. An id that holds the order's own time leaves no such doubt.
    private func doubt(_ found: ObservedOrder) -> Unavailable? {
        if case .known(_, _, isAttested: true) = placement { return nil }
        guard let time = found.placedAt, placementSources.sources.contains(where: { $0.span.contains(time) }) else {
            return unreadInput
        }
        return nil
    }

    private func isBeyondUnfilled(_ algo: AlgoOrder) -> Bool {
        guard let now = evidenceStore.exchangeTime, let time = algo.updateTime ?? algo.createTime else { return false }
        return now.milliseconds(since: time) >= Retention.unfilled
    }

    private func notes(_ found: ObservedOrder) -> [String] {
        let others = carriers.filter { $0.exchangeID != found.exchangeID }.count
        guard others > 0 else { return [] }
        return [
            "\(others + 1) orders carried this id, which the exchange allows one after the other; "
                + "the newest after the placement counts (id \(found.exchangeID))."
        ]
    }

    var wording: MissingWording { MissingWording(symbol: symbol, id: id) }
}
