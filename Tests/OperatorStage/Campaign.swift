import Foundation
import Testing

/// A number of generated cases: all of them with `GRINDERCTL_TORTURE=1` (`make torture`), else a tenth, always the same
/// ones.
package enum Campaign {
    package static let isWhole = ProcessInfo.processInfo.environment["GRINDERCTL_TORTURE"] == "1"

    package static func cases(full: Int) -> Int { isWhole ? full : full / 10 }

    /// The parts of a campaign that is dear: all of them, else the first few, so that a case in thirty is played.
    package static func parts(full: Int) -> Range<Int> { 0..<(isWhole ? full : max(1, full / 3)) }

    /// A line for whoever waits minutes for it, and for the table of them all.
    package static func printSummary(
        _ name: String, cases: Int, failures: Int, _ counts: [String: Int] = [:], in file: String = #fileID
    ) {
        guard isWhole else { return }
        let suite = file.split(separator: "/").last?.split(separator: ".").first ?? ""
        let shares = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
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

extension Campaign {
    /// One part of an action's campaign: each case by a seed of its own, and every ending comes.
    /// - Parameter play: counts the endings, and returns what was wrong.
    package static func run(
        _ name: String, part: Int, full: Int, in file: String = #fileID,
        _ play: (UInt64, inout [String: Int]) async throws -> [String]
    ) async throws {
        var wrong: [String] = []
        var counts: [String: Int] = [:]
        let cases = cases(full: full)
        for number in 0..<cases {
            let complaints = try await play(UInt64(part * 1_000_000 + number), &counts)
            if !complaints.isEmpty { wrong.append(complaints.joined(separator: "\n")) }
        }
        printSummary("\(name), part \(part)", cases: cases, failures: wrong.count, counts, in: file)
        #expect(wrong.isEmpty, "\(wrong.count) of \(cases) cases:\n\(wrong.prefix(3).joined(separator: "\n\n"))")
        for ending in ["verified", "failed", "unknown", "refused"] {
            #expect(counts[ending, default: 0] > 0, "\(ending)")
        }
    }
}

/// SplitMix64: the same numbers for the same seed, everywhere.
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// A generator of its own for each place: what is drawn in one does not shift what is drawn in another.
    package init(seed: UInt64, _ place: String, _ number: Int = 0) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
        for byte in place.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        self.init(seed: hash ^ (UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15))
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    package mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &self)]
    }

    /// True so many times in a thousand.
    package mutating func chance(_ perMille: Int) -> Bool { Int.random(in: 0..<1_000, using: &self) < perMille }
}
