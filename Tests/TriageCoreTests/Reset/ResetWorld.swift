import TestSupport
import TriageCore

/// An account and its instances as a reset meets them, with everything that can go wrong drawn from a seed. It does what
/// the saga asks, as the shell would, and keeps a diary.
struct ResetWorld {
    struct Bot {
        var name: String
        var runs: Bool
        var hasStop: Bool
        var hasStart: Bool
        var saysStopped: Bool
        var role: String?
        var obeys: Bool
    }

    enum Owner: CaseIterable { case grinders, foreign }

    var random: SeededGenerator
    var bots: [Bot] = []
    var open: [Order] = []
    var algo: [AlgoOrder] = []
    var positions: [Position] = []
    /// Whose fills made it, by symbol and side.
    var codes: [ResetPosition.Key: String] = [:]
    var word: String?
    /// One in so many reads, cancels and closings goes wrong.
    var mishap = 1_000
    var diary: [ResetEffect] = []
    /// Orders and positions of grinder's own that were left when something was started.
    var startedWith = 0

    private var nextID: Int64 = 1

    static let foreignID = ClientOrderID("web_Kp3vLx9QmTz2RbYc5NfA")

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        mishap = [1_000, 1_000, 12, 5].randomElement(using: &random) ?? 12
        for number in 0..<Int.random(in: 0...3, using: &random) { bots.append(bot(number)) }
        word = ["yes", "yes", nil, "no"].randomElement(using: &random) ?? nil
        for _ in 0..<Int.random(in: 0...6, using: &random) { placeOrder() }
        for _ in 0..<Int.random(in: 0...3, using: &random) { placeStop() }
        for symbol in [Given.btc, Given.eth] where Bool.random(using: &random) {
            hold(symbol, Bool.random(using: &random) ? [.both] : [.long, .short])
        }
    }

    private mutating func bot(_ number: Int) -> Bot {
        let runs = Bool.random(using: &random)
        return Bot(
            name: "grinder-\(number)", runs: runs, hasStop: Int.random(in: 0...3, using: &random) > 0,
            hasStart: Bool.random(using: &random), saysStopped: Bool.random(using: &random),
            role: ["active", "standby", nil].randomElement(using: &random) ?? nil,
            obeys: Int.random(in: 0...5, using: &random) > 0)
    }

    mutating func id(_ symbol: Symbol) -> ClientOrderID {
        nextID += 1
        return ClientOrderID("grinder_d_\(symbol)_1_1772971200_\(nextID)")
    }

    private mutating func placeOrder() {
        let symbol = Bool.random(using: &random) ? Given.btc : Given.eth
        let ours = Int.random(in: 0...2, using: &random) > 0
        let name = ours ? id(symbol) : Self.foreignID
        nextID += 1
        open.append(Given.order(name, symbol: symbol, orderID: nextID))
    }

    private mutating func placeStop() {
        let ours = Int.random(in: 0...2, using: &random) > 0
        let name = ours ? id(Given.btc) : Self.foreignID
        nextID += 1
        let status = Int.random(in: 0...3, using: &random) == 0 ? "TRIGGERING" : "NEW"
        algo.append(Given.algo(name, algoID: nextID, status: status))
    }

    private mutating func hold(_ symbol: Symbol, _ sides: [PositionSide]) {
        for side in sides {
            let amount = side == .short ? "-0.020" : "0.010"
            positions.append(
                Position(
                    symbol: symbol, side: side, amount: Given.quantity(amount), entryPrice: Given.price("60000"),
                    markPrice: Given.price("60000"), updateTime: nil))
            let all = PositionVerdict.allCases.filter { $0 != .flat && $0 != .asExpected }
            codes[ResetPosition.Key(symbol, side)] =
                Bool.random(using: &random)
                ? PositionVerdict.untrackedFills.rawValue : all.randomElement(using: &random)?.rawValue
        }
    }

    private mutating func goesWrong() -> Bool { Int.random(in: 0..<mishap, using: &random) == 0 }
}

