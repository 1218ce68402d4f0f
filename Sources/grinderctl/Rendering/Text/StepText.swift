import TriageCore

/// One step by itself, for the person who is asked behind it (`--step`): its facts with their sources.
struct StepText {
    let step: StepReport

    var text: String {
        let facts = step.facts.map { fact in
            "      \(Printable.line(fact.name)): \(Printable.line(fact.value)) [\(Printable.line(fact.source))]"
        }
        let lines = ["\(mark) \(step.id.rawValue): \(step.title)", "    \(Printable.line(step.summary))"] + facts
        return lines.joined(separator: "\n") + "\n"
    }

    private var mark: String {
        switch step.status {
        case .ok: "  ok "
        case .attention: "  !! "
        case .failed: "fail "
        case .skipped: "skip "
        case .unanswered: "  ?? "
        }
    }
}
