import Dispatch
import Glibc
import Synchronization

/// What the work has come to, for whoever ends it.
final class WorkSummary: Sendable {
    typealias Words = (words: String, attempt: String)

    private let source = Mutex<(@Sendable () -> Words?)?>(nil)

    func set(_ words: @escaping @Sendable () -> Words?) { source.withLock { $0 = words } }

    var words: Words? { source.withLock { $0 }?() }
}

/// SIGINT and SIGTERM: before anything is sent the process ends with 130; once an intent is durable it goes on to the
/// outcome, which then decides the exit.
final class Interrupts: Sendable {
    private struct State {
        var isHeld = false
        var isRequested = false
        var isServing = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    private let onEnd: @Sendable () -> Void
    private let onHold: @Sendable () -> Void

    /// - Parameters:
    ///   - onEnd: says that nothing was sent and ends the process; only that of a test returns.
    ///   - onHold: says that the outcome is awaited first.
    init(onEnd: @escaping @Sendable () -> Void, onHold: @escaping @Sendable () -> Void) {
        self.onEnd = onEnd
        self.onHold = onHold
    }

    func arrived() {
        let waiter = state.withLock { state in
            state.isRequested = true
            // Ended inside the lock: whoever is about to hold waits there, and nothing is sent after "nothing was sent".
            if !state.isHeld, !state.isServing { onEnd() }
            defer { state.waiter = nil }
            return state.waiter
        }
        if let waiter { return waiter.resume() }
        if state.withLock({ $0.isHeld }) { onHold() }
    }

    /// From here an interrupt no longer ends the process.
    func hold() { state.withLock { $0.isHeld = true } }

    /// An intent is durable, or about to be.
    var isHolding: Bool { state.withLock { $0.isHeld } }

    /// Returns when an interrupt arrives: how a server waits for its end.
    func wait() async {
        await withCheckedContinuation { continuation in
            let isRequested = state.withLock { state in
                state.isServing = true
                if !state.isRequested { state.waiter = continuation }
                return state.isRequested
            }
            if isRequested { continuation.resume() }
        }
    }

    /// From here an interrupt only sets ``isRequested``: a watch ends between two looks.
    func serve() { state.withLock { $0.isServing = true } }

    var isRequested: Bool { state.withLock { $0.isRequested } }

    /// Signal handling for the whole process. The sources must be kept.
    func listen() -> [any DispatchSourceSignal] {
        signal(SIGPIPE, SIG_IGN)
        // A file that may grow no more is a failed write, not a death.
        signal(SIGXFSZ, SIG_IGN)
        return [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [self] in arrived() }
            source.resume()
            return source
        }
    }
}
