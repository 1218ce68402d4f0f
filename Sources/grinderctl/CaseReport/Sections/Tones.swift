import AuditLog
import TriageCore

/// The tone of a verdict: by what it asks for, not by a list of codes.
enum VerdictTone {
    static func of(_ entry: CaseEntry) -> Document.Tone {
        if entry.text("confidence") == "unknown" || entry.text("code") == "inconclusive" { return .careful }
        switch entry.text("action") {
        case "none"?: return .plain
        case "wait"?: return .careful
        default: return .bad
        }
    }
}

enum ActionTone {
    static func of(_ entry: CaseEntry) -> Document.Tone { of(outcome: ActionWords.outcome(of: entry)) }

    static func of(outcome: String) -> Document.Tone {
        switch outcome {
        case "verified", "done": .good
        case "failed", "not-executed": .bad
        case "refused", "unknown", "left open": .careful
        default: .plain
        }
    }
}

enum GateWords {
    /// The gates that said no.
    static func refusing(_ entry: CaseEntry) -> [String] {
        (entry.payload["gates"]?.arrayValue ?? []).filter { $0["status"]?.stringValue == "refused" }
            .compactMap { $0["code"]?.stringValue }
    }
}

enum ActionWords {
    static func outcome(of entry: CaseEntry) -> String {
        if entry.kind == .actionResolved {
            return entry.payload["settled"]?.boolValue == true ? "settled" : "left open"
        }
        return entry.text("outcome") ?? "?"
    }

    /// `answered: done`, `read back: verified, CANCELED, executedQty 0`
    static func result(of entry: CaseEntry) -> String {
        let status = entry.text("status")
        let quantity = entry.text("executedQty").map { "executedQty \($0)" }
        let words = [outcome(of: entry), status, quantity, entry.text("message") ?? entry.text("detail")]
        return beat(entry) + ": " + words.compactMap { $0 }.joined(separator: ", ")
    }

    static func beat(_ entry: CaseEntry) -> String {
        switch entry.kind {
        case .actionPlanned?: "planned"
        case .actionRefused?: "refused"
        case .actionIntent?: "sent"
        case .actionOutcome?: "answered"
        case .actionVerified?: entry.payload["sent"]?.boolValue == false ? "looked at" : "read back"
        case .actionResolved?: "settled later"
        default: entry.entry.kindText
        }
    }
}
