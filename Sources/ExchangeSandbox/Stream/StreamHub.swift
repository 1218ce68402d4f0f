import Synchronization

/// Holds the open connections and hands each what the ``StreamConnections`` has for it.
final class StreamHub: Sendable {
    /// One frame on its way out, and how long it is held back first.
    struct Outgoing: Sendable {
        let delivery: StreamConnections.Delivery
        let delayMilliseconds: Int
    }

    private struct State {
        var connections = StreamConnections()
        var sinks: [Int: AsyncStream<Outgoing>.Continuation] = [:]
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.connections.count } }

    func open(_ route: StreamRoute, now: Int64) -> (connection: Int, outgoing: AsyncStream<Outgoing>) {
        let (stream, sink) = AsyncStream.makeStream(of: Outgoing.self)
        let id = state.withLock { state in
            let id = state.connections.open(route, now: now)
            state.sinks[id] = sink
            return id
        }
        return (id, stream)
    }

    /// Lets the connections decide, and sends what it decided before anybody else may.
    func decide(delayMilliseconds: Int = 0, _ decision: (inout StreamConnections) -> StreamConnections.Outbox) {
        state.withLock { state in
            for (id, delivery) in decision(&state.connections) {
                state.sinks[id]?.yield(Outgoing(delivery: delivery, delayMilliseconds: delayMilliseconds))
                switch delivery {
                case .close, .drop: state.sinks.removeValue(forKey: id)?.finish()
                case .text, .ping, .pong: break
                }
            }
        }
    }

    /// The other side is gone.
    func ended(_ connection: Int) {
        state.withLock { state in
            state.connections.ended(connection)
            state.sinks.removeValue(forKey: connection)?.finish()
        }
    }

    func endAll() {
        decide { $0.dropAll() }
    }
}
