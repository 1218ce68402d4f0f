import AuditLog

/// Says of a search that found nothing which of its words the log has never seen, and which it has.
struct NothingFound {
    let filter: EntryFilter
    let store: AuditStore

    /// Of so few different values the closest are named; of more, the neighbours.
    private static let few = 200

    func words() throws(AuditFailure) -> String {
        let asked: [(AuditStore.OpenColumn, String, String?)] = [
            (.symbol, "symbol", filter.symbol), (.operator, "operator", filter.operator),
            (.incident, "incident", filter.incident), (.order, "order", filter.clientOrderID),
        ]
        var unseen: [String] = []
        for case (let column, let name, let value?) in asked where try !store.holds(value, in: column) {
            let others = Self.closest(to: value, among: try store.values(of: column, near: value, limit: Self.few))
            let hint = others.isEmpty ? "" : ": there is \(others.joined(separator: ", "))"
            unseen.append("no entry has the \(name) \(value)\(hint)")
        }
        return unseen.isEmpty ? "no entry matches" : unseen.joined(separator: "; ")
    }

    private static func closest(to value: String, among known: [String]) -> [String] {
        guard known.count > 3 else { return known }
        if let best = Suggestion.closest(to: value, among: known) { return [best] }
        let sorted = known.sorted()
        let place = sorted.firstIndex { $0 > value } ?? sorted.count
        return Array(sorted[max(0, place - 2)..<min(sorted.count, place + 2)])
    }
}
