import AuditLog
import Binance
import TriageCore

/// Cancels in five beats: plan → gates → `action.intent` durable → send → `action.outcome` → read back →
/// `action.verified`. All ids pass all gates or nothing is sent.
struct CancelPerformer {
    struct Wanted: Sendable, Hashable {
        let id: ClientOrderID
        let symbol: Symbol
    }

    struct Done {
        let report: ActionReport
        let requests: [RequestRecord]
    }

    let session: Session
    let wanted: [Wanted]
    var flags: OperatorFlags
    let clock: ClockReading?
    let typed: [String]

    func perform() async throws -> Done {
        var trail = Trail()
        let sights = try await self.sights(&trail)
        var report = ActionReport(
            plan: [], gates: [], outcome: .planned, results: sights.map(firstResult), typed: typed)
        let live = sights.compactMap { sight -> ObservedOrder? in
            if case .live(let order) = sight.1 { return order }
            return nil
        }
        guard report.results.allSatisfy({ $0.outcome != .failed }), !live.isEmpty else {
            return try conclude(withoutSending: report, trail)
        }
        report.plan = live.map { ActionReport.PlanStep(action: "cancel", order: $0) }
        let targets = try await self.targets(live, &trail)
        var facts = await gateFacts(targets)
        report.gates = Gates.judge(facts)
        try await session.bench.atBeat(.planned)
        guard flags.executes else { return try plan(report, facts, trail) }
        facts = confirmed(facts, report)
        report.gates = Gates.judge(facts)
        guard !report.gates.contains(where: \.isRefused) else { return try refuse(report, facts, trail) }
        let reread = await self.reread(live, &trail)
        let marks = targets.map(\.markPrice)
        facts = await gateFacts(try await self.targets(live, &trail, marks: marks), as: facts.flags)
        switch Gates.clear(facts, reread: reread) {
        case .refused(let gates):
            report.gates = gates
            return try refuse(report, facts, trail)
        case .cleared(let gates, var clearances):
            report.gates = gates
            try record(.actionPlanned, facts, gates)
            try await session.bench.atBeat(.gated)
            let sender = CancelSender(session: session)
            while let clearance = clearances.next() {
                let result = try await sender.send(clearance, of: live, isFirst: trail.isUnsent, &trail)
                trail.isUnsent = false
                report.results = report.results.map { $0.clientOrderID == result.clientOrderID ? result : $0 }
                if result.outcome == .refused { report.gates = report.gates.refusing(.openIntent, result.detail) }
                if result.endsTheSending || session.bench.interrupts.isRequested { break }
            }
            let why =
                session.bench.interrupts.isRequested
                ? "not sent: interrupted" : "not sent, because of what happened to the one before"
            report.results = report.results.map { $0.outcome == .planned ? $0.leftUnsent(why) : $0 }
            report.outcome = Self.overall(report.results)
            return Done(report: report, requests: trail.requests)
        }
    }

    /// What was asked so far.
    struct Trail {
        var requests: [RequestRecord] = []
        /// No mutating request has left yet.
        var isUnsent = true
    }

