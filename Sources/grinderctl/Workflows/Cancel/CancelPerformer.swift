import AuditLog
import Binance
import TriageCore

/// Cancels in five phases: plan → gates → `action.intent` durable → send → `action.outcome` → read back →
/// `action.verified`. All ids pass all gates or nothing is sent.
struct CancelPerformer: Sendable {
    struct Wanted: Sendable, Hashable {
        let id: ClientOrderID
        let symbol: Symbol
        /// As a reset has just read it: it is read again right before its request, and not looked for once more.
        var known: ObservedOrder?
    }

    /// What a reset has read already of the positions behind the orders.
    struct AccountReadings: Sendable {
        let positions: [Position]
        let worths: [Symbol: UnitValue]
    }

    let actionContext: ActionContext
    let wanted: [Wanted]
    var accountReadings: AccountReadings?

    private var session: Session { actionContext.session }

    func perform() async throws -> ActionDone {
        var trail = ActionTrail()
        let lookups = try await self.lookups(&trail)
        var report = ActionReport(
            plan: [], gates: [], outcome: .planned, results: lookups.map(firstResult), typed: actionContext.typed)
        if let refused = try await barred(report, lookups, trail) { return refused }
        let live = lookups.compactMap { lookup -> ObservedOrder? in
            switch lookup.1 {
            case .live(let order): return order
            // What a plan file is about may have ended since: `stale-plan` tells.
            case .ended(let order) where actionContext.planStatus != nil: return order
            default: return nil
            }
        }
        guard report.results.allSatisfy({ $0.outcome != .failed }), !live.isEmpty else {
            return try conclude(withoutSending: report, trail)
        }
        report.plan = live.map(ActionReport.PlanStep.cancel)
        let targets = try await self.targets(live, &trail)
        var facts = try await facts(targets, trail)
        report.gates = Gates.judge(facts)
        try await session.context.atPhase(.planned)
        guard actionContext.flags.executes else {
            return ActionDone(report: try actionContext.planned(report, facts), requests: trail.requests)
        }
        let purpose = wanted.count == 1 ? "cancel it" : "cancel these \(facts.targets.count) orders"
        facts = actionContext.confirmed(facts, report, purpose: purpose)
        report.gates = Gates.judge(facts)
        guard !report.gates.contains(where: \.isRefused) else {
            return ActionDone(report: try actionContext.refused(report, facts), requests: trail.requests)
        }
        facts = try await self.facts(try await reread(live, &trail), trail, as: facts.flags)
        switch Gates.clear(facts) {
        case .refused(let gates) where wanted.contains { $0.known != nil } && gates.refusing == [.stalePlan]:
            // It has changed since the reset read it: looked at as if nothing were known.
            let anew = wanted.map { Wanted(id: $0.id, symbol: $0.symbol) }
            let done = try await CancelPerformer(
                actionContext: actionContext, wanted: anew, accountReadings: accountReadings
            ).perform()
            return ActionDone(report: done.report, requests: trail.requests + done.requests)
        case .refused(let gates):
            report.gates = gates
            return ActionDone(report: try actionContext.refused(report, facts), requests: trail.requests)
        case .cleared(let gates, var clearances):
            report.gates = gates
            try actionContext.record(.actionPlanned, facts, gates)
            try await session.context.atPhase(.gated)
            try await send(&clearances, of: live, &report, &trail)
            return ActionDone(report: report, requests: trail.requests)
        }
    }

    /// An order with an open intent comes before what the order itself has become.
    private func barred(
        _ report: ActionReport, _ lookups: [(Wanted, OrderLookup)], _ trail: ActionTrail
    ) async throws -> ActionDone? {
        guard actionContext.action == .cancel else { return nil }
        let here = session.settings.accountContext
        let orders = lookups.compactMap { lookup -> ObservedOrder? in
            switch lookup.1 {
            case .live(let order), .ended(let order): order
            case .unknownToExchange, .unclear: nil
            }
        }
        let open = try actionContext.openIntents { intent in
            wanted.contains { intent.concerns($0.id, at: here) } || orders.contains { intent.concerns($0, at: here) }
        }
        guard !open.isEmpty else { return nil }
        let targets = try orders.map { try target($0, held: nil, worth: nil, unresolved: open) }
        var facts = try await facts(targets, trail)
        facts.unresolved = open
        var report = report
        report.plan = orders.map(ActionReport.PlanStep.cancel)
        let refused = try actionContext.barred(report, facts, subjects: wanted.map { ($0.id, $0.symbol) })
        return ActionDone(report: refused, requests: trail.requests)
    }

