import FoundationEssentials

/// How many generated cases a test runs: all of them with `GRINDERCTL_TORTURE=1`, else a tenth, always the same ones.
enum Campaign {
    static func cases(full: Int) -> Int {
        ProcessInfo.processInfo.environment["GRINDERCTL_TORTURE"] == "1" ? full : full / 10
    }
}
