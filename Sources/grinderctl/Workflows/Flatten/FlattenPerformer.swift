import AuditLog
import Binance
import FoundationEssentials
import TriageCore

/// Closes one position in five phases: plan → gates → `action.intent` durable → send → read back. A plan may need several
/// requests: competing orders of grinder's are cancelled first, and a large position takes several MARKET orders. Before
/// each of them everything is read again and passes every gate anew.
struct FlattenPerformer: Sendable {
    var actionContext: ActionContext
    let symbol: Symbol
    let choice: PositionLookup.Choice?
    /// As a reset has just read it; everything is read again right before the first request.
    var known: PositionReading?

    private var session: Session { actionContext.session }

    func perform() async throws -> ActionDone {
        var trail = ActionTrail()
        let reading = try await self.reading(&trail)
        var report = ActionReport(plan: [], gates: [], outcome: .planned, results: [], typed: actionContext.typed)
        let progress: FlattenProgress?
        var market: Market?
        let lookup = PositionLookup.of(reading, choice: choice)
        // Of a position that is held it is recorded with what contradicts it.
        if !lookup.isHeld { try actionContext.noteAnswer() }
        if let refused = try await barred(lookup, report, trail) { return refused }
        switch lookup {
        case .flat where actionContext.planStatus != nil: return try await gone(report, trail)
        case .flat: return try conclude(report, .verified, flatWords, reading, trail)
        case .unclear(let why):
            report.next = [NextCommand("triage", "position", symbol.rawValue)]
            return try conclude(report, .failed, "\(why): nothing was sent", reading, trail)
        case .undecided:
            market = try await self.market(&trail)
            progress = nil
        case .held(let side):
            let read = try await self.market(&trail)
            market = read
            progress = FlattenProgress(try plan(reading, side, read.filters))
        }
        report.setPlan(progress?.plan, isExecuted: actionContext.flags.executes)
        report.market = await view(reading, progress?.plan, market, &trail)
        if let words = try unfinished(reading, progress?.plan) { report.notes.append(words) }
        if progress == nil { report.notes = reading.held.map { "\($0.side.rawValue) is \($0.amount)" } }
        var facts = try await facts(progress, market, trail, held: reading.held)
        var answered = self
        answered.actionContext = try actionContext.answered(facts)
        facts.word = answered.actionContext.word
        report.gates = Gates.judge(facts)
        try await session.context.atPhase(.planned)
        if actionContext.flags.executes, let plan = progress?.plan, plan.closes.isEmpty {
            report.next = [NextCommand("timeline", symbol.rawValue)]
            return try conclude(report, .failed, "nothing was sent", reading, trail)
        }
        guard actionContext.flags.executes else {
            return ActionDone(report: try actionContext.planned(report, facts), requests: trail.requests)
        }
        facts = actionContext.confirmed(facts, report, purpose: "close the position")
        report.gates = Gates.judge(facts)
        guard let progress, !report.gates.contains(where: \.isRefused) else {
            return ActionDone(report: try actionContext.refused(report, facts), requests: trail.requests)
        }
        return try await answered.send(progress, market, report, facts.flags, &trail)
    }

    /// What the plan file is about is not there any more.
    private func gone(_ planReport: ActionReport, _ trail: ActionTrail) async throws -> ActionDone {
        var report = planReport
        let facts = try await facts(nil, nil, trail)
        let now = GateJudgement.refused("\(symbol): the planned position → flat", remedy: nil)
        report.gates =
            Gates.judge(facts).filter { $0.code != .sideRequired && $0.code != .symbolNotTrading }
            + [GateResult(code: .stalePlan, judgement: now)]
        report.notes.append(flatWords)
        return ActionDone(report: try actionContext.refused(report, facts), requests: trail.requests)
    }

    /// A symbol with an open intent comes before what its position has become.
    private func barred(
        _ lookup: PositionLookup, _ report: ActionReport, _ trail: ActionTrail
    ) async throws -> ActionDone? {
        guard actionContext.action == .flatten else { return nil }
        switch lookup {
        case .flat, .unclear: break
        case .held, .undecided: return nil
        }
        let open = try actionContext.openIntents { $0.concerns(symbol, at: session.settings.accountContext) }
        guard !open.isEmpty else { return nil }
        var facts = try await facts(nil, nil, trail)
        facts.unresolved = open
        let refused = try actionContext.barred(report, facts, subjects: [(nil, symbol)])
        return ActionDone(report: refused, requests: trail.requests)
    }

