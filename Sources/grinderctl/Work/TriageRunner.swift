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
    let onStep: (StepReport) async throws -> Void
    /// Gathers one step at a time and not everything at once.
    let oneStepAtATime: Bool

    struct Result {
        let steps: [StepReport]
        let conclusion: Conclusion
        let requests: [RequestRecord]
    }

    func run<P: Procedure>(_ start: P) async throws -> Result {
        var procedure = start
        var requests: [RequestRecord] = []
        var told: Set<StepID> = []
        for step in P.steps where step.asksOperator {
            guard let text = answers[step.id.rawValue] else { continue }
            try receive(Answer(step: step.id, text: text), into: &procedure)
        }
        while true {
            switch procedure.next() {
            case .gather(let questions):
                for evidence in await gatherer.gather(portion(of: questions, procedure)) {
                    requests += evidence.requests
                    procedure.receive(evidence)
                }
            case .ask(let question):
                try receive(Answer(step: question.step, text: ask(question)), into: &procedure)
            case .conclude(let conclusion):
                try await tell(procedure.report(), &told)
                return Result(steps: procedure.report(), conclusion: conclusion, requests: requests)
            }
            try await tell(procedure.report(), &told)
        }
    }

    private func portion(of questions: [EvidenceRequest], _ procedure: some Procedure) -> [EvidenceRequest] {
        guard oneStepAtATime, let first = questions.first else { return questions }
        let step = procedure.step(asking: first)
        return questions.filter { procedure.step(asking: $0) == step }
    }

    private func receive(_ answer: Answer, into procedure: inout some Procedure) throws {
        try investigation.record(
            .answer,
            ["step": .string(answer.step.rawValue), "text": answer.text.map { .string($0) } ?? .null])
        procedure.receive(answer)
    }

    private func tell(_ steps: [StepReport], _ told: inout Set<StepID>) async throws {
        for step in steps where told.insert(step.id).inserted {
            try investigation.record(.step, AuditPayload.step(step))
            try await onStep(step)
        }
    }
}
