import AuditLog
import TriageCore

/// A flatten that ended between cancelling what would have closed the position and its own close, as the audit log has
/// it: nobody was left to say so.
struct UnfinishedFlatten: Sendable, Hashable {
    let cancelled: [String]
    /// Of the last cancel.
    let seq: Int64
    let at: Timestamp?

    /// - Parameter name: of the position, with its amount.
    func words(_ name: String, now: Timestamp) -> String {
        let age = at.map { ", \(Age.words(milliseconds: now.milliseconds(since: $0))) ago" } ?? ""
        return "no order protects \(name): an earlier flatten cancelled \(cancelled.joined(separator: ", ")) "
            + "(seq \(seq)\(age)) and ended before its close"
    }
}

extension AuditMemory {
    /// The last flatten on the symbol here, where it cancelled and nothing was sent to close since; of the last day.
    func unfinishedFlatten(
        of symbol: Symbol, at accountContext: AccountContext, now: Timestamp
    ) throws(AuditFailure) -> UnfinishedFlatten? {
        let since = now.advanced(byMilliseconds: -TimeSpan.day)
        let filter = EntryFilter(
            kinds: [.actionIntent, .actionVerified], symbol: symbol.rawValue, since: since.description)
        var cancels: Set<Int64> = []
        var found: UnfinishedFlatten?
        for entry in try store.entries(matching: filter) {
            if entry.kind == .actionIntent {
                let record = entry.understood(as: IntentRecord.self)
                guard record.accountContext == accountContext, let request = record.request else { continue }
                if request.isPlacement { (cancels, found) = ([], nil) }
                if record.action == .flatten, request.isCancel { cancels.insert(entry.seq) }
                continue
            }
            let word = entry.understood(as: OutcomeRecord.self)
            if let intent = word.intent, cancels.contains(intent), word.status == "CANCELED",
                let id = entry.clientOrderID
            {
                found = UnfinishedFlatten(
                    cancelled: (found?.cancelled ?? []) + [id], seq: intent, at: Timestamp(iso8601: entry.ts))
            }
        }
        return found
    }
}
