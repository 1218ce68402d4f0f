/// When the bot may have placed an order, from everything that says so. A verdict about absence stands on it: the
/// exchange forgets, and only a known placement tells whether it could have forgotten this one.
package struct PlacementTime: Sendable {
    /// The bot's clock against the exchange's, and a log line written when the answer came.
    static let clockMargin: Int64 = 30_000
    /// A local time without a zone.
    static let zoneMargin: Int64 = 14 * 3_600_000
    /// An id is made before its order is placed, sometimes long before.
    static let idMargin: Int64 = 3_600_000
    /// 2017-01-01: earlier times are no times of orders.
    static let dawn = Timestamp(milliseconds: 1_483_228_800_000)

    /// 2100-01-01, where nobody knows what time it is.
    static let dusk = Timestamp(milliseconds: 4_102_444_800_000)

    package struct Source: Sendable, Hashable {
        package enum Strength: Sendable, Hashable {
            case direct
            /// The date was inferred: it proves nothing unless something else says the same.
            case dateInferred
            /// The digits of the id, whose unit varies by producer.
            case id
        }
        /// `expected_orders.jsonl ts_created`, `grinder.log:7`
        package let name: String
        package let moment: Timestamp
        package let span: TimeSpan
        package let strength: Strength
    }

    package enum Finding: Sendable, Hashable {
        /// `isAttested`: a log line or the expected state says so, not the id alone.
        case known(span: TimeSpan, latest: Timestamp, isAttested: Bool)
        case unknown(why: String)
    }

    package let sources: [Source]

    /// Implausible moments (before 2017, after `now`) are left out. `now` is the exchange's; `nil` when not known.
    package init(
        events: [LogEvent], expected: [ExpectedOrder], id: ClientOrderID, identity: Identity, now: Timestamp?
    ) {
        let now = now ?? Self.dusk
        let logged = events.filter { $0.placed(id) }.compactMap { Self.source($0, now: now) }
        let stated = expected.filter { $0.clientOrderID == id }.compactMap { entry -> Source? in
            guard let moment = entry.createdAt, Self.isPlausible(moment, now) else { return nil }
            return Source(name: "\(entry.file) ts_created", moment, within: Self.clockMargin, .direct)
        }
        sources = logged + stated + Self.readings(of: id, identity: identity, now: now)
    }

    package func judge() -> Finding {
        let direct = sources.filter { $0.strength == .direct }
        let inferred = sources.filter { $0.strength == .dateInferred }
        let read = sources.filter { $0.strength == .id }
        if !direct.isEmpty {
            // A line of another day may tell of an earlier placement under the same id.
            let strangers = inferred.filter { line in !direct.contains { line.agrees(with: $0) } }
            return Self.known(direct + strangers, isAttested: true)
        }
        if !inferred.isEmpty {
            let agree = inferred.allSatisfy { line in read.contains { line.agrees(with: $0) } }
            guard agree, !read.isEmpty else {
                return .unknown(
                    why: "the date of the log line that placed it is inferred, and nothing else confirms it")
            }
            return Self.known(inferred + read, isAttested: true)
        }
        guard !read.isEmpty else {
            return .unknown(why: "neither a log line, nor the expected state, nor the id says when it was placed")
        }
        return Self.known(read, isAttested: false)
    }

    /// One of them says that it was placed within the last `lag` milliseconds. Where only the zone is unknown, the
    /// minutes within a quarter of an hour are not.
    package func isFresh(at now: Timestamp, lag: Int64) -> Bool {
        sources.contains { source in
            guard source.strength == .direct else { return false }
            let age = now.milliseconds(since: source.moment)
            guard source.span.to.milliseconds(since: source.moment) > Self.clockMargin else { return age < lag }
            let quarter: Int64 = 900_000
            return abs(age) <= Self.zoneMargin && (age % quarter + quarter) % quarter < lag
        }
    }

    private static func known(_ sources: [Source], isAttested: Bool) -> Finding {
        let from = sources.map(\.span.from).min() ?? dawn
        let to = sources.map(\.span.to).max() ?? dawn
        let latest = sources.filter { $0.strength != .id || !isAttested }.map(\.moment).max() ?? to
        return .known(span: TimeSpan(from: from, to: to), latest: latest, isAttested: isAttested)
    }

    private static func isPlausible(_ moment: Timestamp, _ now: Timestamp) -> Bool {
        moment >= dawn && moment <= now.advanced(byMilliseconds: clockMargin)
    }

    private static func source(_ event: LogEvent, now: Timestamp) -> Source? {
        guard let time = event.time else { return nil }
        let name = "\(event.file):\(event.number)"
        switch time.certainty {
        case .exact:
            guard isPlausible(time.moment, now) else { return nil }
            return Source(name: name, time.moment, within: clockMargin, .direct)
        case .zoneAssumed:
            guard isPlausible(time.moment.advanced(byMilliseconds: -zoneMargin), now) else { return nil }
            return Source(name: name, time.moment, within: zoneMargin + clockMargin, .direct)
        case .dateInferred:
            guard isPlausible(time.moment.advanced(byMilliseconds: -TimeSpan.day), now) else { return nil }
            return Source(name: name, time.moment, within: TimeSpan.day, .dateInferred)
        }
    }

    /// Seconds, milliseconds or kiloseconds: every reading that is a time of an order.
    private static func readings(of id: ClientOrderID, identity: Identity, now: Timestamp) -> [Source] {
        guard let parts = ClientOrderIDParts(id, prefix: identity.prefix), let number = Int64(parts.timestamp) else {
            return []
        }
        return [("ms", Int64(1)), ("s", 1_000), ("ks", 1_000_000)].compactMap { unit, scale in
            let (product, overflow) = number.multipliedReportingOverflow(by: scale)
            let moment = Timestamp(milliseconds: product)
            guard !overflow, isPlausible(moment, now) else { return nil }
            let span = TimeSpan(
                from: moment.advanced(byMilliseconds: -idMargin),
                to: moment.advanced(byMilliseconds: idMargin + scale - 1))
            return Source(name: "the id, in \(unit)", moment: moment, span: span, strength: .id)
        }
    }
}

