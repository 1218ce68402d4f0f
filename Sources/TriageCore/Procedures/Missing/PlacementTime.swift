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