    private func sights(_ trail: inout Trail) async throws -> [(Wanted, CancelSight)] {
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
            case .failure(let problem): throw try unread(problem, "\(one.id)", [(one.id, one.symbol)])
            }
        }
        return sights
    }

    /// What is needed before a cancel was not answered: recorded, and told.
    private func unread(
        _ problem: Unavailable, _ what: String, _ orders: [(ClientOrderID, Symbol)]
    ) throws -> Complaint {
        for (id, symbol) in orders {
            try session.investigation.record(
                .actionRefused, symbol: symbol, clientOrderID: id,
                ["action": "cancel", "because": .string("\(problem.source): \(problem.detail)")])
        }
        return Complaint(
            unanswered: problem, what: "\(what) could not be read before the cancel",
            consequence: "No order was cancelled.")
    }

    private func firstResult(_ one: Wanted, _ sight: CancelSight) -> ActionReport.Result {
        switch sight {
        case .live(let order):
            return ActionReport.Result(
                order, .planned, flags.executes ? "not sent" : "a plan: nothing was sent")
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
        _ live: [ObservedOrder], _ trail: inout Trail, marks known: [Price?]? = nil
    ) async throws -> [CancelTarget] {
        var marks: [Symbol: Price] = [:]
        for symbol in Set(live.map(\.symbol)).sorted() where known == nil {
            let answer = await session.exchange.markPrice(symbol)
            trail.requests += answer.requests
            switch answer.value {
            case .success(let price): marks[symbol] = price
            case .failure(let problem):
                throw try unread(problem, "the mark price of \(symbol)", live.map { ($0.clientOrderID, $0.symbol) })
            }
        }
        guard let store = session.investigation.store else {
            throw Complaint(.bug, "a cancel without an audit log. Nothing was sent.")
        }
        let memory = AuditMemory(store: store)
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

    private func gateFacts(_ targets: [CancelTarget], as flags: OperatorFlags? = nil) async -> GateFacts {
        let settings = session.settings
        return GateFacts(
            action: .cancel, investigation: session.investigation.id, station: settings.station,
            mainnetAllowed: settings.mainnetAllowed, targets: targets, allowedSymbols: settings.symbols,
            maxOrders: settings.maxOrders, maxNotional: settings.maxNotional, clock: clock,
            weight: await session.exchange.weight(),
            // Each order: read again, cancel, read back, and once more among the open orders.
            weightNeeded: targets.count * 4, flags: flags ?? self.flags, now: session.bench.now())
    }

    /// Asks for a missing confirmation, when it is all that is missing, and shows first what it is for.
    private func confirmed(_ facts: GateFacts, _ action: ActionReport) -> GateFacts {
        guard action.gates.filter(\.isRefused).map(\.code) == [.confirmationMissing] else { return facts }
        let prompt = Prompt(console: session.bench.console, isAllowed: !session.shared.noInput)
        var report = session.report()
        report.action = action
        let what = wanted.count == 1 ? "cancel it" : "cancel these \(facts.targets.count) orders"
        var flags = facts.flags
        flags.confirmation = prompt.confirmation(
            of: flags.expectedConfirmation, action: what, plan: ReportText(report: report, palette: .plain).plan)
        return facts.with(flags)
    }

    private func reread(_ live: [ObservedOrder], _ trail: inout Trail) async -> [Reread] {
        let looker = session.looker
        var rereads: [Reread] = []
        for order in live {
            let (reread, requests) = await looker.again(order)
            trail.requests += requests
            rereads.append(reread)
        }
        return rereads
    }
}

extension CancelPerformer {
    /// unknown > failed > refused > planned > verified.
    static func overall(_ results: [ActionReport.Result]) -> ActionReport.Outcome {
        let order: [ActionReport.Outcome] = [.unknown, .failed, .refused, .planned, .verified]
        return order.first { outcome in results.contains { $0.outcome == outcome } } ?? .verified
    }

    private func conclude(withoutSending report: ActionReport, _ trail: Trail) throws -> Done {
        var report = report
        report.outcome = Self.overall(report.results)
        for result in report.results {
            try session.investigation.record(
                result.outcome == .failed ? .actionRefused : .actionVerified,
                symbol: Symbol(result.symbol), clientOrderID: ClientOrderID(result.clientOrderID),
                [
                    "action": "cancel", "outcome": .string(result.outcome.rawValue), "sent": false,
                    "detail": .string(result.detail), "status": .string(orNull: result.status),
                    "executedQty": .string(orNull: result.executedQty),
                ])
        }
        return Done(report: report, requests: trail.requests)
    }

    private func plan(_ report: ActionReport, _ facts: GateFacts, _ trail: Trail) throws -> Done {
        if report.gates.contains(where: { $0.isRefused && $0.code.isFinal }) {
            return try refuse(report, facts, trail)
        }
        try record(.actionPlanned, facts, report.gates)
        return Done(report: report, requests: trail.requests)
    }

    private func refuse(_ report: ActionReport, _ facts: GateFacts, _ trail: Trail) throws -> Done {
        var report = report
        try record(.actionRefused, facts, report.gates)
        report.outcome = .refused
        // A plan is refused by what no flag can satisfy alone; the other gates are shown and can still be met.
        let refusing = report.gates.filter { $0.isRefused && (facts.flags.executes || $0.code.isFinal) }
        let codes = refusing.map(\.code.rawValue).joined(separator: ", ")
        report.results = report.results.map { result in
            guard result.outcome == .planned else { return result }
            var refused = result
            refused.outcome = .refused
            refused.detail = "refused by \(codes): nothing was sent"
            return refused
        }
        return Done(report: report, requests: trail.requests)
    }

    private func record(_ kind: AuditKind, _ facts: GateFacts, _ gates: [GateResult]) throws {
        for target in facts.targets {
            try session.investigation.record(
                kind, symbol: target.order.symbol, clientOrderID: target.order.clientOrderID,
                AuditPayload.plan(target, facts: facts, gates: gates))
        }
    }
}

extension [GateResult] {
    /// With the judgement of one gate taken back.
    fileprivate func refusing(_ code: GateCode, _ why: String) -> [GateResult] {
        map { $0.code == code ? GateResult(code: code, judgement: .refused(why, remedy: nil)) : $0 }
    }
}

extension GateFacts {
    func with(_ flags: OperatorFlags) -> GateFacts {
        GateFacts(
            action: action, investigation: investigation, station: station, mainnetAllowed: mainnetAllowed,
            targets: targets, allowedSymbols: allowedSymbols, maxOrders: maxOrders, maxNotional: maxNotional,
            clock: clock, weight: weight, weightNeeded: weightNeeded, flags: flags, now: now)
    }
}

extension ActionReport.Result {
    /// What went wrong would go wrong again, or must be settled before anything more is sent.
    fileprivate var endsTheSending: Bool {
        switch (outcome, refusal) {
        case (.unknown, _), (.refused, _), (.failed, .credentials?), (.failed, .rateLimited?), (.failed, .connection?):
            true
        default: false
        }
    }

    fileprivate func leftUnsent(_ why: String) -> ActionReport.Result {
        var left = self
        left.outcome = .failed
        left.detail = why
        return left
    }

    init(
        _ order: ObservedOrder, _ outcome: ActionReport.Outcome, _ detail: String, next: [NextCommand] = []
    ) {
        self.init(
            clientOrderID: order.clientOrderID.rawValue, exchangeID: order.exchangeID, symbol: order.symbol.rawValue,
            status: order.status, executedQty: order.executedQty.description, outcome: outcome, detail: detail,
            next: next)
    }

    init(
        _ wanted: CancelPerformer.Wanted, _ outcome: ActionReport.Outcome, _ detail: String, next: [NextCommand] = []
    ) {
        self.init(
            clientOrderID: wanted.id.rawValue, symbol: wanted.symbol.rawValue, outcome: outcome, detail: detail,
            next: next)
    }
}

extension Complaint {
    /// A read that an action cannot do without.
    init(unanswered problem: Unavailable, what: String, consequence: String) {
        let code: Code
        switch problem.kind {
        case .credentialsRefused: code = .credentialsRefused
        case .rateLimited: code = .rateLimited
        default: code = .exchangeUnavailable
        }
        var wait = ""
        if case .rateLimited(let seconds?) = problem.kind { wait = " Wait \(seconds) s." }
        self.init(code, "\(what): \(problem.source): \(problem.detail). \(consequence)\(wait)")
    }
}
