import AuditLog
import TriageCore

/// The names an audit log holds, the likeliest first. Of a long log only its last entries of the kinds that name things:
/// somebody waits at the key.
struct RememberedNames {
    let store: AuditStore

    private static let lookedAt = 1_000
    private static let naming: Set<AuditKind> = [
        .investigationOpened, .verdict, .actionPlanned, .actionIntent, .actionOutcome, .actionVerified, .actionResolved,
    ]

    /// Client order ids: those whose last word is `orphaned` or an intent without one, then the others; newest first.
    func orders() throws(AuditFailure) -> [String] {
        var pressing: [String] = []
        var others: [String] = []
        var judged: Set<String> = []
        var named: Set<String> = []
        for entry in try last(Self.naming) {
            guard let id = entry.clientOrderID else { continue }
            if named.insert(id).inserted { others.append(id) }
            // Opening an investigation, or drawing a plan, says nothing of the order.
            guard let kind = entry.kind, ![.investigationOpened, .actionPlanned].contains(kind),
                judged.insert(id).inserted
            else { continue }
            if kind == .actionIntent || code(of: entry) == "orphaned" { pressing.append(id) }
        }
        return pressing + others.filter { !pressing.contains($0) }
    }

    func symbols() throws(AuditFailure) -> [String] {
        distinct(try last(Self.naming).compactMap(\.symbol))
    }

    /// Those that are open before those that only entries name or that are closed.
    func incidents(openOnly: Bool = false) throws(AuditFailure) -> [String] {
        var open: [String] = []
        var seen: Set<String> = []
        for entry in try last([.incidentOpened, .incidentClosed]) {
            guard let id = entry.incident, seen.insert(id).inserted, entry.kind == .incidentOpened else { continue }
            open.append(id)
        }
        guard !openOnly else { return open }
        let named = try last([.incidentOpened, .incidentClosed, .investigationOpened, .note]).compactMap(\.incident)
        return distinct(open + named)
    }

    /// - Parameter command: `reset`; nil: of every command.
    func investigations(of command: String? = nil) throws(AuditFailure) -> [String] {
        let opened = try last([.investigationOpened]).filter { entry in
            command == nil || (try? entry.payload())?["command"]?.stringValue == command
        }
        return distinct(opened.compactMap(\.investigation))
    }

    func openIntents() throws(AuditFailure) -> [String] {
        try store.openIntents(limit: Completing.most).reversed().map { String($0.entry.seq) }
    }

    func operators() throws(AuditFailure) -> [String] { distinct(try last(Self.naming).map(\.operator)) }

    private func last(_ kinds: Set<AuditKind>) throws(AuditFailure) -> [AuditEntry] {
        try store.entries(matching: EntryFilter(kinds: kinds, limit: Self.lookedAt)).reversed()
    }

    private func code(of entry: AuditEntry) -> String? {
        entry.kind == .verdict ? (try? entry.payload())?["code"]?.stringValue : nil
    }

    private func distinct(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
