import AuditLog
import TriageCore

/// The tone of a verdict: by what it asks for, not by a list of codes.
enum VerdictTone {
    static func of(_ verdict: VerdictRecord) -> Document.Tone {
        if verdict.confidence == .unknown || verdict.code == "inconclusive" { return .careful }
        switch verdict.action {
        case Verdict.Advice.none?: return .plain
        case .wait?: return .careful
        case .cancel?, .flatten?, .escalate?, nil: return .bad
        }
    }
}

enum ActionTone {
    static func of(_ entry: CaseEntry) -> Document.Tone { of(outcome: ActionWords.outcome(of: entry)) }

    static func of(outcome: String) -> Document.Tone {
        switch outcome {
        case "verified", "done": .good
        case "failed", "not-executed": .bad
        case "refused", "unknown", "left open", "not finished": .careful
        default: .plain
        }
    }
}

enum ActionWords {
    static func outcome(of entry: CaseEntry) -> String {
        if let row = entry.resetStep { return row.outcome }
        if entry.kind == .actionResolved {
            return entry.outcome?.settled == true ? "settled" : "left open"
        }
        return (entry.outcome?.outcome ?? entry.plan?.outcome)?.rawValue ?? "?"
    }

    /// `answered: done`, `read back: verified, CANCELED, executedQty 0`
    static func result(of entry: CaseEntry) -> String {
        if let row = entry.resetStep { return row.words }
        let status = (entry.outcome?.status ?? entry.plan?.status)?.nonEmpty
        let quantity = (entry.outcome?.executedQty ?? entry.plan?.executedQty)?.nonEmpty.map { "executedQty \($0)" }
        let why = entry.outcome?.message?.nonEmpty ?? entry.outcome?.detail?.nonEmpty ?? entry.plan?.detail?.nonEmpty
        let words = [outcome(of: entry), status, quantity, why]
        return phase(entry) + ": " + words.compactMap { $0 }.joined(separator: ", ")
    }

    static func phase(_ entry: CaseEntry) -> String {
        switch entry.kind {
        case .actionPlanned?: "planned"
        case .actionRefused?: "refused"
        case .actionIntent?: "sent"
        case .actionOutcome?: "answered"
        case .actionVerified?: entry.outcome?.sent == false ? "looked at" : "read back"
        case .actionResolved?: "settled later"
        case .resetStep?: entry.resetStep?.step?.rawValue ?? "reset"
        default: entry.entry.kindText
        }
    }
}
