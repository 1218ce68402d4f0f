/// What it means that no read knows the order. "Not there" is concluded only where the exchange could not have
/// forgotten it.
extension MissingOrder {
    /// An order placed this recently may not yet show in a REST read.
    static let lag: Int64 = 10_000

    var absent: Verdict {
        guard let now = dossier.exchangeTime else {
            let problem =
                dossier.failures([.exchangeTime]).worst
                ?? Unavailable(.notAsked, source: "GET /fapi/v1/time", detail: "the exchange's clock is not known")
            return wording.unread(problem)
        }
        if let problem = unreadInput { return wording.unread(problem) }
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
        if let line = placementLines.first(where: { $0.placementStatus(of: id).map(Self.isAccepted) == true }) {
            return wording.acceptedButUnknown(line)
        }
        return wording.neverArrived(
            placed: latest, isAttested: isAttested, cause: cause, older: older.count)
    }

    /// A log or expected state that was named and could not be read may hold an earlier placement.
    private var unreadInput: Unavailable? {
        dossier.failedInput(logs) ?? dossier.failedInput(.expectedOrders) ?? dossier.logHistory(logs)?.problems.first
    }

    static func isAccepted(_ status: Int) -> Bool { (200..<300).contains(status) }

    /// The log lines that place this very id.
    var placementLines: [LogEvent] {
        dossier.logHistory(logs)?.events.filter { $0.placementStatus(of: id) != nil } ?? []
    }

    /// Only a line that names the id explains what happened to it.
    private var cause: MissingWording.Cause {
        let events = dossier.logHistory(logs)?.events ?? []
        for event in events.reversed() where event.clientOrderID == id {
            if case .placementError(let code?, let message, _) = event.meaning {
                return .refused("\(code) \(message)", line: event)
            }
        }
        guard let last = placementLines.last, let status = last.placementStatus(of: id) else { return .unknown }
        return (400..<500).contains(status) && status != 408
            ? .refused("HTTP \(status)", line: last) : .unansweredPlacement(status, line: last)
    }

    /// Orders behind fills in the window that no read has named.
    var strangeFills: [OrderID] {
        guard let window else { return [] }
        let listed = dossier.allOrders(symbol, window).map(\.orderID)
        let open = dossier.openOrders(symbol).map(\.orderID)
        let byID = dossier.order(.order(symbol, id)).map { [$0.orderID] } ?? []
        let known = Set(listed + open + byID)
        // Order ids rise per symbol: what lies below the first order of the window was placed before it.
        let first = listed.min()
        let strange = Set(dossier.trades(symbol, window).map(\.orderID)).subtracting(known)
        return strange.filter { id in first.map { id > $0 } ?? true }.sorted(by: >)
    }

    private var unexplainedFills: [OrderID] {
        strangeFills.filter { dossier.order(.orderByID(symbol, $0)) == nil }
    }
}