    private func send(
        _ planned: FlattenProgress, _ market: Market?, _ planReport: ActionReport, _ flags: OperatorFlags,
        _ trail: inout ActionTrail
    ) async throws -> ActionDone {
        var progress = planned
        var report = planReport
        var stop: String?
        var isFlat = false
        while let step = progress.next, stop == nil, !isFlat {
            // A reset goes on in the next minute: what is read in this one is not sent upon in that.
            if actionContext.action == .reset { await session.makeRoom(for: PositionReader.stepWeight) }
            // The memory first: an intent settled before the position is read shows in the position.
            var facts: GateFacts
            do {
                facts = try await self.facts(progress, market, trail, as: flags)
            } catch let commandError as CommandError where !trail.isUnsent {
                // What was sent decides the end, not the log that can be read no more.
                stop = "not sent: \(commandError.message)"
                continue
            }
            let (recheck, requests) = await reader.reading(of: symbol)
            trail.requests += requests
            facts.now = session.context.now()
            switch Gates.clear(facts, positions: [PositionRecheck(symbol: symbol, reading: recheck)]) {
            case .refused(let gates) where known != nil && trail.isUnsent && gates.refusing == [.stalePlan]:
                // It has changed since the reset read it: looked at as if nothing were known.
                let done = try await FlattenPerformer(actionContext: actionContext, symbol: symbol, choice: choice)
                    .perform()
                return ActionDone(report: done.report, requests: trail.requests + done.requests)
            case .refused(let gates):
                report.gates = gates
                guard !trail.isUnsent else {
                    return ActionDone(report: try actionContext.refused(report, facts), requests: trail.requests)
                }
                if case .success(let now) = recheck, now.amount(progress.plan.positionSide).isZero {
                    isFlat = true
                    continue
                }
                actionContext.note(.actionRefused, facts, gates)
                stop = "not sent: refused by \(ActionContext.refusing(gates, flags))"
                report.propose(facts)
            case .cleared(let gates, var clearances):
                if trail.isUnsent {
                    report.gates = gates
                    try actionContext.record(.actionPlanned, facts, gates)
                    try await session.context.atPhase(.gated)
                }
                guard let clearance = clearances.next() else {
                    throw CommandError(.bug, "the gates cleared a plan without a request. Nothing was sent.")
                }
                stop = try await carryOut(step, clearance, &progress, &report, &trail, &isFlat)
            }
        }
        return ActionDone(
            report: ended(report, progress, stoppedBy: stop, isFlat: isFlat, isUnsent: trail.isUnsent),
            requests: trail.requests)
    }

    /// What became of the whole, once nothing more is sent.
    private func ended(
        _ sent: ActionReport, _ progress: FlattenProgress, stoppedBy why: String?, isFlat: Bool, isUnsent: Bool
    ) -> ActionReport {
        var report = sent
        let stop = isFlat ? nil : why
        if isFlat { report.leaveUnsent("nothing is left to close: nothing was sent", as: .verified) }
        guard !isUnsent else {
            report.outcome = .refused
            report.leaveUnsent("\(stop ?? "not sent"): nothing was sent", as: .refused)
            return report
        }
        report.leaveUnsent(stop ?? "not sent")
        report.conclude(progress, stoppedBy: stop, isFlat: isFlat)
        if let bared = UnprotectedPosition(progress, report.results), !isFlat {
            report.notes.append(bared.words)
            if report.next.isEmpty { report.next = [bared.next(report)] }
        }
        return report
    }

    /// Why nothing more may be sent; `nil` when the step was carried out whole.
    private func carryOut(
        _ step: FlattenPlan.Step, _ clearance: consuming Clearance, _ progress: inout FlattenProgress,
        _ report: inout ActionReport, _ trail: inout ActionTrail, _ isFlat: inout Bool
    ) async throws -> String? {
        let result: ActionReport.Result
        let isWhole: Bool
        switch step {
        case .cancel(let order):
            result = try await CancelSender(session: session, trading: actionContext.trading).send(
                clearance, of: order, &trail)
            isWhole = result.outcome == .verified
        case .close(let order):
            let sender = FlattenSender(
                session: session, trading: actionContext.trading,
                clockOffset: actionContext.clock?.offsetMilliseconds ?? 0)
            let sent = try await sender.send(clearance, order, before: progress.expected.amount, &trail)
            result = sent.result
            if case .done? = sent.settlement { isWhole = true } else { isWhole = false }
            if case .flat? = sent.settlement { isFlat = true }
        }
        report.put(result)
        if isFlat { return nil }
        if result.outcome == .refused { report.gates = report.gates.refusing(.openIntent, result.detail) }
        guard isWhole else { return "not sent, because of what happened to the one before" }
        progress.advance()
        return session.context.interrupts.isRequested ? "not sent: interrupted" : nil
    }

    private var reader: PositionReader { PositionReader(exchange: session.exchange) }

    private func reading(_ trail: inout ActionTrail) async throws -> PositionReading {
        if let known { return known }
        let (reading, requests) = await reader.reading(of: symbol)
        trail.requests += requests
        switch reading {
        case .success(let reading): return reading
        case .failure(let problem):
            throw try actionContext.unread(problem, "the position of \(symbol)", [(nil, symbol)])
        }
    }

    /// What the exchange demands of an order on the symbol, and what its quantities are worth.
    private struct Market {
        let filters: SymbolFilters
        let worth: UnitValue
    }

