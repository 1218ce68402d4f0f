import AuditLog
import Runbooks
import TriageCore

/// What every `triage` command does once its procedure is chosen: look at clock and symbol, open the investigation,
/// drive the procedure, record the verdicts, print the report.
struct TriageWorkflow {
    let session: Session
    let inputs: TriageInputs
    let answers: [String: String]
    let runbook: Runbook
    /// Pause after each step.
    let stepwise: Bool
    /// Who answers, when it is not the world of a triage.
    var gatherer: (any EvidenceGathering)?

    /// The whole command: one procedure, its report, its exit.
    func run<P: Procedure>(_ procedure: P, symbol: Symbol?, clientOrderID: ClientOrderID?) async throws -> Int32 {
        let first = try await open(symbols: symbol.map { [$0] } ?? [], clientOrderID: clientOrderID)
        let result: TriageRunner.Result
        do {
            result = try await conduct(procedure, clock: first.clock)
        } catch let handOver as HandOver {
            let subject = try subject(symbol, clientOrderID)
            return try await end(handOver, subject, P.steps, first.requests)
        }
        var report = session.report(RunbookLibrary.reference(runbook))
        report.steps = result.steps
        report.conclusion = result.conclusion
        report.requests = session.context.askedBefore + first.requests + result.requests
        let builder = RecommendationBuilder(
            session: session, isEveryOrder: procedure is UnexpectedOrders && clientOrderID == nil, scope: symbol,
            snapshots: result.snapshots ?? [], word: result.word)
        report = await builder.advised(report, result.conclusion.findings)
        return await session.finish(report, exit: result.conclusion.exit)
    }

    /// Opens the investigation, and then asks for the first time: for the clock and whether the symbols are known.
    func open(symbols: [Symbol], clientOrderID: ClientOrderID?) async throws -> Session.Preflight {
        try session.investigation.record(
            .investigationOpened, symbol: symbols.count == 1 ? symbols.first : nil, clientOrderID: clientOrderID,
            OpenedRecord(
                command: session.command, accountContext: session.settings.accountContext,
                runbook: RunbookLibrary.reference(runbook)))
        return try await session.preflight(symbols)
    }

    /// Drives a procedure within an open investigation and records its verdicts.
    func conduct<P: Procedure>(_ procedure: P, clock: ClockReading?) async throws -> TriageRunner.Result {
        let reference = RunbookLibrary.reference(runbook)
        let prompt = Prompt(console: session.context.console, isAllowed: !session.shared.noInput)
        let runner = TriageRunner(
            gatherer: gatherer ?? inputs.gatherer(session, clock: clock), investigation: session.investigation,
            answers: answers, ask: { ask($0, prompt) }, onStep: follow, progress: stepwise ? nil : session.progress,
            oneStepAtATime: stepwise,
            questions: TeamQuestions(runbook))
        let result = try await runner.run(procedure)
        for finding in result.conclusion.findings {
            try session.investigation.record(
                .verdict, symbol: finding.subject.symbol, clientOrderID: finding.subject.clientOrderID,
                VerdictRecord(finding, accountContext: session.settings.accountContext, runbook: reference.sha256)
                    .based(on: result.snapshots))
        }
        return result
    }

    /// A person may take long, or go away.
    private func ask(_ question: Question, _ prompt: Prompt) -> String? {
        if prompt.canAsk { session.investigation.commit() }
        return prompt.ask(question)
    }

    private func follow(_ step: StepReport) throws -> StepChoice {
        guard stepwise else {
            if session.shared.verbose, session.progress.style == .none {
                session.notes.note("\(step.id.rawValue): \(step.summary)")
            }
            return .goOn
        }
        let pause = StepPause(
            console: session.context.console, investigation: session.investigation, secrets: session.settings.secrets)
        return try pause.choice(after: step)
    }

    private func subject(_ symbol: Symbol?, _ id: ClientOrderID?) throws -> Subject {
        guard let mismatch = runbook.mismatch.flatMap({ Mismatch(rawValue: $0) }) else {
            throw CommandError(.bug, "the runbook \(runbook.id) names no mismatch")
        }
        return Subject(mismatch, symbol: symbol, clientOrderID: id)
    }

    /// The steps so far, what is open, and the command to go on. It is no verdict, and none is recorded.
    private func end(
        _ handOver: HandOver, _ subject: Subject, _ all: [StepDefinition], _ requests: [RequestRecord]
    ) async throws -> Int32 {
        let done = handOver.steps.map(\.id)
        let open = all.map(\.id).filter { !done.contains($0) }.map(\.rawValue)
        try session.investigation.record(
            .note, symbol: subject.symbol, clientOrderID: subject.clientOrderID,
            NoteRecord(handOver: handOver.text, after: handOver.after, open: open))
        let left = open.isEmpty ? "only the verdict is open" : "open: \(open.joined(separator: ", "))"
        let verdict = Verdict.inconclusive(
            "handed over after the step \(handOver.after)\(handOver.text.map { ": \($0)" } ?? "")",
            "No verdict was reached; \(left).", next: [NextCommand(again)])
        let conclusion = Conclusion.single(Finding(subject: subject, verdict: verdict))
        var report = session.report(RunbookLibrary.reference(runbook))
        report.steps = handOver.steps
        report.conclusion = conclusion
        report.requests = requests + handOver.requests
        report.recommendation = Recommendation(conclusion.findings)
        return await session.finish(report, exit: conclusion.exit)
    }

    /// As it was typed, without what a next command is given anyway.
    private var again: [String] {
        TypedCommand(session.context.arguments).without(TypedCommand.contextFlags).words
    }
}
