import AuditLog
import Binance
import BotEvidence
import TriageCore

/// Restarts the bot's instances by their own commands and reads afterwards what they missed. Nothing is sent to the
/// exchange that changes anything. The rows are `action.planned`, `action.refused`, `action.outcome`; then
/// `action.verified` where a newer start and an event were seen, `action.resolved` where the start was newer and no event
/// came: that much is settled, and failed. What the commands themselves failed at, the outcome says.
struct ReconnectWorkflow {
    let session: Session
    let inputs: TriageInputs
    var flags: OperatorFlags
    let typed: [String]
    /// `--answer`, by step: recorded, and nothing here depends on it.
    let answers: [String: String]

    /// Two looks at the account, and trades of some symbols.
    private static let weight = 2 * 85 + 10 * 5
    /// An instance that starts is looked at once a second.
    private static let looks = 60

    func run() async throws -> Int32 {
        let reference = RunbookLibrary.reference(
            try RunbookLibrary.used("stream", from: session.settings.runbooks))
        try session.investigation.record(
            .investigationOpened,
            OpenedRecord(command: session.command, accountContext: session.settings.accountContext, runbook: reference))
        try session.investigation.record(answers)
        var report = session.report(reference)
        let reports = await session.controller.look(at: session.settings.instances, exchangeNow: now)
        let sources = Self.order(session.settings.instances, reports)
        let gatherer = CheckGatherer(session: session, inputs: inputs)
        let before = await gatherer.gather([.accountSurvey(nil)])
        report.requests += before.flatMap(\.requests)
        report.steps = [beforeStep(reports, before)]
        try record(report.steps[0])
        var restart = try await planned(sources)
        guard flags.executes else { return try await end(&report, restart, .actionPlanned) }
        let (answered, given) = try await confirmed(restart, report)
        restart = answered
        var workflow = self
        workflow.flags = given
        let facts = try await facts(given)
        switch Gates.clearRestart(facts) {
        case .refused(let gates):
            restart.gates = gates
            restart.outcome = .refused
            restart.results = restart.results.map { $0.with(.refused, "refused by a gate: nothing was stopped") }
            return try await end(&report, restart, .actionRefused)
        case .cleared(let gates, let clearance):
            restart.gates = gates
            return try await workflow.carryOut(clearance, facts, restart, &report, sources, gatherer, before)
        }
    }

    private func carryOut(
        _ clearance: consuming RestartClearance, _ facts: GateFacts, _ restart: RestartReport, _ report: inout Report,
        _ sources: [InstanceSource], _ gatherer: CheckGatherer,
        _ before: [Evidence]
    ) async throws -> Int32 {
        try session.investigation.record(
            .actionPlanned, (record(of: restart) as PlanRecord).under(facts))
        // From here an interrupt waits: an instance that was stopped is started again.
        session.context.interrupts.hold()
        session.investigation.hasSent = true
        let began = now() ?? session.context.now()
        let done = await perform(clearance, restart, sources)
        write(.actionOutcome, done)
        report.steps.append(step(StreamRunbook.restartStep, done))
        let after = await ReconnectAftermath(session: session, inputs: inputs, gatherer: gatherer)
            .read(since: began, before: before, listens: done.outcome == .verified)
        report.steps += after.steps
        report.requests += after.requests
        for step in report.steps.dropFirst() { try? record(step) }
        let verified = judged(done, after.silence)
        report.restart = verified
        if done.outcome == .verified {
            write(verified.outcome == .verified ? .actionVerified : .actionResolved, verified)
        }
        report.audit = session.investigation.recorded
        return await session.finish(report, exit: verified.exit)
    }

    /// The exchange's clock is not needed for a start that is told by an uptime.
    private var now: @Sendable () -> Timestamp? { { [context = session.context] in context.now() } }

    /// The leader last: its standby is up again when it goes.
    private static func order(_ sources: [InstanceSource], _ reports: [InstanceReport]) -> [InstanceSource] {
        let leading = Set(reports.filter(\.leads).map(\.name))
        let able = sources.filter { $0.stopCommand != nil && $0.startCommand != nil }
        return able.filter { !leading.contains($0.name) } + able.filter { leading.contains($0.name) }
    }

