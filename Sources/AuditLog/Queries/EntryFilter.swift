import GRDB

/// Which entries to read. All conditions must hold; `nil` and empty sets ask nothing. Narrowed in SQL, by index.
package struct EntryFilter: Sendable, Hashable {
    /// Every entry.
    package static let all = EntryFilter()

    /// The words an entry may say of what became of it.
    package static let outcomes = [
        "planned", "refused", "done", "not-executed", "verified", "failed", "unknown", "resolved",
    ]

    package var seqs: ClosedRange<Int64>?
    package var kinds: Set<AuditKind>
    package var investigation: String?
    package var incident: String?
    package var symbol: String?
    package var clientOrderID: String?
    package var `operator`: String?
    package var environment: String?
    /// What a plan, refusal, intent, outcome or look back is about: `cancel`. Not what a verdict recommends.
    package var actions: Set<String>
    /// What became of it, as its entry says: see ``outcomes``.
    package var outcomes: Set<String>
    /// A timestamp as entries carry them; those of that instant or later by their writer's clock.
    package var since: String?
    /// Those of that instant or earlier.
    package var until: String?
    /// At most so many, the last ones: of a span of time by their time, else by their seq. In the order of seq.
    package var limit: Int?

    package init(
        seqs: ClosedRange<Int64>? = nil, kinds: Set<AuditKind> = [], investigation: String? = nil,
        incident: String? = nil, symbol: String? = nil, clientOrderID: String? = nil, operator: String? = nil,
        environment: String? = nil, actions: Set<String> = [], outcomes: Set<String> = [], since: String? = nil,
        until: String? = nil, limit: Int? = nil
    ) {
        self.seqs = seqs
        self.kinds = kinds
        self.investigation = investigation
        self.incident = incident
        self.symbol = symbol
        self.clientOrderID = clientOrderID
        self.operator = `operator`
        self.environment = environment
        self.actions = actions
        self.outcomes = outcomes
        self.since = since
        self.until = until
        self.limit = limit
    }

    /// One condition, and the index that finds what satisfies it.
    struct Condition {
        let sql: String
        let arguments: [String]
        let index: EntryIndex
    }

    var conditions: [Condition] {
        var conditions: [Condition] = []
        func require(_ index: EntryIndex, _ values: Set<String>) {
            guard !values.isEmpty else { return }
            let places = values.map { _ in "?" }.joined(separator: ", ")
            // An index on an expression holds only some kinds; to use it the query must ask for them too.
            let kinds = index.isOnPayload ? index.condition.map { "\($0) AND " } ?? "" : ""
            conditions.append(
                Condition(sql: "\(kinds)\(index.key[0]) IN (\(places))", arguments: values.sorted(), index: index))
        }
        func require(_ index: EntryIndex, _ value: String?) { require(index, Set([value].compactMap(\.self))) }
        require(.clientOrderID, clientOrderID)
        require(.investigation, investigation)
        require(.incident, incident)
        require(.outcome, outcomes)
        require(.action, actions)
        require(.kind, Set(kinds.map(\.rawValue)))
        require(.symbol, symbol)
        require(.operator, `operator`)
        require(.environment, environment)
        if since != nil || until != nil {
            let bounds = [since.map { _ in "ts >= ?" }, until.map { _ in "ts <= ?" }].compactMap(\.self)
            conditions.append(
                Condition(
                    sql: bounds.joined(separator: " AND "), arguments: [since, until].compactMap(\.self), index: .time))
        }
        return conditions
    }
}

extension EntryIndex {
    fileprivate var isOnPayload: Bool { [.action, .outcome, .intent].contains(self) }
}
