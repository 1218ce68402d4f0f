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
    /// The kinds ``find(in:)`` looks at; read with this filter, a long log stays fast.
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
            guard let kind = entry.kind, speaking.contains(kind), let payload = try? entry.payload(),
                let seq = payload["intent"]?.integerValue, let intent = intents[seq]
            else { continue }
            intents[seq] = settles(kind, payload) ? nil : OpenIntent(entry: intent.entry, lastWord: entry)
        }
        return entries.compactMap { $0.kind == .actionIntent ? intents[$0.seq] : nil }
    }

    private static let speaking: Set<AuditKind> = [.actionOutcome, .actionVerified, .actionResolved]
    private static let settlements: Set<String> = ["done", "not-executed"]

    private static func settles(_ kind: AuditKind, _ payload: JSONValue) -> Bool {
        let outcome = payload["outcome"]?.stringValue
        let isSettled = payload["settled"]?.boolValue
        if outcome == "unknown" || isSettled == false { return false }
        if kind != .actionOutcome, isSettled == true { return true }
        return outcome.map(settlements.contains) ?? false
    }
}
