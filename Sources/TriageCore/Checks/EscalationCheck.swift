/// What the runbook looks at when mismatches stay after their procedure, in its order.
package enum EscalationCheck: String, Sendable, Hashable, CaseIterable {
    /// The user-data stream: WebSocket, listenKey, what the bot's log says of both.
    case stream
    /// The REST API: answers, weight, key, permissions.
    case rest
    /// The bot's expected state: do its metrics and the exchange agree?
    case state
    /// This machine's clock against the exchange's.
    case clock
}
