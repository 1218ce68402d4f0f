package import TriageCore

/// `step`: what a step found.
package struct StepMembers: RecordMembers {
    package static let kinds: [AuditKind] = [.step]
    package static let schema = RecordSchema(StepMembers())

    package let id = Member<String>("id")
    package let status = Member<StepReport.Status>("status")
    package let summary = Member<String>("summary")
    package let facts = Member<[RecordedFact]>("facts")
}

package typealias StepRecord = Record<StepMembers>

extension StepRecord {
    package init(_ step: StepReport) {
        self.init()
        self.id = step.id.rawValue
        self.status = step.status
        self.summary = step.summary
        self.facts = step.facts.map(RecordedFact.init)
    }
}

/// `answer`: what an operator answered, on a terminal or beforehand.
package struct AnswerMembers: RecordMembers {
    package static let kinds: [AuditKind] = [.answer]
    package static let schema = RecordSchema(AnswerMembers())

    package let step = Member<String>("step")
    /// `null`: nobody answered.
    package let text = Member<String>("text")
    /// Instances that answer while the operator says that all are stopped: it counts for nothing then.
    package let contradictedBy = Member<[String]>("contradictedBy")
}

package typealias AnswerRecord = Record<AnswerMembers>

extension AnswerRecord {
    package init(step: String, text: String?) {
        self.init()
        self.step = step
        self.text = text
    }
}
