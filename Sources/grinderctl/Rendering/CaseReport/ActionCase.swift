import AuditLog
import TriageCore

/// What one command did, or was kept from doing, to one order or position: the entries that belong together.
struct ActionCase: Sendable {
    let subject: String
    let action: String
    let investigation: String
    /// Planned and refused, in order.
    var plans: [CaseEntry] = []
    /// Sent, answered, read back, settled.
    var phases: [CaseEntry] = []

    var first: CaseEntry? { (plans + phases).min { $0.seq < $1.seq } }
    var intents: [CaseEntry] { phases.filter { $0.kind == .actionIntent } }
    /// The plan that tells most: the one with which it was sent or refused.
    var plan: CaseEntry? { plans.last { $0.plan?.has(\.gates) == true } ?? plans.last }

    /// What it is about, where it is about one thing.
    var named: [Document.Inline] { subject.isEmpty ? [] : [.text(" "), .code(subject)] }

    func outcome(open: Set<Int64>) -> String {
        if intents.contains(where: { open.contains($0.seq) }) { return "unknown" }
        if let last = phases.last(where: { $0.kind == .actionVerified || $0.kind == .actionResolved }) {
            return ActionWords.outcome(of: last)
        }
        if let answered = phases.last(where: { $0.kind == .actionOutcome }) { return ActionWords.outcome(of: answered) }
        if !intents.isEmpty { return "unknown" }
        if let reset { return reset.outcome }
        return plans.last?.kind == .actionRefused ? "refused" : "planned"
    }

    static func cases(in entries: [CaseEntry]) -> [ActionCase] {
        var order: [[String]] = []
        var cases: [[String]: ActionCase] = [:]
        var keyOfIntent: [Int64: [String]] = [:]
        for entry in entries where entry.kind?.isOfAnAction == true && entry.kind != .planApproved {
            let own = [entry.entry.investigation ?? "", entry.subject]
            // A close is planned by its symbol, and sent under an id of its own.
            let planned = [own[0], entry.entry.symbol ?? ""]
            let isSent = entry.kind == .actionIntent && cases[own] == nil && cases[planned] != nil
            // What settles an intent belongs to it, whoever settled it.
            let key = entry.outcome?.intent.flatMap { keyOfIntent[$0] } ?? (isSent ? planned : own)
            if entry.kind == .actionIntent { keyOfIntent[entry.seq] = key }
            if cases[key] == nil {
                order.append(key)
                cases[key] = ActionCase(
                    subject: entry.subject, action: entry.action ?? "an action", investigation: key[0])
            }
            if entry.kind == .actionPlanned || entry.kind == .actionRefused {
                cases[key]?.plans.append(entry)
            } else {
                cases[key]?.phases.append(entry)
            }
        }
        return order.compactMap { cases[$0] }
    }
}
