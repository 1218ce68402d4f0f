/// What the bot's own logs say of one order: that it placed it, that it does not expect it, that placing it failed.
///
/// grinder logs a client order id in the request line of its HTTP client, and in a RECONCILE_MISMATCH of a JSON log. An
/// error on placing names no order at all.
package struct BotStatements: Sendable, Hashable {
    /// Log and exchange clock, the answer's way, and what a single-threaded bot does in between.
    static let margin: Int64 = 60_000
    /// What is called "at the time of the placement" for a line that names no order.
    static let nearMargin: Int64 = 10_000

    /// `POST` of this id, answered 2xx, at a time that may be that of this order's placement.
    package let accepted: [LogEvent]
    /// Those of them that are this order's placement and no other life's: their time is known and is that.
    package let attested: [LogEvent]
    /// What the bot did with the order beside placing it: a request that changes it, a second placement of the id, or
    /// an event that only a bot writes that takes the order for its own.
    package let handling: [LogEvent]
    /// The bot says that it does not expect it.
    package let flags: [LogEvent]
    /// The bot could not place it: a line that names it, or names no order and stands at the time of the placement.
    package let failures: [LogEvent]
    /// Its logs show accepted placements, none of them of this order.
    package let showsOnlyOthers: Bool
    /// The bot syncs the account, or tries to: it takes over the orders it finds.
    package let syncs: [LogEvent]
    /// Its logs have lines from before the placement and from after it, and placements, none of this id.
    private let lacksItsPlacement: Bool
    private let placedAt: Timestamp?
    /// Of the logs that were named, what could not be read: the word that decides may stand there.
    package let unread: [Unavailable]

    /// No log was named.
    package static let none = BotStatements(nil, on: ClientOrderID(""), placedAt: nil)

    /// - Parameter placedAt: on the exchange; `nil` when it is not known, and then no line is of another placement.
    package init(
        _ history: LogHistory?, on id: ClientOrderID, placedAt: Timestamp?, unread: [Unavailable] = []
    ) {
        self.unread = unread
        self.placedAt = placedAt
        let events = history?.events ?? []
        let mine = events.filter { $0.clientOrderID == id }
        let placements = mine.filter { $0.isPlacement && $0.isAbout(placedAt, within: Self.margin) }
        accepted = placements.filter { $0.hasStatus(in: 200..<300) }
        attested = accepted.filter { placedAt != nil && $0.time?.certainty == .exact }
        handling = mine.filter { $0.handles(placedAt) }
        flags = mine.filter(\.flagsAsUnexpected)
        let attributed = mine.filter { if case .placementError = $0.meaning { true } else { false } }
        let nameless = events.filter { event in
            guard event.clientOrderID == nil, case .placementError(_, _, let isFinal) = event.meaning, isFinal else {
                return false
            }
            return event.time != nil && placedAt != nil && event.isAbout(placedAt, within: Self.nearMargin)
        }
        failures = accepted.isEmpty ? placements + attributed + nameless : []
        showsOnlyOthers = placements.isEmpty && (history?.placements ?? 0) > 0
        syncs = events.filter(\.tellsOfAccountSync)
        let isCovered = placedAt.flatMap { history?.covered?.contains($0) } ?? false
        lacksItsPlacement = isCovered && showsOnlyOthers && !mine.contains(where: \.isPlacement)
    }

    /// An accepted placement of the id that is this order's only if the assumed zone or date is wrong.
    var displaced: LogEvent? {
        accepted.first { event in
            guard let placedAt, let time = event.time, time.certainty != .exact else { return false }
            return abs(placedAt.milliseconds(since: time.moment)) > Self.margin
        }
    }

    /// A flag beside the accepted placement in the same log: grinder flags its own orders after a start. Which log a
    /// pasted line is out of nobody says.
    var flagIsExplained: Bool {
        let files = Set(accepted.map(\.file))
        return !flags.isEmpty
            && flags.allSatisfy { files.contains($0.file) || $0.file == LogEvent.pasted && !files.isEmpty }
    }

    /// What speaks against the order's being the bot's own, a phrase each.
    var contradictions: [String] {
        var found: [String] = []
        if let flag = flags.first { found.append("the bot's log flags the id as unexpected (\(flag.place))") }
        if let failed { found.append(failed) }
        if attested.isEmpty, let line = accepted.first {
            found.append(
                "the log shows a placement of this id accepted, and its time does not show whether it was of this order "
                    + "(\(line.place))")
        }
        if showsOnlyOthers { found.append("the log shows placements, and none of this id") }
        return found
    }

    /// What speaks against its having been an earlier run's, a phrase each: that run would have logged its placement.
    ///
    /// A placement whose answer was lost is how an order becomes an orphan, and speaks against nothing.
    var contradictionsOfAnEarlierRun: [String] {
        let refused = Self.told(failures.first(where: \.isRefusal))
        return [refused, lacksItsPlacement ? "the log shows placements, and none of this id" : nil].compactMap(\.self)
    }

    private var failed: String? { Self.told(failures.first) }

    private static func told(_ failure: LogEvent?) -> String? {
        failure.map { failure in
            let subject =
                failure.clientOrderID == nil ? "an error on placing an order it does not name" : "its placement"
            return "the log shows \(subject) at that time: \(failure.words) (\(failure.place))"
        }
    }
}

