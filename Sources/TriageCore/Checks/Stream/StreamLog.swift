/// What the bot's log says of its user-data stream, by the names of `connectors/binance_user_data_ws.py`. Its market
/// stream writes other lines, which count for nothing here.
package struct StreamLog: Sendable, Hashable {
    package enum State: Sendable, Hashable {
        /// Not one line about the stream.
        case silent
        case connected
        /// After trouble it has not said that it is connected again.
        case troubled
        /// It said that the key expired, and grinder only logs that and reads on; or that it gave up.
        case dead
        /// It closed the stream itself.
        case stopped
    }

    package let events: [LogEvent]
    /// Lines that name a listenKey and are not understood: what they say of the stream is not known.
    package let unclear: [LogEvent]

    package init(_ events: [LogEvent]) {
        self.events = events.filter { Self.name($0) != nil }
        unclear = events.filter { $0.meaning == .other && $0.clientOrderID == nil }
    }

    /// By the last line that decides. A key that expired stays expired until a connection is made with a new one.
    package var state: State {
        var state = State.silent
        for event in events { state = Self.state(after: Self.name(event) ?? "", from: state) }
        return state
    }

    package var last: LogEvent? { events.last }

    /// Binance's stream address without `/private`, where a line of the stream shows the one the bot opens; without the
    /// key. Demo still delivers there.
    package var unroutedAddress: String? {
        for event in events.reversed() {
            guard let match = event.text.firstMatch(of: /wss?:\/\/fstream\.binance\.com(?::443)?\/([a-z]+)/) else {
                continue
            }
            return ["ws", "stream"].contains(match.1) ? String(match.0) : nil
        }
        return nil
    }

    /// Of lines that tell of trouble.
    package var troubles: Int { events.count { Self.troubles.contains(Self.name($0) ?? "") } }

    private static func state(after name: String, from state: State) -> State {
        switch name {
        case "ws_connected", "ws_reconnected": return .connected
        // A keepalive that is answered belongs to a living key, and not to a living connection.
        case "keepalive_ok": return state == .silent ? .connected : state
        case "listenKey_expired": return .dead
        case "ws_closed", "listenKey_closed": return state == .connected ? .stopped : state
        case _ where troubles.contains(name): return state == .dead ? .dead : .troubled
        default: return state
        }
    }

    /// The log's word, when it is one of the user-data stream's.
    package static func name(_ event: LogEvent) -> String? {
        guard case .stream(let name) = event.meaning, known.contains(name) else { return nil }
        return name
    }

    private static let troubles: Set<String> = [
        "keepalive_failed", "keepalive_error", "keepalive_failed_will_reconnect", "keepalive_loop_error",
        "reconnect_failed", "ws_transient_error", "ws_unexpected_error", "listenKey_close_error", "listenKey_expired",
    ]
    private static let known = troubles.union([
        "listenKey_created", "keepalive_ok", "listenKey_closed", "ws_connected", "ws_closed", "ws_reconnected",
        "parse_error", "unknown_event_type",
    ])
}
