import TriageCore

/// Questions to a person. Not interactive never means yes: without a terminal nothing is asked. What was typed before the
/// first question stood there, the rest of a paste, answers none.
struct Prompt {
    let console: any Console
    let isAllowed: Bool

    var canAsk: Bool { isAllowed && console.inputIsTerminal && console.errorIsTerminal }

    func ask(_ question: Question) -> String? {
        let choices = question.choices.isEmpty ? "" : " [\(question.choices.joined(separator: "/"))]"
        return answer(question.text + choices + ": ")
    }

    /// Why it is done; `nil` when nobody can be asked or nothing was typed.
    func reason(to action: String, plan: String) -> String? {
        answer("Why \(action)? For the log; Enter stops: ", below: plan)
    }

    /// What is chosen of a list; `nil` when nothing was typed.
    func choice(_ list: String) -> String? { answer("Which? Numbers, or all; Enter stops: ", below: list) }

    /// What the operator types to confirm; `nil` when nobody can be asked or nothing was typed.
    func confirmation(of expected: String, action: String, plan: String) -> String? {
        answer("Type \(expected) to \(action); Enter stops: ", below: plan)
    }

    /// A line with control characters was no person's: it is taken for nothing.
    private func answer(_ question: String, below plan: String = "") -> String? {
        guard canAsk else { return nil }
        console.discardTypedAhead()
        if !plan.isEmpty { console.error(plan) }
        let lines = WrappedText.lines(Printable.line(question.trimmed), leading: "", width: console.width)
        console.error(lines.joined(separator: "\n") + " ")
        guard let text = console.readLine()?.trimmed, !text.isEmpty else { return nil }
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }) else {
            console.error("note: what was typed holds control characters, and is taken for nothing.\n")
            return nil
        }
        return text
    }
}