extension PlacementTime.Source {
    fileprivate init(name: String, _ moment: Timestamp, within margin: Int64, _ strength: Strength) {
        self.init(
            name: name, moment: moment,
            span: TimeSpan(
                from: moment.advanced(byMilliseconds: -margin), to: moment.advanced(byMilliseconds: margin)),
            strength: strength)
    }

    /// It says so of a time after that, in whatever zone: zones differ by quarters of an hour.
    func isLater(than moment: Timestamp) -> Bool {
        let distance = self.moment.milliseconds(since: moment)
        guard distance > PlacementTime.clockMargin else { return false }
        guard span.to.milliseconds(since: self.moment) > PlacementTime.clockMargin else { return true }
        return distance > PlacementTime.zoneMargin || CivilDay.fromQuarterHour(distance) > PlacementTime.clockMargin
    }

    fileprivate func agrees(with other: PlacementTime.Source) -> Bool {
        span.from <= other.span.to && other.span.from <= span.to
    }
}

extension LogEvent {
    /// The line itself names the id and tells of its placement.
    fileprivate func placed(_ id: ClientOrderID) -> Bool {
        guard clientOrderID == id else { return false }
        switch meaning {
        case .request: return isPlacement
        case .placementError: return true
        case .event(let name): return name == "PLACE_INTENT"
        default: return false
        }
    }

    var isPlacement: Bool { meaning.isPlacement }

    /// The HTTP status of the placement that this line tells of.
    func placementStatus(of id: ClientOrderID) -> Int? {
        guard clientOrderID == id, isPlacement, case .request(_, _, let status) = meaning else { return nil }
        return status
    }
}

/// What the bot's log says of the exchange's answer to a placement.
extension MissingOrder {
    /// HTTP statuses of 4xx that leave open whether the order was placed.
    private static let openStatuses: Set<Int> = [408, 418, 429]
    /// Codes that leave it open: unexpected answer, timeout, and an id that an earlier order carries.
    private static let openCodes: Set<Int> = [-1006, -1007, -4116]
    /// Above -1100 these alone say that the order was refused.
    private static let generalRefusals: Set<Int> = [-1002, -1013, -1014, -1015, -1020, -1021, -1022]

