import AuditLog
import Binance
import TriageCore

/// What every action shares between its plan and its report: the facts for the gates, the question for a missing
/// confirmation, the rows `action.planned` and `action.refused`.
///
/// A saga makes one context with its own `action` and flags and hands it to the performers in turn:
///
///     let actionContext = ActionContext(
///         session: session, trading: trading, action: .reset, flags: flags, clock: clock, typed: context.arguments)
///     let cancelled = try await CancelPerformer(actionContext: actionContext, wanted: orders).perform()
///     let closed = try await FlattenPerformer(actionContext: actionContext, symbol: symbol, choice: .long).perform()
///
/// Each passes every gate as that action before each of its requests, writes its own rows into the session's
/// investigation, and returns an ``ActionDone`` whose results, gates and requests the saga adds to its own. A performer
/// may be made again at any time: it plans from what it reads then, and sends nothing where nothing is left to do.
struct ActionContext: Sendable {
    let session: Session
    let trading: BinanceTrading
    let action: ActionKind
    var flags: OperatorFlags
    let clock: ClockReading?
    /// The command as it was typed, for remedies that repeat it.
    let typed: [String]
    /// The plan file to carry out.
    var planStatus: PlanStatus?
    /// Where the plan is to be written.
    var planOut: String?
    /// What was asked before any performer was made.
    var opening: [RequestRecord] = []
    /// `--answer instance-stopped=…`, or what was said on the terminal.
    var answer: String?

    var word: InstanceRule.OperatorStatement? { answer.map(InstanceRule.OperatorStatement.init) }

    /// - Parameters:
    ///   - needed: request weight of what is still to come.
    ///   - asked: what the performer has asked so far.
    func facts(
        _ targets: [ActionTarget], weightNeeded needed: Int, asked: [RequestRecord], instances: [InstanceReport]? = nil,
        as flags: OperatorFlags? = nil
    ) async throws -> GateFacts {
        let settings = session.settings
        if let instances { widenBudget(whileStopped: instances) }
        var facts = GateFacts(
            action: action, investigation: session.investigation.id, accountContext: settings.accountContext,
            mainnetAllowed: settings.mainnetAllowed, targets: targets, allowedSymbols: settings.symbols,
            maxOrders: settings.maxOrders, maxNotional: settings.maxNotional, clock: clock,
            weight: await session.exchange.weight(), weightNeeded: needed, flags: flags ?? self.flags,
            now: session.context.now(), instances: instances)
        facts.weightSpent = (opening + asked).map(\.weight).reduce(0, +)
        facts.ceilings = settings.ceilings
        facts.policy = settings.policy.demands(of: action.rawValue)
        try facts.recall(try memory(), settings, nothingSent: !session.investigation.hasSent)
        facts.planStatus = planStatus
        facts.planOut = planOut
        facts.word = word
        facts.stopCommands = settings.stopCommands
        return facts
    }

    /// A bot that is stopped needs none of the IP's weight, and an operator should not wait for its sake.
    private func widenBudget(whileStopped instances: [InstanceReport]) {
        guard !instances.isEmpty, instances.allSatisfy({ $0.presence == .stopped }) else { return }
        session.widenBudget()
    }

    /// The audit log, as far as an action must know it.
    func memory() throws -> AuditMemory {
        guard let store = session.investigation.store else {
            throw CommandError(.bug, "an action without an audit log. Nothing was sent.")
        }
        return AuditMemory(store: store)
    }

    /// What is needed before an action was not answered: recorded, and told.
    func unread(
        _ problem: Unavailable, _ what: String, _ subjects: [(ClientOrderID?, Symbol)]
    ) throws -> CommandError {
        for (id, symbol) in subjects {
            try session.investigation.record(
                .actionRefused, symbol: symbol, clientOrderID: id,
                PlanRecord(action, because: "\(problem.source): \(problem.detail)"))
        }
        let consequence = action == .cancel ? "No order was cancelled." : "No order was sent or cancelled."
        return CommandError(
            unanswered: problem, what: "\(what) could not be read before the \(action.rawValue)",
            consequence: session.investigation.hasSent ? "It was not sent." : consequence)
    }

    /// Before anything else: an earlier request on what this is about may have been executed. What its order or position
    /// is now, final, flat or unknown, does not matter until that is settled.
    func barred(
        _ report: ActionReport, _ facts: GateFacts, subjects: [(ClientOrderID?, Symbol)]
    ) throws -> ActionReport {
        var report = report
        // What is gone has neither a side to name nor an order to be let through.
        report.gates = Gates.judge(facts).filter {
            $0.code != .sideRequired && $0.code != .symbolNotTrading || !facts.isUndecided
        }
        report.results = report.results.map { result in
            var planned = result
            planned.outcome = .planned
            planned.next = []
            return planned
        }
        guard facts.targets.isEmpty else { return try refused(report, facts) }
        let why = report.gates.first { $0.code == .openIntent }?.detail ?? ""
        for (id, symbol) in subjects {
            try session.investigation.record(
                .actionRefused, symbol: symbol, clientOrderID: id,
                PlanRecord(action, because: "\(GateCode.openIntent.rawValue): \(why)"))
        }
        return try refused(report, facts)
    }

