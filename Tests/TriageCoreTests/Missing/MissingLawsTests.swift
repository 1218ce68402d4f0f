import TestSupport
import Testing
import TriageCore

struct MissingLawsTests {
    private static func histories(_ seed: UInt64, _ count: Int) -> [MissingHistory] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in MissingHistory(using: &generator) }
    }

    @Test(arguments: 0..<10)
    func `generated histories are judged as they happened, and nothing hidden is called never arrived`(part: Int) {
        var generator = SeededGenerator(seed: UInt64(part) &+ 4_711)
        var wrong: [String] = []
        var codes: [String: Int] = [:]
        let cases = Campaign.cases(full: 10_000)
        for _ in 0..<cases {
            let history = MissingHistory(using: &generator)
            let code = history.drive().verdict?.code ?? "none"
            codes[code, default: 0] += 1
            if !history.allowed.contains(code) {
                wrong.append("\(code) not in \(history.allowed.sorted()): \(history.really)")
            }
            if code == "never-arrived", history.mayHide { wrong.append("hidden: \(history.really)") }
        }
        Campaign.printSummary("verdicts of missing orders, part \(part)", cases: cases, failures: wrong.count)
        #expect(wrong.isEmpty, "\(wrong.count) wrong: \(wrong.prefix(8))")
        #expect(Set(codes.keys) == Set(MissingVerdict.allCases.map(\.rawValue)))
    }

    @Test func `it ends in three rounds, asks nothing twice and stays within weight 20`() {
        for history in Self.histories(1, 400) {
            let drive = history.drive()
            #expect(drive.conclusion != nil)
            #expect(Set(drive.asked).count == drive.asked.count)
            #expect(drive.rounds <= 3)
            // One more each for the clock and the symbols, which the shell asks for.
            #expect(drive.asked.map(\.weight).reduce(0, +) <= 18)
            #expect(drive.neverTakesAStepBack)
        }
    }

    @Test func `it never proposes a trade or a cancel`() {
        for history in Self.histories(2, 400) {
            let verdict = history.drive().verdict
            #expect(verdict?.action != .cancel && verdict?.action != .flatten)
            #expect(verdict?.next.contains { ["cancel", "flatten"].contains($0.words.first) } == false)
            if verdict?.code == "inconclusive" { #expect(verdict?.action == .escalate) }
        }
    }

    @Test func `the order in which evidence arrives changes nothing, and a replay gives the same`() {
        var generator = SeededGenerator(seed: 33)
        for history in Self.histories(3, 400) {
            let straight = history.drive()
            let shuffled = history.drive { $0.shuffled(using: &generator) }
            #expect(shuffled.conclusion == straight.conclusion)
            #expect(shuffled.procedure.report() == straight.procedure.report())
            let first = straight.procedure
            var replay = MissingOrder(symbol: first.symbol, id: first.id, identity: Identity())
            for evidence in straight.received.reversed() + straight.received { replay.receive(evidence) }
            #expect(replay.next() == straight.conclusion.map(NextMove.conclude))
            #expect(replay.report() == straight.procedure.report())
        }
    }

    @Test func `every step is reported, in the order of the runbook`() {
        for history in Self.histories(4, 100) {
            #expect(history.drive().procedure.report().map(\.id) == MissingOrder.steps.map(\.id))
        }
    }
}
