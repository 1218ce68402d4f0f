package import ExchangeSandbox
import Foundation
import Synchronization
package import TriageCore

/// Real time plus what was slept: five seconds of patience pass at once, for the context and the exchange alike. A stall of
/// a busy machine counts for next to nothing: what takes long here is what a test makes so. Or time that stands still but
/// for what is slept.
package final class SteppedClock: Sendable {
    private static let longestStep: Int64 = 10

    private struct State {
        var time: Int64
        /// When it was looked at last; `nil` where real time counts for nothing.
        var real: Int64?
    }

    private let state: Mutex<State>

    package init() { state = Mutex(State(time: Self.real(), real: Self.real())) }

    package init(standingAt milliseconds: Int64) { state = Mutex(State(time: milliseconds, real: nil)) }

    private static func real() -> Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }

    package var milliseconds: Int64 {
        state.withLock { state in
            guard let last = state.real else { return state.time }
            let real = Self.real()
            state.time += min(max(0, real - last), Self.longestStep)
            state.real = real
            return state.time
        }
    }
    package var now: Timestamp { Timestamp(milliseconds: milliseconds) }
    package var sandbox: SandboxClock {
        SandboxClock(now: { [self] in milliseconds }, pause: { [self] in advance(Int64($0)) })
    }

    package func advance(_ milliseconds: Int64) { state.withLock { $0.time += milliseconds } }

    package func advance(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        advance(seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
    }
}
