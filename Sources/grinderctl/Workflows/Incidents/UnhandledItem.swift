import AuditLog
import JSON
import TriageCore

/// An orphaned order or a position that a case found, and that nothing since has settled: neither a verified action nor a
/// later verdict that it is gone, flat, or as it should be.
struct UnhandledItem: Sendable {
    let verdict: AuditEntry
    let code: String
    let action: String
    let positionSide: String?

    /// Verdicts after which something is still there that should not be.
    private static let leaving = Set(
        [UnexpectedVerdict.orphaned.rawValue]
            + [PositionVerdict.untrackedFills, .external, .mixed, .forced].map(\.rawValue))

    /// The order, else the symbol and its side.
    var name: String {
        verdict.clientOrderID ?? [verdict.symbol, positionSide].compactMap(\.self).joined(separator: " ")
    }

    /// What looks at it again.
    var next: [String] {
        if let id = verdict.clientOrderID {
            let parts = ClientOrderIDParts(ClientOrderID(id), prefix: Identity().prefix)
            let symbol = parts == nil ? verdict.symbol.map { ["--symbol", $0] } ?? [] : []
            return ["triage", "unexpected", id] + symbol
        }
        return ["triage", "position", verdict.symbol ?? ""]
    }

    var sentence: String { "\(code) \(name) (seq \(verdict.seq))" }

    var json: JSONValue {
        .object([
            ("seq", .integer(verdict.seq)), ("verdict", .string(code)), ("action", .string(action)),
            ("symbol", .string(orNull: verdict.symbol)), ("clientOrderId", .string(orNull: verdict.clientOrderID)),
            ("positionSide", .string(orNull: positionSide)),
            ("next", .strings([Printable.shellLine(["grinderctl"] + next)])),
        ])
    }

    /// Of the verdicts among these entries, the last on each subject.
    static func find(in entries: [AuditEntry], of store: AuditStore) throws(AuditFailure) -> [UnhandledItem] {
        var last: [[String]: UnhandledItem] = [:]
        for entry in entries where entry.kind == .verdict {
            guard let found = UnhandledItem(entry) else { continue }
            last[found.key] = leaving.contains(found.code) ? found : nil
        }
        var left: [UnhandledItem] = []
        for found in last.values.sorted(by: { $0.verdict.seq < $1.verdict.seq }) {
            if try !found.isSettled(in: store) { left.append(found) }
        }
        return left
    }

    private init?(_ entry: AuditEntry) {
        let record = entry.understood(as: VerdictRecord.self)
        guard entry.clientOrderID != nil || entry.symbol != nil, let code = record.code,
            code != UnexpectedVerdict.inconclusive.rawValue
        else { return nil }
        verdict = entry
        self.code = code
        action = (record.action ?? Verdict.Advice.none).rawValue
        positionSide = record.positionSide?.rawValue
    }

    private var key: [String] { [verdict.clientOrderID ?? "", verdict.symbol ?? "", positionSide ?? ""] }

    private func isSettled(in store: AuditStore) throws(AuditFailure) -> Bool {
        let later = try store.entries(
            matching: EntryFilter(
                kinds: [.verdict, .actionVerified, .actionResolved],
                symbol: verdict.clientOrderID == nil ? verdict.symbol : nil, clientOrderID: verdict.clientOrderID))
        return later.contains { entry in
            guard entry.seq > verdict.seq else { return false }
            switch entry.kind {
            case .verdict?:
                guard let other = UnhandledItem(entry) else { return false }
                return other.key == key && !Self.leaving.contains(other.code)
            case .actionVerified?:
                // A position is closed by this tool's own order alone; its competing orders are cancelled before.
                let isIt = verdict.clientOrderID != nil || OwnOrderID.isOne(entry.clientOrderID)
                return isIt && entry.understood(as: OutcomeRecord.self).outcome == .verified
            default:
                return verdict.clientOrderID != nil && entry.understood(as: OutcomeRecord.self).settled == true
            }
        }
    }
}

private enum OwnOrderID {
    static func isOne(_ id: String?) -> Bool { id?.hasPrefix("gctl-") == true }
}
