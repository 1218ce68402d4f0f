/// How long to wait before the next connection: 1 s, 2 s, 4 s … one minute, and from the start again after a connection
/// that lasted a minute.
struct BackOff: Sendable, Hashable {
    static let longest: Int64 = 60_000
    private var failures = 0

    /// - Parameter lasted: milliseconds the last connection was open, 0 when there was none.
    mutating func next(afterConnectionOf lasted: Int64) -> Int64 {
        if lasted >= 60_000 { failures = 0 }
        let wait = min(Self.longest, 1_000 << Int64(min(failures, 6)))
        failures += 1
        return wait
    }
}
