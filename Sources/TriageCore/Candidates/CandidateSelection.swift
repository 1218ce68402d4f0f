/// Which of the orders that a bot is known by are looked at one by one, for an alert that names none.
///
/// What the bot flags, and what it expects, always is. An order known by its placement alone is when no list of the
/// exchange shows it in any state. The rest is counted.
package struct CandidateSelection: Sendable {
    /// An order to triage, and why.
    package struct Candidate: Sendable, Hashable {
        package let subject: Subject
        /// `its POST was answered 400`
        package let why: String
        /// Where that stands: `grinder.log:12`.
        package let source: String

        package init(subject: Subject, why: String, source: String) {
            self.subject = subject
            self.why = why
            self.source = source
        }

        /// `From grinder.log:12: its POST was answered 400.`
        package var provenance: String { "From \(source): \(why)." }
    }

    package private(set) var candidates: [Candidate] = []
    /// Orders that the exchange shows, by the status it names; none of them is a candidate.
    package private(set) var shown: [String: Int] = [:]
    /// Cancelled by the bot, and so long ago that the exchange has forgotten them.
    package private(set) var forgotten = 0
    /// Shown in no list, and of no mismatch of this kind.
    package private(set) var absent: [ClientOrderID] = []
    /// Lists that were not answered: of what they would show nothing is known.
    package let unread: [Unavailable]

    /// - Parameters:
    ///   - books: by symbol, for every symbol of the orders.
    ///   - now: the exchange's; `nil` when not known.
    package init(_ mismatch: Mismatch, among known: KnownOrders, books: [Symbol: OrderLists], now: Timestamp?) {
        unread = known.unread + books.sorted { $0.key < $1.key }.flatMap(\.value.unread)
        var flagged: [Candidate] = []
        var expected: [Candidate] = []
        var placed: [Candidate] = []
        for order in known.orders {
            let book = order.symbol.flatMap { books[$0] }
            let seen = book?.orders[order.id]
            switch Self.place(order, as: mismatch, seen: seen, isRead: book?.unread.isEmpty == true, now: now) {
            case .flagged: flagged.append(Self.candidate(order, mismatch, seen))
            case .expected: expected.append(Self.candidate(order, mismatch, seen))
            case .placed: placed.append(Self.candidate(order, mismatch, seen))
            case .shown: shown[seen?.status ?? "", default: 0] += 1
            case .forgotten: forgotten += 1
            case .absent: absent.append(order.id)
            case .unknown, .apart: break
            }
        }
        candidates = flagged + expected + placed
    }

    /// Those that need no look of their own, in one line; `nil` when there are none.
    package var rest: String? {
        var parts = shown.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        if forgotten > 0 { parts.append("\(forgotten) cancelled by the bot longer ago than the exchange remembers") }
        let count = shown.values.reduce(0, +) + forgotten
        guard count > 0 else { return nil }
        return "\(Count.of(count, "other order")) that it placed \(count == 1 ? "is" : "are") accounted for: "
            + parts.joined(separator: ", ")
    }

    private enum Place { case flagged, expected, placed, shown, forgotten, absent, unknown, apart }

    private static func place(
        _ order: KnownOrder, as mismatch: Mismatch, seen: ObservedOrder?, isRead: Bool, now: Timestamp?
    ) -> Place {
        if order.isFlagged(as: mismatch) { return .flagged }
        if let row = order.expected {
            if row.isActive { return .expected }
            guard mismatch == .statusDivergence else { return seen == nil ? .apart : .shown }
            return differs(row.word, seen) ? .expected : seen == nil ? .apart : .shown
        }
        if seen != nil { return .shown }
        // Flagged as something else, and known by nothing else: no order that the bot would miss.
        guard order.isMoreThanFlagged else { return .apart }
        // The symbol is not known, or its lists were not all answered: that none shows it says nothing.
        guard order.symbol == nil || isRead else { return .unknown }
        if order.isCancelled, isForgotten(order, now) { return .forgotten }
        return mismatch == .orderMissing ? .placed : .absent
    }

    /// grinder never looks at a row that is over; a word that is not one of its own is not taken for agreement.
    private static func differs(_ word: String, _ seen: ObservedOrder?) -> Bool {
        guard let seen else { return false }
        return BotStatus(word: word).map { !$0.agrees(with: seen) } ?? true
    }

    private static func isForgotten(_ order: KnownOrder, _ now: Timestamp?) -> Bool {
        guard let now, let placed = order.placedFrom else { return false }
        return now.milliseconds(since: placed) >= Retention.unfilled
    }

    private static func candidate(_ order: KnownOrder, _ mismatch: Mismatch, _ seen: ObservedOrder?) -> Candidate {
        let mention = order.telling(mismatch)
        var why = mention?.words ?? "it is known by name"
        if case .expected? = mention?.origin, let seen, mismatch == .statusDivergence {
            why += ", \(seen.status) on the exchange"
        }
        return Candidate(
            subject: Subject(mismatch, symbol: order.symbol, clientOrderID: order.id), why: why,
            source: mention?.source ?? "")
    }
}

extension KnownOrder {
    /// The mention that makes it a candidate: the complaint, else the row, else the placement, else the last line.
    fileprivate func telling(_ mismatch: Mismatch) -> Mention? {
        mentions.last { $0.origin == .flagged(mismatch) } ?? mentions.last { $0.origin == .flagged(nil) }
            ?? mentions.last { if case .expected = $0.origin { true } else { false } }
            ?? mentions.last { if case .placed = $0.origin { true } else { false } } ?? mentions.last
    }
}
