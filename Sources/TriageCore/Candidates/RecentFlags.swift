/// What a bot's log has flagged lately that no finding is about: an order that is not open any more, a position that is
/// flat, or a line that does not say what it flags.
package struct RecentFlags: Sendable, Hashable {
    /// One RECONCILE_MISMATCH line.
    package struct Flag: Sendable, Hashable {
        package let symbol: Symbol?
        package let clientOrderID: ClientOrderID?
        /// `nil` of a line without one: it may be of any time.
        package let time: Timestamp?
        /// `bot.log:12`
        package let source: String

        /// The id, else the symbol; `nil` of a line that names neither.
        package var name: String? { clientOrderID?.rawValue ?? symbol?.rawValue }
    }

    /// The newest of each subject, the newest first.
    package let flags: [Flag]

    /// How far before an alert's start its cause may lie: the rule's range, its patience and a scrape.
    package static let lead: Int64 = 10 * 60_000
    /// How far back is looked where no start is told.
    package static let reach: Int64 = 15 * 60_000

    /// - Parameters:
    ///   - symbols: those the alerts ask for; `nil` for all.
    ///   - findings: what was looked at; a flag on one of them is answered by its verdict.
    package init(
        _ history: LogHistory, of mismatch: Mismatch, symbols: Set<Symbol>?, since: Timestamp,
        besides findings: [Finding]
    ) {
        let findings = findings.filter { $0.subject.mismatch == mismatch }
        let ids = Set(findings.compactMap(\.subject.clientOrderID))
        let held = Set(findings.compactMap(\.subject.symbol))
        var newest: [String: Flag] = [:]
        for event in history.events {
            guard case .mismatch(let kind, _) = event.meaning, kind == mismatch || kind == nil,
                event.time?.moment ?? since >= since
            else { continue }
            let time = event.time?.moment
            if let symbol = event.symbol, symbols?.contains(symbol) == false { continue }
            let isPosition = mismatch == .positionNonzero
            let flag = Flag(
                symbol: event.symbol, clientOrderID: isPosition ? nil : event.clientOrderID, time: time,
                source: "\(event.file):\(event.number)")
            if isPosition {
                // A line of another kind names an order.
                if kind == nil, event.clientOrderID != nil { continue }
                if let symbol = event.symbol, held.contains(symbol) { continue }
            } else if let id = event.clientOrderID, ids.contains(id) {
                continue
            }
            // Which of those that were looked at such a line means cannot be known.
            if flag.name == nil, !findings.isEmpty { continue }
            let key = flag.name ?? ""
            if newest[key].map({ Self.rank($0) < Self.rank(flag) }) ?? true { newest[key] = flag }
        }
        flags = newest.values.sorted { (Self.rank($0), $0.source) > (Self.rank($1), $1.source) }
    }

    private static func rank(_ flag: Flag) -> Int64 { flag.time?.milliseconds ?? .min }
}
