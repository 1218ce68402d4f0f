import Foundation
import Synchronization

/// What time the sandbox takes it to be, in milliseconds since 1970, before a `clock±MS` fault is added.
package struct SandboxClock: Sendable {
    package let now: @Sendable () -> Int64
    /// Lets so many milliseconds pass: a request that is answered late.
    let pause: @Sendable (Int) async -> Void

    package init(
        now: @escaping @Sendable () -> Int64,
        pause: @escaping @Sendable (Int) async -> Void = { try? await Task.sleep(for: .milliseconds($0)) }
    ) {
        self.now = now
        self.pause = pause
    }

    package static let system = SandboxClock { Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)) }
}

/// A clock that a test moves.
package final class ManualClock: Sendable {
    private let time: Mutex<Int64>

    package init(_ milliseconds: Int64) { time = Mutex(milliseconds) }

    package var now: Int64 { time.withLock { $0 } }
    package func advance(_ milliseconds: Int64) { time.withLock { $0 += milliseconds } }
    package var clock: SandboxClock { SandboxClock { [self] in now } }
}
