import AuditLog
import TriageCore

/// Answers a procedure's questions, in their order.
protocol EvidenceGathering: Sendable {
    func gather(_ requests: [EvidenceRequest]) async -> [Evidence]
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
                try await presentSteps(procedure.report(), &dialogue, requests)
                for question in dialogue.questions.due(after: nil) { try put(question, &dialogue) }
                let steps = dialogue.questions.merged(into: procedure.report())
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

    /// Everything at the same time; answers come in the order of the questions.
    private func gather(_ requests: [EvidenceRequest], for procedure: some Procedure) async -> [Evidence] {
        let steps = requests.map { procedure.step(asking: $0) }
        progress?.begin(steps)
        let gatherer = gatherer
        return await withTaskGroup(of: (Int, [Evidence]).self) { group in
            for (index, request) in requests.enumerated() {
                group.addTask { (index, await gatherer.gather([request])) }
            }
            var waiting = steps
            var answers: [Int: [Evidence]] = [:]
            for await (index, evidence) in group {
                answers[index] = evidence
                waiting.remove(at: waiting.firstIndex(of: steps[index]) ?? 0)
                for one in evidence {
                    progress?.answered(one, of: steps[index], isLast: !waiting.contains(steps[index]))
                }
            }
            return requests.indices.flatMap { answers[$0] ?? [] }
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
