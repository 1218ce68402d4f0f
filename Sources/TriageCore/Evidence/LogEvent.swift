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
    /// The time asked for, where one was.
    package let window: LogWindow

    package init(
        events: [LogEvent], searched: [String], problems: [Unavailable], covered: ClosedRange<Timestamp>?,
        window: LogWindow = LogWindow()
    ) {
        self.events = events
        self.searched = searched
        self.problems = problems
        self.covered = covered
        self.window = window
    }

    /// Lines that name the order and are not understood: nothing is concluded from absence while one stands.
    package func unclear(_ id: ClientOrderID) -> [LogEvent] {
        events.filter { $0.clientOrderID == id && $0.meaning == .other }
    }

    /// The lines that name one of them, each once.
    package func lines(naming ids: Set<ClientOrderID>) -> [LogEvent] {
        var seen: Set<String> = []
        return events.filter { event in
            event.clientOrderID.map(ids.contains) ?? false && seen.insert(event.place).inserted
        }
    }

    /// What a reading that asked for these orders alone would have given. Made from a reading that asked for them among
    /// others.
    package func about(_ ids: Set<ClientOrderID>, symbol: Symbol?) -> LogHistory {
        let events = events.filter { event in
            if let id = event.clientOrderID { return ids.contains(id) }
            return symbol == nil || event.symbol == nil || event.symbol == symbol
        }
        let byID = window.leftOutByID?.filter { ids.contains($0.key) }
        var history = LogHistory(
            events: events, searched: searched, problems: problems, covered: covered,
            window: LogWindow(
                since: window.since, until: window.until,
                leftOut: byID.map { $0.values.reduce(0, +) } ?? window.leftOut, leftOutByID: byID,
                outside: window.outside))
        history.placements = placements
        history.namelessCuts = namelessCuts
        return history
    }

    /// What `--since` and `--until` keep from being read of an order: nothing is concluded from what the rest says.
    package func passedOver(_ id: ClientOrderID) -> Unavailable? {
        let lines = window.leftOut(of: id)
        if lines > 0 {
            let detail = "outside of --since and --until the log has \(Count.of(lines, "line")) naming it"
            return Unavailable(.outsideWindow, source: "--logs", detail: detail)
        }
        guard let log = window.outside.first(where: \.isUnread) ?? outsideAlone.first else { return nil }
        return Unavailable(.outsideWindow, source: "--logs", detail: "\(log.source) is \(log.detail)")
    }

    /// What `--since` and `--until` kept from being read, and the logs where every one lies outside of the time asked for.
    package var unasked: [Unavailable] {
        let unread = window.outside.filter(\.isUnread)
        return (unread + outsideAlone.filter { !unread.contains($0) }).map(\.unavailable)
    }

    /// The logs, where every one that was named lies outside of the time asked for; else none.
    package var outsideAlone: [LogWindow.Outside] {
        let unread = window.outside.count { $0.extent == .unread }
        let whole = window.outside.filter { $0.extent != .unreadBeginning }
        return whole.count == searched.count + unread ? whole : []
    }

    /// Whether the log was read, or passed over for its time: not, when it failed.
    package func accounts(for source: String) -> Bool {
        searched.contains(source) || window.outside.contains { $0.source == source && $0.extent == .unread }
    }
}

