import FoundationEssentials
import TestSupport
import Testing
import TriageCore

struct PositionLawsTests {
    @Test(arguments: 0..<4)
    func `generated fills are told apart exactly as they happened, and what is cut off is said`(part: Int) {
        var generator = SeededGenerator(seed: UInt64(part) &+ 815)
        var wrong: [String] = []
        var codes: Set<String> = []
        // Ten thousand at least, also in the short run.
        let cases = Campaign.cases(full: 25_000)
        for number in 0..<cases {
            let history = PositionHistory(using: &generator)
            let drive = history.world.drive(maxWindows: history.maxWindows)
            for finding in drive.conclusion?.findings ?? [] {
                let side = finding.subject.positionSide ?? .both
                let code = finding.verdict.code
                codes.insert(code)
                if code != history.wanted[side]?.code {
                    wrong.append("\(part)/\(number) \(side): \(code), not \(history.wanted[side]?.code ?? "-")")
                }
            }
            if drive.codes.count != history.wanted.count { wrong.append("\(part)/\(number): \(drive.codes)") }
        }
        Campaign.printSummary("verdicts on positions, part \(part)", cases: cases, failures: wrong.count)
        #expect(wrong.isEmpty, "\(wrong.count) wrong: \(wrong.prefix(8))")
        #expect(codes == Set(PositionVerdict.allCases.map(\.rawValue)).subtracting(["as-expected"]))
    }

    @Test func `the ledger is exact to the last fill, and its parts add up`() {
        var generator = SeededGenerator(seed: 99)
        for _ in 0..<2_500 {
            let history = PositionHistory(using: &generator)
            for position in history.world.positions {
                let shuffled = history.world.trades.shuffled(using: &generator)
                let ledger = FillLedger(
                    amount: position.amount, side: position.side, trades: shuffled + shuffled.prefix(3))
                #expect(ledger.isComplete)
                #expect(ledger.entries.reduce(ledger.residue) { $0 + $1.contribution } == position.amount.value)
                guard let parts = history.wanted[position.side]?.parts else { continue }
                #expect(ledger.entries.map(\.trade.id) == parts.map(\.tradeID).reversed())
                let exact = parts.map { Given.quantity(PositionHistory.text($0.thousandths)).value }
                #expect(ledger.entries.map(\.contribution) == exact.reversed())
            }
        }
    }

    @Test func `a hedge side that would change its sign betrays missing fills`() {
        let trades = [Given.trade(1, order: 1, "0.030", ago: hour, positionSide: .long)]
        let ledger = FillLedger(amount: Given.quantity("0.010"), side: .long, trades: trades)
        #expect(ledger.contradiction == trades[0] && !ledger.isComplete)
        let oneWay = trades.map { trade in
            var trade = trade
            trade.positionSide = .both
            return trade
        }
        #expect(FillLedger(amount: Given.quantity("0.010"), side: .both, trades: oneWay).isComplete)
    }

    @Test func `in any order of evidence, and replayed, it concludes the same`() {
        var generator = SeededGenerator(seed: 5)
        let kinds: [EvidenceRequest.Kind] = [.trades, .allOrders, .forceOrders, .positionsAgain, .exchangeTime]
        for _ in 0..<400 {
            var history = PositionHistory(using: &generator).world
            if Int.random(in: 0..<4, using: &generator) == 0 { history.failing = [generator.pick(kinds)] }
            let straight = history.drive()
            let turned = history.drive { $0.reversed() }
            #expect(straight.conclusion != nil && turned.conclusion == straight.conclusion)
            #expect(turned.procedure.report() == straight.procedure.report())
            #expect(Set(straight.asked).count == straight.asked.count)
            #expect(straight.neverTakesAStepBack)
            var replay = PositionLedger(symbol: Given.btc, identity: Identity())
            for evidence in straight.received.reversed() + straight.received { replay.receive(evidence) }
            #expect(replay.next() == straight.conclusion.map(NextMove.conclude))
            for finding in straight.conclusion?.findings ?? [] where finding.verdict.action == .flatten {
                #expect(finding.verdict.code == "untracked-fills" && history.failing.isEmpty)
            }
        }
    }
}
