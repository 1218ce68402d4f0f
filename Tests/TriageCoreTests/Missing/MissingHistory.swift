import TestSupport
import TriageCore

/// A generated history of one order with everything that can hide it, and what may be concluded from outside.
struct MissingHistory {
    private(set) var exchange = MissingExchange()
    /// Verdict codes that are right. Derived from what really happened, not from what the rules do.
    private(set) var allowed: Set<String> = []
    private(set) var really = ""
    /// Several orders carried the id.
    private(set) var isReused = false

    private enum Fate: CaseIterable {
        case neverArrived, resting, partlyFilled, filled, cancelled, cancelledWithFills, expired, expiredInMatch
        case rejected, lagging, stopResting, stopCancelled, stopFilled, stopGone

        /// Another order may take the id afterwards: the one in question is over.
        var leavesRoom: Bool {
            switch self {
            case .resting, .partlyFilled, .lagging, .stopResting, .stopCancelled, .stopFilled, .stopGone: false
            default: true
            }
        }
    }

    /// What tells when the order was placed.
    private enum Source: CaseIterable { case log, expected, both, id, inferredAndID, zoneAssumed, none }

    private var placed: Int64 = 0
    private let id: ClientOrderID
    /// What the exchange answered the placement, where a log says so.
    private var answer: Int?

    init(using generator: inout SeededGenerator) {
        let ages: [Int64] = [
            minute, 10 * minute, hour, 20 * hour, 2 * day, 3 * day - 10 * minute, 3 * day + 10 * minute, 10 * day,
            60 * day, 88 * day, 92 * day, 300 * day,
        ]
        let age = generator.pick(ages) + Int64.random(in: 0..<minute, using: &generator)
        placed = Given.noon.milliseconds - age
        let source = generator.pick(Source.allCases)
        id = Self.id(placed, source, using: &generator)
        let fate = generator.pick(Fate.allCases)
        happen(fate)
        let hasOlder = addOlder(using: &generator)
        let newer = fate.leavesRoom ? addNewer(age: age, using: &generator) : nil
        isReused = hasOlder || newer != nil
        witness(source, fate, using: &generator)
        allowed = expectation(fate, source, age: age, newer: newer, hasOlder: hasOlder)
        fail(using: &generator)
        exchange.preference = Int.random(in: 0..<6, using: &generator)
        really = "\(fate), \(source), \(age / 60_000) min ago, newer \(newer ?? "-"), older \(hasOlder)"
    }

    func drive(shuffle: ([Evidence]) -> [Evidence] = { $0 }) -> Drive<MissingOrder> {
        exchange.drive(id, shuffle: shuffle)
    }

    /// The bot's ids hold the time in one of three units; without a source they hold nothing that is a time.
    private static func id(
        _ placed: Int64, _ source: Source, using generator: inout SeededGenerator
    ) -> ClientOrderID {
        let confirms = source == .id || source == .inferredAndID
        let digits = confirms ? generator.pick([placed, placed / 1_000, placed / 1_000_000]) : 5
        return ClientOrderID("grinder_d_BTCUSDT_1_\(digits)_1")
    }

    private func order(_ number: Int64, _ status: String, _ executed: String = "0", at time: Int64) -> Order {
        Given.order(
            id, orderID: number, status: status, executedQty: executed, time: Timestamp(milliseconds: time))
    }

    private mutating func happen(_ fate: Fate) {
        let time = placed + 40
        let created = Timestamp(milliseconds: time)
        switch fate {
        case .neverArrived: break
        case .resting: exchange.orders = [order(100, "NEW", at: time)]
        case .partlyFilled: exchange.orders = [order(100, "PARTIALLY_FILLED", "0.004", at: time)]
        case .filled: exchange.orders = [order(100, "FILLED", "0.010", at: time)]
        case .cancelled: exchange.orders = [order(100, "CANCELED", at: time)]
        case .cancelledWithFills: exchange.orders = [order(100, "CANCELED", "0.004", at: time)]
        case .expired: exchange.orders = [order(100, "EXPIRED", at: time)]
        case .expiredInMatch: exchange.orders = [order(100, "EXPIRED_IN_MATCH", at: time)]
        case .rejected: exchange.orders = [order(100, "REJECTED", at: time)]
        case .lagging:
            exchange.orders = [order(100, "FILLED", "0.010", at: time)]
            exchange.lagging = [OrderID(100)]
            exchange.laggingByID = placed.isMultiple(of: 2)
            exchange.trades = [
                Given.trade(1, order: 100, ago: Given.noon.milliseconds - time - 50)
            ]
        case .stopResting: exchange.algos = [Given.algo(id, createTime: created)]
        case .stopCancelled: exchange.algos = [Given.algo(id, status: "CANCELED", createTime: created)]
        case .stopFilled:
            exchange.algos = [Given.algo(id, status: "FINISHED", child: 100, createTime: created)]
            exchange.orders = [order(100, "FILLED", "0.010", at: time + 1_000)]
        case .stopGone:
            exchange.algos = [Given.algo(id, status: "FINISHED", child: 100, createTime: created)]
            exchange.orders = [order(100, "CANCELED", at: time + 1_000)]
        }
    }

    /// An earlier order under the same id, well before this one.
    private mutating func addOlder(using generator: inout SeededGenerator) -> Bool {
        guard Int.random(in: 0..<5, using: &generator) == 0 else { return false }
        let ago = generator.pick([2 * hour, day, 20 * day])
        let status = generator.pick(["FILLED", "CANCELED", "EXPIRED"])
        exchange.orders.append(order(50, status, status == "FILLED" ? "0.010" : "0", at: placed - ago))
        return true
    }

