import AuditLog
import TriageCore

/// The `reset.step` rows of one reset: before and after each step and each thing done in it, with what it stands on.
/// ``ResetProgress`` reads them back.
struct ResetRecord {
    let investigation: Investigation

    func write(_ step: String, _ phase: String, _ more: [String: JSONValue] = [:]) throws(Complaint) {
        var payload: [String: JSONValue] = ["step": .string(step), "phase": .string(phase)]
        payload.merge(more) { $1 }
        try investigation.record(.resetStep, .object(payload))
    }

    func write(_ step: ResetStep, _ phase: String, _ more: [String: JSONValue] = [:]) throws(Complaint) {
        try write(step.rawValue, phase, more)
    }

    func ended(_ step: ResetStep, _ report: StepReport) throws(Complaint) {
        guard let members = AuditPayload.step(report).objectValue else { return }
        try write(step, "ended", members)
    }

    func concluded(_ conclusion: ResetConclusion) throws(Complaint) {
        try write(
            "reset", "ended",
            [
                "finished": .bool(conclusion.isFinished), "halted": .string(orNull: conclusion.halted),
                "left": .array(conclusion.left.map { .string($0.words) }),
                "positions": .array(
                    conclusion.left.compactMap { left in
                        if case .position(let position, _, _) = left { return .string(position.key.words) }
                        return nil
                    }),
            ])
    }
}

extension ResetScope {
    var payload: [String: JSONValue] {
        [
            "only": onlyCancels ? "cancel" : .null,
            "symbols": .array(symbols.sorted().map { .string($0.rawValue) }),
        ]
    }
}
