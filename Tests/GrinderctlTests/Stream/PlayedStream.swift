import Binance
import TriageCore

/// A stream that gives these events and stays open until it is left.
struct PlayedStream: StreamOpening {
    let events: [StreamEvent]

    func open(_ key: ListenKey?) async throws(HandshakeFailure) -> StreamConnection {
        let (items, feed) = AsyncStream<UserStream.Item>.makeStream()
        for event in events { feed.yield(.event(event)) }
        return StreamConnection(items: items) { feed.finish() }
    }
}
