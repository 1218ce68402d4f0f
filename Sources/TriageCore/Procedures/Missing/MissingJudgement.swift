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
                ? wording.live(.normal(order), notes: contradiction(.normal(order)))
                : wording.oddStatus(.normal(order))
        }
        if let algo = evidenceStore.openAlgoOrders(symbol).first(where: { $0.clientAlgoID == id && !hasEnded($0) }) {
            return algo.status.isLive
                ? wording.live(.algo(algo), notes: contradiction(.algo(algo)))
                : wording.oddStatus(.algo(algo))
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

    /// What may tell of a placement after this order's, and was not read, understood or dated: then this one only carried
    /// the same id, and is likely the one that the bot misses, not certainly.
    private func doubt(_ found: ObservedOrder) -> String? {
        if case .known(_, _, isAttested: true) = placement {
            return later(than: found).map { "\($0.name) shows a later placement under this id than this order's." }
        }
        return unreadPlacement.map { "\($0), and may show a later placement under this id." }
    }

    /// What the bot's own log says against this order: that it was refused when it was placed, or is not expected. It is
    /// named; what the exchange says of the order stands.
    private func contradiction(_ found: ObservedOrder) -> [String] {
        let bot = BotStatements(evidenceStore.logHistory(logs), on: id, placedAt: found.placedAt)
        let refusal = bot.failures.first { line in
            guard line.clientOrderID == id else { return false }
            if case .request(_, _, let status) = line.meaning { return (400..<500).contains(status) }
            return true
        }
        if let refusal {
            return ["However, the log shows its placement refused at that time: \(refusal.words) (\(refusal.place))."]
        }
        return bot.flags.prefix(1).map { "However, the bot's log flags the id as unexpected (\($0.place))." }
    }

    /// A placement of the id that is not this order's: of the two the bot may miss the other.
    private func later(than found: ObservedOrder) -> PlacementTime.Source? {
        guard let placed = found.placedAt else { return nil }
        return placementSources.sources.last { $0.strength == .direct && $0.isLater(than: placed) }
    }

    private var unreadPlacement: String? {
        if let unread = unreadInput { return "\(unread.source) was not read" }
        let history = evidenceStore.logHistory(logs)
        if let outside = history?.passedOver(id) { return "Not all of the logs was read (\(outside.detail))" }
        if let line = history?.unclear(id).first { return "\(line.place) was not understood" }
        let undated = placementSources.sources.first { $0.strength == .dateInferred }
        return undated.map { "The date of \($0.name) is inferred" }
    }

    private func isBeyondUnfilled(_ algo: AlgoOrder) -> Bool {
        guard let now = evidenceStore.exchangeTime, let time = algo.updateTime ?? algo.createTime else { return false }
        return now.milliseconds(since: time) >= Retention.unfilled
    }

    private func notes(_ found: ObservedOrder) -> [String] {
        let others = carriers.filter { $0.exchangeID != found.exchangeID }.count
        let said = contradiction(found)
        guard others > 0 else { return said }
        return said + [
            "\(others + 1) orders carried this id, which the exchange allows one after the other; "
                + "the newest after the placement counts (id \(found.exchangeID))."
        ]
    }

    var wording: MissingWording { MissingWording(symbol: symbol, id: id) }
}

/// What it means that no read knows the order. "Not there" is concluded only where the exchange could not have
/// forgotten it.
extension MissingOrder {
    /// An order placed this recently may not yet show in a REST read.
    static let lag: Int64 = 10_000

    var absent: Verdict {
        guard let now = evidenceStore.exchangeTime else {
            let problem =
                evidenceStore.failures([.exchangeTime]).worst
                ?? Unavailable(.notAsked, source: "GET /fapi/v1/time", detail: "the exchange's time is unknown")
            return wording.unread(problem)
        }
        if let problem = unreadInput { return wording.unread(problem) }
        let unclear = evidenceStore.logHistory(logs)?.unclear(id) ?? []
        if let line = unclear.first { return wording.notUnderstood(line, of: unclear.count) }
        if let why = passedOver { return wording.passedOver(why) }
        if let refusal, existence == nil, unexplainedFills.isEmpty { return refused(refusal, now: now) }
        switch placement {
        case .unknown(let why): return wording.placementUnknown(why)
        case .known(let span, let latest, let isAttested):
            return absent(placed: span, latest: latest, isAttested: isAttested, now: now)
        }
    }

