import AuditLog
import TriageCore

/// Collects from the audit log what belongs to an incident or investigation: what carries its id, the triages its actions
/// stand on, and what settled its intents later.
struct CaseGathering {
    let store: AuditStore

    struct Found {
        let subject: CaseFile.Subject
        let entries: [AuditEntry]
        let related: Set<Int64>
    }

    /// `nil` when nothing carries the id.
    func entries(of id: String) throws(AuditFailure) -> Found? {
        var subject = CaseFile.Subject.incident
        var own = try store.entries(matching: EntryFilter(incident: id))
        if own.isEmpty {
            subject = .investigation
            own = try store.entries(matching: EntryFilter(investigation: id))
        }
        guard !own.isEmpty else { return nil }
        var entries: [Int64: AuditEntry] = [:]
        for entry in own { entries[entry.seq] = entry }
        let belonging = Set(entries.keys)
        for entry in try triages(below: own) + settlements(of: own) { entries[entry.seq] = entry }
        return Found(
            subject: subject, entries: entries.values.sorted { $0.seq < $1.seq },
            related: Set(entries.keys).subtracting(belonging))
    }

    /// The investigations that reached the last verdict on an order or position before something was done to it.
    private func triages(below own: [AuditEntry]) throws(AuditFailure) -> [AuditEntry] {
        let known = Set(own.compactMap(\.investigation))
        var wanted = Set<String>()
        for first in firstActions(in: own) {
            let before = EntryFilter(
                seqs: 1...first.seq, kinds: [.verdict], symbol: first.clientOrderID == nil ? first.symbol : nil,
                clientOrderID: first.clientOrderID, limit: 1)
            if let verdict = try store.entries(matching: before).last?.investigation { wanted.insert(verdict) }
        }
        var found: [AuditEntry] = []
        for investigation in wanted.subtracting(known).sorted() {
            found += try store.entries(matching: EntryFilter(investigation: investigation))
        }
        return found
    }

    private func firstActions(in own: [AuditEntry]) -> [AuditEntry] {
        var seen = Set<[String]>()
        return own.filter { entry in
            guard entry.kind?.isOfAnAction == true, entry.clientOrderID != nil || entry.symbol != nil else {
                return false
            }
            return seen.insert([entry.investigation ?? "", entry.clientOrderID ?? "", entry.symbol ?? ""]).inserted
        }
    }

    /// Entries of other commands that speak of an intent of this case.
    private func settlements(of own: [AuditEntry]) throws(AuditFailure) -> [AuditEntry] {
        var found: [AuditEntry] = []
        for intent in own where intent.kind == .actionIntent {
            let later = EntryFilter(
                kinds: [.actionResolved, .actionVerified, .actionOutcome], symbol: intent.symbol,
                clientOrderID: intent.clientOrderID)
            found += try store.entries(matching: later).filter { entry in
                entry.seq > intent.seq && entry.understood(as: OutcomeRecord.self).intent == intent.seq
            }
        }
        return found
    }
}
