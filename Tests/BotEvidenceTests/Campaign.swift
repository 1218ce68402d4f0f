import Foundation

/// A number of generated cases: all of them with `GRINDERCTL_TORTURE=1` (`make torture`), else a tenth, always the same
/// ones.
enum Campaign {
    static let isWhole = ProcessInfo.processInfo.environment["GRINDERCTL_TORTURE"] == "1"

    static func cases(full: Int) -> Int { isWhole ? full : full / 10 }

    /// A line for the table of them all.
    static func printSummary(
        _ name: String, cases: Int, failures: Int, _ more: [String] = [], in file: String = #fileID
    ) {
        guard isWhole else { return }
        let suite = file.split(separator: "/").last?.split(separator: ".").first ?? ""
        let shares = more.isEmpty ? "" : " (\(more.joined(separator: ", ")))"
        print("campaign \(name): \(cases) cases, \(failures) failures\(shares) [\(suite)]")
        fflush(nil)
    }
}
