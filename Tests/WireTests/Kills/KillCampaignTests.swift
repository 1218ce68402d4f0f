import OperatorStage
import TestSupport
import Testing

/// The built binary, killed at a thousand moments of its actions.
@Suite struct KillCampaignTests {
    @Test func `of 1,000 kills none leaves an act without its intent, an intent that stays open, or a second request`()
        async throws
    {
        let rounds = Campaign.isWhole ? KillRound.full : KillRound.few
        var wrong: [String] = []
        var counts: [String: Int] = [:]
        // Most of a round is waiting until what was on its way can no longer execute.
        try await withThrowingTaskGroup(of: (Int, KillPlay.Told).self) { group in
            var begun = 0
            func begin() {
                guard begun < rounds else { return }
                let number = begun
                begun += 1
                group.addTask { (number, try await KillPlay.run(.number(number))) }
            }
            for _ in 0..<32 { begin() }
            for try await (number, told) in group {
                if !told.complaints.isEmpty {
                    wrong.append("round \(number): \(told.complaints.joined(separator: "\n  "))")
                }
                counts.merge(told.counts, uniquingKeysWith: +)
                begin()
            }
        }
        let deeds = (0..<rounds).map { KillRound.number($0).deeds.count }.reduce(0, +)
        Campaign.printSummary(
            "kills, at any time, request or change of the log", cases: deeds, failures: wrong.count, counts)
        #expect(counts["killed", default: 0] > deeds / 2)
        #expect(counts["intents left open", default: 0] > rounds / 4)
        #expect(wrong.isEmpty, "\(wrong.count) of \(rounds) rounds:\n\(wrong.prefix(5).joined(separator: "\n\n"))")
    }
}
