import FoundationEssentials

/// A number of generated cases: all of them with `GRINDERCTL_TORTURE=1` (`make torture`), else a tenth, always the same
/// ones.
enum Campaign {
    static let isWhole = ProcessInfo.processInfo.environment["GRINDERCTL_TORTURE"] == "1"

    static func cases(full: Int) -> Int { isWhole ? full : full / 10 }

    /// A line for whoever waits minutes for it.
    static func printSummary(_ name: String, cases: Int, failures: Int, in file: String = #fileID) {
        let suite = file.split(separator: "/").last?.split(separator: ".").first ?? ""
        if isWhole { print("campaign \(name): \(cases) cases, \(failures) failures [\(suite)]") }
    }
}
