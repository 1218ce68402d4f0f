import AuditLog
import Binance
import BotEvidence
import TriageCore

/// A whole reset: survey → plan → every gate over all of it → the saga, step by step.
struct ResetWorkflow {
    let session: Session
    var actionContext: ActionContext
    let setting: FullStateReset.Setting
    /// Nothing of them is known yet but their names, commands and the operator's word.
    let instances: ResetInstances
    let answers: [String: String]
    let earlier: PreviousReset?

    struct Done {
        var report: ActionReport
        var steps: [StepReport]
        var requests: [RequestRecord]
        var exit: Int32
    }

    private var reader: ResetReader { ResetReader(session: session, scope: setting.scope, clock: actionContext.clock) }
    private var isRestarting: Bool { earlier?.progress.isRestarting == true }

    func perform() async throws -> Done {
        var requests: [RequestRecord] = []
        if let earlier {
            if earlier.progress.isFinished { return finished(earlier) }
            if earlier.accountContext.difference(from: session.settings.accountContext) != nil {
                return try await elsewhere()
            }
            requests += try await settle(earlier.openIntents)
        }
        await session.makeRoom(for: ResetReader.accountWeight)
        var survey: ResetSurvey?
        var drawn = ResetPlan()
        if !isRestarting {
            var (taken, asked) = try await ResetSurveyor(
                session: session, setting: setting, reader: reader,
                triager: ResetTriager(session: session, clock: actionContext.clock)
            ).survey(instances)
            try ask(&taken)
            survey = taken
            let (facts, more) = try await ResetClosingReader(
                session: session, actionContext: actionContext, settling: settling
            )
            .read(taken, setting)
            drawn = ResetPlan(taken, setting, facts)
            asked += more
            requests += asked
        }
        var report = ActionReport(drawn, typed: actionContext.typed, executes: actionContext.flags.executes)
        report.left = isRestarting ? nil : drawn.staying
        return try await judge(report, drawn, survey, requests)
    }

    private func judge(
        _ drawn: ActionReport, _ plan: ResetPlan, _ survey: ResetSurvey?, _ requests: [RequestRecord]
    ) async throws -> Done {
        var report = drawn
        // A survey of many symbols may have used this minute up: there is room again in the next.
        await session.makeRoom(for: ResetReader.accountWeight)
        var facts = try await facts(plan, survey, requests)
        report.gates = Gates.judge(facts)
        let minutes = facts.weight.minutes(for: facts.weightNeeded)
        if minutes > 1 {
            let words =
                "it takes about \(minutes) minutes: \(facts.weightNeeded) of request weight, "
                + "\(facts.weight.budget) a minute"
            report.notes.append(words)
            if actionContext.flags.executes { session.notes.note(words) }
        }
        try await session.context.atPhase(.planned)
        guard actionContext.flags.executes else {
            return done(try settled(report, facts, survey, isPlan: true), outlook(survey, plan), requests)
        }
        facts = actionContext.confirmed(facts, report, purpose: "reset")
        report.gates = Gates.judge(facts)
        guard !report.gates.contains(where: \.isRefused) else {
            return done(try settled(report, facts, survey, isPlan: false), outlook(survey, plan), requests)
        }
        try session.investigation.record(
            .actionPlanned,
            PlanRecord(reset: facts, gates: report.gates, scope: setting.scope).under(facts))
        try await session.context.atPhase(.gated)
        var confirmed = actionContext
        confirmed.flags = facts.flags
        return try await carryOut(confirmed, report, survey, requests)
    }

    private func outlook(_ survey: ResetSurvey?, _ plan: ResetPlan) -> [StepReport] {
        survey?.outlook(setting, plan) ?? saga(nil).report()
    }

    private func carryOut(
        _ actionContext: ActionContext, _ report: ActionReport, _ survey: ResetSurvey?, _ requests: [RequestRecord]
    ) async throws -> Done {
        var begun = report
        begun.left = nil
        // Of each order and position again, right before its own request.
        begun.gates.append(
            GateResult(code: .stalePlan, judgement: .passed("each is read again right before its request")))
        var runner = ResetRunner(
            saga(survey), actionContext: actionContext, reader: reader, answers: answers, report: begun, survey: survey)
        try begin(runner.record, survey)
        let conclusion = try await runner.run()
        var done = done(runner.report, runner.saga.report(), requests + runner.requests)
        done.report.conclude(conclusion, survey, runner)
        done.report.next = (conclusion.isWorthResuming ? [resumption] : []) + conclusion.remedies
        done.report.notes += bared(done.report, survey, conclusion, closed: runner.closed).map(\.words)
        if conclusion.awaitsHands {
            done.report.notes.append(
                "once what is left is gone, finish with: \(session.report().commandLine(resumption))")
        }
        done.exit = done.report.exit(worst: runner.worst)
        return done
    }

