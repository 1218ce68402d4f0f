import AuditLog
import TriageCore

/// Reconnects that were cut off before their outcome: what they had stopped may be down still.
struct CutReconnects {
    /// Oldest first, with the instances that may be stopped.
    let all: [(plan: AuditEntry, instances: [String])]

    private static let entries: Int64 = 2_000
    private static let most = 50
    private static let pointedOut = 5

    /// Of the last two thousand entries. One is over when its own outcome is there, or a later reconnect of the same
    /// environment has an outcome that is no failure for each of its instances.
    init(in store: AuditStore) throws(AuditFailure) {
        guard let end = try store.head()?.seq else {
            all = []
            return
        }
        let filter = EntryFilter(
            seqs: max(1, end - Self.entries)...end, kinds: [.actionPlanned, .actionOutcome],
            actions: [ActionKind.reconnect.rawValue], limit: Self.most)
        let rows = try store.entries(matching: filter)
        all = rows.enumerated().compactMap { place, row in
            guard row.kind == .actionPlanned else { return nil }
            let plan = row.understood(as: PlanRecord.self)
            guard plan.execute == true else { return nil }
            let instances = (plan.results ?? []).compactMap(\.instance)
            let later = rows[(place + 1)...].filter { $0.kind == .actionOutcome }
            if later.contains(where: { $0.investigation == row.investigation }) { return nil }
            let seen = later.filter { $0.environment == row.environment }.flatMap {
                ($0.understood(as: OutcomeRecord.self).results ?? []).filter { $0.outcome != .failed }
                    .compactMap(\.instance)
            }
            return Set(instances).isSubset(of: seen) && !instances.isEmpty ? nil : (row, instances)
        }
    }

    /// Every later command says so.
    func pointOut(_ notes: Notes) {
        for (plan, instances) in all.suffix(Self.pointedOut) {
            notes.warn(
                "the reconnect of seq \(plan.seq) has no outcome: \(instances.joined(separator: ", ")) may be stopped; look "
                    + "whether it runs, or restart it with grinderctl stream reconnect")
        }
    }
}
