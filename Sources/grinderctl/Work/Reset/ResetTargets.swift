import AuditLog
import Binance
import TriageCore

/// What a reset would do, drawn up before anything is done: for the plan, and for the gates that judge all of it at once.
struct ResetTargets {
    var plan: [ActionReport.PlanStep] = []
    var targets: [ActionTarget] = []
    var results: [ActionReport.Result] = []
    /// Positions that will be left, whole or with a rest, and why.
    var stays: [Stay] = []
    var requests: [RequestRecord] = []

    struct Stay: Sendable, Hashable {
        let key: ResetPosition.Key
        let amount: Quantity
        let why: String
    }

    /// Positions with an order that would close them, or what can be closed of them.
    var closing: Set<ResetPosition.Key> {
        Set(
            plan.compactMap { step in
                if case .close(let order) = step { return ResetPosition.Key(order.symbol, order.positionSide) }
                return nil
            })
    }

    /// A sentence each.
    var staying: [String] { stays.map { "position \($0.key.words) \($0.amount): \($0.why)" } }
}

extension ResetTargets {
    fileprivate mutating func stay(_ position: ResetPosition, _ why: String) {
        stays.append(Stay(key: position.key, amount: position.amount, why: why))
    }
}

/// Draws up the targets of a survey.
struct ResetPlanner {
    let session: Session
    let desk: ActionDesk
    let setting: FullStateReset.Setting
    let survey: ResetSurvey
    /// Seqs of intents that the resumed reset settles itself.
    var settling: Set<Int64> = []

    func draw() async throws -> ResetTargets {
        var drawn = ResetTargets()
        if case .stopFirst(let names) = survey.instances.finding {
            drawn.plan += names.map { .other(action: "stop", subject: $0, how: "by its stop command") }
        }
        drawn.plan += setting.files.map {
            .other(action: "set aside", subject: $0, how: "renamed beside where it is, never deleted")
        }
        try draw(orders: &drawn)
        if !setting.scope.onlyCancels { try await draw(positions: &drawn) }
        let starts = survey.instances.known.filter(\.hasStart)
        if !setting.scope.onlyCancels {
            drawn.plan += starts.map { .other(action: "start", subject: $0.name, how: "by its start command") }
        }
        return drawn
    }

    private var words: String { desk.flags.executes ? "not sent" : "a plan: nothing was sent" }

    /// Those of the reset that is resumed are settled by reading before anything of it is carried out.
    private func unresolved() throws -> [UnresolvedIntent] {
        try desk.openIntents { !settling.contains($0.seq) }
    }

    private func draw(orders drawn: inout ResetTargets) throws {
        let unresolved = try unresolved()
        for order in survey.orders.grinders {
            drawn.plan.append(.cancel(order))
            drawn.results.append(ActionReport.Result(order, .planned, words))
            drawn.targets.append(
                .cancel(
                    CancelTarget(
                        order: order,
                        ownership: Ownership.of(
                            order.clientOrderID, carrying: order.symbol, identity: setting.identity),
                        held: order.canOnlyReduce ? survey.held(behind: order) : nil,
                        worth: survey.worths[order.symbol], triages: [], unresolved: unresolved)))
        }
    }

    private func draw(positions drawn: inout ResetTargets) async throws {
        let closable = survey.closable(setting)
        for position in survey.positions where !closable.contains(position) {
            drawn.stay(position, "\(survey.codes[position.key] ?? "not triaged"), left as it is")
        }
        for position in closable {
            let plan: FlattenPlan
            let filters: SymbolFilters
            switch try await self.plan(position, &drawn.requests) {
            case .success(let drawnUp): (plan, filters) = drawnUp
            case .failure(let problem):
                drawn.stay(position, problem.detail)
                continue
            }
            if let stranger = plan.strangers.first {
                drawn.stay(
                    position,
                    "\(stranger.order.clientOrderID) is not grinder's, can only reduce and leaves the closing order no room: "
                        + "its owner must cancel it first")
                continue
            }
            for close in plan.closes {
                drawn.plan.append(.close(close))
                drawn.results.append(FlattenWording(close).result(.planned, words))
            }
            if !plan.rest.isZero {
                drawn.stay(
                    ResetPosition(position.key, plan.rest),
                    "smaller than any order may be (\(plan.smallest)): close it in the exchange's web interface")
            }
            guard !plan.closes.isEmpty else { continue }
            drawn.targets.append(try target(plan, filters, position))
        }
    }

    private func target(
        _ plan: FlattenPlan, _ filters: SymbolFilters, _ position: ResetPosition
    ) throws -> ActionTarget {
        let memory = try desk.memory()
        let unresolved = try unresolved()
        return try reading(nothingSent: !session.investigation.hasSent) { () throws(AuditFailure) in
            .flatten(
                FlattenTarget(
                    symbol: position.key.symbol, progress: FlattenProgress(plan), filters: filters,
                    worth: survey.worths[position.key.symbol],
                    triages: try memory.positionTriages(of: position.key.symbol), unresolved: unresolved))
        }
    }

    /// As if grinder's orders were cancelled already: by then they are.
    private func plan(
        _ position: ResetPosition, _ requests: inout [RequestRecord]
    ) async throws -> Result<(FlattenPlan, SymbolFilters), ResetProblem> {
        let symbol = position.key.symbol
        let filters = await session.exchange.filters(symbol)
        requests += filters.requests
        let known: SymbolFilters?
        switch filters.value {
        case .success(let found): known = found
        case .failure(let problem): throw try desk.unread(problem, "what a close of \(symbol) needs", [(nil, symbol)])
        }
        guard let known, let mark = survey.worths[symbol]?.mark else {
            return .failure(ResetProblem("its filters or its mark price are unknown"))
        }
        let others = survey.lists.normal.filter { order in
            order.symbol == symbol && !survey.orders.grinders.contains(.normal(order))
        }
        let row = Position(
            symbol: symbol, side: position.key.side, amount: position.amount, entryPrice: mark, markPrice: mark,
            updateTime: position.updateTime)
        let reading = PositionReading(
            symbol: symbol, isHedge: position.key.side != .both, rows: [row], openOrders: others, openAlgoOrders: [])
        let plan = FlattenPlan(
            reading, side: position.key.side, filters: known, identity: setting.identity,
            series: session.bench.newID())
        return plan.map { .success(($0, known)) } ?? .failure(ResetProblem("no lot size of \(symbol) is known"))
    }
}