    /// Positions it has taken the protection from and not closed.
    private func bared(
        _ report: ActionReport, _ survey: ResetSurvey?, _ conclusion: ResetConclusion, closed: Set<ResetPosition.Key>
    ) -> [UnprotectedPosition] {
        guard !conclusion.isFinished, !setting.scope.onlyCancels || conclusion.halted != nil else { return [] }
        let found = survey?.bared(closed: closed) { $0.wasCancelled(by: report.results) } ?? []
        return found.map { bared in
            let symbol = bared.position.key.symbol
            return UnprotectedPosition(
                name: bared.position.key.words, symbol: symbol, amount: bared.position.amount,
                cancelled: bared.cancelled, resting: bared.resting,
                isCertain: !report.results.contains { $0.symbol == symbol.rawValue && $0.outcome == .unknown })
        }
    }

    private func begin(_ record: ResetRecord, _ survey: ResetSurvey?) throws {
        try record.write(
            ResetStepRecord(
                earlier == nil ? .begun : .resumed, setting,
                leader: survey?.instances.leader ?? earlier?.progress.leader, instances: survey?.instances.facts ?? []))
    }

    private func saga(_ survey: ResetSurvey?) -> FullStateReset {
        var known = instances
        known.word = survey?.instances.word ?? known.word
        return FullStateReset(setting, instances: known, progress: earlier?.progress ?? ResetProgress())
    }

    /// Whoever sits at the terminal is asked before the gates: without an answer they would refuse.
    private func ask(_ survey: inout ResetSurvey) throws {
        guard actionContext.flags.executes, survey.instances.word == nil, case .unproven = survey.instances.finding
        else {
            return
        }
        let effects = ResetEffects(
            session: session, record: ResetRecord(investigation: session.investigation), reader: reader,
            answers: answers)
        guard case .answered(let text?) = try effects.ask(FullStateReset.question) else { return }
        survey.instances.word = InstanceRule.OperatorStatement(text)
    }
}

/// Before anything is done.
extension ResetWorkflow {
    private func facts(
        _ plan: ResetPlan, _ survey: ResetSurvey?, _ asked: [RequestRecord]
    ) async throws -> GateFacts {
        let needed = survey.map { ResetForecast(setting: setting, survey: $0, plan: plan).weight }
        switch survey?.instances.finding {
        // Stopped by the time anything is asked again.
        case .stopped?, .stopFirst?: session.widenBudget()
        case .running?, .unproven?, nil: break
        }
        let weight = needed ?? ResetReader.accountWeight
        var facts = try await actionContext.facts(plan.targets, weightNeeded: weight, asked: asked)
        // Each step waits for the room it needs.
        facts.weightAtOnce = min(weight, ResetReader.accountWeight)
        facts.standstill = survey?.instances
        facts.begun = earlier?.accountContext
        let here = session.settings.accountContext
        facts.unresolved = try actionContext.openIntents { intent in
            guard !settling.contains(intent.seq) else { return false }
            guard let symbol = intent.symbol else { return intent.isOf(here) }
            return setting.scope.covers(symbol) && intent.concerns(symbol, at: here)
        }
        return facts
    }

    /// Its own, which going on with it settles by reading.
    private var settling: Set<Int64> {
        actionContext.flags.executes ? [] : Set((earlier?.openIntents ?? []).map(\.seq))
    }

    /// Its own requests that a crash left open: read, never sent again.
    private func settle(_ intents: [UnresolvedIntent]) async throws -> [RequestRecord] {
        guard actionContext.flags.executes, !intents.isEmpty else { return [] }
        session.notes.note("settling \(Count.of(intents.count, "request")) of the earlier run by reading")
        return try await IntentResolver(session: session).resolve(intents).1
    }

