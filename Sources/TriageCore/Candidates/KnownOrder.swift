/// An order that a bot placed, expects or complains about, with everything that says so.
package struct KnownOrder: Sendable, Hashable {
    /// One line or row that names it.
    package enum Origin: Sendable, Hashable {
        /// A RECONCILE_MISMATCH line; `nil` where its type is not understood.
        case flagged(Mismatch?)
        /// A row of `--expected`: grinder's word, and whether it counts on the order still.
        case expected(String, isActive: Bool)
        /// A POST, by the status of its answer.
        case placed(Int)
        /// `CANCEL_2011_DIAG`: the exchange did not know it when the bot cancelled it.
        case unknownOnCancel
        /// A DELETE that was answered 2xx.
        case cancelled
        /// Another line.
        case named
        /// A line that names it and is not understood.
        case unclear
    }

    package struct Mention: Sendable, Hashable {
        package let origin: Origin
        /// `grinder.log:12`, a file of `--expected`.
        package let source: String
    }

    package let id: ClientOrderID
    /// `nil` where neither a line nor the id tells.
    package let symbol: Symbol?
    /// In the order found.
    package let mentions: [Mention]
    /// The earliest moment it may have been placed; `nil` when nothing says.
    package let placedFrom: Timestamp?

    var origins: [Origin] { mentions.map(\.origin) }

    /// The bot's own cancel was accepted.
    var isCancelled: Bool { origins.contains(.cancelled) }

    /// Something besides complaints names it.
    var isMoreThanFlagged: Bool { origins.contains { if case .flagged = $0 { false } else { true } } }

    /// A row of `--expected`, active or over; the last one counts.
    var expected: (word: String, isActive: Bool)? {
        origins.reversed().lazy.compactMap { origin -> (String, Bool)? in
            if case .expected(let word, let isActive) = origin { (word, isActive) } else { nil }
        }.first
    }

    /// The bot complains of it: of that mismatch, or of one whose name is not understood.
    func isFlagged(as mismatch: Mismatch) -> Bool {
        origins.contains { if case .flagged(let kind) = $0 { kind == mismatch || kind == nil } else { false } }
    }
}

extension KnownOrder.Mention {
    /// Why an order is looked at, in a few words: `its POST was answered 400`.
    var words: String {
        switch origin {
        case .flagged(let kind?): "the bot's log flags it (\(kind.rawValue))"
        case .flagged(nil): "the bot's log flags it with an unknown type"
        case .expected(let word, _): "\(word) in the expected state"
        case .placed(let status): "its POST was answered \(status)"
        case .unknownOnCancel: "the exchange did not know it when the bot cancelled it (-2011)"
        case .cancelled: "the bot's cancel was accepted"
        case .named: "the bot's log names it"
        case .unclear: "a log line I can't interpret names it"
        }
    }
}

/// Every order that logs and expected state tell of.
package struct KnownOrders: Sendable {
    /// In the order first named.
    package let orders: [KnownOrder]
    /// What may hide an order: a log that was not read to its end, a line that flags or places one and does not say which.
    package let unread: [Unavailable]

    /// - Parameters:
    ///   - history: of every order; `nil` when no log was named.
    ///   - symbol: those of another symbol are left out; one whose symbol is not known may be of this one.
    ///   - now: the exchange's; `nil` when not known.
    package init(
        history: LogHistory?, expected: [ExpectedOrder], symbol: Symbol?, identity: Identity, now: Timestamp?
    ) {
        var found = Found(identity: identity)
        for event in history?.events ?? [] { found.note(event) }
        for row in expected { found.note(row) }
        orders = found.orders(expected: expected, now: now).filter {
            symbol == nil || $0.symbol == nil || $0.symbol == symbol
        }
        unread = (history?.unread ?? []) + found.nameless + (history?.unasked ?? [])
    }
}

private struct Found {
    let identity: Identity
    private var ids: [ClientOrderID] = []
    private var mentions: [ClientOrderID: [KnownOrder.Mention]] = [:]
    private var symbols: [ClientOrderID: Symbol] = [:]
    private var events: [ClientOrderID: [LogEvent]] = [:]
    private(set) var nameless: [Unavailable] = []

    init(identity: Identity) { self.identity = identity }

    mutating func note(_ event: LogEvent) {
        let source = "\(event.file):\(event.number)"
        guard let id = event.clientOrderID else {
            if let problem = Self.nameless(event, source) { nameless.append(problem) }
            return
        }
        let origin = Self.origin(event)
        if origin.isHearsay, ClientOrderIDParts(id, prefix: identity.prefix) == nil { return }
        add(id, KnownOrder.Mention(origin: origin, source: source), event.symbol)
        events[id, default: []].append(event)
    }

    mutating func note(_ row: ExpectedOrder) {
        add(
            row.clientOrderID,
            KnownOrder.Mention(origin: .expected(row.status, isActive: row.isActive), source: row.file), row.symbol)
    }

    private mutating func add(_ id: ClientOrderID, _ mention: KnownOrder.Mention, _ symbol: Symbol?) {
        if mentions[id] == nil { ids.append(id) }
        mentions[id, default: []].append(mention)
        if let symbol { symbols[id] = symbol }
    }

    func orders(expected: [ExpectedOrder], now: Timestamp?) -> [KnownOrder] {
        let rows = Dictionary(grouping: expected, by: \.clientOrderID)
        return ids.map { id in
            var from: Timestamp?
            let placement = PlacementTime(
                events: events[id] ?? [], expected: rows[id] ?? [], id: id, identity: identity, now: now)
            if case .known(let span, _, _) = placement.judge() { from = span.from }
            return KnownOrder(
                id: id, symbol: symbols[id] ?? ClientOrderIDParts(id, prefix: identity.prefix)?.symbol,
                mentions: mentions[id] ?? [], placedFrom: from)
        }
    }

    private static func origin(_ event: LogEvent) -> KnownOrder.Origin {
        switch event.meaning {
        case .mismatch(let kind, _): .flagged(kind)
        case .request("POST", let path, let status) where LogEvent.isPlacement(path): .placed(status)
        case .request("DELETE", _, let status) where (200..<300).contains(status): .cancelled
        case .event("CANCEL_2011_DIAG"): .unknownOnCancel
        case .other: .unclear
        default: .named
        }
    }

    /// A complaint or a placement of an order that the line does not name: which it is cannot be known.
    private static func nameless(_ event: LogEvent, _ source: String) -> Unavailable? {
        switch event.meaning {
        case .mismatch(let kind?, _) where kind != .positionNonzero:
            Unavailable(.unusable, source: source, detail: "it flags an order (\(kind.rawValue)) and does not name it")
        case .mismatch(nil, _) where event.isUnclear:
            Unavailable(.unusable, source: source, detail: "it complains about something and is not understood")
        case let meaning where meaning.isPlacement:
            Unavailable(.unusable, source: source, detail: "it places an order and does not name it")
        default: nil
        }
    }
}

extension KnownOrder.Origin {
    /// A line may speak of anybody's order; a POST, a row and a complaint are of the bot's.
    fileprivate var isHearsay: Bool {
        switch self {
        case .flagged, .expected, .placed: false
        case .unknownOnCancel, .cancelled, .named, .unclear: true
        }
    }
}
