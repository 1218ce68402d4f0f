import ArgumentParser
import JSON
import TriageCore

struct Explain: ToolCommand {
    static let name = "explain"
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain a code and what to do about it.",
        discussion: """
            Takes a Binance error, an HTTP status, a verdict, a gate, an exit code, the code of an error, a mismatch \
            type or an alert's name. Nothing is asked and nothing is recorded.

            EXAMPLES
              grinderctl explain -1022
              grinderctl explain orphaned
              grinderctl explain no-fresh-triage
              grinderctl explain 5
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Argument(help: ArgumentHelp("The code.", valueName: "CODE"), completion: .explainedCodes)
    var code: String

    @Argument(help: .hidden)
    var surplus: [String] = []

    func run(at context: CommandContext) async throws -> Int32 {
        let word = code.trimmed
        guard surplus.isEmpty else {
            throw CommandError(
                .usage, "explain takes one code at a time", try: Printable.shellLine(["grinderctl", "explain", word]))
        }
        let explanations = Explanation.of(word)
        guard !explanations.isEmpty else { throw unknown(word) }
        if shared.json {
            print(
                [("code", .string(explanations[0].code)), ("explanations", .array(explanations.map(Self.json)))],
                at: context)
        } else {
            printAnswer(explanations.map(Self.text).joined(separator: "\n"), at: context)
        }
        return 0
    }

    private func unknown(_ word: String) -> CommandError {
        let known = Explanation.all.map(\.code)
        let hint = Suggestion.closest(to: word, among: known)
        let listed = Explanation.Kind.allCases.map { kind in
            "\(kind.rawValue): \(Explanation.codes(of: kind).joined(separator: " "))"
        }
        return CommandError(
            .usage,
            "there is no code \(word)\(hint.map { "; did you mean \($0)?" } ?? ".") Known: "
                + listed.joined(separator: "; "), try: hint.map { "grinderctl explain \($0)" })
    }

    static func text(_ explanation: Explanation) -> String {
        let context = explanation.context.map { " of \($0)" } ?? ""
        var lines = ["\(explanation.code)  \(explanation.kind.rawValue)\(context)"] + paragraph(explanation.meaning)
        if explanation.isAnswer, let executed = explanation.execution { lines += paragraph(words(executed)) }
        lines += paragraph(explanation.advice)
        lines += explanation.next.map { "  next: " + Printable.shellLine(["grinderctl"] + $0.words) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func paragraph(_ text: String) -> [String] {
        WrappedText.lines(text, leading: "  ", width: WrappedText.columns)
    }

    private static func words(_ execution: Explanation.Execution) -> String {
        switch execution {
        case .notExecuted: "A request that met it was not executed."
        case .unknown: "A request that met it may have been executed."
        }
    }

    private static func json(_ explanation: Explanation) -> JSONValue {
        .object([
            ("kind", .string(explanation.kind.rawValue)), ("code", .string(explanation.code)),
            ("context", .string(orNull: explanation.context)), ("meaning", .string(explanation.meaning)),
            ("execution", .string(orNull: explanation.execution?.rawValue)), ("advice", .string(explanation.advice)),
            (
                "next",
                .strings(explanation.next.map { Printable.shellLine(["grinderctl"] + $0.words) })
            ),
        ])
    }
}
