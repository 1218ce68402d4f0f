import TriageCore

/// Questions to a person. Not interactive never means yes: without a terminal nothing is asked.
struct Prompt {
    let console: any Console
    let isAllowed: Bool

    var canAsk: Bool { isAllowed && console.inputIsTerminal && console.errorIsTerminal }

    func ask(_ question: Question) -> String? {
        guard canAsk else { return nil }
        let choices = question.choices.isEmpty ? "" : " [\(question.choices.joined(separator: "/"))]"
        console.error("\(Printable.line(question.text + choices)): ")
        let text = console.readLine()?.trimmed ?? ""
        return text.isEmpty ? nil : text
    }

    /// Why it is done; `nil` when nobody can be asked or nothing was typed.
    func reason(to action: String, plan: String) -> String? {
        guard canAsk else { return nil }
        console.error(plan)
        console.error("Why \(Printable.line(action))? For the log; Enter stops: ")
        let text = console.readLine()?.trimmed ?? ""
        return text.isEmpty ? nil : text
    }

    /// What is chosen of a list; `nil` when nothing was typed.
    func choice(_ list: String) -> String? {
        guard canAsk else { return nil }
        console.error(list)
        console.error("Which? Numbers, or all; Enter stops: ")
        let text = console.readLine()?.trimmed ?? ""
        return text.isEmpty ? nil : text
    }

    /// What the operator types to confirm; `nil` when nobody can be asked or nothing was typed.
    func confirmation(of expected: String, action: String, plan: String) -> String? {
        guard canAsk else { return nil }
        if !plan.isEmpty { console.error(plan) }
        console.error("Type \(Printable.line(expected)) to \(action); Enter stops: ")
        let text = console.readLine()?.trimmed ?? ""
        return text.isEmpty ? nil : text
    }
}
