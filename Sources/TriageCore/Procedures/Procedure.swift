/// The executable form of one mismatch's runbook: a value that says what it needs next and takes what was found.
/// It performs nothing, so a drill, a test and a replay drive it exactly as the command does.
package protocol Procedure: Sendable {
    /// Every step it can take, in the order of its runbook.
    static var steps: [StepDefinition] { get }
    /// The step that a question to the world belongs to.
    func step(asking request: EvidenceRequest) -> StepID
    func next() -> NextMove
    mutating func receive(_ evidence: Evidence)
    mutating func receive(_ answer: Answer)
    /// The steps whose evidence is complete, in runbook order.
    func report() -> [StepReport]
}

package enum NextMove: Sendable, Hashable {
    /// Independent questions, to be asked at the same time.
    case gather([EvidenceRequest])
    case ask(Question)
    case conclude(Conclusion)
}

package struct StepID: Sendable, Hashable, CustomStringConvertible {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }
}

/// What a runbook heading and the code must agree on.
package struct StepDefinition: Sendable, Hashable {
    package let id: StepID
    package let title: String
    package let asks: [EvidenceRequest.Kind]
    /// The step puts a question to the operator, answered by `--answer ID=TEXT`.
    package let asksOperator: Bool

    package init(_ id: String, _ title: String, asks: [EvidenceRequest.Kind], asksOperator: Bool = false) {
        self.id = StepID(id)
        self.title = title
        self.asks = asks
        self.asksOperator = asksOperator
    }
}

/// A question that only a person can answer.
package struct Question: Sendable, Hashable {
    package let step: StepID
    package let text: String
    package let choices: [String]

    package init(step: StepID, text: String, choices: [String]) {
        self.step = step
        self.text = text
        self.choices = choices
    }
}

package struct Answer: Sendable, Hashable {
    package let step: StepID
    /// `nil`: nobody answered.
    package let text: String?

    package init(step: StepID, text: String?) {
        self.step = step
        self.text = text
    }
}

/// What one step found.
package struct StepReport: Sendable, Hashable {
    package enum Status: String, Sendable, Hashable, CaseIterable { case ok, attention, failed, skipped, unanswered }

    package let id: StepID
    package let title: String
    package let status: Status
    package let summary: String
    package let facts: [Fact]

    package init(_ step: StepDefinition, _ status: Status, _ summary: String, facts: [Fact] = []) {
        id = step.id
        title = step.title
        self.status = status
        self.summary = summary
        self.facts = facts
    }
}

package struct Fact: Sendable, Hashable {
    package let name: String
    package let value: String
    package let source: String

    package init(_ name: String, _ value: String, source: String) {
        self.name = name
        self.value = value
        self.source = source
    }
}