    /// The intents that stand in the way of anything on these.
    func openIntents(_ concerns: (UnresolvedIntent) -> Bool) throws -> [UnresolvedIntent] {
        let memory = try memory()
        return try reading(nothingSent: !session.investigation.hasSent) { () throws(AuditFailure) in
            try memory.unresolvedIntents()
        }.filter(concerns)
    }

    /// Asks for a missing reason and a missing confirmation, when nothing else is missing, and shows first what they are
    /// for.
    /// - Parameter purpose: `cancel it`
    func confirmed(_ facts: GateFacts, _ action: ActionReport, purpose: String) -> GateFacts {
        let missing = Set(action.gates.refusing)
        guard !missing.isEmpty, missing.isSubset(of: [.reasonMissing, .confirmationMissing]) else { return facts }
        let prompt = Prompt(console: session.context.console, isAllowed: !session.shared.noInput)
        var report = session.report()
        report.action = action
        let screen = ActionScreen(report: report, action: action).plan
        var plan = ScreenText(screen: screen.with(session.context.localTime), width: session.context.console.width).text
        var facts = facts
        if missing.contains(.reasonMissing) {
            guard let reason = prompt.reason(to: purpose, plan: plan) else { return facts }
            facts.flags.reason = reason
            plan = ""
        }
        guard missing.contains(.confirmationMissing) else { return facts }
        facts.flags.confirmation = prompt.confirmation(
            of: facts.flags.expectedConfirmation, action: purpose, plan: plan)
        return facts
    }

    /// A plan as it was drawn, for good: planned, or refused by what no flag can satisfy.
    func planned(_ report: ActionReport, _ facts: GateFacts) throws -> ActionReport {
        if report.gates.contains(where: { $0.isRefused && $0.code.isFinal }) { return try refused(report, facts) }
        let drawn = try planOut.map { try PlanDraft(facts, at: $0, by: session.context) }
        try record(.actionPlanned, facts, report.gates, drawn: drawn)
        try drawn?.write()
        var report = report
        report.planFile = drawn.map { ActionReport.PlanFileNote(path: $0.path, sha256: $0.hash) }
        report.propose(facts)
        return report
    }

    func refused(_ report: ActionReport, _ facts: GateFacts) throws -> ActionReport {
        var report = report
        try record(.actionRefused, facts, report.gates)
        report.outcome = .refused
        let codes = Self.refusing(report.gates, facts.flags)
        report.results = report.results.map { result in
            guard result.outcome == .planned else { return result }
            var refused = result
            refused.outcome = .refused
            refused.detail = "refused by \(codes): nothing was sent"
            return refused
        }
        report.propose(facts)
        return report
    }

    /// A plan is refused by what no flag can satisfy alone; the other gates are shown and can still be met.
    static func refusing(_ gates: [GateResult], _ flags: OperatorFlags) -> String {
        gates.filter { $0.isRefused && (flags.executes || $0.code.isFinal) }.map(\.code.rawValue)
            .joined(separator: ", ")
    }

    /// As ``record(_:_:_:)``, once something was sent: a log that is full must not hide its outcome.
    func note(_ kind: AuditKind, _ facts: GateFacts, _ gates: [GateResult]) {
        do {
            try record(kind, facts, gates)
        } catch {
            session.notes.warn(
                "\(kind.rawValue) could not be recorded: \((error as? CommandError)?.message ?? "\(error)")")
        }
    }

    func record(
        _ kind: AuditKind, _ facts: GateFacts, _ gates: [GateResult], drawn: PlanDraft? = nil
    ) throws {
        for target in facts.targets {
            try session.investigation.record(
                kind, symbol: target.symbol, clientOrderID: target.clientOrderID,
                PlanRecord(target, facts: facts, gates: gates).about(drawn?.reference ?? facts.planStatus?.reference))
        }
    }
}

/// What a performer hands back.
struct ActionDone: Sendable {
    let report: ActionReport
    let requests: [RequestRecord]
}

/// What was asked so far.
struct ActionTrail: Sendable {
    var requests: [RequestRecord] = []
    /// No mutating request has left yet.
    var isUnsent = true
}

extension ActionTarget {
    /// Of a cancel; a position has none.
    fileprivate var clientOrderID: ClientOrderID? {
        if case .cancel(let target) = self { return target.order.clientOrderID }
        return nil
    }
}

extension CommandError {
    /// A read that an action cannot do without.
    init(unanswered problem: Unavailable, what: String, consequence: String) {
        let code: Code
        switch problem.kind {
        case .credentialsRefused: code = .credentialsRefused
        case .rateLimited: code = .rateLimited
        default: code = .exchangeUnavailable
        }
        let isRefused = code == .credentialsRefused
        let advice = isRefused ? problem.trouble.map { " \($0.advice)." } ?? "" : ""
        self.init(
            code, "\(what): \(problem.source): \(problem.detail). \(consequence)\(advice)\(problem.waiting)",
            try: isRefused ? "grinderctl config check" : nil)
    }
}