/// Doing what is asked.
extension ResetWorld {
    mutating func perform(_ effect: ResetEffect) -> ResetEvent? {
        diary.append(effect)
        switch effect {
        case .lookAtInstances: return .instances(bots.map(Self.report))
        case .ask: return .answered(word)
        case .stop(let name): return stop(name)
        case .setAside(let files): return .setAside(Dictionary(uniqueKeysWithValues: files.map { ($0, .success($0)) }))
        case .readOrders:
            happen()
            return goesWrong()
                ? .orders(.failure(Given.unreachable)) : .orders(.success(ResetOpenOrders(normal: open, algo: algo)))
        case .cancel(let orders): return .cancelled(orders.map { cancel($0) })
        case .follow(let algos): return .followed(algos)
        case .waitForTriggers:
            fire()
            return .waited(.success(algo))
        case .readPositions:
            return goesWrong() ? .positions(.failure(Given.unreachable)) : .positions(.success(positions))
        case .triage(let symbol):
            let found = codes.filter { $0.key.symbol == symbol }.map { ($0.key.side, $0.value) }
            return .triaged(symbol, Dictionary(uniqueKeysWithValues: found))
        case .close(let position): return .closed(close(position))
        case .start(let name): return start(name)
        case .conclude: return nil
        }
    }

    static func report(_ bot: Bot) -> InstanceReport {
        InstanceReport(
            name: bot.name,
            health: bot.runs
                ? .success(InstanceReport.Health(uptimeMilliseconds: 1_000, readAt: Given.noon))
                : .failure(Given.unreachable),
            readiness: bot.runs
                ? .success(InstanceReport.Readiness(isReady: true, mode: "trading_loop", role: bot.role))
                : .failure(Given.unreachable),
            service: bot.saysStopped && !bot.runs ? .stopped : nil)
    }

    private mutating func stop(_ name: String) -> ResetEvent {
        guard let index = bots.firstIndex(where: { $0.name == name }) else { return .stopped(name, nil, failure: "?") }
        guard bots[index].obeys else {
            return .stopped(name, Self.report(bots[index]), failure: "ended with exit status 1")
        }
        bots[index].runs = false
        return .stopped(name, Self.report(bots[index]), failure: nil)
    }

    private mutating func start(_ name: String) -> ResetEvent {
        let held = positions.filter { codes[ResetPosition.Key($0.symbol, $0.side)] == "untracked-fills" }
        startedWith += open.filter { $0.clientOrderID != Self.foreignID }.count + held.count
        guard let index = bots.firstIndex(where: { $0.name == name }), bots[index].obeys else {
            return .started(name, nil, failure: "ended with exit status 1")
        }
        bots[index].runs = true
        return .started(name, Self.report(bots[index]), failure: nil)
    }

    private mutating func cancel(_ order: ObservedOrder) -> ResetActionResult<ObservedOrder> {
        if goesWrong() { return ResetActionResult(order, .unknown("no answer")) }
        if goesWrong() { return ResetActionResult(order, .failed("refused")) }
        switch order {
        case .normal(let known): open.removeAll { $0.orderID == known.orderID && $0.symbol == known.symbol }
        case .algo(let known):
            if goesWrong() {
                fire(only: known.algoID)
                return ResetActionResult(order, .failed("its trigger fired"))
            }
            algo.removeAll { $0.algoID == known.algoID }
        }
        return ResetActionResult(order, .verified)
    }

    private mutating func close(_ position: ResetPosition) -> ResetActionResult<ResetPosition> {
        if goesWrong() { return ResetActionResult(position, .unknown("no answer")) }
        if goesWrong() { return ResetActionResult(position, .failed("a rest is left")) }
        positions.removeAll { $0.symbol == position.key.symbol && $0.side == position.key.side }
        return ResetActionResult(position, .verified)
    }

    /// Between two looks a stop may fire.
    private mutating func happen() {
        if goesWrong(), let first = algo.first(where: { $0.status == .new }) { fire(only: first.algoID) }
        if goesWrong() { fire() }
    }

    /// A firing trigger becomes a normal order of the same client id, which rests.
    private mutating func fire(only id: AlgoOrderID? = nil) {
        for stop in algo where id == nil ? stop.status == .triggering : stop.algoID == id {
            algo.removeAll { $0.algoID == stop.algoID }
            nextID += 1
            open.append(Given.order(stop.clientAlgoID, symbol: stop.symbol, orderID: nextID))
        }
    }
}
