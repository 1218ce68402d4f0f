/// Where an intent is written down before its first byte is sent: the audit log.
package protocol IntentJournal: Sendable {
    /// Returns the row's `seq` once the row is durable and the log is still the file that was opened; throws otherwise.
    func makeDurable(_ intent: ActionIntent) async throws -> Int64
}

/// The permission to send one request once: its gates are passed and its `action.intent` row is durable.
package struct RecordedIntent: ~Copyable {
    package let request: MutatingRequest
    /// `seq` of the `action.intent` row.
    package let seq: Int64
    /// Local milliseconds after which it is signed, and so sent, no more: whoever settles an intent by reading may take
    /// a request for spent by then.
    package var signBefore: Int64?

    fileprivate init(request: MutatingRequest, seq: Int64) {
        self.request = request
        self.seq = seq
    }
}

extension Clearance {
    /// Spends the clearance: writes the intent, and only then hands out what ``ExchangeTrading`` takes.
    package consuming func record(in journal: some IntentJournal) async throws -> RecordedIntent {
        let request = self.request
        let seq = try await journal.makeDurable(intent)
        return RecordedIntent(request: request, seq: seq)
    }
}