extension LogEvent {
    /// `grinder.log:7`
    package var place: String { "\(file):\(number)" }

    /// `DELETE /fapi/v1/order, HTTP 400`, `TP_SLOT_TAKEOVER`
    var words: String {
        switch meaning {
        case .request(let method, let path, let status): "\(method) \(path), HTTP \(status)"
        case .placementError(_, let message, _): message
        case .event(let name): name
        default: text
        }
    }

    /// The exchange refused it for good: nothing of it can have been executed.
    fileprivate var isRefusal: Bool {
        switch meaning {
        case .request(_, _, let status): (400..<500).contains(status) && ![408, 418, 429].contains(status)
        case .placementError(let code?, _, _): ![-1000, -1003, -1006, -1007, -1015, -4116].contains(code)
        default: false
        }
    }

    fileprivate func hasStatus(in range: Range<Int>) -> Bool {
        guard case .request(_, _, let status) = meaning else { return false }
        return range.contains(status)
    }

    /// RECONCILE_MISMATCH naming the id: as ORDER_EXISTS_UNEXPECTED, or without a type that can be read.
    fileprivate var flagsAsUnexpected: Bool {
        guard case .mismatch(let kind, _) = meaning else { return false }
        return kind == nil || kind == .orderUnexpected
    }

    /// Of an order placed then.
    fileprivate func handles(_ placedAt: Timestamp?) -> Bool {
        switch meaning {
        case .request("GET", _, _): return false
        case .request(_, let path, let status):
            guard !path.hasSuffix("/order/test") else { return false }
            guard meaning.isPlacement else { return true }
            return (200..<300).contains(status) && !isAbout(placedAt, within: BotStatements.margin)
        case .event("PLACE_INTENT"): return !isAbout(placedAt, within: BotStatements.margin)
        // The bot tried to cancel it: only a time that is certain says that it was after a start.
        case .event("CANCEL_2011_DIAG"): return time?.certainty == .exact
        case .event(let name): return Self.handlingPrefixes.contains { name.hasPrefix($0) }
        default: return false
        }
    }

    fileprivate var tellsOfAccountSync: Bool {
        guard clientOrderID == nil, case .event(let name) = meaning else { return false }
        return name.hasPrefix("Account sync") || name == "AccountSyncer enabled" || name == "ACCOUNT_SYNC_DEBUG"
    }

    private static let handlingPrefixes = [
        "CANCEL_", "TP_", "TP ", "Replenish generated", "INFLIGHT_", "ORDER_LOOKUP", "ACCOUNT_SYNC", "Account sync",
        "OPEN_ORDERS_DROP",
        "PLACE_CORRELATION",
    ]

    /// How far an assumed zone may be off, and an inferred date with it: the largest offset from UTC; a day more.
    func mayBeOff(by margin: Int64) -> Int64 {
        let zone: Int64 = 14 * 3_600_000
        switch time?.certainty {
        case .exact?: return margin
        case .zoneAssumed?: return zone + margin
        case .dateInferred?: return 86_400_000 + zone + margin
        case nil: return .max
        }
    }

    /// Whether it was written after that moment, as far as its time tells; `nil`: it may have been.
    func isLater(than moment: Timestamp) -> Bool? {
        guard let time else { return nil }
        let later = time.moment.milliseconds(since: moment)
        if later > 0 { return true }
        return -later <= mayBeOff(by: 0) && time.certainty != .exact ? nil : false
    }

    /// Whether the line may have been written at that moment. Of a time whose zone or date is assumed only what lies
    /// within a quarter of an hour is known, and how far it is off at most.
    func isAbout(_ moment: Timestamp?, within margin: Int64) -> Bool {
        guard let moment, let time else { return true }
        let distance = abs(moment.milliseconds(since: time.moment))
        guard distance <= mayBeOff(by: margin) else { return false }
        return time.certainty == .exact || CivilDay.fromQuarterHour(distance) <= margin
    }
}
