/// What is told of the stream itself, beside its events.
package enum StreamNote: Sendable, Hashable {
    case connected
    /// The connection could not be made, and why.
    case notConnected(String)
    /// It ended, and why.
    case disconnected(String)
    /// Nothing at all for so many seconds, not even a ping: the connection is dead, whatever the socket says.
    case dead(seconds: Int64)
    /// Pings arrive and no event for so many seconds: nothing happens, or the key is not the account's.
    case silent(seconds: Int64)
    /// A message that is no event.
    case garbage(String)
    /// Close to the 24 hours after which the exchange ends every connection: a new one is made.
    case renewing
    /// What became of a listenKey that the watch made itself and has to keep alive.
    case key(String)
    /// Nothing was received between these moments; events of that time are not sent again.
    case gap(from: Timestamp, to: Timestamp)

    /// Events may have been missed.
    package var isGap: Bool {
        if case .gap = self { return true }
        return false
    }

    /// For machines: `gap`, `connected`, …
    package var word: String {
        switch self {
        case .connected: "connected"
        case .notConnected: "not-connected"
        case .disconnected: "disconnected"
        case .dead: "dead"
        case .silent: "silent"
        case .garbage: "garbage"
        case .renewing: "renewing"
        case .key: "listen-key"
        case .gap: "gap"
        }
    }

    package var detail: String {
        switch self {
        case .connected: "the stream is open"
        case .notConnected(let why): "no connection: \(why)"
        case .disconnected(let why): "the connection ended: \(why)"
        case .dead(let seconds):
            "dead: not even a ping for \(seconds) s (the exchange sends one every 3 minutes); connecting anew"
        case .silent(let seconds):
            "silent for \(seconds) s, though pings arrive: nothing happens on the account, or the key is not its own"
        case .garbage(let what): "a message that isn't an event: \(what)"
        case .key(let what): what
        case .renewing: "close to 24 hours old, when the exchange ends every connection: connecting anew"
        case .gap(let from, let to):
            "gap from \(from) to \(to): what happened then is not sent again; read it from REST (grinderctl timeline)"
        }
    }
}