    /// A later order under the same id: its verdict counts.
    private mutating func addNewer(age: Int64, using generator: inout SeededGenerator) -> String? {
        guard age > 3 * hour, Int.random(in: 0..<5, using: &generator) == 0 else { return nil }
        let status = generator.pick(["FILLED", "CANCELED", "NEW"])
        exchange.orders.append(order(200, status, status == "FILLED" ? "0.010" : "0", at: placed + hour))
        return status
    }

    /// What the bot left behind: log times are up to 10 s late and its clock up to 4 s wrong.
    private mutating func witness(_ source: Source, _ fate: Fate, using generator: inout SeededGenerator) {
        let late = Int64.random(in: -4_000...14_000, using: &generator)
        let ago = Given.noon.milliseconds - placed - late
        let status = fate == .neverArrived ? generator.pick([400, 429, 503]) : 200
        if ![.none, .id, .expected].contains(source) { answer = status }
        if source != .none, source != .id { exchange.events = [] }
        switch source {
        case .log, .both: exchange.events = [Given.placement(ago, status: status, id: id)]
        case .zoneAssumed:
            let zone = generator.pick([-12, -5, 0, 1, 13]) * hour
            exchange.events = [Given.placement(ago + zone, status: status, id: id, certainty: .zoneAssumed)]
        case .inferredAndID:
            exchange.events = [Given.placement(ago, status: status, id: id, certainty: .dateInferred)]
        default: break
        }
        if source == .expected || source == .both {
            exchange.expected = [Given.entry(Given.noon.milliseconds - placed, id: id)]
        }
    }

    private func expectation(
        _ fate: Fate, _ source: Source, age: Int64, newer: String?, hasOlder: Bool
    ) -> Set<String> {
        if newer == "NEW" { return ["open"] }
        let isPrecise = [.log, .expected, .both].contains(source)
        // Reused ids without a precise placement: whatever the exchange shows may be the order in question; absence
        // may not be claimed where it is hidden.
        if newer != nil || hasOlder, !isPrecise { return loosely(fate) }
        if newer == "FILLED" { return age - hour <= 90 * day ? ["filled"] : unseen(fate, source, age: age) }
        if newer == "CANCELED" {
            if age - hour <= 3 * day { return ["cancelled"] }
            return seen(fate, age: age) ?? unseen(fate, source, age: age)
        }
        return seen(fate, age: age) ?? unseen(fate, source, age: age)
    }

    private func loosely(_ fate: Fate) -> Set<String> {
        let all: Set<String> = [
            "open", "filled", "partially-filled", "cancelled", "expired", "rejected", "aged-out", "inconclusive",
        ]
        return fate == .neverArrived ? all.union(["never-arrived"]) : all
    }

    /// The verdict when the order itself can still be read.
    private func seen(_ fate: Fate, age: Int64) -> Set<String>? {
        let unfilled = age - 40 <= 3 * day
        let filled = age - 40 <= 90 * day
        switch fate {
        case .neverArrived: return nil
        case .resting, .stopResting: return ["open"]
        case .partlyFilled: return ["partially-filled"]
        case .filled: return filled ? ["filled"] : nil
        case .cancelled: return unfilled ? ["cancelled"] : nil
        case .cancelledWithFills: return filled ? ["partially-filled"] : nil
        case .expired, .expiredInMatch: return unfilled ? ["expired"] : nil
        case .rejected: return filled ? ["rejected"] : nil
        case .lagging: return age < 90 * day ? ["filled", "inconclusive", "aged-out"] : ["aged-out", "inconclusive"]
        case .stopCancelled: return ["cancelled"]
        case .stopFilled: return filled ? ["filled"] : ["aged-out"]
        case .stopGone: return unfilled ? ["cancelled"] : ["aged-out"]
        }
    }

    private func unseen(_ fate: Fate, _ source: Source, age: Int64) -> Set<String> {
        guard source != .none else { return ["inconclusive"] }
        // The refusal stands in the log, whatever the exchange still remembers.
        if fate == .neverArrived, answer == 400 { return ["rejected"] }
        // An assumed zone may be 14 hours out, an id is older than its order.
        let slack = source == .zoneAssumed ? 28 * hour : source == .id || source == .inferredAndID ? 26 * hour : minute
        if fate == .neverArrived, age < 3 * day - slack {
            // In another zone's quarter of an hour the line may be seconds old.
            let mayBeFresh = source == .zoneAssumed && (age + 4_000) % (15 * minute) < 30_000
            return mayBeFresh ? ["never-arrived", "inconclusive"] : ["never-arrived"]
        }
        if fate == .neverArrived, age < 3 * day { return ["never-arrived", "aged-out"] }
        return ["aged-out"]
    }

    private mutating func fail(using generator: inout SeededGenerator) {
        let core: [EvidenceRequest.Kind] = [.order, .openOrders, .algoOrder, .openAlgoOrders]
        switch Int.random(in: 0..<30, using: &generator) {
        case 0:
            exchange.failing = Set(core)
            allowed = ["exchange-unavailable"]
        case 1, 2, 3:
            exchange.failing = [generator.pick(core)]
            allowed = ["inconclusive"]
        case 4, 5:
            exchange.failing = [generator.pick([.allOrders, .trades, .exchangeTime])]
            allowed = allowed.subtracting(["never-arrived"]).union(["inconclusive"])
        case 6:
            exchange.logProblems = [Given.unreachable]
            guard exchange.events != nil else { break }
            allowed = allowed.subtracting(["never-arrived"]).union(["inconclusive"])
        default: break
        }
    }
}

extension MissingHistory {
    /// Whether the order could have been there without being seen.
    var mayHide: Bool { !allowed.contains("never-arrived") }
}
