import ExchangeSandbox
import Synchronization
import TriageCore

/// Time that passes only when something takes it: requests, answers that never come, and sleeps.
final class SimulatedClock: Sendable {
    private let time: Mutex<Int64>

    /// Noon of 2026-03-08, UTC.
    init(_ milliseconds: Int64 = 1_772_971_200_000) { time = Mutex(milliseconds) }

    var milliseconds: Int64 { time.withLock { $0 } }
    var now: Timestamp { Timestamp(milliseconds: milliseconds) }

    func advance(_ milliseconds: Int64) { time.withLock { $0 += milliseconds } }
}
