import AuditLog
import TriageCore

/// `--answer STEP=TEXT`, for steps that put a question to the operator.
enum AnswerFlags {
    static func read(_ flags: [String], asked steps: [StepDefinition]) throws -> [String: String] {
        var answers: [String: String] = [:]
        let known = steps.filter(\.asksOperator).map(\.id.rawValue)
        for flag in flags {
            let parts = flag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[1].isEmpty else {
                throw CommandError(.usage, "--answer \(flag) is not STEP=TEXT")
            }
            guard !AnswerPlaceholder.isOne(parts[1]) else {
                throw CommandError(
                    .usage,
                    "--answer \(parts[0]): \(parts[1]) is a placeholder: replace it with your answer. Nothing was sent."
                )
            }
            guard known.contains(parts[0]) else {
                let asking =
                    known.isEmpty ? "no step asks a question" : "only \(known.joined(separator: ", ")) asks one"
                throw CommandError(.usage, "--answer \(parts[0]): \(asking)")
            }
            guard answers.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw CommandError(.usage, "--answer \(parts[0]) is given twice")
            }
        }
        return answers
    }
}

extension Investigation {
    /// What was answered on the command line, as evidence.
    func record(_ answers: [String: String]) throws {
        for (step, text) in answers.sorted(by: { $0.key < $1.key }) {
            try record(.answer, AnswerRecord(step: step, text: text))
        }
    }
}
