import Testing
package import TestSupport

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
