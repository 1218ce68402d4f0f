package import TriageCore

/// One mismatch that grinder reported again at every run, counted once.
package struct MismatchGroup: Sendable, Hashable {
    /// `nil`: a text log, which says that there was a mismatch and no more.
    package let mismatch: Mismatch?
    package let symbol: Symbol?
    package let clientOrderID: ClientOrderID?
    /// Lines.
    package let count: Int
    /// Of the lines that have a time.
    package let seen: ClosedRange<Timestamp>?
    /// What the last line with one planned: `would cancel order … (missing on exchange after 34200ms)`.
    package let plan: String?

    /// In the order of their first lines. Lines without fields are one group: they cannot be told apart.
    package static func groups(of events: [LogEvent]) -> [MismatchGroup] {
        struct Key: Hashable {
            let mismatch: Mismatch?
            let symbol: Symbol?
            let id: ClientOrderID?
        }
        var keys: [Key] = []
        var groups: [Key: MismatchGroup] = [:]
        for event in events {
            guard case .mismatch(let mismatch, let plan) = event.meaning else { continue }
            let key = Key(mismatch: mismatch, symbol: event.symbol, id: event.clientOrderID)
            let old = groups[key]
            if old == nil { keys.append(key) }
            var seen = old?.seen
            if let moment = event.time?.moment {
                seen = min(seen?.lowerBound ?? moment, moment)...max(seen?.upperBound ?? moment, moment)
            }
            groups[key] = MismatchGroup(
                mismatch: mismatch, symbol: event.symbol, clientOrderID: event.clientOrderID,
                count: (old?.count ?? 0) + 1, seen: seen, plan: plan ?? old?.plan)
        }
        return keys.compactMap { groups[$0] }
    }
}