/// What `--since` and `--until` leave out of the logs.
package struct LogWindow: Sendable, Hashable {
    package let since: Timestamp?
    package let until: Timestamp?
    /// Lines that name a wanted order and lie outside.
    package let leftOut: Int
    /// Those lines by the order they name; `nil`: only one order was asked for.
    package let leftOutByID: [ClientOrderID: Int]?
    /// Logs of which every line lies outside, and beginnings of logs that were not read because they do.
    package let outside: [Outside]

    package struct Outside: Sendable, Hashable {
        package let source: String
        /// `older than the time asked for: it ends 2026-03-08T12:00:00.000Z`
        package let detail: String
        package let extent: Extent

        /// What of the log lies outside, and how that is known.
        package enum Extent: Sendable, Hashable {
            /// All of it, by the time of each line.
            case read
            /// All of it, by the time of its file or of some of its lines: the others were not read, and what they name
            /// is not known.
            case unread
            /// Its beginning, by the time of some of its lines; the rest was read.
            case unreadBeginning
        }

        package init(source: String, detail: String, extent: Extent = .read) {
            self.source = source
            self.detail = detail
            self.extent = extent
        }

        var isUnread: Bool { extent != .read }

        package var unavailable: Unavailable { Unavailable(.outsideWindow, source: source, detail: detail) }
    }

    package init(
        since: Timestamp? = nil, until: Timestamp? = nil, leftOut: Int = 0,
        leftOutByID: [ClientOrderID: Int]? = nil, outside: [Outside] = []
    ) {
        self.since = since
        self.until = until
        self.leftOut = leftOut
        self.leftOutByID = leftOutByID
        self.outside = outside
    }

    /// Whether something of the logs lies outside of the time asked for.
    package var leavesOut: Bool { leftOut > 0 || !outside.isEmpty }

    func leftOut(of id: ClientOrderID) -> Int { leftOutByID.map { $0[id] ?? 0 } ?? leftOut }

    /// Why a log that was read tells nothing of the time asked for.
    package static func outside(
        _ source: String, covering covered: ClosedRange<Timestamp>, since: Timestamp?, until: Timestamp?
    ) -> Outside? {
        if let since, covered.upperBound < since {
            return Outside(
                source: source,
                detail: "older than the time asked for (from \(since) on): it ends \(covered.upperBound)")
        }
        if let until, covered.lowerBound > until {
            return Outside(
                source: source,
                detail: "newer than the time asked for (until \(until)): it begins \(covered.lowerBound)")
        }
        return nil
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
    /// On a placement's error: the placement that stands in the line directly before it, of the same process. grinder has
    /// one thread that places: the error is that placement's.
    package let behind: Placement?
    /// Where more lines like this one are counted with it.
    package let fold: LogFold?
    /// A complaint of the bot's that is cut or written in no known way; a text log's line, which never says more, is not.
    package var isUnclear = false

    /// The line that placed an order.
    package struct Placement: Sendable, Hashable {
        package let clientOrderID: ClientOrderID
        package let number: Int

        package init(clientOrderID: ClientOrderID, number: Int) {
            self.clientOrderID = clientOrderID
            self.number = number
        }
    }

    package init(
        file: String, number: Int, text: String, time: LogTime?, meaning: LogMeaning,
        clientOrderID: ClientOrderID?, symbol: Symbol?, behind: Placement? = nil, fold: LogFold? = nil
    ) {
        self.file = file
        self.number = number
        self.text = text
        self.time = time
        self.meaning = meaning
        self.clientOrderID = clientOrderID
        self.symbol = symbol
        self.behind = behind
        self.fold = fold
    }

    /// The source of a line that a person pasted.
    package static let pasted = "pasted line"

    /// `POST` on this path places an order.
    package static func isPlacement(_ path: String) -> Bool {
        path.hasSuffix("/fapi/v1/order") || path.hasSuffix("/fapi/v1/algoOrder")
    }
}

/// Lines of one kind that are told as one.
package struct LogFold: Sendable, Hashable {
    /// The first included; at least two.
    package let count: Int
    /// When the last was written.
    package let until: Timestamp?

    package init(count: Int, until: Timestamp?) {
        self.count = count
        self.until = until
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
    /// A line that names an id and is not one of these: it is not understood.
    case other
}

extension LogMeaning {
    /// `POST /fapi/v1/order` or `/fapi/v1/algoOrder`.
    package var isPlacement: Bool {
        guard case .request("POST", let path, _) = self else { return false }
        return LogEvent.isPlacement(path)
    }
}
