import AuditLog
import Binance
import TriageCore

/// Cancels in five beats: plan → gates → `action.intent` durable → send → `action.outcome` → read back →
/// `action.verified`. All ids pass all gates or nothing is sent.
struct CancelPerformer: Sendable {
    struct Wanted: Sendable, Hashable {
        let id: ClientOrderID
        let symbol: Symbol
    }

    let desk: ActionDesk
    let wanted: [Wanted]

    private var session: Session { desk.session }

    func perform() async throws -> ActionDone {
        var trail = ActionTrail()
        let sights = try await self.sights(&trail)
        var report = ActionReport(
            plan: [], gates: [], outcome: .planned, results: sights.map(firstResult), typed: desk.typed)
        let live = sights.compactMap { sight -> ObservedOrder? in
            switch sight.1 {
            case .live(let order): return order
            // What a plan file is about may have ended since: `stale-plan` tells.
            case .ended(let order) where desk.standing != nil: return order
            default: return nil
            }
        }
        guard report.results.allSatisfy({ $0.outcome != .failed }), !live.isEmpty else {
            return try conclude(withoutSending: report, trail)
        }
        report.plan = live.map(ActionReport.PlanStep.cancel)
        let targets = try await self.targets(live, &trail)
        var facts = await facts(targets)
        report.gates = Gates.judge(facts)
        try await session.bench.atBeat(.planned)
        guard desk.flags.executes else {
            return ActionDone(report: try desk.planned(report, facts), requests: trail.requests)
        }
        let purpose = wanted.count == 1 ? "cancel it" : "cancel these \(facts.targets.count) orders"
        facts = desk.confirmed(facts, report, purpose: purpose)
        report.gates = Gates.judge(facts)
        guard !report.gates.contains(where: \.isRefused) else {
            return ActionDone(report: try desk.refused(report, facts), requests: trail.requests)
        }
        let reread = await self.reread(live, &trail)
        let marks = targets.map(\.markPrice)
        facts = await self.facts(try await self.targets(live, &trail, marks: marks), as: facts.flags)
        switch Gates.clear(facts, reread: reread) {
        case .refused(let gates):
            report.gates = gates
            return ActionDone(report: try desk.refused(report, facts), requests: trail.requests)
        case .cleared(let gates, var clearances):
            report.gates = gates
            try desk.record(.actionPlanned, facts, gates)
            try await session.bench.atBeat(.gated)
            try await send(&clearances, of: live, &report, &trail)
            return ActionDone(report: report, requests: trail.requests)
        }
    }

    private func send(
        _ clearances: inout Clearances, of live: [ObservedOrder], _ report: inout ActionReport,
        _ trail: inout ActionTrail
    ) async throws {
        let sender = CancelSender(session: session)
        while let clearance = clearances.next() {
            let request = clearance.request
            guard let order = live.first(where: { $0.cancelRequest == request }) else {
                throw Complaint(.bug, "a clearance for an order that is not in the plan. It was not sent.")
            }
            let result = try await sender.send(clearance, of: order, &trail)
            report.put(result)
            if result.outcome == .refused { report.gates = report.gates.refusing(.openIntent, result.detail) }
            if result.endsTheSending || session.bench.interrupts.isRequested { break }
        }
        report.leaveUnsent(
            session.bench.interrupts.isRequested
                ? "not sent: interrupted" : "not sent, because of what happened to the one before")
        report.outcome = ActionReport.overall(report.results)
    }

    private func sights(_ trail: inout ActionTrail) async throws -> [(Wanted, CancelSight)] {
        let looker = session.looker
        var sights: [(Wanted, CancelSight)] = []
        for one in wanted {
            var (sight, requests) = await looker.sight(of: one.id, symbol: one.symbol)
            trail.requests += requests
            if case .success(.unclear) = sight {
                // It changed between two reads: a second look is clear.
                (sight, requests) = await looker.sight(of: one.id, symbol: one.symbol)
                trail.requests += requests
            }
            switch sight {
            case .success(let sight): sights.append((one, sight))
            case .failure(let problem): throw try desk.unread(problem, "\(one.id)", [(one.id, one.symbol)])
            }
        }
        return sights
    }

    private func firstResult(_ one: Wanted, _ sight: CancelSight) -> ActionReport.Result {
        switch sight {
        case .ended(let order) where desk.standing != nil: return ActionReport.Result(order, .planned, "not sent")
        case .live(let order):
            return ActionReport.Result(
                order, .planned, desk.flags.executes ? "not sent" : "a plan: nothing was sent")
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

    private func targets(
        _ live: [ObservedOrder], _ trail: inout ActionTrail, marks known: [Price?]? = nil
    ) async throws -> [CancelTarget] {
        var marks: [Symbol: Price] = [:]
        for symbol in Set(live.map(\.symbol)).sorted() where known == nil {
            let answer = await session.exchange.markPrice(symbol)
            trail.requests += answer.requests
            switch answer.value {
            case .success(let price): marks[symbol] = price
            case .failure(let problem):
                throw try desk.unread(
                    problem, "the mark price of \(symbol)", live.map { ($0.clientOrderID, $0.symbol) })
            }
        }
        let memory = try desk.memory()
        do {
            let unresolved = try memory.unresolvedIntents()
            return try live.enumerated().map { index, order in
                CancelTarget(
                    order: order,
                    ownership: Ownership.of(
                        order.clientOrderID, carrying: order.symbol, identity: session.settings.identity),
                    markPrice: known?[index] ?? marks[order.symbol],
                    triages: try memory.triages(of: order.clientOrderID),
                    unresolved: unresolved)
            }
        } catch let failure as AuditFailure {
            throw Complaint(failure)
        }
    }

    private func facts(_ targets: [CancelTarget], as flags: OperatorFlags? = nil) async -> GateFacts {
        // Each order: read again, cancel, read back, and once more among the open orders.
        // A reset looks at the instances again right before each cancel: none may have been started meanwhile.
        let asks = desk.action == .reset && flags != nil
        return await desk.facts(
            targets.map(ActionTarget.cancel), weightNeeded: targets.count * 4,
            instances: asks ? await desk.instances() : nil, as: flags)
    }

    private func reread(_ live: [ObservedOrder], _ trail: inout ActionTrail) async -> [Reread] {
        let looker = session.looker
        var rereads: [Reread] = []
        for order in live {
            let (reread, requests) = await looker.again(order)
            trail.requests += requests
            rereads.append(reread)
        }
        return rereads
    }

    private func conclude(withoutSending report: ActionReport, _ trail: ActionTrail) throws -> ActionDone {
        var report = report
        report.outcome = ActionReport.overall(report.results)
        for result in report.results {
            try session.investigation.record(
                result.outcome == .failed ? .actionRefused : .actionVerified,
                symbol: Symbol(result.symbol), clientOrderID: ClientOrderID(result.clientOrderID),
                [
                    "action": .string(desk.action.rawValue), "outcome": .string(result.outcome.rawValue),
                    "sent": false, "detail": .string(result.detail), "status": .string(orNull: result.status),
                    "executedQty": .string(orNull: result.executedQty),
                ])
        }
        return ActionDone(report: report, requests: trail.requests)
    }
}

extension [GateResult] {
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
