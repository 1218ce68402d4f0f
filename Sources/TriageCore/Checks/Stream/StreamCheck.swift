/// Does the bot receive its order events? What its log says, whether the stream's server opens a connection, and, only
/// when asked for by name, whether a listenKey exists: asking extends it, for a dead bot too.
package struct StreamCheck: Procedure {
    package static let logsStep = StepDefinition(
        "stream-logs", "What the bot's log says of its stream", asks: [.logHistory])
    package static let keyStep = StepDefinition(
        "stream-key", "Does a listenKey exist for this API key?", asks: [.listenKey])
    package static let handshakeStep = StepDefinition(
        "stream-handshake", "Does the stream's server open a connection?", asks: [.streamHandshake])

    package static let steps = [logsStep, keyStep, handshakeStep]

    static let logs = EvidenceRequest.logHistory([], nil)

    /// The listenKey may be extended to learn whether it exists.
    let extendsKey: Bool
    /// Tells whether the log reaches up to now.
    let now: Timestamp
    var evidenceStore = EvidenceStore()

    package init(extendsKey: Bool, now: Timestamp) {
        self.extendsKey = extendsKey
        self.now = now
    }

    package func step(asking request: EvidenceRequest) -> StepID {
        Self.steps.first { $0.asks.contains(request.kind) }?.id ?? Self.handshakeStep.id
    }

    package mutating func receive(_ evidence: Evidence) { evidenceStore.file(evidence) }

    /// It asks the operator nothing.
    package mutating func receive(_ answer: Answer) {}

    package func next() -> NextMove {
        // The key first: with it the handshake is the bot's own.
        let open = evidenceStore.unanswered([Self.logs] + (extendsKey ? [.listenKey] : []))
        guard open.isEmpty else { return .gather(open) }
        guard evidenceStore[.streamHandshake] != nil else { return .gather([.streamHandshake]) }
        return .conclude(.single(Finding(subject: Subject(.stream), verdict: verdict)))
    }

    var handshake: StreamHandshake? {
        if case .streamHandshake(let reading)? = evidenceStore.content(.streamHandshake) { return reading }
        return nil
    }

    var key: ListenKeyState? {
        if case .listenKey(let state)? = evidenceStore.content(.listenKey) { return state }
        return nil
    }

    /// A log that ended long ago knows a bot that may be gone.
    static let logReach: Int64 = 3_600_000

    /// When the log's last line was written, where that is too old to describe the present.
    var logEnded: Timestamp? {
        guard let end = evidenceStore.logHistory(Self.logs)?.covered?.upperBound,
            now.milliseconds(since: end) > Self.logReach
        else { return nil }
        return end
    }

    var log: StreamLog { StreamLog(evidenceStore.logHistory(Self.logs)?.events ?? []) }
}