    /// A newer start shows that the process runs; that it receives anything only an event shows.
    private func judged(_ done: RestartReport, _ silence: String?) -> RestartReport {
        var judged = done
        judged.next = [NextCommand("stream", "status"), NextCommand("scan")]
        guard done.outcome == .verified, let silence else { return judged }
        judged.outcome = .failed
        judged.results = done.results.map {
            $0.with(.failed, "\($0.detail); whether it receives events was not seen: \(silence)")
        }
        judged.next.insert(NextCommand("stream", "watch", "--for", "10m"), at: 0)
        return judged
    }

    private func planned(_ sources: [InstanceSource]) async throws -> RestartReport {
        let results = sources.map { source in
            RestartReport.Result(
                instance: source.name, stop: source.stopCommand ?? "", start: source.startCommand ?? "",
                outcome: .planned, detail: flags.executes ? "not restarted" : "a plan: nothing was stopped")
        }
        return RestartReport(gates: try await judged(flags), results: results, outcome: .planned, typed: typed)
    }

    private func judged(_ flags: OperatorFlags) async throws -> [GateResult] {
        Gates.judge(try await facts(flags))
    }

    private func facts(_ flags: OperatorFlags) async throws -> GateFacts {
        let settings = session.settings
        var facts = GateFacts(
            action: .reconnect, investigation: session.investigation.id, accountContext: settings.accountContext,
            mainnetAllowed: settings.mainnetAllowed, targets: [], allowedSymbols: [], maxOrders: settings.maxOrders,
            maxNotional: settings.maxNotional, clock: nil, weight: await session.exchange.weight(),
            weightNeeded: Self.weight, flags: flags, now: session.context.now())
        facts.policy = settings.policy.demands(of: ActionKind.reconnect.rawValue)
        if let store = session.investigation.store {
            try facts.recall(AuditMemory(store: store), settings, nothingSent: !session.investigation.hasSent)
        }
        return facts
    }

    /// Asks for a missing reason and a missing confirmation, when nothing else is missing.
    private func confirmed(_ restart: RestartReport, _ report: Report) async throws -> (RestartReport, OperatorFlags) {
        let missing = Set(restart.gates.refusing)
        guard !missing.isEmpty, missing.isSubset(of: [.reasonMissing, .confirmationMissing]) else {
            return (restart, flags)
        }
        let prompt = Prompt(console: session.context.console, isAllowed: !session.shared.noInput)
        let purpose = "restart \(restart.results.map(\.instance).joined(separator: ", "))"
        var plan = ScreenText(
            screen: RestartScreen(report: report, restart: restart).plan.with(session.context.localTime),
            width: session.context.console.width
        ).text
        var flags = flags
        if missing.contains(.reasonMissing) {
            guard let reason = prompt.reason(to: purpose, plan: plan) else { return (restart, flags) }
            flags.reason = reason
            plan = ""
        }
        if missing.contains(.confirmationMissing) {
            flags.confirmation = prompt.confirmation(of: flags.expectedConfirmation, action: purpose, plan: plan)
        }
        var answered = restart
        answered.gates = try await judged(flags)
        return (answered, flags)
    }

    /// A restart is spent by beginning it.
    private func perform(
        _ clearance: consuming RestartClearance, _ restart: RestartReport, _ sources: [InstanceSource]
    ) async -> RestartReport {
        var done = restart
        for (index, source) in sources.enumerated() {
            session.notes.note("restarting \(source.name)")
            done.results[index] = await perform(restart.results[index], source)
            if done.results[index].outcome == .failed { break }
        }
        let left = done.results.filter { $0.outcome == .planned }
        done.results = done.results.map {
            left.contains($0) ? $0.with(.failed, "not restarted, because of what happened to the one before") : $0
        }
        let order: [ActionReport.Outcome] = [.failed, .unknown, .verified]
        done.outcome = order.first { outcome in done.results.contains { $0.outcome == outcome } } ?? .verified
        return done
    }

