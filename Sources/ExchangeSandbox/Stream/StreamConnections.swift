import JSON

/// The exchange's side of all open streams, without a socket: what happens goes in, what is to be sent comes out.
///
/// The server pings every 3 minutes, gives up 10 minutes after the last pong, and ends every connection after 24 hours.
struct StreamConnections: Sendable {
    enum Delivery: Sendable, Equatable {
        case text(String)
        case ping(String)
        case pong([UInt8])
        /// A close frame, then the end.
        case close(code: UInt16, reason: String)
        /// The connection ends without a close frame.
        case drop
    }

    typealias Outbox = [(connection: Int, delivery: Delivery)]

    private struct Connection {
        var route: StreamRoute
        let opened: Int64
        var lastPing: Int64
        var lastPong: Int64
    }

    static let pingInterval: Int64 = 180_000
    static let pongPatience: Int64 = 600_000
    static let longestLife: Int64 = 86_400_000

    private var connections: [Int: Connection] = [:]
    private var lastConnection = 0
    private var expired: Set<String> = []

    var count: Int { connections.count }

    mutating func open(_ route: StreamRoute, now: Int64) -> Int {
        lastConnection += 1
        connections[lastConnection] = Connection(route: route, opened: now, lastPing: now, lastPong: now)
        return lastConnection
    }

    mutating func ended(_ connection: Int) { connections[connection] = nil }

    /// Events of the account whose valid listen key this is; without one nobody hears them.
    func publish(_ events: [StreamEvent], key: String?) -> Outbox {
        guard let key else { return [] }
        return events.flatMap { event in listeners(of: key, event).map { ($0, .text(text(of: event, key, for: $0))) } }
    }

    /// Pings, ends and the expiry of a key, as they fall due.
    mutating func pass(to now: Int64, key: (key: String, expires: Int64)?) -> Outbox {
        var outbox: Outbox = []
        for (id, connection) in connections.sorted(by: { $0.key < $1.key }) {
            if now - connection.opened >= Self.longestLife {
                outbox.append((id, .close(code: 1001, reason: "24 hours are over")))
                connections[id] = nil
            } else if now - connection.lastPong >= Self.pongPatience {
                outbox.append((id, .close(code: 1008, reason: "Pong timeout")))
                connections[id] = nil
            } else if now - connection.lastPing >= Self.pingInterval {
                connections[id]?.lastPing = now
                outbox.append((id, .ping(String(now))))
            }
        }
        if let key, now >= key.expires { outbox += expire(key, now: now) }
        return outbox
    }

    /// Tells it once, and nothing to whoever came later; no event of that key follows.
    private mutating func expire(_ key: (key: String, expires: Int64), now: Int64) -> Outbox {
        guard expired.insert(key.key).inserted else { return [] }
        let event = StreamEvent.listenKeyExpired(key.key, sent: now)
        return listeners(of: key.key, event).filter { connections[$0].map { $0.opened <= key.expires } == true }
            .map { ($0, .text(text(of: event, key.key, for: $0))) }
    }

    /// Every connection with that key is closed, whoever opened it.
    mutating func close(key: String) -> Outbox {
        let those = connections.filter { $0.value.route.keys[key] != nil }.map(\.key).sorted()
        for id in those { connections[id] = nil }
        return those.map { ($0, .close(code: 1000, reason: "")) }
    }

    mutating func dropAll() -> Outbox {
        let those = connections.keys.sorted()
        connections = [:]
        return those.map { ($0, .drop) }
    }

    mutating func receivedPong(_ connection: Int, now: Int64) { connections[connection]?.lastPong = now }

    /// `{"method":"SUBSCRIBE","params":["<listenKey>"],"id":1}` adds a key to a connection under `/private`, as the
    /// official client does it; `UNSUBSCRIBE` takes it away; anything else is answered and changes nothing.
    mutating func received(_ text: String, from connection: Int) -> Outbox {
        guard let request = try? JSONReader.value(text.utf8, .sandbox), let id = request["id"] else {
            return [(connection, .text(#"{"error":{"code":2,"msg":"Invalid request: missing id"},"id":null}"#))]
        }
        let keys = (request["params"]?.arrayValue ?? []).compactMap(\.stringValue)
        switch request["method"]?.stringValue {
        case "SUBSCRIBE": keys.forEach { connections[connection]?.route.subscribe($0) }
        case "UNSUBSCRIBE": keys.forEach { connections[connection]?.route.keys[$0] = nil }
        default: break
        }
        return [(connection, .text(JSONValue.object(["result": .null, "id": id]).compactText))]
    }

    private func listeners(of key: String, _ event: StreamEvent) -> [Int] {
        connections.filter { $0.value.route.wants(event, of: key) }.map(\.key).sorted()
    }

    private func text(of event: StreamEvent, _ key: String, for connection: Int) -> String {
        guard connections[connection]?.route.isCombined == true else { return event.json.compactText }
        return JSONValue.object(["stream": .string(key), "data": event.json]).compactText
    }
}
