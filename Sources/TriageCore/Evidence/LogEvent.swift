/// What a bot's logs tell about some ids and symbols, in time order as far as times are known.
package struct LogHistory: Sendable, Hashable {
    package let events: [LogEvent]
    /// Inputs read to their end.
    package let searched: [String]
    /// Inputs that are unreadable or were cut short: named, never silently skipped.
    package let problems: [Unavailable]
    /// From the first to the last time seen in any line, of any kind; `nil` when no line has a time.
    package let covered: ClosedRange<Timestamp>?
    /// Requests that place an order, of any id: whether the log would show one.
    package var placements = 0
    /// Those of the problems that left out lines naming no order at all, and nothing else.
    package var namelessCuts: [Unavailable] = []

    /// What may have held a line that names the subject.
    package var unread: [Unavailable] { problems.filter { !namelessCuts.contains($0) } }

    package init(
        events: [LogEvent], searched: [String], problems: [Unavailable], covered: ClosedRange<Timestamp>?
    ) {
        self.events = events
        self.searched = searched
        self.problems = problems
        self.covered = covered
    }
}

/// One line (or traceback) of a bot's log that proves something, redacted.
package struct LogEvent: Sendable, Hashable {
    package let file: String
    /// From 1.
    package let number: Int
    package let text: String
    package let time: LogTime?
    package let meaning: LogMeaning
    /// The id the line itself names; a line without one cannot be attributed to an order, and says so.
    package let clientOrderID: ClientOrderID?
    package let symbol: Symbol?

    package init(
        file: String, number: Int, text: String, time: LogTime?, meaning: LogMeaning,
        clientOrderID: ClientOrderID?, symbol: Symbol?
    ) {
        self.file = file
        self.number = number
        self.text = text
        self.time = time
        self.meaning = meaning
        self.clientOrderID = clientOrderID
        self.symbol = symbol
    }
}

package struct LogTime: Sendable, Hashable {
    package enum Certainty: Sendable, Hashable {
        /// Date, time and zone stand in the line (or its transport prefix).
        case exact
        /// The zone is assumed to be the local one or UTC.
        case zoneAssumed
        /// The date was inferred from neighbours, midnight or the file's time.
        case dateInferred
    }

    package let moment: Timestamp
    package let certainty: Certainty

    package init(moment: Timestamp, certainty: Certainty) {
        self.moment = moment
        self.certainty = certainty
    }
}

package enum LogMeaning: Sendable, Hashable {
    /// `Non-retryable error on PLACE: Binance error -2019: …`; names neither symbol nor id.
    case placementError(code: Int?, message: String, isFinal: Bool)
    /// httpx: `HTTP Request: POST https://…/fapi/v1/order?…newClientOrderId=… "HTTP/1.1 200 OK"`.
    case request(method: String, path: String, status: Int)
    /// RECONCILE_MISMATCH; its fields are only in JSON logs.
    case mismatch(Mismatch?, plan: String?)
    /// `ws_reconnected`, `listenKey_expired`, `keepalive_failed`, …
    case stream(String)
    case highAvailability(String)
    case killSwitch
    /// Another thing grinder says of itself, by its name: `PLACE_INTENT`, `ORDER_LOOKUP_NOT_FOUND`,
    /// `REMEDIATION_FAILED`, `SNAPSHOT_FAILED`, `Account sync failed`, …
    case event(String)
    /// A line that names an id or symbol and is none of these.
    case other
}

extension LogMeaning {
    /// `POST /fapi/v1/order` or `/fapi/v1/algoOrder`.
    package var isPlacement: Bool {
        guard case .request("POST", let path, _) = self else { return false }
        return path.hasSuffix("/fapi/v1/order") || path.hasSuffix("/fapi/v1/algoOrder")
    }
}
