import TestSupport
import Testing
import TriageCore

/// The saga against generated accounts, instances and mishaps.
@Suite struct ResetLawsTests {
    @Test func `a reset never touches what is not grinder's, and says what is left`() {
        let count = Campaign.cases(full: 100_000)
        var failures: [String] = []
        for seed in 0..<count {
            let closesAll = seed % 7 == 0
            var world = ResetWorld(seed: UInt64(seed))
            let before = world
            let conclusion = Self.play(&world, closesAll: closesAll)
            failures += Self.broken(before, world, conclusion, closesAll: closesAll).map { "seed \(seed): \($0)" }
            if failures.count > 5 { break }
        }
        Campaign.printSummary("steps of a reset, in any order of events", cases: count, failures: failures.count)
        #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    }

    private static func play(_ world: inout ResetWorld, closesAll: Bool) -> ResetConclusion? {
        var saga = FullStateReset(
            FullStateReset.Setting(scope: ResetScope(), identity: Identity(), closesAll: closesAll, files: ["a"]),
            instances: ResetInstances(
                world.bots.map {
                    ResetInstances.Instance(
                        name: $0.name, hasStop: $0.hasStop, hasStart: $0.hasStart, isConfigured: true)
                }))
        for _ in 0..<400 {
            let effect = saga.next()
            guard let event = world.perform(effect) else {
                if case .conclude(let conclusion) = effect { return conclusion }
                return nil
            }
            saga.receive(event)
        }
        return nil
    }

    private static func broken(
        _ before: ResetWorld, _ after: ResetWorld, _ conclusion: ResetConclusion?, closesAll: Bool
    ) -> [String] {
        guard let conclusion else { return ["it does not end"] }
        var found: [String] = []
        var isStill = false
        var isStarted = false
        for effect in after.diary {
            switch effect {
            case .cancel(let orders):
                if orders.contains(where: { $0.clientOrderID == ResetWorld.foreignID }) {
                    found.append("a foreign order")
                }
                if orders.isEmpty { found.append("a cancel of nothing") }
                if !isStill || isStarted { found.append("a cancel out of order") }
            case .close(let position):
                let code = before.codes[position.key]
                if !closesAll, code != "untracked-fills" { found.append("closed although \(code ?? "?")") }
                if !isStill || isStarted { found.append("a closing out of order") }
            case .setAside: isStill = true
            case .start: isStarted = true
            default: break
            }
        }
        if after.startedWith > 0 { found.append("started with its own leavings") }
        if before.open.filter(isForeign).count > after.open.filter(isForeign).count {
            found.append("foreign order lost")
        }
        let isClear = !after.open.contains { !isForeign($0) } && !after.algo.contains { !isForeign($0) }
        let isFlat = after.positions.isEmpty
        if conclusion.isFinished, !isClear || !isFlat { found.append("finished with something left") }
        if conclusion.isFinished, after.bots.contains(where: { $0.runs && !isStarted }) { found.append("a bot ran") }
        if !isFlat || !isClear, conclusion.left.isEmpty, conclusion.halted == nil {
            found.append("silent about a rest")
        }
        return found
    }

    private static func isForeign(_ order: Order) -> Bool { order.clientOrderID == ResetWorld.foreignID }
    private static func isForeign(_ order: AlgoOrder) -> Bool { order.clientAlgoID == ResetWorld.foreignID }
}