    /// A plan says what would stay; a refusal what is there, all of it.
    private func settled(
        _ report: ActionReport, _ facts: GateFacts, _ survey: ResetSurvey?, isPlan: Bool
    ) throws -> ActionReport {
        let isRefused = report.gates.contains { $0.isRefused && (!isPlan || $0.code.isFinal) }
        try session.investigation.record(
            isRefused ? .actionRefused : .actionPlanned,
            PlanRecord(reset: facts, gates: report.gates, scope: setting.scope))
        var report = report
        if isRefused {
            report.outcome = .refused
            report.left = survey?.untouched(setting.scope, "not touched")
            let codes = ActionContext.refusing(report.gates, facts.flags)
            report.results = report.results.map { result in
                var refused = result
                refused.outcome = .refused
                refused.detail = "refused by \(codes): nothing was sent"
                return refused
            }
        }
        report.propose(facts)
        return report
    }

    private func done(_ report: ActionReport, _ steps: [StepReport], _ requests: [RequestRecord]) -> Done {
        Done(report: report, steps: steps, requests: requests, exit: report.exit)
    }

    private func finished(_ earlier: PreviousReset) -> Done {
        var report = ActionReport(plan: [], gates: [], outcome: .verified, results: [], typed: actionContext.typed)
        report.notes = ["the reset \(earlier.id) is finished already: nothing was sent"]
        report.left = []
        return done(report, [], [])
    }

    /// Of another exchange or account nothing is read.
    private func elsewhere() async throws -> Done {
        var facts = try await facts(ResetPlan(), nil, [])
        // What is open there is not settled from here.
        facts.unresolved = []
        var report = ActionReport(
            plan: [], gates: Gates.judge(facts), outcome: .refused, results: [], typed: actionContext.typed)
        report.notes = ["nothing was read or sent"]
        return done(try settled(report, facts, nil, isPlan: false), [], [])
    }

    /// The command as it was typed, with the reset it goes on with.
    private var resumption: NextCommand {
        let rest = TypedCommand(actionContext.typed).sober.withoutSubcommand(Reset.name)
            .without(TypedCommand.contextFlags + ["--resume", "--format"]).without(valueless: TypedCommand.screenFlags)
        return NextCommand([Reset.name, "--resume", session.investigation.id] + rest.words)
    }
}

extension ActionReport {
    /// Verified only when nothing is left and no step was missed.
    fileprivate mutating func conclude(_ conclusion: ResetConclusion, _ survey: ResetSurvey?, _ runner: ResetRunner) {
        let verified = Set(results.filter { $0.outcome == .verified }.map(\.clientOrderID))
        left =
            conclusion.left.map(\.words)
            + (survey?.unreached(conclusion, closed: runner.closed, verified: verified) ?? [])
        if let halted = conclusion.halted { notes.append("ended before its last step: \(halted)") }
        let open = Set(
            conclusion.left.compactMap { left -> String? in
                if case .order(let order, _) = left { return order.clientOrderID.rawValue }
                return nil
            })
        let held = Set(
            conclusion.left.compactMap { left -> String? in
                if case .position(let position, _, _) = left { return position.key.symbol.rawValue }
                return nil
            })
        results = results.map { result in
            guard result.outcome == .planned else { return result }
            var settled = result
            // A close that was not sent, of a position that is still there.
            let isHeld = ToolOrderID.isOurs(ClientOrderID(result.clientOrderID)) && held.contains(result.symbol)
            let isOpen = open.contains(result.clientOrderID) || isHeld || conclusion.halted != nil
            settled.outcome = isOpen ? .failed : .verified
            settled.detail = isOpen ? "not sent" : "no longer needed: nothing was sent"
            return settled
        }
        if results.contains(where: { $0.outcome == .unknown }) {
            outcome = .unknown
        } else if conclusion.isFinished {
            outcome = .verified
        } else {
            outcome = !runner.hasActed && gates.contains(where: \.isRefused) ? .refused : .failed
        }
    }

    /// 5 > 4 > 75 > 1 > 3 > 0; a result that was mended later does not count.
    fileprivate func exit(worst: RequestOutcome.Refusal.Kind?) -> Int32 {
        switch (outcome, worst) {
        case (.unknown, _): 5
        case (.failed, .credentials?): 4
        case (.failed, .rateLimited?): 75
        case (.failed, _): 1
        case (.refused, _): exit
        case (.verified, _), (.planned, _): 0
        }
    }
}
