import GRDB
import TriageCore

/// An action that was about to be sent, and of which the log does not know what became of it.
package struct OpenIntent: Sendable, Hashable {
    /// The `action.intent`.
    package let entry: AuditEntry
    /// The last thing recorded about it that did not settle it; `nil` after a crash between intent and answer.
    package let lastWord: AuditEntry?

    package init(entry: AuditEntry, lastWord: AuditEntry? = nil) {
        self.entry = entry
        self.lastWord = lastWord
    }
}

/// Finds the intents that nothing has settled.
package enum OpenIntents {
    /// The kinds ``find(in:)`` looks at.
    package static let filter = EntryFilter(
        kinds: [.actionIntent, .actionOutcome, .actionVerified, .actionResolved])

    /// Every `action.intent` that no later entry settles, in the order given. An entry speaks of the intent whose seq
    /// its payload's `"intent"` is. An `action.outcome` settles with `"outcome"` `done` or `not-executed`; an
    /// `action.verified` or `action.resolved` also with `"settled":true`. `"settled":false`, `"outcome":"unknown"`, and
    /// anything that cannot be understood leave the intent open, and open stays on the safe side.
    /// Once settled, an intent is not opened again by a later word.
    package static func find(in entries: [AuditEntry]) -> [OpenIntent] {
        var intents: [Int64: OpenIntent] = [:]
        for entry in entries.sorted(by: { $0.seq < $1.seq }) {
            if entry.kind == .actionIntent {
                intents[entry.seq] = OpenIntent(entry: entry)
                continue
            }
            guard let kind = entry.kind, speaking.contains(kind) else { continue }
            let word = entry.understood(as: OutcomeRecord.self)
            guard let seq = word.intent, let intent = intents[seq] else { continue }
            intents[seq] = settles(kind, word) ? nil : OpenIntent(entry: intent.entry, lastWord: entry)
        }
        return entries.compactMap { $0.kind == .actionIntent ? intents[$0.seq] : nil }
    }

    static let speaking: Set<AuditKind> = [.actionOutcome, .actionVerified, .actionResolved]

    private static func settles(_ kind: AuditKind, _ word: OutcomeRecord) -> Bool {
        if word.outcome == .unknown || word.settled == false { return false }
        if kind != .actionOutcome, word.settled == true { return true }
        return word.outcome == .done || word.outcome == .notExecuted
    }
}

extension OpenIntents {
    /// The same by index, which holds what ``find(in:)`` would make of each entry; the last ones, in the order of seq.
    static func find(in db: Database, limit: Int?, of file: LogFile) throws -> [OpenIntent] {
        let index = EntryIndex.intent
        let speaks = index.condition ?? "1"
        let open = try Int64.fetchAll(
            db,
            sql: """
                SELECT seq FROM entries AS open INDEXED BY entries_by_kind WHERE kind = 'action.intent'
                AND NOT EXISTS (SELECT 1 FROM entries AS word INDEXED BY \(index.name) WHERE \(speaks)
                    AND \(index.key[0]) = +open.seq AND \(index.key[1]) = 1 AND word.seq > open.seq)
                ORDER BY seq DESC LIMIT ?
                """, arguments: [limit ?? -1])
        return try open.reversed().compactMap { seq in
            let entry = try EntryQuery(filter: EntryFilter(seqs: seq...seq), indexes: []).entries(in: db, of: file)
            return try entry.first.map { OpenIntent(entry: $0, lastWord: try lastWord(on: seq, in: db, of: file)) }
        }
    }

    /// The last that was recorded of an intent, by index.
    static func lastWord(on seq: Int64, in db: Database, of file: LogFile) throws -> AuditEntry? {
        let index = EntryIndex.intent
        let words = try db.cachedStatement(
            sql: "SELECT \(Rows.selection) FROM entries INDEXED BY \(index.name) WHERE \(index.condition ?? "1") "
                + "AND \(index.key[0]) = ? AND seq > ? ORDER BY seq DESC LIMIT 1")
        try words.setArguments([seq, seq])
        return try Rows.entries(words, in: db, of: file).first
    }
}
