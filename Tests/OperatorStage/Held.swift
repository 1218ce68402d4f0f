import Synchronization

/// A request that is held back until the test lets it go.
package final class Held: Sendable {
    private let arrivals = AsyncStream<Void>.makeStream()
    private let release = AsyncStream<Void>.makeStream()

    package init() {}

    /// Called by the exchange: tells that the request is here and waits.
    package func hold() async {
        arrivals.continuation.yield()
        for await _ in release.stream { return }
    }

    /// Returns once a request is held.
    package func arrival() async {
        for await _ in arrivals.stream { return }
    }

    package func letGo() { release.continuation.finish() }
}