    struct Refusal {
        /// `-2019 Margin is insufficient`, `HTTP 400`
        let words: String
        let line: LogEvent
        /// The exchange's own code is known for each placement.
        let isNamed: Bool
        let code: Int?
    }

    /// Every placement of it in the logs was refused; `nil`: none is there, or one may have been executed.
    var refusal: Refusal? {
        let placements = placementLines
        guard !placements.isEmpty else { return nil }
        var last: Refusal?
        var isNamed = true
        for placement in placements {
            guard let found = Self.refusal(of: placement, answer: answer(to: placement), id: id) else { return nil }
            isNamed = isNamed && found.isNamed
            last = found
        }
        return last.map { Refusal(words: $0.words, line: $0.line, isNamed: isNamed, code: $0.code) }
    }

    private static func refusal(of placement: LogEvent, answer: LogEvent?, id: ClientOrderID) -> Refusal? {
        guard let status = placement.placementStatus(of: id) else { return nil }
        var code: Int?
        var words = "HTTP \(status)"
        if case .placementError(let found?, let message, _)? = answer?.meaning {
            code = found
            words = "\(found) \(Self.words(message, code: found))"
        }
        if let code, openCodes.contains(code) { return nil }
        let isRefused =
            (400..<500).contains(status)
            ? !openStatuses.contains(status) : !isAccepted(status) && code.map(isRefusal) == true
        guard isRefused else { return nil }
        return Refusal(words: words, line: (code == nil ? nil : answer) ?? placement, isNamed: code != nil, code: code)
    }

    private static func isRefusal(_ code: Int) -> Bool {
        code <= -1_100 && !openCodes.contains(code) || generalRefusals.contains(code)
    }

    /// Binance's own words behind the code, without the bot's and without a full stop.
    private static func words(_ message: String, code: Int) -> String {
        let own = message.firstRange(of: "\(code): ").map { String(message[$0.upperBound...]) } ?? message
        return own.hasSuffix(".") ? String(own.dropLast()) : own
    }

    /// The bot's error on that placement: it stands directly behind, or names the order itself, and no other placement
    /// of it lies between.
    private func answer(to placement: LogEvent) -> LogEvent? {
        let events = evidenceStore.logHistory(logs)?.events ?? []
        let errors = events.indices.filter { if case .placementError = events[$0].meaning { true } else { false } }
        let line = LogEvent.Placement(clientOrderID: id, number: placement.number)
        if let behind = errors.first(where: { events[$0].behind == line && events[$0].file == placement.file }) {
            return events[behind]
        }
        let named = errors.last { error in
            guard events[error].clientOrderID == id else { return false }
            return events[..<error].last { $0.placementStatus(of: id) != nil } == placement
        }
        return named.map { events[$0] }
    }

    /// A line that says that the exchange knew the order, whatever it says now.
    var existence: LogEvent? {
        evidenceStore.logHistory(logs)?.events.first { event in
            guard event.clientOrderID == id else { return false }
            switch event.meaning {
            // A test order was never placed.
            case .request(_, let path, let status): return Self.isAccepted(status) && !path.hasSuffix("/order/test")
            case .mismatch(let kind?, _): return kind == .orderUnexpected || kind == .statusDivergence
            case .event(let name):
                return [
                    "ORDER_LOOKUP", "CANCEL_OK", "INFLIGHT_FILL_DETECTED", "REMEDIATION_EXECUTED", "ACCOUNT_SYNC_DEBUG",
                ].contains(name)
            default: return false
            }
        }
    }

    /// The exchange refused a placement because an open order had this id: one did rest, this or an older one.
    var duplicate: LogEvent? {
        evidenceStore.logHistory(logs)?.events.first { event in
            guard case .placementError(let code?, _, _) = event.meaning, code == -4116 else { return false }
            return event.clientOrderID == id || event.behind?.clientOrderID == id
        }
    }

    /// A line that says that the bot took the order for one that rests: it tried to cancel it.
    var belief: LogEvent? {
        evidenceStore.logHistory(logs)?.events.first { event in
            guard event.clientOrderID == id else { return false }
            switch event.meaning {
            case .request("DELETE", _, _): return true
            case .event(let name): return name.hasPrefix("CANCEL_") || name.hasPrefix("TP_")
            default: return false
            }
        }
    }
}
