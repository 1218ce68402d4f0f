import Synchronization
import Testing

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

    /// Returns once a request is held; one that does not come within a quarter of an hour is a failure.
    package func arrival() async {
        let late = Task { [arrivals] in
            try await Task.sleep(for: .seconds(900))
            arrivals.continuation.finish()
        }
        defer { late.cancel() }
        for await _ in arrivals.stream { return }
        Issue.record("the request that was to be held did not arrive")
    }

    package func letGo() { release.continuation.finish() }
}
