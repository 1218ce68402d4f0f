import FoundationEssentials

/// The local wall clock as it was when the process started, plus the time elapsed since: it never steps back.
package enum LocalClock {
    private static let start = (
        wall: Int64((Date().timeIntervalSince1970 * 1_000).rounded()), instant: ContinuousClock.now
    )

    /// Milliseconds since 1970.
    package static func milliseconds() -> Int64 {
        let elapsed = (ContinuousClock.now - start.instant).components
        return start.wall + elapsed.seconds * 1_000 + elapsed.attoseconds / 1_000_000_000_000_000
    }
}
