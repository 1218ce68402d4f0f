import Foundation
import OperatorStage
import Synchronization
import TestSupport
import Testing

@testable import grinderctl

/// A reset that dies after any of its phases, and is resumed: the same end, and nothing sent twice.
@Suite struct ResetCrashTests {
    private struct Dead: Error {}

    @Test func `a reset that dies after any phase is resumed to the same end, and nothing is sent twice`() async throws
    {
        var wrong: [String] = []
        var deaths = 0
        // Accounts that a reset clears whole, some of them with instances to stop and start and files to set aside.
        let seeds = (0..<UInt64(4_000)).lazy.map { 9_000_000 + $0 }
            .filter { ResetCase(seed: $0).mustSucceed && !ResetCase(seed: $0).ours.isEmpty }
            .prefix(Campaign.isWhole ? 30 : 1)
        for seed in seeds {
            var phase = 0
            while true {
                guard let complaints = try await die(at: phase, ResetCase(seed: seed)) else { break }
                deaths += 1
                phase += 1
                if !complaints.isEmpty {
                    wrong.append("seed \(seed), beat \(phase): \(complaints.joined(separator: "; "))")
                }
            }
        }
        Campaign.printSummary("a reset that dies after any beat, and is resumed", cases: deaths, failures: wrong.count)
        #expect(deaths > (Campaign.isWhole ? 600 : 15))
        #expect(wrong.isEmpty, "\(wrong.count) of \(deaths):\n\(wrong.prefix(5).joined(separator: "\n"))")
    }

    /// `nil` when the reset has no such beat: it ended before.
    private func die(at fatal: Int, _ given: ResetCase) async throws -> [String]? {
        try await SimulatedStage.set(state: given.state, seed: given.seed) { stage in
            let bot = try KeptBot(in: stage.folder)
            let phases = Mutex(0)
            let first = await stage.run(bot.words, with: bot.environment) { _ in
                let number = phases.withLock { count in
                    defer { count += 1 }
                    return count
                }
                if number == fatal { throw Dead() }
            }
            guard phases.withLock({ $0 }) > fatal else { return nil }
            var book = ResetBook(stage: stage, given: given)
            book.expect(first.exit == 70, "the death ended \(first.exit): \(first.output)")
            stage.exchange.passTime(1_000)
            // Before its first row it is simply begun anew.
            let more = book.begun.map { ["--resume", $0] } ?? []
            let second = await stage.run(bot.words + more, with: bot.environment)
            book.judge(second)
            book.expect(second.exit == 0, "resumed \(second.exit): \(second.output)\(second.error)")
            let (state, isAside) = (try bot.state(), try bot.hasSetAside())
            book.expect(state == "running", "the bot is \(state)")
            book.expect(isAside, "the expected state is still there")
            let third = await stage.run(bot.words + ["--resume", book.begun ?? ""], with: bot.environment)
            let writes = stage.exchange.writes.count
            book.expect(third.exit == 0, "resumed again \(third.exit)")
            book.expect(stage.exchange.writes.count == writes, "a finished reset sent something")
            return book.complaints
        }
    }
}

/// A bot kept by shell commands that write and read one file.
struct KeptBot {
    let folder: String

    init(in folder: String) throws {
        self.folder = folder
        let state = folder + "/state"
        try "running\n".write(toFile: state, atomically: false, encoding: .utf8)
        try "".write(toFile: folder + "/expected.jsonl", atomically: false, encoding: .utf8)
        try """
        instances:
          - name: grinder-1
            status: cat \(state)
            stop: echo stopped > \(state)
            start: echo running > \(state)
        expected: [\(folder)/expected.jsonl]
        """.write(toFile: folder + "/config.yaml", atomically: false, encoding: .utf8)
    }

    var environment: [String: String?] {
        ["GRINDERCTL_HEALTH": nil, "GRINDERCTL_CONFIG": folder + "/config.yaml", "PATH": "/usr/bin:/bin"]
    }

    let words = [
        "reset", "--execute", "--confirm", "reset", "--reason", "campaign", "--max-orders", "200", "--max-notional",
        "100000", "--json",
    ]

    func state() throws -> String {
        try String(contentsOfFile: folder + "/state", encoding: .utf8).split(separator: "\n").joined()
    }

    func hasSetAside() throws -> Bool {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return !names.contains("expected.jsonl")
            && names.filter { $0.hasPrefix("expected.jsonl.reset-") }.count == 1
    }
}