    private func market(_ trail: inout ActionTrail) async throws -> Market {
        let filters = await session.exchange.filters(symbol)
        trail.requests += filters.requests
        let (worth, requests) = await Valuer(exchange: session.exchange).worth(of: symbol)
        trail.requests += requests
        do throws(Unavailable) {
            guard let known = try filters.value.get() else {
                throw Unavailable(.unusable, source: filters.source, detail: "it does not list \(symbol)")
            }
            return Market(filters: known, worth: try worth.get())
        } catch {
            throw try unusable(error)
        }
    }

    /// What an earlier flatten took from the position and left so; `nil` where something rests that can only reduce it.
    private func unfinished(_ reading: PositionReading, _ plan: FlattenPlan?) throws -> String? {
        guard actionContext.action == .flatten, let plan, plan.cancels.isEmpty,
            !reading.orders.contains(where: { $0.canOnlyReduce && $0.positionSide == plan.positionSide })
        else { return nil }
        let memory = try actionContext.memory()
        let (accountContext, now) = (session.settings.accountContext, session.context.now())
        let found = try grinderctl.reading { () throws(AuditFailure) in
            try memory.unfinishedFlatten(of: symbol, at: accountContext, now: now)
        }
        return found?.words("\(plan.preconditions.name) \(plan.amount)", now: now)
    }

    /// For whoever reads the plan; nothing depends on it. A reset draws many plans and shows none of it.
    private func view(
        _ reading: PositionReading, _ plan: FlattenPlan?, _ market: Market?, _ trail: inout ActionTrail
    ) async -> MarketView? {
        guard actionContext.action == .flatten, let plan, let mark = market?.worth.mark,
            let row = reading.rows.first(where: { $0.side == plan.positionSide })
        else { return nil }
        let closing: Side = row.amount.value > 0 ? .sell : .buy
        var view = MarketView(position: row, mark: mark, quoteAsset: market?.worth.quoteAsset, closing: closing)
        let size = row.amount.size
        let book = await session.exchange.depth(symbol)
        trail.requests += book.requests
        view.book = BookView(size: size, mark: mark, read: book.value.map { $0.taking(size, by: closing) })
        return view
    }

    private func plan(
        _ reading: PositionReading, _ side: PositionSide, _ filters: SymbolFilters
    ) throws -> FlattenPlan {
        let plan = FlattenPlan(
            reading, side: side, filters: filters, identity: session.settings.identity, series: session.context.newID())
        guard let plan else {
            throw try unusable(
                Unavailable(.unusable, source: "GET /fapi/v1/exchangeInfo", detail: "no lot size of \(symbol)"))
        }
        return plan
    }

    private func unusable(_ problem: Unavailable) throws -> CommandError {
        try actionContext.unread(problem, "what a close of \(symbol) needs", [(nil, symbol)])
    }

    private func facts(
        _ progress: FlattenProgress?, _ market: Market?, _ trail: ActionTrail, held: [Position] = [],
        as flags: OperatorFlags? = nil
    ) async throws -> GateFacts {
        let memory = try actionContext.memory()
        let target: FlattenTarget
        do throws(AuditFailure) {
            target = FlattenTarget(
                symbol: symbol, progress: progress, filters: market?.filters, worth: market?.worth, held: held,
                triages: try memory.positionTriages(of: symbol), unresolved: try memory.unresolvedIntents())
        } catch {
            throw session.investigation.commandError(error)
        }
        let steps = progress.map { Array($0.remaining) } ?? []
        let targets = [ActionTarget.flatten(target)]
        var facts = try await actionContext.facts(
            targets, weightNeeded: FlattenPlan.weight(of: steps), asked: trail.requests,
            instances: await actionContext.instances(of: actionContext.verdicts(on: targets)), as: flags)
        facts.weightReserve = PositionReader.doubtWeight
        return facts
    }

    private var flatWords: String {
        let name = choice.map { "\(symbol) has no \($0.rawValue) position" } ?? "\(symbol) is flat"
        return "\(name): nothing was sent"
    }

    private func conclude(
        _ report: ActionReport, _ outcome: ActionReport.Outcome, _ words: String, _ reading: PositionReading,
        _ trail: ActionTrail
    ) throws -> ActionDone {
        var report = report
        report.outcome = outcome
        report.flatSymbol = symbol.rawValue
        report.notes.append(words)
        report.leaveUnsent(words)
        if outcome == .verified, !reading.orders.isEmpty {
            let ids = reading.orders.map(\.clientOrderID.rawValue).joined(separator: ", ")
            report.notes.append("orders still rest on \(symbol): \(ids)")
        }
        let detail = report.notes.joined(separator: "; ")
        if outcome == .failed {
            try session.investigation.record(
                .actionRefused, symbol: symbol,
                PlanRecord(actionContext.action, unsent: RecordedOutcome(outcome), detail))
        } else {
            try session.investigation.record(
                .actionVerified, symbol: symbol,
                OutcomeRecord(actionContext.action, unsent: RecordedOutcome(outcome), detail))
        }
        return ActionDone(report: report, requests: trail.requests)
    }
}

extension PositionLookup {
    /// One side, or both while none was chosen.
    fileprivate var isHeld: Bool {
        switch self {
        case .held, .undecided: true
        case .flat, .unclear: false
        }
    }
}