    private func absent(placed span: TimeSpan, latest: Timestamp, isAttested: Bool, now: Timestamp) -> Verdict {
        let age = now.milliseconds(since: span.from)
        guard age < Retention.orders else { return wording.agedOut(placed: latest, everything: true, older.count) }
        guard age < Retention.unfilled else {
            return wording.agedOut(placed: latest, everything: false, older.count)
        }
        guard let window, window.from <= span.from, min(span.to, now) <= window.to else {
            return wording.placementUnknown("the order history that was read does not cover the placement")
        }
        if placementSources.isFresh(at: now, lag: Self.lag) { return wording.tooFresh(latest) }
        guard unexplainedFills.isEmpty else { return wording.strangeFills(unexplainedFills) }
        if let line = existence { return wording.acceptedButUnknown(line) }
        if let line = duplicate { return wording.idWasOpen(line) }
        return wording.neverArrived(
            placed: latest, isAttested: isAttested, cause: cause, older: older.count, belief: belief)
    }

    /// The refusal stands in the log; what else the exchange remembers only confirms it.
    private func refused(_ refusal: Refusal, now: Timestamp) -> Verdict {
        var isKept = false
        if case .known(let span, _, true) = placement {
            isKept = now.milliseconds(since: span.from) < Retention.unfilled
        }
        return wording.refused(
            refusal, isCertain: isKept && refusal.isNamed && belief == nil, older: older.count, belief: belief)
    }

    /// What `--since` and `--until` keep from being read.
    private var passedOver: String? {
        guard let history = evidenceStore.logHistory(logs) else { return nil }
        let window = history.window
        if let problem = history.passedOver(id) { return problem.detail }
        guard case .known(let span, _, _) = placement else { return nil }
        if let since = window.since, since > span.from {
            return "the logs were asked for from \(since) on, after the placement, which may be \(span.from) (--since)"
        }
        if let until = window.until, until < span.to {
            return "--until leaves out the time of the placement, which may be \(span.to)"
        }
        return nil
    }

    /// A log or expected state that was named and could not be read may hold an earlier placement.
    private var unreadInput: Unavailable? {
        evidenceStore.failedInput(logs) ?? evidenceStore.failedInput(.expectedOrders)
            ?? evidenceStore.logHistory(logs)?.problems.first
    }

    static func isAccepted(_ status: Int) -> Bool { (200..<300).contains(status) }

    /// The log lines that place this very id.
    var placementLines: [LogEvent] {
        evidenceStore.logHistory(logs)?.events.filter { $0.placementStatus(of: id) != nil } ?? []
    }

    /// Only a line that names the id explains what happened to it.
    private var cause: MissingWording.Cause {
        let events = evidenceStore.logHistory(logs)?.events ?? []
        for event in events.reversed() where event.clientOrderID == id {
            if case .placementError(let code?, let message, _) = event.meaning {
                return .refused("\(code) \(message)", line: event)
            }
        }
        guard let last = placementLines.last, let status = last.placementStatus(of: id) else { return .unknown }
        return .unansweredPlacement(status, line: last)
    }

    /// Orders behind fills in the window that no read has named.
    var strangeFills: [OrderID] {
        guard let window else { return [] }
        let listed = evidenceStore.allOrders(symbol, window).map(\.orderID)
        let open = evidenceStore.openOrders(symbol).map(\.orderID)
        let byID = evidenceStore.order(.order(symbol, id)).map { [$0.orderID] } ?? []
        let known = Set(listed + open + byID)
        // Order ids rise per symbol: what lies below the first order of the window was placed before it.
        let first = listed.min()
        let strange = Set(evidenceStore.trades(symbol, window).map(\.orderID)).subtracting(known)
        return strange.filter { id in first.map { id > $0 } ?? true }.sorted(by: >)
    }

    private var unexplainedFills: [OrderID] {
        strangeFills.filter { evidenceStore.order(.orderByID(symbol, $0)) == nil }
    }
}