    private func send(
        _ clearances: inout Clearances, of live: [ObservedOrder], _ report: inout ActionReport,
        _ trail: inout ActionTrail
    ) async throws {
        let sender = CancelSender(session: session, trading: actionContext.trading)
        while let clearance = clearances.next() {
            let request = clearance.request
            guard let order = live.first(where: { $0.cancelRequest == request }) else {
                throw CommandError(.bug, "a clearance for an order that is not in the plan. It was not sent.")
            }
            let result = try await sender.send(clearance, of: order, &trail)
            report.put(result)
            if result.outcome == .refused { report.gates = report.gates.refusing(.openIntent, result.detail) }
            if result.endsTheSending || session.context.interrupts.isRequested { break }
        }
        report.leaveUnsent(
            session.context.interrupts.isRequested
                ? "not sent: interrupted" : "not sent, because of what happened to the one before")
        report.outcome = ActionReport.overall(report.results)
    }

    private func lookups(_ trail: inout ActionTrail) async throws -> [(Wanted, OrderLookup)] {
        let reader = session.reader
        var lookups: [(Wanted, OrderLookup)] = []
        for one in wanted {
            if let known = one.known {
                lookups.append((one, .live(known)))
                continue
            }
            var (lookup, requests) = await reader.lookup(of: one.id, symbol: one.symbol)
            trail.requests += requests
            if case .success(.unclear) = lookup {
                // It changed between two reads: a second look is clear.
                (lookup, requests) = await reader.lookup(of: one.id, symbol: one.symbol)
                trail.requests += requests
            }
            switch lookup {
            case .success(let lookup): lookups.append((one, lookup))
            case .failure(let problem): throw try actionContext.unread(problem, "\(one.id)", [(one.id, one.symbol)])
            }
        }
        return lookups
    }

    private func firstResult(_ one: Wanted, _ lookup: OrderLookup) -> ActionReport.Result {
        switch lookup {
        case .ended(let order) where actionContext.planStatus != nil:
            return ActionReport.Result(order, .planned, "not sent")
        case .live(let order):
            return ActionReport.Result(
                order, .planned, actionContext.flags.executes ? "not sent" : "a plan: nothing was sent")
        case .ended(let order):
            let mayHaveFilled = order.hasFills || order.status == AlgoStatus.finished.description
            return ActionReport.Result(
                order, .verified, "already \(order.status): nothing was sent",
                next: mayHaveFilled ? [NextCommand("triage", "position", order.symbol.rawValue)] : [])
        case .unknownToExchange:
            return ActionReport.Result(
                one, .failed, "the exchange knows no such order, open or ended: nothing was sent")
        case .unclear(let why):
            return ActionReport.Result(
                one, .failed, "\(why): nothing was sent", next: [NextCommand("triage", "unexpected", one.id.rawValue)])
        }
    }

    /// What an order that can only reduce stands in front of is read with it; nothing more of the others.
    private func targets(_ live: [ObservedOrder], _ trail: inout ActionTrail) async throws -> [CancelTarget] {
        var behind: [Symbol: (positions: [Position], worth: UnitValue?)] = [:]
        for symbol in Set(live.filter(\.canOnlyReduce).map(\.symbol)).sorted() {
            behind[symbol] = try await behindOrders(on: symbol, of: live, &trail)
        }
        let unresolved = try actionContext.openIntents { _ in true }
        return try live.map { order in
            guard order.canOnlyReduce, let found = behind[order.symbol] else {
                return try target(order, held: nil, worth: nil, unresolved: unresolved)
            }
            let held = found.positions.first { $0.symbol == order.symbol && $0.side == order.positionSide }?.amount
            return try target(order, held: held ?? .zero, worth: found.worth, unresolved: unresolved)
        }
    }

    /// The position, and where there is one what it is worth.
    private func behindOrders(
        on symbol: Symbol, of live: [ObservedOrder], _ trail: inout ActionTrail
    ) async throws -> (positions: [Position], worth: UnitValue?) {
        if let accountReadings, let worth = accountReadings.worths[symbol] { return (accountReadings.positions, worth) }
        let subjects = live.filter { $0.symbol == symbol }.map { ($0.clientOrderID as ClientOrderID?, $0.symbol) }
        let answer = await session.exchange.positions(symbol)
        trail.requests += answer.requests
        let positions: [Position]
        switch answer.value {
        case .success(let rows): positions = rows
        case .failure(let problem):
            throw try actionContext.unread(problem, "the position behind an order on \(symbol)", subjects)
        }
        guard positions.contains(where: { !$0.amount.isZero }) else { return (positions, nil) }
        let (worth, requests) = await Valuer(exchange: session.exchange).worth(of: symbol)
        trail.requests += requests
        switch worth {
        case .success(let worth): return (positions, worth)
        case .failure(let problem): throw try actionContext.unread(problem, "the mark price of \(symbol)", subjects)
        }
    }

