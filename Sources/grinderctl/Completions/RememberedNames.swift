import AuditLog
import TriageCore

/// The names an audit log holds, the likeliest first. Of a long log only its last entries of the kinds that name things:
/// somebody waits at the key.
struct RememberedNames {
    let store: AuditStore
    let now: Timestamp

    private static let lookedAt = 1_000
    private static let naming: Set<AuditKind> = [
        .investigationOpened, .verdict, .actionPlanned, .actionIntent, .actionOutcome, .actionVerified, .actionResolved,
    ]

    /// Client order ids by what was last learnt of them, newest first in each: fresh orphans, which can be cancelled now;
    /// open intents; older orphans; what is open; what has ended. An id that was only typed, or that nothing was found out
    /// about, is not offered.
    func orders() throws(AuditFailure) -> [String] {
        var ranked: [(id: String, rank: Int)] = []
        var judged: Set<String> = []
        for entry in try last(Self.naming) {
            // Opening an investigation, or drawing a plan, says nothing of the order.
            guard let id = entry.clientOrderID, let kind = entry.kind,
                ![.investigationOpened, .actionPlanned].contains(kind), judged.insert(id).inserted,
                let rank = rank(of: entry)
            else { continue }
            ranked.append((id, rank))
        }
        return (0...4).flatMap { rank in ranked.filter { $0.rank == rank }.map(\.id) }
    }

    private func rank(of entry: AuditEntry) -> Int? {
        guard entry.kind == .verdict else { return entry.kind == .actionIntent ? 1 : 4 }
        switch code(of: entry) {
        case UnexpectedVerdict.orphaned.rawValue?: return isFresh(entry) ? 0 : 2
        case UnexpectedVerdict.expected.rawValue?, MissingVerdict.open.rawValue?, UnexpectedVerdict.notOurs.rawValue?,
            MissingVerdict.partiallyFilled.rawValue?, DivergenceVerdict.persistent.rawValue?:
            return 3
        case UnexpectedVerdict.inconclusive.rawValue?, nil: return nil
        default: return 4
        }
    }

    /// As long as its verdict authorises a cancel.
    private func isFresh(_ entry: AuditEntry) -> Bool {
        guard let time = Timestamp(iso8601: entry.ts) else { return false }
        return now.milliseconds - time.milliseconds <= 15 * 60_000
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
            command == nil || entry.understood(as: OpenedRecord.self).command == command
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
        entry.understood(as: VerdictRecord.self).code
    }

    private func distinct(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
