import Foundation

/// A number of generated cases: all of them with `GRINDERCTL_TORTURE=1` (`make torture`), else a tenth, always the same
/// ones.
package enum Campaign {
    package static let isWhole = ProcessInfo.processInfo.environment["GRINDERCTL_TORTURE"] == "1"

    package static func cases(full: Int) -> Int { isWhole ? full : full / 10 }

    /// The parts of a campaign that is dear: all of them, else the first few, so that a case in thirty is played.
    package static func parts(full: Int) -> Range<Int> { 0..<(isWhole ? full : max(1, full / 3)) }

    /// A line for whoever waits minutes for it, and for the table of them all.
    /// - Parameter counts: of what the cases came to.
    package static func printSummary(
        _ name: String, cases: Int, failures: Int, _ counts: [String: Int] = [:], in file: String = #fileID
    ) {
        let shares = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        printSummary(name, cases: cases, failures: failures, shares, in: file)
    }

    package static func printSummary(
        _ name: String, cases: Int, failures: Int, _ shares: [String], in file: String = #fileID
    ) {
        guard isWhole else { return }
        let suite = file.split(separator: "/").last?.split(separator: ".").first ?? ""
        print(
            "campaign \(name): \(cases) cases, \(failures) failures"
                + (shares.isEmpty ? "" : " (\(shares.joined(separator: ", ")))") + " [\(suite)]")
        // Whoever ends a campaign that hangs reads what the others told.
        fflush(nil)
    }

    /// How many cases are played: all of them, or as many as two minutes have room for; of a share always the same.
    package struct Allowance {
        private let cases: Int
        private let longest: Duration?
        private var took = Duration.zero
        package private(set) var played = 0

        /// - Parameter longest: the time that the cases themselves may take, together.
        package init(full: Int, share: Int, longest: Duration = .seconds(120), isWhole: Bool = Campaign.isWhole) {
            cases = isWhole ? full : share
            self.longest = isWhole ? longest : nil
        }

        package var allowsOneMore: Bool { played < cases && longest.map { took < $0 } ?? true }

        package mutating func spend(_ time: Duration) {
            played += 1
            took += time
        }
    }
}