    private func target(
        _ order: ObservedOrder, held: Quantity?, worth: UnitValue?, unresolved: [UnresolvedIntent]
    ) throws -> CancelTarget {
        let memory = try actionContext.memory()
        let triages = try reading(nothingSent: !session.investigation.hasSent) { () throws(AuditFailure) in
            try memory.triages(of: order.clientOrderID)
        }
        return CancelTarget(
            order: order,
            ownership: Ownership.of(order.clientOrderID, carrying: order.symbol, identity: session.settings.identity),
            held: held, worth: worth, triages: triages, unresolved: unresolved)
    }

    private func facts(
        _ targets: [CancelTarget], _ trail: ActionTrail, as flags: OperatorFlags? = nil
    ) async throws -> GateFacts {
        // Read again, with what it stands in front of; then cancelled and read back.
        let isReread = flags != nil
        let reading =
            isReread
            ? 0
            : targets.count + Self.readingWeight
                * Set(
                    targets.filter(\.order.canOnlyReduce).map(\.order.symbol)
                ).count
        // A reset looks at the instances again right before each cancel: none may have been started meanwhile. Any
        // other cancel asks those that its verdicts stood on, for the plan and right before sending.
        let asks = actionContext.action != .reset || isReread
        let acted = targets.map(ActionTarget.cancel)
        var facts = try await actionContext.facts(
            acted, weightNeeded: reading + 2 * targets.count, asked: trail.requests,
            instances: asks ? await actionContext.instances(of: actionContext.verdicts(on: acted)) : nil, as: flags)
        facts.weightReserve = Self.doubtWeight
        return facts
    }

    /// positionRisk 5, premiumIndex 1.
    static let readingWeight = 6
    /// Six looks at an answer that is not definite, and once more among the open orders.
    private static let doubtWeight = 12

    /// Each order once more, and then what else the gates want to know of it.
    private func reread(_ live: [ObservedOrder], _ trail: inout ActionTrail) async throws -> [CancelTarget] {
        let reader = session.reader
        var rereads: [Result<ObservedOrder?, Unavailable>] = []
        for order in live {
            let reread = await reader.again(order)
            trail.requests += reread.requests
            rereads.append(reread.value)
        }
        var targets = try await self.targets(live, &trail)
        for index in targets.indices { targets[index].reread = rereads[index] }
        return targets
    }

    private func conclude(withoutSending report: ActionReport, _ trail: ActionTrail) throws -> ActionDone {
        var report = report
        report.outcome = ActionReport.overall(report.results)
        for result in report.results {
            let (symbol, id) = (Symbol(result.symbol), ClientOrderID(result.clientOrderID))
            let outcome = RecordedOutcome(result.outcome)
            if result.outcome == .verified {
                var record = OutcomeRecord(actionContext.action, unsent: outcome, result.detail)
                record.status = result.status
                record.executedQty = result.executedQty
                try session.investigation.record(.actionVerified, symbol: symbol, clientOrderID: id, record)
            } else {
                var record = PlanRecord(actionContext.action, unsent: outcome, result.detail)
                record.status = result.status
                record.executedQty = result.executedQty
                try session.investigation.record(.actionRefused, symbol: symbol, clientOrderID: id, record)
            }
        }
        return ActionDone(report: report, requests: trail.requests)
    }
}

extension [GateResult] {
    var refusing: [GateCode] { filter(\.isRefused).map(\.code) }

    /// With the judgement of one gate taken back.
    func refusing(_ code: GateCode, _ why: String) -> [GateResult] {
        map { $0.code == code ? GateResult(code: code, judgement: .refused(why, remedy: nil)) : $0 }
    }
}

extension ActionReport.Result {
    fileprivate init(
        _ wanted: CancelPerformer.Wanted, _ outcome: ActionReport.Outcome, _ detail: String, next: [NextCommand] = []
    ) {
        self.init(
            clientOrderID: wanted.id.rawValue, symbol: wanted.symbol.rawValue, outcome: outcome, detail: detail,
            next: next)
    }
}
