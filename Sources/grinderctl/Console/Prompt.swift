import TriageCore

/// Questions to a person. Not interactive never means yes: without a terminal nothing is asked.
struct Prompt {
    let console: any Console
    let isAllowed: Bool

    private var canAsk: Bool { isAllowed && console.inputIsTerminal && console.errorIsTerminal }

    func ask(_ question: Question) -> String? {
        guard canAsk else { return nil }
        console.error("\(question.text) [\(question.choices.joined(separator: "/"))]: ")
        let text = console.readLine()?.trimmed ?? ""
        return text.isEmpty ? nil : text
    }

    /// What the operator types to confirm; `nil` when nobody can be asked or nothing was typed.
    func confirmation(of expected: String, action: String, plan: String) -> String? {
        guard canAsk else { return nil }
        console.error(plan)
        console.error("Type \(Printable.line(expected)) to \(action), or nothing to leave everything as it is: ")
        let text = console.readLine()?.trimmed ?? ""
        return text.isEmpty ? nil : text
    }

    /// Shows a step and waits for a line, from a terminal or a pipe; `false` when the input has ended.
    func goOn(after step: String) -> Bool {
        console.error(step + "  [Enter to go on]\n")
        return console.readLine() != nil
    }
}
