import TestSupport
import TriageCore

/// One generated case of the `orphaned` rule, as plain values.
struct OrphanCase: Sendable {
    struct Entry: Sendable { let isThisOrder: Bool, status: String }

    let instances: [Instance]
    let answer: String?
    let isPlacementKnown: Bool
    let expected: [Entry]
    /// Needed reads (exchange, logs, expected state, the list of instances) that were not answered.
    let failedReads: Int
    let isOurs: Bool

    init(using generator: inout SeededGenerator) {
        var instances: [Instance] = []
        for index in 0..<generator.pick([0, 1, 1, 1, 2, 2, 3]) {
            instances.append(Self.instance("i\(index)", using: &generator))
        }
        self.instances = instances
        answer = generator.pick([nil, nil, "yes", "yes", "no", "perhaps"])
        isPlacementKnown = generator.pick([true, true, true, true, true, true, true, false])
        expected = (0..<generator.pick([0, 0, 0, 1, 2])).map { _ in
            Entry(
                isThisOrder: generator.pick([true, false]),
                status: generator.pick(["OPEN", "PENDING", "PARTIALLY_FILLED", "FILLED", "CANCELLED", "EXPIRED"]))
        }
        failedReads = generator.pick([0, 0, 0, 0, 1, 2])
        isOurs = generator.pick([true, true, true, true, true, true, true, false])
    }

    private static func instance(_ name: String, using generator: inout SeededGenerator) -> Instance {
        let pages: [Instance.Page] = generator.pick([
            [.answers, .answers], [.answers, .answers], [.answers, .answers], [.fails, .fails], [.fails, .fails],
            [.answers, .fails], [.fails, .answers], [.answers, .notAsked],
        ])
        return Instance(
            name: name, health: pages[0],
            start: generator.pick([-86_400_000, -5_000, -1, 0, 1, 1_999, 2_000, 2_001, 2_001, 60_000, 86_400_000]),
            ready: pages[1], mode: generator.pick(["trading_loop", "trading_loop", "trading_loop", nil, "probe"]),
            stated: generator.pick([nil, nil, nil, true, false]),
            service: generator.pick([nil, nil, nil, .stopped, .stopped, .running, .unclear("?")]),
            syncing: generator.pick([
                .no("its page"), .no("its page"), .no("its page"), .no("its page"), .no("its page"), .yes("its page"),
                .unknown(Given.unreachable),
            ]))
    }
}

/// The contract's paragraph on `orphaned`, written down once more and on its own: nothing here calls the rule.
enum OrphanOracle {
    static func verdict(_ given: OrphanCase) -> String {
        guard given.isOurs else { return "not-ours" }
        let isLater = given.instances.contains { isTrading($0) && isUp($0) && $0.start <= 0 }
        if given.isPlacementKnown, isLater { return "expected" }
        // While nothing is running, an expected state is nobody's.
        if given.expected.contains(where: { $0.isThisOrder && isActive($0.status) }), !allStopped(given) {
            return "expected"
        }
        let clears = startedLater(given) || allStopped(given)
        return clears && given.failedReads == 0 ? "orphaned" : "inconclusive"
    }

    private static func isActive(_ status: String) -> Bool { ["OPEN", "PENDING", "PARTIALLY_FILLED"].contains(status) }

    private static func isUp(_ instance: Instance) -> Bool { instance.health == .answers }

    private static func isTrading(_ instance: Instance) -> Bool {
        (instance.ready == .answers && instance.mode == "trading_loop") || instance.stated == true
    }

    /// (a) Every known instance answers, one of them trades, and the order is over 2 s older than every trading start.
    private static func startedLater(_ given: OrphanCase) -> Bool {
        guard given.isPlacementKnown else { return false }
        for instance in given.instances {
            let saysWhetherItTrades =
                instance.ready == .answers || (instance.ready == .notAsked && instance.stated != nil)
            if !isUp(instance) || !saysWhetherItTrades { return false }
        }
        let trading = given.instances.filter(isTrading)
        // A running bot that syncs the account takes over the orders it finds; only a page that says 0 says it does not.
        // Whatever its mode.
        for instance in given.instances {
            switch instance.syncing {
            case .no: continue
            case .yes: return false
            case .unknown: return false
            }
        }
        let starts = trading.map(\.start)
        return !starts.isEmpty && starts.allSatisfy { $0 > 2_000 }
    }

    /// (b) Every instance is stopped, by its status command or by the operator, and none is seen to run.
    private static func allStopped(_ given: OrphanCase) -> Bool {
        for instance in given.instances
        where instance.health == .answers || instance.ready == .answers || instance.service == .running {
            return false
        }
        if given.answer == "yes" { return true }
        let everyStatus = given.instances.allSatisfy { $0.service == .stopped }
        return !given.instances.isEmpty && everyStatus && given.answer != "no"
    }
}
