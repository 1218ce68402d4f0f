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
    /// Of a reset: the intents of its orders and positions, which are cases of their own.
    var others: [Int64] = []

    var first: CaseEntry? { (plans + phases).min { $0.seq < $1.seq } }
    var intents: [CaseEntry] { phases.filter { $0.kind == .actionIntent } }
    /// The plan that tells most: the one with which it was sent or refused.
    var plan: CaseEntry? { plans.last { $0.plan?.has(\.gates) == true } ?? plans.last }

    /// What it is about, where it is about one thing.
    var named: [Document.Inline] { subject.isEmpty ? [] : [.text(" "), .code(subject)] }

    /// `verified cancel grinder_…`
    func title(_ outcome: String) -> [Document.Inline] {
        [.badge(ActionTone.of(outcome: outcome), outcome), .text(" \(action)")] + named
    }

    func outcome(open: Set<Int64>) -> String {
        let unsettled = intents.map(\.seq) + others
        if unsettled.contains(where: open.contains) { return "unknown" }
        // What a gate kept from being finished is not what was done before it.
        if let last = plans.last, last.kind == .actionRefused, last.seq > phases.last?.seq ?? 0 { return "refused" }
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
        var intents: [String: [Int64]] = [:]
        for entry in entries where entry.kind?.isOfAnAction == true && entry.kind != .planApproved {
            let closing = entry.closing
            let own = closing ?? [entry.entry.investigation ?? "", entry.subject]
            // What settles an intent belongs to it, whoever settled it.
            let key = entry.outcome?.intent.flatMap { keyOfIntent[$0] } ?? own
            if entry.kind == .actionIntent {
                keyOfIntent[entry.seq] = key
                intents[key[0], default: []].append(entry.seq)
            }
            if cases[key] == nil {
                order.append(key)
                cases[key] = ActionCase(
                    subject: closing?[1] ?? entry.subject, action: entry.action ?? "an action", investigation: key[0])
            }
            if entry.kind == .actionPlanned || entry.kind == .actionRefused {
                cases[key]?.plans.append(entry)
            } else {
                cases[key]?.phases.append(entry)
            }
        }
        for (key, found) in cases where found.reset != nil { cases[key]?.others = intents[key[0]] ?? [] }
        return order.compactMap { cases[$0] }
    }
}

extension CaseEntry {
    /// A close is planned by its position and sent under an id of its own: both belong to the position's side. `nil` of
    /// everything else, the cancels beside a close included.
    fileprivate var closing: [String]? {
        let requests = (plan?.requests ?? []) + [intent?.request].compactMap(\.self)
        guard let request = requests.first(where: \.isPlacement), let symbol = entry.symbol else { return nil }
        return [entry.investigation ?? "", symbol, request.positionSide?.rawValue ?? ""]
    }
}
