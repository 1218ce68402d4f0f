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

/// Drives a procedure to its end: gathers what it asks for, puts its questions to the operator, records each step.
struct TriageRunner {
    let gatherer: any EvidenceGathering
    let investigation: Investigation
    /// Answers given beforehand, by step.
    let answers: [String: String]
    /// Puts a question to a person; `nil` when nobody is there.
    let ask: (Question) -> String?
    /// Called with each step when it is complete.
    let onStep: (StepReport) async throws -> StepChoice
    var progress: StepProgress?
    /// Gathers one step at a time and not everything at once.
    let oneStepAtATime: Bool
    /// The team's own, which the procedure never sees.
    var questions: TeamQuestions

    struct Result {
        let steps: [StepReport]
        let conclusion: Conclusion
        let requests: [RequestRecord]
        /// The instances it stands on; `nil` where none were asked about.
        let snapshots: [InstanceSnapshot]?
        /// Whether every instance is stopped, by the operator.
        var word: InstanceRule.OperatorStatement?
    }

    func run<P: Procedure>(_ start: P) async throws -> Result {
        var procedure = start
        var requests: [RequestRecord] = []
        var dialogue = Dialogue(questions: questions)
        var instances: [InstanceReport]?
        for step in P.steps where step.asksOperator {
            guard let text = answers[step.id.rawValue] else { continue }
            dialogue.note(Answer(step: step.id, text: text))
            try receive(Answer(step: step.id, text: text), into: &procedure)
        }
        while true {
            switch procedure.next() {
            case .gather(let questions):
                for evidence in await gather(portion(of: questions, procedure), for: procedure) {
                    requests += evidence.requests
                    if case .success(.instances(let reports)) = evidence.content { instances = reports }
                    procedure.receive(evidence)
                }
            case .ask(let question):
                let answer = Answer(step: question.step, text: ask(question))
                dialogue.note(answer)
                try receive(answer, into: &procedure)
            case .conclude(let conclusion):
                let reported = procedure.report()
                try await presentSteps(reported, &dialogue, requests)
                for question in dialogue.questions.due(after: nil) { try put(question, &dialogue) }
                let steps = dialogue.questions.merged(into: reported)
                return Result(
                    steps: steps, conclusion: conclusion, requests: requests,
                    snapshots: instances?.map { InstanceSnapshot($0, word: dialogue.word) }, word: dialogue.word)
            }
            try await presentSteps(procedure.report(), &dialogue, requests)
        }
    }

    /// What the operator has been shown and asked.
    private struct Dialogue {
        var presented: Set<StepID> = []
        var questions: TeamQuestions
        /// Whether every instance is stopped, by the operator.
        var word: InstanceRule.OperatorStatement?

        mutating func note(_ answer: Answer) {
            guard answer.step == UnexpectedOrders.instanceStopped else { return }
            word = answer.text.map(InstanceRule.OperatorStatement.init)
        }
    }

    private func portion(of questions: [EvidenceRequest], _ procedure: some Procedure) -> [EvidenceRequest] {
        guard oneStepAtATime, let first = questions.first else { return questions }
        let step = procedure.step(asking: first)
        return questions.filter { procedure.step(asking: $0) == step }
    }

    private func gather(_ requests: [EvidenceRequest], for procedure: some Procedure) async -> [Evidence] {
        let steps = requests.map { procedure.step(asking: $0) }
        progress?.begin(steps)
        var waiting = steps
        return await gatherer.gather(requests) { index, evidence in
            waiting.remove(at: waiting.firstIndex(of: steps[index]) ?? 0)
            progress?.answered(evidence, of: steps[index], isLast: !waiting.contains(steps[index]))
        }
    }

    private func receive(_ answer: Answer, into procedure: inout some Procedure) throws {
        try record(answer)
        procedure.receive(answer)
    }

    private func record(_ answer: Answer) throws {
        try investigation.record(
            .answer, AnswerRecord(step: answer.step.rawValue, text: answer.text))
    }

    private func put(_ question: Question, _ dialogue: inout Dialogue) throws {
        let answer = Answer(step: question.step, text: answers[question.step.rawValue] ?? ask(question))
        try record(answer)
        if let step = dialogue.questions.receive(answer) { try investigation.record(.step, StepRecord(step)) }
    }

    private func presentSteps(_ steps: [StepReport], _ dialogue: inout Dialogue, _ requests: [RequestRecord])
        async throws
    {
        for step in steps where dialogue.presented.insert(step.id).inserted {
            try investigation.record(.step, StepRecord(step))
            progress?.finish(step)
            let choice = try await onStep(step)
            if case .handOver(let text) = choice {
                let shown = steps.filter { dialogue.presented.contains($0.id) }
                throw HandOver(
                    after: step.id, text: text, steps: dialogue.questions.merged(into: shown), requests: requests)
            }
            for question in dialogue.questions.due(after: step.id) { try put(question, &dialogue) }
        }
    }
}
