import AuditLog
import TriageCore

/// `--step`: what a person may do after each step. Notes are recorded and never change a verdict.
struct StepPause {
    let console: any Console
    let investigation: Investigation
    /// Never recorded.
    let secrets: [String]

    static let legend = "  [Enter] go on   n TEXT: note   h [TEXT]: hand over > "

    func choice(after step: StepReport) throws -> StepChoice {
        console.error(Self.text(step))
        investigation.commit()
        while true {
            console.error(Self.legend)
            guard let line = console.readLine()?.trimmed else {
                throw CommandError(
                    .interrupted,
                    "the input ended after the step \(step.id.rawValue); no verdict was reached. "
                        + "Nothing was sent that changes anything.")
            }
            if line.isEmpty { return .goOn }
            let word = line.prefix { !$0.isWhitespace }
            let text = String(line.dropFirst(word.count)).trimmed
            switch word {
            case "n" where !text.isEmpty, "note" where !text.isEmpty: try note(text, at: step.id)
            case "h", "hand-over":
                guard !holdsSecret(text) else { continue }
                return .handOver(text.isEmpty ? nil : text)
            default: console.error("  not understood: press Enter, or type n and a note, or h\n")
            }
        }
    }

    /// The step by itself: its facts with their sources.
    private static func text(_ step: StepReport) -> String {
        let facts = step.facts.map { fact in
            "      \(Printable.line(fact.name)): \(Printable.line(fact.value)) [\(Printable.line(fact.source))]"
        }
        let head = "\(step.status.mark.word) \(step.id.rawValue): \(step.title)"
        return ([head, "    \(Printable.line(step.summary))"] + facts).joined(separator: "\n") + "\n"
    }

    private func note(_ text: String, at step: StepID) throws {
        guard !holdsSecret(text) else { return }
        try investigation.record(.note, NoteRecord(text: text, at: step))
        investigation.commit()
        console.error("  noted\n")
    }

    private func holdsSecret(_ text: String) -> Bool {
        guard secrets.contains(where: { text.contains($0) }) else { return false }
        console.error("  that holds the API key or secret: not recorded\n")
        return true
    }
}

enum StepChoice: Sendable, Hashable {
    case goOn
    /// With a word for whoever takes over.
    case handOver(String?)
}

/// Somebody else goes on: the triage ends where it is, without a verdict.
struct HandOver: Error {
    let after: StepID
    let text: String?
    let steps: [StepReport]
    let requests: [RequestRecord]
}