    private func perform(_ result: RestartReport.Result, _ source: InstanceSource) async -> RestartReport.Result {
        let stopping = session.context.uptime()
        switch await session.controller.run(.stop, of: source) {
        case .done: break
        case .failed(let why): return result.with(.failed, "its stop command \(why); it was not started")
        case .notConfigured: return result.with(.failed, "it has no stop command")
        }
        switch await session.controller.run(.start, of: source) {
        case .done: break
        case .failed(let why):
            return result.with(.failed, "it was stopped, and its start command \(why): it may be down")
        case .notConfigured: return result.with(.failed, "it was stopped, and has no start command")
        }
        let context = session.context
        let seen = await session.controller.look(at: source, times: Self.looks, exchangeNow: now) { report in
            Self.runsAnew(report, since: context.uptime() - stopping) == true
        }
        guard let seen else { return result.with(.unknown, "its commands succeeded; it was not checked") }
        switch Self.runsAnew(seen, since: context.uptime() - stopping) {
        case true?: return result.with(.verified, "stopped, started, and up since then")
        case false?:
            return result.with(
                .failed, "its commands succeeded, but it has been up since before: it was not restarted")
        case nil:
            let why = if case .silent(let why) = seen.presence { why } else { "its uptime is unknown" }
            return result.with(.unknown, "its commands succeeded; can't tell whether it runs: \(why)")
        }
    }

    /// `nil` when nothing tells: it does not answer, or answers without an uptime.
    private static func runsAnew(_ report: InstanceReport, since milliseconds: Int64) -> Bool? {
        if case .success(let health) = report.health { return health.uptimeMilliseconds <= milliseconds + 1_000 }
        return nil
    }

    private func beforeStep(_ reports: [InstanceReport], _ account: [Evidence]) -> StepReport {
        let facts = reports.map { Fact($0.name, Self.words($0.presence), source: "/healthz, /readyz, status") }
        let isRead = account.allSatisfy { (try? $0.content.get()) != nil }
        return StepReport(
            StreamRunbook.beforeStep, isRead ? .ok : .attention,
            isRead
                ? "\(Count.of(reports.count, "instance")) checked, the account read"
                : "the account could not be read: can't tell what was missed", facts: facts)
    }

    private static func words(_ presence: InstancePresence) -> String {
        switch presence {
        case .running(let by): "runs (\(by))"
        case .anotherMode(let mode): "answers in mode \(mode)"
        case .stopped: "stopped"
        case .silent(let why): "not seen: \(why)"
        }
    }

    private func step(_ definition: StepDefinition, _ restart: RestartReport) -> StepReport {
        StepReport(
            definition, restart.outcome == .verified ? .ok : restart.outcome == .failed ? .failed : .attention,
            restart.outcome.rawValue,
            facts: restart.results.map { Fact($0.instance, $0.detail, source: "stop, start") })
    }

    private func record(_ step: StepReport) throws {
        try session.investigation.record(.step, StepRecord(step))
    }

    private func record(_ kind: AuditKind, _ restart: RestartReport) throws {
        if PlanMembers.kinds.contains(kind) {
            try session.investigation.record(kind, record(of: restart) as PlanRecord)
        } else {
            try session.investigation.record(kind, record(of: restart) as OutcomeRecord)
        }
    }

    /// An instance has been stopped: a full disk must not hide what became of it.
    private func write(_ kind: AuditKind, _ restart: RestartReport) {
        do {
            try record(kind, restart)
        } catch {
            session.notes.warn(
                "\(kind.rawValue) could not be recorded: \((error as? CommandError)?.message ?? "\(error)")")
        }
    }

    private func record<Members: RestartMembers>(of restart: RestartReport) -> Record<Members> {
        Record(
            reconnect: flags, at: session.settings.accountContext, RecordedOutcome(restart.outcome),
            restart.results.map { RecordedRestart($0.instance, RecordedOutcome($0.outcome), $0.detail) },
            restart.gates)
    }

    private func end(_ report: inout Report, _ restart: RestartReport, _ kind: AuditKind) async throws -> Int32 {
        try record(kind, restart)
        var restart = restart
        restart.next =
            ProposedCommand(
                gates: restart.gates, typed: TypedCommand(typed), executes: flags.executes,
                hasPlan: !restart.results.isEmpty
            ).commands
        report.restart = restart
        report.audit = session.investigation.recorded
        return await session.finish(report, exit: restart.exit)
    }
}

extension RestartReport.Result {
    fileprivate func with(_ outcome: ActionReport.Outcome, _ detail: String) -> RestartReport.Result {
        var copy = self
        copy.outcome = outcome
        copy.detail = detail
        return copy
    }
}
