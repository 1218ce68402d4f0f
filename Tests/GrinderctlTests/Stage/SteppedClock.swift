import ExchangeSandbox
import Foundation
import Synchronization
import TriageCore

/// Real time plus what was slept: five seconds of patience pass at once, for the bench and the exchange alike. A stall of
/// a busy machine counts for next to nothing: what takes long here is what a test makes so.
final class SteppedClock: Sendable {
    private static let longestStep: Int64 = 10

    private struct State {
        var time: Int64
        var real: Int64
    }

    private let state: Mutex<State>

    init() { state = Mutex(State(time: Self.real(), real: Self.real())) }

    private static func real() -> Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }

    var milliseconds: Int64 {
        state.withLock { state in
            let real = Self.real()
            state.time += min(max(0, real - state.real), Self.longestStep)
            state.real = real
            return state.time
        }
    }
    var now: Timestamp { Timestamp(milliseconds: milliseconds) }
    var sandbox: SandboxClock { SandboxClock { [self] in milliseconds } }

    func advance(_ milliseconds: Int64) { state.withLock { $0.time += milliseconds } }

    func advance(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        advance(seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
    }
}
