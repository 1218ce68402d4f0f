import ExchangeSandbox
import Foundation
import Synchronization
import TriageCore

/// Real time plus what was slept: five seconds of patience pass at once, for the bench and the exchange alike.
final class SteppedClock: Sendable {
    private let skipped = Mutex<Int64>(0)

    var milliseconds: Int64 { Int64(Date().timeIntervalSince1970 * 1_000) + skipped.withLock { $0 } }
    var now: Timestamp { Timestamp(milliseconds: milliseconds) }
    var sandbox: SandboxClock { SandboxClock { [self] in milliseconds } }

    func advance(_ milliseconds: Int64) { skipped.withLock { $0 += milliseconds } }

    func advance(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        advance(seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
    }
}
