import Runbooks
import TriageCore

/// The `ask:` steps of a team's own runbook: put to the operator beside the procedure's own steps, recorded as
/// evidence, and never shown to the procedure, so that no answer changes a verdict.
struct TeamQuestions: Sendable {
    private let questions: [Runbook.Ask]
    private var answers: [String: StepReport] = [:]

    init(_ runbook: Runbook) { questions = runbook.asked }

    var definitions: [StepDefinition] { questions.map(Self.definition) }

    /// Those that come after a step; `nil`: those that are still open at the end.
    func due(after step: StepID?) -> [Question] {
        questions.filter { answers[$0.id] == nil && (step == nil || $0.after == step?.rawValue) }
            .map { Question(step: StepID($0.id), text: $0.text, choices: $0.choices) }
    }

    /// The step as the report shows it.
    mutating func receive(_ answer: Answer) -> StepReport? {
        guard let question = questions.first(where: { $0.id == answer.step.rawValue }) else { return nil }
        let step: StepReport
        if let text = answer.text {
            step = StepReport(
                Self.definition(question), .ok, text, facts: [Fact("answer", text, source: "the operator")])
        } else {
            step = StepReport(Self.definition(question), .unanswered, "not answered: \(question.text)")
        }
        answers[question.id] = step
        return step
    }

    /// The procedure's steps with the team's at their places.
    func merged(into steps: [StepReport]) -> [StepReport] {
        var merged: [StepReport] = []
        var placed = Set<String>()
        for step in steps {
            merged.append(step)
            for question in questions where question.after == step.id.rawValue {
                if let answer = answers[question.id], placed.insert(question.id).inserted { merged.append(answer) }
            }
        }
        return merged + questions.filter { !placed.contains($0.id) }.compactMap { answers[$0.id] }
    }

    private static func definition(_ question: Runbook.Ask) -> StepDefinition {
        StepDefinition(question.id, question.title, asks: [], asksOperator: true)
    }
}
