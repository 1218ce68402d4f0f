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
    var unreadInput: Unavailable? {
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
