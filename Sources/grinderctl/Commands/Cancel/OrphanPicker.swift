import AuditLog
import TriageCore

/// On a terminal, `cancel` without ids offers the orders whose newest verdict in the audit log is a fresh `orphaned`.
struct OrphanPicker {
    struct Orphan: Sendable, Hashable {
        let id: ClientOrderID
        let symbol: Symbol
        let at: Timestamp
    }

    let orphans: [Orphan]
    let prompt: Prompt
    let now: Timestamp

    /// Numbers of the list, or `all`; nothing typed is no choice.
    func pick() throws(CommandError) -> [ClientOrderID] {
        guard !orphans.isEmpty else {
            throw CommandError(
                .usage,
                "which orders? Name them (CID...): the audit log has no orphaned verdict of the last 15 minutes to pick "
                    + "from. Nothing was sent.", try: "grinderctl triage unexpected")
        }
        guard let typed = prompt.choice(list) else {
            throw CommandError(.usage, "no order was chosen. Nothing was sent.")
        }
        return try Self.numbers(typed, of: orphans.count).map { orphans[$0 - 1].id }
    }

    private var list: String {
        let digits = "\(orphans.count)".count
        let rows = orphans.enumerated().map { place, orphan in
            let number = "\(place + 1)"
            let age = max(0, now.milliseconds(since: orphan.at)) / 60_000
            return String(repeating: " ", count: 2 + digits - number.count) + "\(number)  \(orphan.id)  orphaned "
                + (age == 0 ? "just now" : "\(age) min ago")
        }
        return (["Orphaned orders of the last 15 minutes:"] + rows).map { Printable.line($0) + "\n" }.joined()
    }

    /// `2`, `1 3`, `1,3`, `all`
    static func numbers(_ typed: String, of count: Int) throws(CommandError) -> [Int] {
        if typed.lowercased() == "all" { return Array(1...count) }
        var chosen: [Int] = []
        for word in typed.split(whereSeparator: { $0 == " " || $0 == "," }) {
            guard let number = Int(word), (1...count).contains(number) else {
                throw CommandError(.usage, "\(word) is not a number from 1 to \(count), nor all. Nothing was sent.")
            }
            guard !chosen.contains(number) else {
                throw CommandError(.usage, "\(number) is chosen twice. Nothing was sent.")
            }
            chosen.append(number)
        }
        return chosen
    }
}

extension AuditMemory {
    /// Orders whose newest word here is `orphaned`, of this account context and not older than a verdict holds; the newest last.
    func freshOrphans(at now: Timestamp, _ accountContext: AccountContext) throws(AuditFailure) -> [OrphanPicker.Orphan]
    {
        let since = now.advanced(byMilliseconds: -ActionTarget.lifetimeMilliseconds)
        let filter = EntryFilter(
            kinds: [.verdict, .actionVerified, .actionResolved, .actionIntent], since: since.description)
        var found: [OrphanPicker.Orphan] = []
        for entry in try store.entries(matching: filter) {
            guard let id = entry.clientOrderID.map({ ClientOrderID($0) }) else { continue }
            let verdict = entry.understood(as: VerdictRecord.self)
            if entry.kind == .verdict, verdict.mismatch != .orderUnexpected { continue }
            found.removeAll { $0.id == id }
            guard entry.kind == .verdict, verdict.code == UnexpectedVerdict.orphaned.rawValue,
                verdict.accountContext == accountContext, let symbol = entry.symbol.flatMap({ Symbol($0) }),
                let at = Timestamp(iso8601: entry.ts)
            else { continue }
            found.append(OrphanPicker.Orphan(id: id, symbol: symbol, at: at))
        }
        return found
    }
}
